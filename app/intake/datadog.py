"""Datadog's webhook: the template we give out, or the payload that is sent without one.

Every value is a text; a variable that was not set is empty or still its own name, `$LIKE_THIS`.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from app.domain.signal import Signal
from app.intake import field
from app.intake.alertmanager import UNSAID
from app.intake.document import Invalid
from app.intake.field import Fields
from app.intake.generic import PRIORITIES
from models.kinds import SignalAction, SignalSeverity

UNSET = re.compile(r"\$[A-Z_0-9]+", re.ASCII)
BRACKET = re.compile(r"\[(?:P\d\] \[)?([A-Za-z -]{2,20})(?: on [^\]]{1,200})?\]\s*", re.ASCII)
RENOTIFY = "renotify"
OVER = ("recovered", "warn recovered", "no data recovered", "success")
MILD = ("warn", "re-warn", "no data", "re-no data", "warning")
TYPES = {
    "error": SignalSeverity.ERROR,
    "warning": SignalSeverity.WARNING,
    "info": SignalSeverity.INFO,
}
KEPT = ("alert_id", "status", "scope", "hostname", "transition", "id", "org_id", "event_type")


def parse(body: Any, headers: Mapping[str, str]) -> list[Signal]:
    """One event of a monitor. Raises Invalid."""
    if not isinstance(body, dict) or not body:
        raise Invalid(["The event must be a JSON object, made by the template of our page"])
    said = Fields({name: _set(value) for name, value in body.items()})
    title = said.first(("title", "body", "alert_id"), field.TITLE)
    if not title:
        raise Invalid(["Neither 'title', 'body' nor 'alert_id' says anything"])
    key, kept = field.dedup(_key(said, title))
    change = _transition(said, title)
    return [
        Signal(
            action=_action(change),
            dedup_key=key,
            title=title,
            severity=_severity(said, change),
            source=said.first(("hostname", "scope"), field.SOURCE),
            body=said.text("body", field.BODY),
            occurred_at=said.at("date") or said.at("last_updated"),
            cut=said.flags,
            details=_details(said) | kept,
        )
    ]


def _set(value: Any) -> Any:
    return "" if isinstance(value, str) and UNSET.fullmatch(value.strip()) else value


def _transition(said: Fields, title: str) -> str:
    """What happened, in lower case: the variable, else the words in brackets that begin a title."""
    if told := said.text("transition", field.WORD):
        return told.lower()
    found = BRACKET.match(title)
    return found[1].strip().lower() if found else said.text("alert_type", field.WORD).lower()


def _action(change: str) -> SignalAction:
    if change in OVER:
        return SignalAction.RESOLVE
    return SignalAction.NOTE if change == RENOTIFY else SignalAction.TRIGGER


def _severity(said: Fields, change: str) -> SignalSeverity:
    if change in MILD:
        return SignalSeverity.WARNING
    known = PRIORITIES.get(said.text("priority", field.WORD).lower())
    return known or TYPES.get(said.text("alert_type", field.WORD).lower(), UNSAID)


def _key(said: Fields, title: str) -> str:
    """The cycle from trigger to recovery; without it the monitor and its scope."""
    if told := said.first(("cycle_key", "aggreg_key"), field.WHOLE):
        return told
    if alert := said.text("alert_id", field.WHOLE):
        return f"{alert} {said.text('scope', field.WHOLE)}".strip()
    return sha256(BRACKET.sub("", title, count=1).encode()).hexdigest()[:32]


def _details(said: Fields) -> dict[str, Any]:
    tags = [tag.strip() for tag in said.text("tags", field.BODY).split(",") if tag.strip()]
    links = field.hrefs((said.said.get("link"), "Datadog"))
    kept = {name: said.text(name, field.WORD) for name in KEPT}
    return field.bare(kept | {"tags": tags, "links": links})
