"""Earlier incidents like one, and what solved them. The index is kept per database and brought up
to date by what changed since, so that only the first question reads everything."""

from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.domain.similar import Index, Match, Text
from app.errors import Refused
from app.queries.incident import rows_of
from app.queries.incident_row import IncidentRow
from app.store import Store
from models.incident import Event, Incident
from models.kinds import EventKind, ReviewState, Source, Stage
from models.review import Review
from models.service import Service

LATE = 500  # ids: a slow transaction may commit a lower one than those already seen
SPARE = 4  # how many more are looked up than wanted: some are drills or were declined
MACHINES = (Source.ENGINE, Source.SENDER)  # what they say is no solution
WORDS = 2  # of a title, before it is like any other
LIKE = 0.2  # of the score, from the title alone
KEPT = 4  # databases remembered at once
TEXT = (Incident.id, Incident.title, Service.name, Incident.category)


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
    event: int = 0
    number: int = 0
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
        text = Text(row.title, row.service or "", row.category or "")
        matches = _matches(store, session, text, most * SPARE + 1)
        return _answer(session, [each for each in matches if each.number != number], most)


def alike(store: Store, title: str, service: int | None, most: int = 5) -> list[Similar]:
    """As `similar`, of an incident that is being typed: those whose title is like it. Nothing for
    a title of less than two words, which is like everything."""
    if len(title.split()) < WORDS:
        return []
    with store.read() as session:
        name = session.scalar(select(Service.name).where(Service.id == service)) or ""
        matches = _matches(store, session, Text(title, name, ""), most * SPARE)
        return _answer(session, [each for each in matches if each.title >= LIKE], most)


def _answer(session: Session, matches: list[Match], most: int) -> list[Similar]:
    by_number = {each.number: each for each in matches}
    rows = [each for each in rows_of(session, list(by_number)) if _counts(each)]
    numbers = [each.number for each in rows]
    told, reviewed = _solutions(session, numbers), _reviewed(session, numbers)
    told |= {each: said for each, said in reviewed.items() if said}

    def place(row: IncidentRow) -> tuple[float, bool, int]:
        """Of those as alike, the ones that say what solved them come first."""
        return -round(by_number[row.number].score, 2), row.number not in told, -row.number

    return [
        Similar(row, by_number[row.number], told.get(row.number, ""), row.number in reviewed)
        for row in sorted(rows, key=place)[:most]
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
    """Every change of an incident is an event, so the latest events name what is to be read."""
    event = session.scalar(select(func.max(Event.id))) or 0
    number = session.scalar(select(func.max(Incident.id))) or 0
    if event < known.event or number < known.number:  # a backup was restored
        known.index, known.event, known.number = Index(), 0, 0
    changed = select(Event.incident_id).where(Event.id > known.event - LATE)
    _put(session, known.index, Incident.id > known.number - LATE)
    if known.number:  # asked apart: SQLite reads the whole table for the two with OR between
        _put(session, known.index, Incident.id.in_(changed))
    known.event, known.number = event, number


def _put(session: Session, index: Index, which: ColumnElement[bool]) -> None:
    asked = select(*TEXT).outerjoin(Service, Service.id == Incident.service_id).where(which)
    for ident, title, service, category in session.execute(asked):
        index.put(ident, Text(title, service or "", category or ""))


def _counts(row: IncidentRow) -> bool:
    return not row.drill and row.stage not in (Stage.DECLINED, Stage.MERGED)


def _solutions(session: Session, numbers: list[int]) -> dict[int, str]:
    asked = (
        select(Event.incident_id, Event.data)
        .where(Event.incident_id.in_(numbers), Event.kind == EventKind.RESOLVED)
        .where(Event.source.not_in(MACHINES))
        .order_by(Event.id)
    )
    rows = session.execute(asked)
    return {number: data["note"] for number, data in rows if data.get("note")}


def _reviewed(session: Session, numbers: list[int]) -> dict[int, str]:
    asked = select(Review).where(
        Review.incident_id.in_(numbers), Review.state == ReviewState.PUBLISHED
    )
    return {each.incident_id: _summary(each) for each in session.scalars(asked)}


def _summary(review: Review) -> str:
    by_key = {each["key"]: each["text"] for each in review.sections}
    return (by_key.get("solution") or by_key.get("summary") or "").strip()
