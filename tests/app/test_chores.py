"""What the engine does beside paging: it keeps the record of who was on call, and sweeps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.signal import Signal
from app.domain.window import Window
from app.duties import record, tidy
from app.operations.engine import beat
from app.operations.signal import Received, process, receive
from app.queries.rota import resolved
from app.store import Store
from app.workspace.apply import apply
from app.workspace.read import read
from models.alert import Payload
from models.kinds import SignalAction, Source
from models.ledger import Bell, Engine
from models.rota import Schedule
from tests import builders

TEAM = """
watchbill: 1
people: [{name: ana}, {name: ben}]
schedules:
  - name: primary
    time_zone: Europe/Madrid
    rotations:
      - name: daily
        start: 2026-01-05T09:00
        shift: {every: 1, unit: day}
        people: [ana, ben]
"""


@pytest.fixture
def schedule(store: Store) -> int:
    """Ana and Ben by the day."""
    apply(store, read(TEAM.encode()).workspace, Actor("test", Source.FILE))
    with store.read() as session:
        return session.scalars(select(Schedule.id)).one()


def test_the_record_is_brought_up_to_date_once_a_day(
    store: Store, clock: SetClock, schedule: int
) -> None:
    began = clock.now()
    assert record.freeze(store) == 0
    clock.forward(timedelta(days=3, seconds=0.5))
    with store.read() as session:
        window = Window(began, clock.now().replace(microsecond=0))
        foreseen = resolved(session, schedule, window, began)
    assert record.freeze(store) == 1
    assert record.freeze(store) == 0
    with store.read() as session:
        assert session.get_one(Schedule, schedule).recorded_until == window.end
        assert resolved(session, schedule, window, clock.now()).shifts == foreseen.shifts


def kept(store: Store, table: type[Payload | Bell | Engine]) -> int:
    """How many rows."""
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def hear(store: Store, sender: int, key: str) -> None:
    """One signal with its body."""
    said = Signal(action=SignalAction.TRIGGER, dedup_key=key, title=key)
    receive(store, [Received(sender, [said], b"{}", "application/json", store.now())])


def test_bodies_of_requests_go_after_a_month_unless_nobody_has_read_them(
    store: Store, clock: SetClock
) -> None:
    sender = builders.integration(store, "monitor", builders.service(store, "api"))
    hear(store, sender, "read")
    process(store)
    hear(store, sender, "unread")
    clock.forward(timedelta(days=30))
    hear(store, sender, "new")
    tidy.sweep(store)
    assert kept(store, Payload) == 3
    clock.forward(timedelta(seconds=1))
    tidy.sweep(store)
    assert kept(store, Payload) == 2


def test_many_old_rows_go_in_parts(
    store: Store, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidy, "PART", 2)
    sender = builders.integration(store, "monitor", builders.service(store, "api"))
    for n in range(5):
        hear(store, sender, str(n))
    process(store)
    clock.forward(timedelta(days=31))
    tidy.sweep(store)
    assert kept(store, Payload) == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_rung_bells_go_but_the_last_ones(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidy, "BELLS", 3)
    for n in range(8):
        builders.person(store, f"person-{n}")
    tidy.sweep(store)
    assert kept(store, Bell) in (3, 4, 5)  # the sweeping rings, too


def test_engines_that_died_long_ago_are_forgotten(store: Store, clock: SetClock) -> None:
    beat(store, "old", "old", "serve")
    clock.forward(timedelta(days=8))
    beat(store, "new", "new", "serve")
    tidy.sweep(store)
    with store.read() as session:
        assert session.scalars(select(Engine.id)).all() == ["new"]
