"""What an incident's document is made of, read at once."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from app.domain.document import Document
from app.domain.incident import CLOCK
from app.domain.incident_form import shown_value
from app.domain.incident_paper import Line, Paper, document
from app.domain.story import Entry, entries
from app.queries.choice import people
from app.queries.incident_detail import detail, timeline
from app.queries.incident_row import EventRow, IncidentDetail
from app.queries.incident_story import catch_up
from app.store import Store
from models.kinds import EventKind

WRITTEN = (EventKind.NOTE, EventKind.UPDATE, EventKind.MESSAGE)
SUMMARY = {
    "what": "What it is",
    "since": "Since when",
    "who": "Who is on it",
    "tried": "What was tried",
    "next": "What comes next",
}


def paper(store: Store, number: int, zone: ZoneInfo) -> Document:
    """The document of an incident. Raises Refused."""
    found, told = detail(store, number), timeline(store, number)
    names = {each.name: each.full_name or each.name for each in people(store)}
    row = found.row

    def said(handle: str | None) -> str:
        return names.get(handle, handle) if handle else ""

    made = Paper(
        number=number,
        title=row.title,
        facts=tuple(_facts(found, said(row.owner), said(row.declared_by))),
        clocks=tuple(_clocks(found)),
        people=tuple((each.role.value.capitalize(), said(each.person)) for each in found.roles),
        summary=tuple((SUMMARY[c.key], c.lines) for c in catch_up(store, number, zone)),
        lines=tuple(_line(entry, said(entry.event.actor)) for entry in entries(told)),
        tasks=tuple((t.title, said(t.owner), t.done_at is not None) for t in found.tasks),
        description=found.description,
        created=row.created_at,
        written=store.now(),
    )
    return document(made, zone)


def _facts(found: IncidentDetail, owner: str, by: str) -> Iterator[tuple[str, str]]:
    row = found.row
    yield "Severity", row.severity.value
    yield "Stage", row.stage.value
    yield "Urgency", row.urgency.value
    yield "Category", str(row.category or "")
    yield "Service", row.service or ""
    yield "Also hit", ", ".join(name for _, name in found.affected)
    yield "May be hit", ", ".join(each.name for each in found.stands_on_it)
    yield "Impact", found.impact
    yield "Customers", "" if found.customers is None else str(found.customers)
    yield "Regions", ", ".join(found.regions)
    yield "Owner", owner
    yield "Declared by", by
    yield from ((name, shown_value(value)) for name, value in found.custom)
    for tie in found.together.ties:
        back = " (the other way round)" if tie.back else ""
        yield "Tied to", f"{tie.kind.value}{back} #{tie.number} {tie.title}"


def _clocks(found: IncidentDetail) -> Iterator[tuple[str, datetime | None]]:
    for name, shown in CLOCK.items():
        yield shown.capitalize(), getattr(found.row, name)


def _line(entry: Entry[EventRow], who: str) -> Line:
    event = entry.event
    return Line(
        at=event.at,
        kind=event.kind.value,
        who=who,
        text=entry.text,
        markdown=event.kind in WRITTEN,
        noted=event.recorded_at if entry.late else None,
        pinned=bool(entry.pinned_by),
        edited=entry.edited,
        files=tuple((f["name"], f["size"], f["sha256"]) for f in entry.files),
    )
