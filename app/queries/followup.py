"""Follow-ups and the tasks left over from incidents: the list, what is late, and how long they may
take by severity."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.domain.followup import USUAL, place
from app.errors import Refused
from app.queries.ticket import TicketRow, tickets_of
from app.store import Store, setting
from models.incident import Incident, Task
from models.kinds import OPEN_STAGES, Severity
from models.kinds_learn import Priority, TaskKind, TaskState
from models.people import Person
from models.service import Service

SLA = "follow-up days"
OVER = 500  # of those that are over, the latest; all that are open are read


@dataclass(frozen=True, slots=True)
class FollowupRow:
    """One line of the list; `kind` is a task where its incident left one open behind it."""

    id: int
    kind: TaskKind
    title: str
    text: str
    state: TaskState
    priority: Priority
    owner: str | None
    owner_id: int | None
    due_at: datetime | None
    done_at: datetime | None
    created_at: datetime | None
    created_by: str
    number: int
    incident: str
    severity: Severity
    service: str | None
    version: int
    private: bool = False
    tickets: tuple[TicketRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Late:
    """How many are open, and how many of them should be done by now; `mine` of one person."""

    open: int
    overdue: int
    mine: int
    mine_overdue: int


ROW = (
    Task.id, Task.kind, Task.title, Task.text, Task.state, Task.priority, Person.name,
    Task.owner_id, Task.due_at, Task.done_at, Task.created_at, Task.created_by, Incident.id,
    Incident.title, Incident.severity, Service.name, Task.version, Incident.private,
)  # fmt: skip


def followups(store: Store, number: int | None = None) -> list[FollowupRow]:
    """All that are open and the latest that are over, what is late first; of one incident, all of
    it. Open tasks of incidents that are over are among them: somebody has to decide."""
    with store.read() as session:
        if number is not None:
            mine = and_(Task.incident_id == number, Task.kind == TaskKind.FOLLOW_UP)
            rows = _rows(session, select(*ROW).where(mine))
        else:
            rows = _rows(session, select(*ROW).where(_wanted(), Task.done_at.is_(None)))
            ended = select(*ROW).where(Task.kind == TaskKind.FOLLOW_UP, Task.done_at.is_not(None))
            rows += _rows(session, ended.order_by(Task.done_at.desc()).limit(OVER))
    now, first = store.now(), datetime.min.replace(tzinfo=UTC)
    left = [each for each in rows if not each.state.over]
    left.sort(key=lambda each: (*place(each.due_at, each.priority, now), each.id))
    over = [each for each in rows if each.state.over]
    return left + sorted(over, key=lambda each: each.done_at or first, reverse=True)


def followup(store: Store, ident: int) -> FollowupRow:
    """One, also a task. Raises Refused."""
    with store.read() as session:
        rows = _rows(session, select(*ROW).where(Task.id == ident))
    if not rows:
        raise Refused(f"There is no follow-up {ident}.")
    return rows[0]


def late(store: Store, person: int | None = None) -> Late:
    """The figures for a badge."""
    now = store.now()
    due = and_(Task.due_at.is_not(None), Task.due_at < now)
    own = Task.owner_id == (person or 0)
    count = func.count()
    asked = (
        select(count, count.filter(due), count.filter(own), count.filter(and_(own, due)))
        .select_from(Task)
        .join(Incident, Incident.id == Task.incident_id)
    )
    with store.read() as session:
        return Late(*session.execute(asked.where(_wanted(), Task.done_at.is_(None))).one())


def sla(store: Store) -> dict[Severity, int]:
    """Days until follow-ups are due, by severity."""
    with store.read() as session:
        return sla_in(session)


def sla_in(session: Session) -> dict[Severity, int]:
    """`sla` within a transaction."""
    kept: Mapping[str, int] = setting(session, SLA)
    return {each: int(kept.get(each.value, USUAL[each])) for each in Severity}


def _wanted() -> ColumnElement[bool]:
    left = and_(Task.kind == TaskKind.TASK, Incident.stage.not_in(OPEN_STAGES))
    return and_(Incident.drill.is_(False), or_(Task.kind == TaskKind.FOLLOW_UP, left))


def _rows(session: Session, asked: Any) -> list[FollowupRow]:
    joined = (
        asked.join(Incident, Incident.id == Task.incident_id)
        .outerjoin(Person, Person.id == Task.owner_id)
        .outerjoin(Service, Service.id == Incident.service_id)
    )
    found: list[Any] = [tuple(each) for each in session.execute(joined)]
    tickets = tickets_of(session, tasks=[each[0] for each in found])
    return [replace(FollowupRow(*each), tickets=tickets.get(each[0], ())) for each in found]
