"""Tickets about what we do: wanted, linked, tried again, let go. What an engine does of them is in
`app.operations.ticket_turn`."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.incident import storable, title_of
from app.domain.redaction import hushed
from app.errors import Refused
from app.notify.ticket import BODY, key_in
from app.operations.incident_stage import refuse
from app.operations.patience import patient
from app.operations.timeline import held, record
from app.queries.language import voice_in
from app.queries.status_update import why_inside
from app.store import Store
from models.incident import Incident, Task
from models.kinds import EventKind
from models.kinds_learn import TicketState, TrackerKind
from models.problem import Problem, ProblemIncident
from models.session import touch
from models.ticket import Ticket, Tracker


@dataclass(frozen=True, slots=True)
class About:
    """What a ticket is about: one of the three, by id."""

    task: int | None = None
    problem: int | None = None
    incident: int | None = None


@patient
def want(
    store: Store, tracker: int, about: About, by: Actor, *, title: str = "", text: str = ""
) -> int:
    """An engine makes a ticket within moments; returns its id. Without a title and text those of
    what it is about are used; keys and passwords in them are masked. Raises Refused."""
    with store.write() as session:
        return want_in(session, tracker, about, by, store, title=title, text=text)


def want_in(
    session: Session,
    tracker: int,
    about: About,
    by: Actor,
    store: Store,
    *,
    title: str = "",
    text: str = "",
) -> int:
    """`want` within a transaction."""
    place = _tracker(session, tracker)
    line, body = _words(session, about)
    row = _row(place, about, by, store)
    refuse(why_not_made(incident_of(session, row) or private_behind(session, row), place))
    say = voice_in(session).say
    row.title = hushed(title_of(title) or line, say)[:500]
    row.body = hushed(storable(text).strip() or body, say)[:BODY]
    row.state, row.due_at = TicketState.TO_MAKE, store.now()
    session.add(row)
    session.flush()
    _touch(session, row)
    return row.id


@patient
def link(store: Store, about: About, address: str, by: Actor) -> int:
    """Follows a ticket that is there, by the address people paste; returns its id. Raises
    Refused."""
    with store.write() as session:
        _words(session, about)
        for place in session.scalars(select(Tracker).where(Tracker.active)):
            if key := key_in(place.kind, place.url, place.project, address):
                return _linked(session, store, place, key, about, by)
    raise Refused("No tracker of yours has this address; add it in the settings first.", "url")


@patient
def again(store: Store, ident: int, by: Actor) -> None:
    """Tries once more what failed. Raises Refused."""
    with store.write() as session:
        row = _found(session, ident)
        fit = row.state in (TicketState.FAILED, TicketState.UNKNOWN, TicketState.GONE)
        refuse(None if fit else "There is nothing to try again.")
        if not row.key:
            behind = incident_of(session, row) or private_behind(session, row)
            refuse(why_not_made(behind, row.tracker))
        row.state = TicketState.OPEN if row.key else TicketState.TO_MAKE
        row.due_at, row.claim_until, row.tries, row.error = store.now(), None, 0, ""
        row.created_by = row.created_by or by.name[:200]
        _touch(session, row)


@patient
def forget(store: Store, ident: int, by: Actor) -> None:
    """Follows it no more; it stays in its tracker. Raises Refused."""
    with store.write() as session:
        row = _found(session, ident)
        incident = incident_of(session, row)
        if incident is not None and row.key:
            text = f"Ticket {shown(row)} is not followed any more"
            record(session, incident, EventKind.TASK, text, by, store.now())
        _touch(session, row)
        session.delete(row)


def shown(row: Ticket) -> str:
    """As people call it."""
    return row.key if row.tracker.kind is TrackerKind.JIRA or not row.key else f"#{row.key}"


def incident_of(session: Session, row: Ticket) -> Incident | None:
    """The incident whose timeline tells of it, held; None for a problem's."""
    number = row.incident_id
    if row.task_id is not None:
        number = session.get_one(Task, row.task_id).incident_id
    return held(session, number) if number is not None else None


def why_not_made(incident: Incident | None, place: Tracker) -> str | None:
    """What is private has tickets only in a tracker of the house, and an exercise none at all."""
    if incident is None or (place.inside and not incident.drill):
        return None
    return why_inside(incident) or None


def private_behind(session: Session, row: Ticket) -> Incident | None:
    """The incident that a ticket is about, where nobody needs to hold it; of a problem one that is
    private, for then so is what is known of it."""
    if row.problem_id is not None:
        asked = select(Incident).join(ProblemIncident).where(Incident.private)
        return session.scalar(asked.where(ProblemIncident.problem_id == row.problem_id).limit(1))
    number = row.incident_id
    if row.task_id is not None:
        number = session.get_one(Task, row.task_id).incident_id
    return session.get(Incident, number, populate_existing=True) if number else None


def _linked(
    session: Session, store: Store, place: Tracker, key: str, about: About, by: Actor
) -> int:
    asked = select(Ticket.id).where(Ticket.tracker_id == place.id, Ticket.key == key)
    own = asked.where(_is(Ticket.task_id, about.task), _is(Ticket.problem_id, about.problem))
    twin = session.scalar(own.where(_is(Ticket.incident_id, about.incident)))
    refuse("This ticket is linked already." if twin is not None else None, "url")
    row = _row(place, about, by, store)
    row.title, row.key, row.state, row.due_at = key, key, TicketState.OPEN, store.now()
    session.add(row)
    session.flush()
    _touch(session, row)
    return row.id


def _is(column: Any, value: int | None) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.is_(None) if value is None else column == value
    return found


def _row(place: Tracker, about: About, by: Actor, store: Store) -> Ticket:
    return Ticket(
        tracker_id=place.id,
        task_id=about.task,
        problem_id=about.problem,
        incident_id=about.incident,
        created_at=store.now(),
        created_by=by.name[:200],
    )


def _tracker(session: Session, ident: int) -> Tracker:
    place = session.get(Tracker, ident)
    if place is None or not place.active:
        raise Refused("This tracker is not there any more.")
    return place


def _found(session: Session, ident: int) -> Ticket:
    row = session.get(Ticket, ident)
    if row is None:
        raise Refused("This ticket is not there any more.")
    incident_of(session, row)
    return row


def _words(session: Session, about: About) -> tuple[str, str]:
    """Title and text of what it is about. Raises Refused where it is gone."""
    if about.task is not None and (task := session.get(Task, about.task)):
        incident = session.get_one(Incident, task.incident_id)
        return task.title, "\n\n".join(filter(None, [task.text, _origin(incident)]))
    if about.problem is not None and (problem := session.get(Problem, about.problem)):
        known = [problem.cause, problem.workaround and f"Work-around: {problem.workaround}"]
        return problem.title, "\n\n".join(filter(None, known))
    if about.incident is not None and (own := session.get(Incident, about.incident)):
        return own.title, "\n\n".join(filter(None, [own.description, _origin(own)]))
    raise Refused("What this ticket is about is not there any more.")


def _origin(incident: Incident) -> str:
    where = f", {incident.service.name}" if incident.service else ""
    return f"Incident #{incident.id} ({incident.severity.value}{where}): {incident.title}"


def _touch(session: Session, row: Ticket) -> None:
    """Views of what it is about show it."""
    for kind, ident in (("task", row.task_id), ("problem", row.problem_id),
                        ("incident", row.incident_id)):  # fmt: skip
        if ident is not None:
            touch(session, kind, ident)
