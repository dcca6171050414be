"""PagerDuty's Events API v2, word for word: alert events and change events."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from app.domain.signal import Signal
from app.intake import field, pagerduty
from app.intake.document import Invalid
from app.intake.field import Fields
from models.kinds import SignalAction, SignalSeverity

ACTIONS = ("trigger", "acknowledge", "resolve")
SEVERITIES = ("critical", "warning", "error", "info")  # in the order PagerDuty names them
ROUTING_KEY = 32  # characters
NO_OBJECT = "The event must be a JSON object"


def routing_key(body: Any) -> str:
    """The integration's key in an event. Raises Invalid."""
    if not isinstance(body, dict):
        raise Invalid([NO_OBJECT])
    said = body.get("routing_key")
    if said is None or not field.words(said):
        raise Invalid(["'routing_key' is missing or blank"])
    if not isinstance(said, str) or len(said) != ROUTING_KEY:
        length = f"should be {ROUTING_KEY} characters"
        raise Invalid([f"Length of 'routing_key' is incorrect ({length})"])
    return said


def parse(body: Any, headers: Mapping[str, str]) -> list[Signal]:
    """One alert event, whatever its routing key. Raises Invalid."""
    if not isinstance(body, dict):
        raise Invalid([NO_OBJECT])
    if pagerduty.is_webhook(body):
        return pagerduty.parse(body, headers)
    event = Fields(body)
    action = event.choice("event_action", ACTIONS)
    key = _key(event, action)
    signal = _trigger(event, key) if action == "trigger" else _answer(event, action, key)
    return [signal]


def parse_change(body: Any, headers: Mapping[str, str]) -> list[Signal]:
    """One change event, which never pages. Raises Invalid."""
    if not isinstance(body, dict):
        raise Invalid([NO_OBJECT])
    event = Fields(body)
    payload = event.inner("payload")
    title = payload.needed("summary", field.TITLE)
    event.check()
    return [
        Signal(
            action=SignalAction.CHANGE,
            dedup_key="",
            title=title,
            severity=SignalSeverity.INFO,
            source=payload.text("source", field.SOURCE),
            occurred_at=payload.at("timestamp"),
            details=_details(event, payload),
            cut=event.flags,
        )
    ]


def said_key(signal: Signal) -> str:
    """The dedup key as the sender knows it."""
    return str(signal.details.get("dedup_key", signal.dedup_key))


def _key(event: Fields, action: str) -> str:
    said = event.said.get("dedup_key")
    key = said if isinstance(said, str) else field.words(said)
    if key.strip():
        return key
    if action == "trigger":
        return uuid4().hex
    if action in ACTIONS:
        event.errors.append("'dedup_key' is missing or blank")
    return ""


def _trigger(event: Fields, key: str) -> Signal:
    payload = event.inner("payload")
    title = payload.needed("summary", field.TITLE)
    source = payload.needed("source", field.SOURCE)
    severity = payload.choice("severity", SEVERITIES)
    event.check()
    fitting, kept = field.dedup(key)
    return Signal(
        action=SignalAction.TRIGGER,
        dedup_key=fitting,
        title=title,
        severity=SignalSeverity(severity),
        source=source,
        occurred_at=payload.at("timestamp"),
        details=_details(event, payload) | kept,
        cut=event.flags,
    )


def _answer(event: Fields, action: str, key: str) -> Signal:
    event.check()
    payload = event.inner("payload")  # not asked for, but some senders give it
    fitting, kept = field.dedup(key)
    return Signal(
        action=SignalAction(action),
        dedup_key=fitting,
        title=payload.text("summary", field.TITLE),
        source=payload.text("source", field.SOURCE),
        occurred_at=payload.at("timestamp"),
        details=_details(event, payload) | kept,
        cut=event.flags,
    )


def _details(event: Fields, payload: Fields) -> dict[str, Any]:
    found: dict[str, Any] = {
        "component": payload.text("component", field.WORD),
        "group": payload.text("group", field.WORD),
        "class": payload.text("class", field.WORD),
        "custom_details": payload.said.get("custom_details"),
        "links": event.links("links", "href", ("http", "https")),
        "images": event.links("images", "src", ("https",)),
        "client": event.text("client", field.WORD),
        "client_url": field.web(event.said.get("client_url")),
    }
    return {name: value for name, value in found.items() if value not in ("", None, [])}
