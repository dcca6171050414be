"""Everything about one incident: its facts, its people, its pages, its alerts, its timeline."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.queries.dependency import hit_by
from app.queries.incident import rows_of
from app.queries.incident_pages import pages_of
from app.queries.incident_row import (
    AlertRow,
    Duty,
    EventRow,
    IncidentDetail,
    IncidentRow,
    PageRow,
    RoleRow,
    TaskRow,
)
from app.queries.together import merged_into, together_of
from app.store import Store
from models.alert import Alert, Integration
from models.incident import Affected, Assignment, Escalation, Event, Incident, Task
from models.kinds import EventKind, PageState
from models.kinds_learn import TaskKind
from models.people import Person
from models.policy import Policy
from models.service import Service

EVENT = (
    Event.id, Event.at, Event.recorded_at, Event.kind, Event.source, Event.actor,
    Event.person_id, Event.text, Event.data, Event.incident_id,
)  # fmt: skip
ALERT = (
    Alert.id, Alert.title, Integration.name, Alert.source, Alert.dedup_key, Alert.state,
    Alert.severity, Alert.count, Alert.started_at, Alert.first_at, Alert.last_at,
    Alert.resolved_at, Alert.details,
)  # fmt: skip
TASK = (
    Task.id, Task.title, Person.name, Task.owner_id, Task.due_at, Task.done_at, Task.version,
)  # fmt: skip
ROLE = (
    Assignment.role, Person.name, Assignment.person_id, Assignment.since, Assignment.until,
)  # fmt: skip


def detail(store: Store, number: int) -> IncidentDetail:
    """One incident's page. Raises Refused when there is none of this number."""
    with store.read() as session:
        row = _row(session, number)
        said = session.execute(_facts(number)).one()
        pages, affected = pages_of(session, number), _affected(session, number)
        return IncidentDetail(
            row=row,
            description=said.description,
            impact=said.impact,
            policy=said.name,
            policy_id=said.policy_id,
            affected=affected,
            roles=_roles(session, number),
            tasks=_tasks(session, number),
            pages=pages,
            alerts=_alerts(session, number),
            duty=_duty(session, row, pages),
            customers=said.customers,
            regions=tuple(said.regions or ()),
            bridge=said.bridge,
            custom=tuple((said.custom or {}).items()),
            together=together_of(session, number, store.now()),
            stands_on_it=hit_by(session, [row.service_id, *(i for i, _ in affected)]),
        )


def timeline(
    store: Store, number: int, after: int = 0, latest: int | None = None
) -> list[EventRow]:
    """What happened, in the order in which it happened, also in incidents that were merged into it
    (their number stands in the data as "of"); `after` asks only for events with a higher id, to
    bring a list that is on the screen up to date; `latest` only for so many that happened last.
    Raises Refused."""
    with store.read() as session:
        _row(session, number)
        numbers = (number, *merged_into(session, number))
        asked = (
            select(*EVENT)
            .where(Event.incident_id.in_(numbers), Event.id > after)
            .order_by(Event.at.desc(), Event.id.desc())
            .limit(latest)
        )
        return [_event(number, each) for each in session.execute(asked)][::-1]


def duty_line(store: Store, number: int) -> Duty:
    """Who has it, or who is being asked. Raises Refused."""
    with store.read() as session:
        return _duty(session, _row(session, number), pages_of(session, number))


def _row(session: Session, number: int) -> IncidentRow:
    found = rows_of(session, [number])
    if not found:
        raise Refused(f"There is no incident #{number}.")
    return found[0]


def _event(number: int, told: Sequence[Any]) -> EventRow:
    row, of = EventRow(*told[:-1]), told[-1]
    return row if of == number else replace(row, data=row.data | {"of": of})


def _facts(number: int) -> Any:
    return (
        select(
            Incident.description,
            Incident.impact,
            Policy.name,
            Incident.policy_id,
            Incident.customers,
            Incident.regions,
            Incident.bridge,
            Incident.custom,
        )
        .outerjoin(Policy, Policy.id == Incident.policy_id)
        .where(Incident.id == number)
    )


def _affected(session: Session, number: int) -> tuple[tuple[int, str], ...]:
    asked = (
        select(Service.id, Service.name)
        .join(Affected, Affected.service_id == Service.id)
        .where(Affected.incident_id == number)
        .order_by(Service.name)
    )
    return tuple((row[0], row[1]) for row in session.execute(asked))


def _roles(session: Session, number: int) -> tuple[RoleRow, ...]:
    asked = (
        select(*ROLE)
        .join(Person, Person.id == Assignment.person_id)
        .where(Assignment.incident_id == number)
        .order_by(Assignment.id)
    )
    return tuple(RoleRow(*row) for row in session.execute(asked))


def _tasks(session: Session, number: int) -> tuple[TaskRow, ...]:
    asked = (
        select(*TASK)
        .outerjoin(Person, Person.id == Task.owner_id)
        .where(Task.incident_id == number, Task.kind == TaskKind.TASK)
        .order_by(Task.position, Task.id)
    )
    return tuple(TaskRow(*row) for row in session.execute(asked))


def _alerts(session: Session, number: int) -> tuple[AlertRow, ...]:
    asked = (
        select(*ALERT)
        .join(Integration, Integration.id == Alert.integration_id)
        .where(Alert.incident_id == number)
        .order_by(Alert.first_at, Alert.id)
    )
    return tuple(AlertRow(*row) for row in session.execute(asked))


def _duty(session: Session, row: IncidentRow, pages: tuple[PageRow, ...]) -> Duty:
    step = session.get(Escalation, row.number)
    since = _last(session, row.number, Event.at, EventKind.UNACKNOWLEDGED)
    asked = [
        page.person or page.contact
        for page in pages
        if page.state is not PageState.CANCELLED and (since is None or page.created_at >= since)
    ]
    return Duty(
        owner=row.owner,
        owner_id=row.owner_id,
        acknowledged=row.acknowledged,
        answered_by=_last(session, row.number, Event.actor, EventKind.ACKNOWLEDGED),
        paged=tuple(dict.fromkeys(asked)),
        state=step.state if step else "",
        round=step.round if step else 0,
        level=step.level if step else 0,
        due_at=step.due_at if step else None,
    )


def _last(session: Session, number: int, column: Any, kind: EventKind) -> Any:
    asked = select(column).where(Event.incident_id == number, Event.kind == kind)
    return session.scalar(asked.order_by(Event.id.desc()).limit(1))
