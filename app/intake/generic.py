"""Any JSON: the fields most senders have, under the names they usually give them.

A field picker for other shapes comes later; here nothing needs to be set up.
"""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from app.domain.signal import Signal
from app.intake import field
from app.intake.alertmanager import SEVERITIES, UNSAID
from app.intake.document import Invalid
from app.intake.field import Fields
from models.kinds import SignalAction, SignalSeverity

KEYS = ("dedup_key", "deduplication_key", "alias", "entity_id", "fingerprint", "incident_key")
STATES = ("status", "state", "event_action", "action", "alert_type", "event_type")
TITLES = ("title", "summary", "subject", "message", "name", "text")
BODIES = ("description", "body", "details", "message", "text")
ZENDUTY = frozenset({"alert_type", "entity_id"})  # whose summary is the longer text
GRAVITIES = ("severity", "priority", "level", "alert_type")
SOURCES = ("source", "host", "hostname", "instance", "service", "entity")
TIMES = ("timestamp", "occurred_at", "time", "date", "created_at")
LINKS = ("link", "url", "source_url", "html_url")
DELIVERIES = ("idempotency-key", "webhook-id")
GIST = 200  # characters of the JSON itself, where nothing in it looks like a title

ACTIONS = {
    SignalAction.RESOLVE: "resolve resolved ok close closed clear cleared recovered recovery up "
    "normal inactive success succeeded fixed",
    SignalAction.ACKNOWLEDGE: "acknowledge acknowledged ack acked",
    SignalAction.NOTE: "note comment",
    SignalAction.CHANGE: "change deploy deployment",
}
WORDS = {word: action for action, said in ACTIONS.items() for word in said.split()}
PRIORITIES = {
    "p1": SignalSeverity.CRITICAL,
    "p2": SignalSeverity.ERROR,
    "p3": SignalSeverity.WARNING,
    "p4": SignalSeverity.INFO,
    "p5": SignalSeverity.INFO,
    "highest": SignalSeverity.CRITICAL,
    "lowest": SignalSeverity.INFO,
}


def parse(body: Any, headers: Mapping[str, str]) -> list[Signal]:
    """An object is one signal, a list one each; a bare text is a title. Raises Invalid."""
    elements = body if isinstance(body, list) else [body]
    signals = [_signal(each) for each in elements if each not in (None, "", {}, [])]
    if not signals:
        raise Invalid(['The body is empty: expected a JSON object such as {"title": "..."}'])
    mark = field.delivery(headers, *DELIVERIES)
    return [replace(each, delivery=_part(mark, i)) for i, each in enumerate(signals)]


def _part(mark: str | None, index: int) -> str | None:
    if mark is None or index == 0:
        return mark
    return sha256(f"{mark} {index}".encode()).hexdigest()


def _signal(said: Any) -> Signal:
    fields = Fields(said if isinstance(said, dict) else {"title": said})
    zenduty = fields.said.keys() >= ZENDUTY
    titles, bodies = (("message", *TITLES), ("summary", *BODIES)) if zenduty else (TITLES, BODIES)
    title = fields.first(titles, field.TITLE) or field.words(said)[:GIST]
    source = fields.first(SOURCES, field.SOURCE)
    key, kept = field.dedup(fields.first(KEYS, field.WHOLE) or _alike(title, source))
    return Signal(
        action=WORDS.get(fields.first(STATES, field.WORD).lower(), SignalAction.TRIGGER),
        dedup_key=key,
        title=title,
        severity=_severity(fields),
        source=source,
        body=fields.first(bodies, field.BODY),
        occurred_at=_time(fields),
        cut=fields.flags,
        details={"fields": dict(fields.said)} | _links(fields) | kept,
    )


def _alike(title: str, source: str) -> str:
    """Without a key, the same title from the same source is the same alert."""
    return sha256(f"{source}\n{title}".encode()).hexdigest()[:32]


def _severity(fields: Fields) -> SignalSeverity:
    places = (fields, fields.inner("metadata"))  # incident.io's senders write it there
    said = (each.text(name, field.WORD).lower() for each in places for name in GRAVITIES)
    known = SEVERITIES | PRIORITIES
    return next((known[word] for word in said if word in known), UNSAID)


def _time(fields: Fields) -> Any:
    return next((found for name in TIMES if (found := field.instant(fields.said.get(name)))), None)


def _links(fields: Fields) -> dict[str, Any]:
    found = [{"href": href} for name in LINKS if (href := field.web(fields.said.get(name)))]
    return {"links": found} if found else {}
