"""A provider's status page tells of its own trouble: Statuspage.io, and the pages that write alike.

An incident that is over long ago (backfilled) is nothing, and planned work is a change, no page.
"""

from collections.abc import Mapping
from typing import Any

from app.domain.signal import Signal
from app.intake import field
from app.intake.document import Invalid
from app.intake.field import Fields
from models.kinds import SignalAction, SignalSeverity

UNSAID = SignalSeverity.WARNING
IMPACTS = {
    "critical": SignalSeverity.CRITICAL,
    "major": SignalSeverity.ERROR,
    "minor": SignalSeverity.WARNING,
    "none": SignalSeverity.INFO,
}
STATES = {
    "degraded_performance": SignalSeverity.WARNING,
    "partial_outage": SignalSeverity.ERROR,
    "major_outage": SignalSeverity.CRITICAL,
}
OVER = ("resolved", "postmortem")
PLANNED = ("scheduled", "in_progress", "verifying", "completed")
NEITHER = "The body holds neither an 'incident' nor a 'component_update' of a status page"


def parse(body: Any, headers: Mapping[str, str]) -> list[Signal]:
    """A trigger and what its last update says, or the end of it. Raises Invalid."""
    said = Fields(body)
    if isinstance(said.said.get("incident"), dict):
        return _incident(said, said.inner("incident"))
    if isinstance(said.said.get("component_update"), dict):
        return _component(said, said.inner("component_update"))
    raise Invalid([NEITHER])


def _incident(said: Fields, told: Fields) -> list[Signal]:
    if told.said.get("backfilled") is True:
        return []
    ident = told.needed("id", field.WHOLE)
    said.check()
    key, kept = field.dedup(f"{said.inner('page').text('id', field.WHOLE)}/{ident}")
    status = told.text("status", field.WORD).lower()
    updates = told.said.get("incident_updates")
    last = Fields(updates[0] if isinstance(updates, list) and updates else None)
    details = _details(said, told, status) | kept
    title = told.text("name", field.TITLE) or f"Incident {ident}"[: field.TITLE]
    planned = status in PLANNED or told.said.get("impact") == "maintenance"
    action = SignalAction.RESOLVE if status in OVER else SignalAction.TRIGGER
    main = Signal(
        action=SignalAction.CHANGE if planned else action,
        dedup_key="" if planned else key,
        title=f"{title}: {status}"[: field.TITLE] if planned else title,
        severity=IMPACTS.get(told.text("impact", field.WORD).lower(), UNSAID),
        source=_page(said),
        body=last.text("body", field.BODY),
        occurred_at=told.at("updated_at") or told.at("created_at"),
        cut=said.flags,
        details=details,
    )
    more = isinstance(updates, list) and len(updates) > 1 and not planned
    text = last.text("body", field.TITLE)
    if not more or not text:
        return [main]
    note = Signal(SignalAction.NOTE, key, f"{status or 'update'}: {text}"[: field.TITLE],
                  severity=SignalSeverity.INFO, source=_page(said))  # fmt: skip
    return [note, main] if action is SignalAction.RESOLVE else [main, note]


def _component(said: Fields, told: Fields) -> list[Signal]:
    part, page = said.inner("component"), said.inner("page")
    ident = told.text("component_id", field.WHOLE) or part.needed("id", field.WHOLE)
    said.check()
    status = told.text("new_status", field.WORD).lower() or part.text("status", field.WORD).lower()
    key, kept = field.dedup(f"{page.text('id', field.WHOLE)}/{ident}")
    name = part.text("name", field.WORD) or ident
    action = SignalAction.RESOLVE if status == "operational" else SignalAction.TRIGGER
    planned = status == "under_maintenance"
    return [
        Signal(
            action=SignalAction.CHANGE if planned else action,
            dedup_key="" if planned else key,
            title=f"{name}: {status.replace('_', ' ')}"[: field.TITLE],
            severity=STATES.get(status, UNSAID),
            source=_page(said),
            occurred_at=told.at("created_at"),
            cut=said.flags,
            details=field.bare({"was": told.text("old_status", field.WORD)}) | kept,
        )
    ]


def _page(said: Fields) -> str:
    page = said.inner("page")
    return page.first(("name", "url", "id"), field.SOURCE) or "status page"


def _details(said: Fields, told: Fields, status: str) -> dict[str, Any]:
    parts = told.said.get("components")
    named = (
        [Fields(each).text("name", field.WORD) for each in parts] if isinstance(parts, list) else []
    )
    return field.bare(
        {
            "status": status,
            "impact": told.text("impact", field.WORD),
            "components": [name for name in named if name],
            "links": field.hrefs((told.said.get("shortlink"), "Status page")),
        }
    )
