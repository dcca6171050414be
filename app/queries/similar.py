"""Earlier incidents like one, and what solved them. The index is kept per database and brought up
to date by what changed since, so that only the first question reads everything."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.similar import Index, Match, Text
from app.errors import Refused
from app.queries.incident import rows_of
from app.queries.incident_row import IncidentRow
from app.store import Store
from models.incident import Event, Incident
from models.kinds import EventKind, ReviewState, Stage
from models.review import Review
from models.service import Service

LATE = timedelta(minutes=10)  # a slow transaction may commit an older `changed_at`
SPARE = 4  # how many more are looked up than wanted: some are drills or were declined
KEPT = 4  # databases remembered at once
TEXT = (Incident.id, Incident.title, Service.name, Incident.category, Incident.changed_at)


@dataclass(frozen=True, slots=True)
class Similar:
    """An earlier incident; `solution` is what its people wrote when it was over, or empty."""

    row: IncidentRow
    match: Match
    solution: str
    reviewed: bool


@dataclass
class _Known:
    index: Index = field(default_factory=Index)
    heard: datetime | None = None
    lock: Lock = field(default_factory=Lock)


_known: dict[str, _Known] = {}
_opening = Lock()


def similar(store: Store, number: int, most: int = 5) -> list[Similar]:
    """The most alike first; drills, declined and merged ones are left out. Raises Refused."""
    with store.read() as session:
        found = rows_of(session, [number])
        if not found:
            raise Refused(f"There is no incident #{number}.")
        row = found[0]
        text = Text(row.title, row.service or "", row.category.value if row.category else "")
        matches = _matches(store, session, text, most * SPARE + 1)
        by_number = {each.number: each for each in matches if each.number != number}
        rows = [each for each in rows_of(session, list(by_number)) if _counts(each)][:most]
        numbers = [each.number for each in rows]
        solved, reviewed = _solutions(session, numbers), _reviewed(session, numbers)
    return [
        Similar(
            each,
            by_number[each.number],
            reviewed.get(each.number) or solved.get(each.number, ""),
            each.number in reviewed,
        )
        for each in rows
    ]


def _matches(store: Store, session: Session, text: Text, most: int) -> list[Match]:
    with _opening:
        known = _known.setdefault(store.ident, _Known())
        while len(_known) > KEPT:
            del _known[next(iter(_known))]
    with known.lock:
        _hear(session, known)
        return known.index.like(text, most=most)


def _hear(session: Session, known: _Known) -> None:
    total = session.scalar(select(func.count()).select_from(Incident)) or 0
    if total < len(known.index):  # a backup was restored
        known.index, known.heard = Index(), None
    asked = select(*TEXT).outerjoin(Service, Service.id == Incident.service_id)
    if known.heard is not None:
        asked = asked.where(Incident.changed_at >= known.heard - LATE)
    for ident, title, service, category, changed_at in session.execute(asked):
        known.index.put(ident, Text(title, service or "", category.value if category else ""))
        known.heard = max(known.heard or changed_at, changed_at)


def _counts(row: IncidentRow) -> bool:
    return not row.drill and row.stage not in (Stage.DECLINED, Stage.MERGED)


def _solutions(session: Session, numbers: list[int]) -> dict[int, str]:
    asked = (
        select(Event.incident_id, Event.data)
        .where(Event.incident_id.in_(numbers), Event.kind == EventKind.RESOLVED)
        .order_by(Event.id)
    )
    return {number: data.get("note", "") for number, data in session.execute(asked)}


def _reviewed(session: Session, numbers: list[int]) -> dict[int, str]:
    asked = select(Review).where(
        Review.incident_id.in_(numbers), Review.state == ReviewState.PUBLISHED
    )
    return {each.incident_id: _summary(each) for each in session.scalars(asked)}


def _summary(review: Review) -> str:
    by_key = {each["key"]: each["text"] for each in review.sections}
    return (by_key.get("solution") or by_key.get("summary") or "").strip()
