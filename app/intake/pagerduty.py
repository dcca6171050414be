"""PagerDuty's v3 webhooks: its incidents, told to whoever runs Watchbill beside it for a while.

They come to the address of an `events_v2` integration, told apart by their shape.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.domain.signal import Signal
from app.intake import field
from app.intake.field import Fields
from models.kinds import SignalAction, SignalSeverity

ACTIONS = {
    "incident.triggered": SignalAction.TRIGGER,
    "incident.reopened": SignalAction.TRIGGER,
    "incident.acknowledged": SignalAction.ACKNOWLEDGE,
    "incident.resolved": SignalAction.RESOLVE,
}
NOTES = {
    "incident.annotated": "noted",
    "incident.delegated": "handed it to another policy",
    "incident.escalated": "escalated it",
    "incident.priority_updated": "changed its priority",
    "incident.reassigned": "gave it to somebody else",
    "incident.status_update_published": "told",
    "incident.unacknowledged": "gave it back",
}
LOW = {"P4": SignalSeverity.INFO, "P5": SignalSeverity.INFO}


def is_webhook(body: Mapping[str, Any]) -> bool:
    """Whether this is one, not an event of the Events API."""
    event = body.get("event")
    ours = "routing_key" in body or "event_action" in body
    return isinstance(event, dict) and "event_type" in event and not ours


def parse(body: Any, headers: Mapping[str, str]) -> list[Signal]:
    """At most one signal; pings and events of services are none. Raises Invalid."""
    event = Fields(body).inner("event")
    kind = event.text("event_type", field.WORD)
    if kind not in ACTIONS and kind not in NOTES:
        return []
    data = event.inner("data")
    incident = data.inner("incident") if data.inner("incident").said else data
    key, kept = field.dedup(incident.needed("id", field.WHOLE))
    event.check()
    signal = _signal(kind, event, incident, key)
    mark = event.text("id", field.WHOLE)
    delivery = field.delivery({"id": mark, **headers}, "id", "x-webhook-id")
    return [replace(signal, delivery=delivery, details=signal.details | kept)]


def _signal(kind: str, event: Fields, incident: Fields, key: str) -> Signal:
    action = ACTIONS.get(kind, SignalAction.NOTE)
    name = incident.first(("title", "summary"), field.TITLE) or f"PagerDuty incident {key}"
    title = _note(kind, event) if action is SignalAction.NOTE else name
    return Signal(
        action=action,
        dedup_key=key,
        title=title[: field.TITLE],
        severity=_severity(incident),
        source=incident.inner("service").text("summary", field.SOURCE) or "PagerDuty",
        occurred_at=event.at("occurred_at"),
        cut=event.flags,
        details=_details(event, incident),
    )


def _note(kind: str, event: Fields) -> str:
    who = event.inner("agent").text("summary", field.WORD) or "Somebody"
    said = event.inner("data").first(("content", "message"), field.TITLE)
    what = f"{who} in PagerDuty"
    return f"{what}: {said}" if said else f"{what} {NOTES[kind]}"


def _severity(incident: Fields) -> SignalSeverity:
    """Whoever is woken there is woken here: the urgency rules, the priority says the rest."""
    rank = incident.inner("priority").text("summary", field.WORD).upper()
    if incident.text("urgency", field.WORD).lower() == "low":
        return LOW.get(rank, SignalSeverity.WARNING)
    return SignalSeverity.CRITICAL if rank == "P1" else SignalSeverity.ERROR


def _details(event: Fields, incident: Fields) -> dict[str, Any]:
    given = incident.said.get("assignees")
    people = given if isinstance(given, list) else []
    return field.bare(
        {
            "links": field.hrefs((incident.said.get("html_url"), "Incident in PagerDuty")),
            "event_type": event.text("event_type", field.WORD),
            "number": incident.said.get("number"),
            "status": incident.text("status", field.WORD),
            "urgency": incident.text("urgency", field.WORD),
            "priority": incident.inner("priority").text("summary", field.WORD),
            "incident_key": incident.text("incident_key", field.WHOLE),
            "assignees": [Fields(each).text("summary", field.WORD) for each in people],
        }
    )
