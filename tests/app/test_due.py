"""What an idle engine is woken for to remind of, on both databases."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from app.clock import SetClock
from app.domain.actor import Actor
from app.duties.engine import Engine
from app.operations import incident
from app.operations.incident import Declaration
from app.queries.due import due
from app.store import Store
from models.base import Base
from models.incident import Task
from models.kinds import PlayKind, Severity, Source
from models.playbook import Play, PlayStep
from models.status import Maintenance, UpdateClock

SOON = timedelta(minutes=5)


def _step(number: int, at: datetime) -> Base:
    step = PlayStep(position=0, kind=PlayKind.DO, title="Look", due_at=at)
    return Play(incident_id=number, name="Disk", text="", started_at=at, started_by="ana",
                steps=[step])  # fmt: skip


def _task(number: int, at: datetime) -> Base:
    return Task(incident_id=number, title="Call", due_at=at, remind_at=at)


def _update(number: int, at: datetime) -> Base:
    return UpdateClock(
        incident_id=number, severity=Severity.SEV1, since=at, due_at=at, remind_at=at
    )


def _maintenance(number: int, at: datetime) -> Base:
    return Maintenance(slug="disk", title="Disk", starts_at=at, ends_at=at + SOON, due_at=at,
                       created_at=at)  # fmt: skip


@pytest.mark.parametrize("planned", [_step, _task, _update, _maintenance])
def test_the_engine_reminds_when_it_is_time_and_once(
    store: Store, clock: SetClock, planned: Callable[[int, datetime], Base]
) -> None:
    said = Declaration("Disk full", severity=Severity.SEV1)
    number = incident.declare(store, said, Actor("ana", Source.SHELL))
    with store.write() as session:
        session.add(planned(number, clock.now() + SOON))
    engine = Engine(store, "night")
    engine.tick()
    assert not due(store).reminders
    clock.forward(SOON)
    assert due(store).reminders
    engine.tick()
    assert not due(store).reminders
