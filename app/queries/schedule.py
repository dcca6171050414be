"""Schedules and policies as lists show them; their whole text is the spec beside."""

from dataclasses import dataclass

from sqlalchemy import select

from app.domain.workspace import PolicySpec, ScheduleSpec
from app.queries.rota import OnCall, on_call_of
from app.queries.spec import POLICIES, SCHEDULES, handles, policy_spec, schedule_spec
from app.store import Store
from models.service import Service


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A schedule, its rules, and who is on call now."""

    id: int
    version: int
    spec: ScheduleSpec
    now: OnCall


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A policy and the services that page by it."""

    id: int
    version: int
    spec: PolicySpec
    services: tuple[str, ...]


def schedule_rows(store: Store) -> list[ScheduleRow]:
    """Those in use, by name."""
    now = store.now()
    with store.read() as session:
        people = handles(session)
        return [
            ScheduleRow(
                row.id, row.version, schedule_spec(row, people), on_call_of(row, now, people)
            )
            for row in session.scalars(SCHEDULES)
        ]


def policy_rows(store: Store) -> list[PolicyRow]:
    """All, by name."""
    asked = select(Service.policy_id, Service.name).where(Service.active).order_by(Service.name)
    with store.read() as session:
        used = session.execute(asked).all()
        return [
            PolicyRow(
                row.id,
                row.version,
                policy_spec(row),
                tuple(name for policy, name in used if policy == row.id),
            )
            for row in session.scalars(POLICIES)
        ]
