"""Follow-ups: what is still to be done after an incident, with an owner and a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import followup as rules
from app.domain.actor import Actor
from app.domain.incident import storable
from app.errors import Conflict
from app.operations import audit, seen
from app.operations.incident_stage import refuse
from app.operations.patience import patient
from app.operations.task import give_in, move_in, plan, put, task_held, title_line
from app.operations.timeline import held, record
from app.queries.followup import SLA, sla_in
from app.queries.review import review_of
from app.store import Store
from models.incident import Incident, Task
from models.kinds import EventKind, Severity
from models.kinds_learn import Priority, TaskKind, TaskState
from models.ledger import Setting
from models.people import Person

ACTIONS = "action-items"  # the section of a review that asks for follow-ups


@dataclass(frozen=True)
class Wanted:
    """What a person says of a follow-up; the title is enough. Without a day (`due_at` None) the
    severity of its incident gives one, unless `undated`."""

    title: str
    text: str = ""
    owner: int | None = None
    due_at: datetime | None = None
    priority: Priority = Priority.NORMAL
    undated: bool = False


@patient
def add(store: Store, number: int, said: Wanted, by: Actor) -> int:
    """Adds one to an incident, open or over; returns its id. Raises Refused with the field."""
    with store.write() as session:
        return _add(session, held(session, number), said, by, store.now())


@patient
def change(store: Store, task: int, said: Wanted, by: Actor, seen: int | None = None) -> bool:
    """Everything of it at once; False when nothing differs. Raises Refused and Conflict."""
    with store.write() as session:
        row, incident = task_held(session, task)
        if seen is not None and row.version != seen:
            raise Conflict("Somebody changed this follow-up meanwhile; it was read again.")
        now, line = store.now(), title_line(said.title)
        text = _text(said.text)
        given = give_in(session, incident, row, said.owner, by, now)
        values = (line, text, said.due_at, said.priority)
        if values == (row.title, row.text, row.due_at, row.priority):
            return given
        row.title, row.text, row.due_at, row.priority = values
        plan(session, row, now)
        day = f", due {row.due_at:%Y-%m-%d}" if row.due_at else ""
        told = f"Follow-up changed: {row.title}{day}"
        record(session, incident, EventKind.TASK, told, by, now, data={"task": row.id})
        return True


@patient
def keep(store: Store, task: int, by: Actor) -> bool:
    """Makes a task of an incident a follow-up, with a day by its severity if it has none; False
    when it is one. Raises Refused."""
    with store.write() as session:
        row, incident = task_held(session, task)
        if row.kind is TaskKind.FOLLOW_UP:
            return False
        _keep(session, incident, row, by, store.now())
        return True


@patient
def keep_all(store: Store, number: int, by: Actor) -> int:
    """Makes every open task of an incident a follow-up; returns how many. Raises Refused."""
    with store.write() as session:
        incident = held(session, number)
        asked = select(Task).where(Task.incident_id == number, Task.done_at.is_(None))
        rows = session.scalars(asked.where(Task.kind == TaskKind.TASK).order_by(Task.id)).all()
        for row in rows:
            _keep(session, incident, row, by, store.now())
        return len(rows)


@patient
def from_review(store: Store, number: int, by: Actor) -> int:
    """Makes the lines of a review's action items follow-ups, those that are none yet; what was an
    open task of the incident becomes one. Returns how many are new. Raises Refused."""
    with store.write() as session:
        incident, now = held(session, number), store.now()
        sections = {each["key"]: each["text"] for each in review_of(session, number).sections}
        items = rules.items_of(sections.get(ACTIONS, ""))
        refuse(None if items else "The action items have no list; begin each line with “- ”.")
        asked = select(Task).where(Task.incident_id == number)
        there = {each.title.casefold(): each for each in session.scalars(asked)}
        fresh = [each for each in items if _wants(there.get(each.title.casefold()))]
        for item in fresh:
            _take(session, incident, there.get(item.title.casefold()), item, by, now)
        return len(fresh)


def set_sla(store: Store, days: Mapping[Severity, int], by: Actor, was: str | None = None) -> str:
    """After how many days follow-ups are due by severity. Raises Refused, and Conflict where that
    does not stand as it `was` seen (its stamp; None: however it stands). Returns its stamp."""
    refuse(rules.why_no_days(days), "days")
    value = {each.value: days.get(each, rules.USUAL[each]) for each in Severity}
    with store.write() as session:
        seen.expect(session, SLA, was)
        session.merge(Setting(name=SLA, value=value))
        audit.record(session, by, f"{SLA} set", SLA, store.now(), value)
        return seen.stand_in(session, SLA).stamp


def _add(session: Session, incident: Incident, said: Wanted, by: Actor, now: datetime) -> int:
    due = said.due_at or (None if said.undated else _due(session, incident, said.owner, now))
    row = Task(
        incident_id=incident.id,
        kind=TaskKind.FOLLOW_UP,
        title=title_line(said.title),
        text=_text(said.text),
        owner_id=said.owner,
        due_at=due,
        priority=said.priority,
    )
    return put(session, incident, row, by, now)


def _take(
    session: Session, incident: Incident, row: Task | None, item: rules.Item, by: Actor,
    now: datetime,
) -> None:  # fmt: skip
    if row is not None:
        _keep(session, incident, row, by, now)
        return
    asked = select(Person.id).where(Person.name == item.owner, Person.active)
    owner = session.scalar(asked) if item.owner else None
    zone = _zone(session, owner)
    due = rules.at(item.due, rules.EVENING, zone) if item.due else None
    said = Wanted(item.title, owner=owner, due_at=due, priority=item.priority)
    ident = _add(session, incident, said, by, now)
    if item.done:
        move_in(session, incident, session.get_one(Task, ident), TaskState.DONE, by, now)


def _wants(row: Task | None) -> bool:
    return row is None or (row.kind is TaskKind.TASK and row.done_at is None)


def _keep(session: Session, incident: Incident, row: Task, by: Actor, now: datetime) -> None:
    row.kind = TaskKind.FOLLOW_UP
    if row.due_at is None or row.due_at < now:
        row.due_at = _due(session, incident, row.owner_id, now)
    plan(session, row, now)
    text = f"Task becomes a follow-up: {row.title}"
    record(session, incident, EventKind.TASK, text, by, now, data={"task": row.id})


def _due(session: Session, incident: Incident, owner: int | None, now: datetime) -> datetime:
    ended = incident.resolved_at or now
    due = rules.due_by(incident.severity, ended, sla_in(session), _zone(session, owner))
    return max(due, rules.due_by(incident.severity, now, dict.fromkeys(Severity, 1),
                                 _zone(session, owner)))  # fmt: skip


def _zone(session: Session, owner: int | None) -> ZoneInfo:
    person = session.get(Person, owner) if owner is not None else None
    return ZoneInfo(person.time_zone if person is not None else "UTC")


def _text(text: str) -> str:
    said = storable(text).strip()
    long = f"The text has {len(said)} characters; {rules.TEXT} is the most."
    refuse(long if len(said) > rules.TEXT else None, "text")
    return said
