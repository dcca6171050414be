"""Problems: begun from an incident or by themselves, written, moved, and linked to the incidents
they are behind. The timeline of each incident says so."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import incident as rules
from app.domain.actor import Actor
from app.domain.incident import storable, title_of
from app.errors import Conflict, Refused
from app.operations.incident_answer import person
from app.operations.incident_field import existing
from app.operations.incident_stage import refuse
from app.operations.patience import patient
from app.operations.timeline import held, record
from app.store import Store
from models.kinds import EventKind
from models.kinds_learn import ProblemState
from models.problem import Problem, ProblemIncident
from models.service import Service
from models.session import touch

TITLE = 500  # characters


@dataclass(frozen=True)
class Wanted:
    """What a person says of a problem; the title is enough. `cause` and `workaround` are
    Markdown."""

    title: str
    cause: str = ""
    workaround: str = ""
    service: int | None = None
    category: str | None = None
    owner: int | None = None
    state: ProblemState = ProblemState.OPEN


@patient
def create(store: Store, said: Wanted, by: Actor, numbers: Sequence[int] = ()) -> int:
    """Begins one, perhaps behind these incidents; returns its id. Raises Refused with the field."""
    with store.write() as session:
        now = store.now()
        row = Problem(created_at=now, created_by=by.name[:200], changed_at=now)
        _write(session, row, said)
        row.changed_by = by.name[:200]
        row.fixed_at = now if row.state.over else None
        session.add(row)
        session.flush()
        for number in dict.fromkeys(numbers):
            _link(store, session, row, number, by)
        return row.id


@patient
def change(store: Store, ident: int, said: Wanted, by: Actor, seen: int | None = None) -> None:
    """Everything of it at once. Raises Refused and Conflict."""
    with store.write() as session:
        row = _row(session, ident)
        if seen is not None and row.version != seen:
            raise Conflict(f"{row.changed_by} changed this problem meanwhile; it was read again.")
        before, way = row.state, row.workaround
        _write(session, row, said)
        row.changed_at, row.changed_by = store.now(), by.name[:200]
        if before.over is not row.state.over:
            row.fixed_at = store.now() if row.state.over else None
        for number in _numbers(session, ident):
            incident = held(session, number)
            if incident.stage.open and row.workaround and row.workaround != way:
                text = f"Work-around of P{row.id}: {row.workaround}"
                record(session, incident, EventKind.PROBLEM, text, by, store.now(), data=_data(row))
            touch(session, "incident", number)


@patient
def link(store: Store, ident: int, number: int, by: Actor) -> bool:
    """Says that this problem is behind an incident, instead of any other; False when it was known.
    Raises Refused."""
    with store.write() as session:
        return _link(store, session, _row(session, ident), number, by)


@patient
def unlink(store: Store, number: int, by: Actor) -> bool:
    """Nothing is known to be behind it any more; False when nothing was. Raises Refused."""
    with store.write() as session:
        incident = held(session, number)
        known = _known(session, number)
        if known is None:
            return False
        row = session.get_one(Problem, known.problem_id)
        session.delete(known)
        text = f"Not of problem P{row.id} after all: {row.title}"
        record(session, incident, EventKind.PROBLEM, text, by, store.now(), data=_data(row))
        touch(session, "problem", row.id)
        return True


@patient
def remove(store: Store, ident: int, by: Actor) -> None:
    """Takes it out; its incidents stay, and say that it is gone. Raises Refused."""
    with store.write() as session:
        row = _row(session, ident)
        for number in _numbers(session, ident):
            incident = held(session, number)
            text = f"Problem P{row.id} was removed: {row.title}"
            record(session, incident, EventKind.PROBLEM, text, by, store.now())
        session.delete(row)


def _link(store: Store, session: Session, row: Problem, number: int, by: Actor) -> bool:
    incident = held(session, number)
    known = _known(session, number)
    if known is not None and known.problem_id == row.id:
        return False
    if known is not None:
        touch(session, "problem", known.problem_id)
        session.delete(known)
        session.flush()
    now = store.now()
    session.add(ProblemIncident(problem_id=row.id, incident_id=number, at=now, by=by.name[:200]))
    text = f"Problem P{row.id} is behind it: {row.title}"
    record(session, incident, EventKind.PROBLEM, text, by, now, data=_data(row))
    touch(session, "problem", row.id)
    return True


def _write(session: Session, row: Problem, said: Wanted) -> None:
    line = title_of(said.title)
    refuse(None if line else "Say in a few words what is wrong underneath.", "title")
    refuse(f"A title has at most {TITLE} characters." if len(line) > TITLE else None, "title")
    cause, way = storable(said.cause).strip(), storable(said.workaround).strip()
    refuse(rules.why_too_long(cause, "cause"), "cause")
    refuse(rules.why_too_long(way, "work-around"), "workaround")
    known = said.state is not ProblemState.KNOWN or cause or way
    refuse(None if known else "A known error needs a cause or a work-around.", "cause")
    service = existing(session, Service, said.service, "service")
    owner = person(session, said.owner) if said.owner is not None else None
    row.title, row.cause, row.workaround, row.state = line, cause, way, said.state
    row.service_id, row.category = service.id if service else None, said.category or None
    row.owner_id = owner.id if owner else None


def _row(session: Session, ident: int) -> Problem:
    row = None
    if ident in rules.NUMBERS:
        row = session.get(Problem, ident, with_for_update=True, populate_existing=True)
    if row is None:
        raise Refused(f"There is no problem P{ident}.")
    return row


def _known(session: Session, number: int) -> ProblemIncident | None:
    return session.scalar(select(ProblemIncident).where(ProblemIncident.incident_id == number))


def _numbers(session: Session, ident: int) -> Sequence[int]:
    asked = select(ProblemIncident.incident_id).where(ProblemIncident.problem_id == ident)
    return session.scalars(asked.order_by(ProblemIncident.incident_id)).all()


def _data(row: Problem) -> dict[str, object]:
    return {"problem": row.id}
