"""Opsgenie's Alert API v2: creating an alert, and what is then done to it by its alias.

Its own outgoing webhook (`action` and `alert`) is read as well, so that both can run side by side.
"""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from app.domain.signal import Signal
from app.intake import field
from app.intake.document import Invalid
from app.intake.field import Fields
from app.intake.generic import PRIORITIES
from models.kinds import SignalAction, SignalSeverity

UNSAID = SignalSeverity.WARNING  # an alert without a priority is a P3 there
VERBS = {
    "acknowledge": SignalAction.ACKNOWLEDGE,
    "close": SignalAction.RESOLVE,
    "notes": SignalAction.NOTE,
}
OTHERS = ("unacknowledge", "snooze", "escalate", "assign", "details", "tags", "responders")
EVENTS = {
    "create": SignalAction.TRIGGER,
    "acknowledge": SignalAction.ACKNOWLEDGE,
    "close": SignalAction.RESOLVE,
    "delete": SignalAction.RESOLVE,
    "addnote": SignalAction.NOTE,
}
KEPT = ("entity", "user", "note", "tags", "details", "responders", "visibleTo", "actions")


def parse(body: Any, headers: Mapping[str, str]) -> list[Signal]:
    """A new alert, or an event of Opsgenie's own webhook. Raises Invalid."""
    if not isinstance(body, dict):
        raise Invalid(["The alert must be a JSON object"])
    said = Fields(body)
    if isinstance(body.get("alert"), dict):
        return _event(said)
    return [_created(said, uuid4().hex)]


def done(verb: str, alias: str, body: Any) -> list[Signal]:
    """What is asked for an alert that is there; `body` may be empty. Raises Invalid."""
    if verb not in VERBS and verb not in OTHERS:
        few = ", ".join((*VERBS, *OTHERS))
        raise Invalid([f"Watchbill knows no '{verb[:40]}' of an alert; there are: {few}"])
    said = Fields(body)
    note = said.text("note", field.TITLE)
    if verb == "notes" and not note:
        raise Invalid(["'note' is missing or blank"])
    signals = [_answer(VERBS[verb], alias, said)] if verb in VERBS else []
    if verb in OTHERS:
        text = f"Opsgenie's {verb} was asked for by {_who(said)}; do it here"
        return [_note(alias, text, said)]
    if note and verb != "notes":  # first the word, then the deed: a note wants an open alert
        return [_note(alias, note, said), *signals]
    return signals


def _created(said: Fields, fresh: str) -> Signal:
    title = said.needed("message", field.TITLE)
    said.check()
    key, kept = field.dedup(said.text("alias", field.WHOLE) or fresh)
    return Signal(
        action=SignalAction.TRIGGER,
        dedup_key=key,
        title=title,
        severity=PRIORITIES.get(said.text("priority", field.WORD).lower(), UNSAID),
        source=said.text("source", field.SOURCE) or said.text("entity", field.SOURCE),
        body=said.text("description", field.BODY),
        cut=said.flags,
        details=field.bare({name: said.said.get(name) for name in KEPT}) | kept,
    )


def _event(said: Fields) -> list[Signal]:
    alert = said.inner("alert")
    action = EVENTS.get(said.text("action", field.WORD).lower())
    if action is None:
        return []
    alias = alert.text("alias", field.WHOLE) or alert.text("alertId", field.WHOLE)
    if action is SignalAction.TRIGGER:
        return [_created(alert, alias or uuid4().hex)]
    if not alias:
        raise Invalid(["'alert.alias' is missing or blank"])
    if action is SignalAction.NOTE:
        note = alert.text("note", field.TITLE)
        return [_note(alias, note, alert)] if note else []
    return [_answer(action, alias, alert)]


def _answer(action: SignalAction, alias: str, said: Fields) -> Signal:
    key, kept = field.dedup(alias)
    return Signal(
        action=action,
        dedup_key=key,
        title=said.text("note", field.TITLE) or said.text("message", field.TITLE),
        source=said.text("source", field.SOURCE),
        cut=said.flags,
        details=field.bare({"user": said.text("user", field.WORD)}) | kept,
    )


def _note(alias: str, text: str, said: Fields) -> Signal:
    key, kept = field.dedup(alias)
    return Signal(
        action=SignalAction.NOTE,
        dedup_key=key,
        title=text[: field.TITLE],
        severity=SignalSeverity.INFO,
        source=said.text("source", field.SOURCE),
        cut=said.flags,
        details=field.bare({"user": said.text("user", field.WORD)}) | kept,
    )


def _who(said: Fields) -> str:
    return said.text("user", field.WORD) or said.text("source", field.WORD) or "a sender"
