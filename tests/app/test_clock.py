"""Clocks set forward and back: pages go on, and on PostgreSQL the database's clock rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from app.clock import DatabaseClock, SetClock, SystemClock
from app.duties import timekeeper
from app.duties.timekeeper import Timekeeper
from app.errors import Unavailable
from app.operations.engine import beat, pull
from app.queries import health
from app.queries.due import due
from app.store import Store, open_store
from models.kinds import PageState
from tests.oncall import Night

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TEAM = """
watchbill: 1
people:
  - {name: ana, contacts: {phone: "night://ana/phone"}}
  - {name: ben, contacts: {phone: "night://ben/phone"}}
policies:
  - name: platform
    levels: [{notify: [person:ana], wait: 5m}, {notify: [person:ben], wait: 5m}]
services: [{name: api, policy: platform}]
"""


@dataclass
class Machine:
    """A machine whose clock somebody sets."""

    wall: datetime = NOON
    since: timedelta = field(default_factory=timedelta)

    def passes(self, seconds: float) -> None:
        """Time goes by."""
        self.wall += timedelta(seconds=seconds)
        self.since += timedelta(seconds=seconds)

    def clock(self) -> SystemClock:
        """By which a program goes."""
        return SystemClock(lambda: self.wall, lambda: self.since)


def after(clock: SystemClock) -> float:
    """Seconds past noon."""
    return (clock.now() - NOON).total_seconds()


def test_a_clock_that_is_left_alone_is_believed() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.passes(90)
    assert clock.now() == machine.wall


def test_a_clock_set_back_does_not_stop_time() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.passes(60)
    assert after(clock) == 60
    machine.wall -= timedelta(hours=2)
    assert after(clock) == 60
    machine.passes(30)
    assert after(clock) == 90


def test_a_clock_mended_after_that_is_believed_again() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall -= timedelta(hours=2)
    clock.now()
    machine.passes(30)
    machine.wall += timedelta(hours=2)
    assert after(clock) == 30
    machine.passes(1)
    assert clock.now() == machine.wall


def test_a_clock_set_forward_or_a_machine_that_slept_is_believed() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.wall += timedelta(hours=3)
    assert after(clock) == 3 * 3600


def test_a_clock_that_was_a_year_ahead_is_believed_when_mended() -> None:
    machine = Machine(NOON + timedelta(days=365))
    clock = machine.clock()
    clock.now()
    machine.wall = NOON
    assert clock.now() == NOON


def test_small_corrections_never_take_time_back() -> None:
    machine = Machine()
    clock = machine.clock()
    before = clock.now()
    for _ in range(20):
        machine.since += timedelta(seconds=0.01)
        machine.wall += timedelta(seconds=-0.002)
        assert clock.now() >= before
        before = clock.now()
    assert after(clock) < 0.1


def test_the_databases_clock_goes_on_evenly_between_two_looks() -> None:
    machine = Machine()
    clock = DatabaseClock(NOON, lambda: machine.since)
    machine.passes(5)
    machine.wall -= timedelta(days=3)
    assert clock.now() == NOON + timedelta(seconds=5)
    clock.told(NOON + timedelta(seconds=7))
    machine.passes(1)
    assert clock.now() == NOON + timedelta(seconds=8)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_every_look_brings_the_databases_time(database_url: str) -> None:
    store = open_store(database_url, durable=False)
    clock = store.clock
    assert isinstance(clock, DatabaseClock)
    for look in (due, health.pulse):
        clock.told(NOON - timedelta(days=400))
        look(store)
        assert abs((store.now() - store.database.now()).total_seconds()) < 5
    store.close()


@pytest.fixture
def night(store: Store, clock: SetClock) -> Night:
    """Ana, then Ben."""
    return Night(store, clock, TEAM)


def test_after_a_start_on_a_clock_set_back_nothing_waits_for_it_to_catch_up(night: Night) -> None:
    ben = night.person("ben")
    beat(night.store, "before", "night", "serve")
    night.receives("db down", night.sender("monitor", "api"))
    night.clock.forward(-timedelta(hours=6))
    assert Timekeeper(night.store).check() == timedelta(hours=6)
    night.engine.tick()  # sees the same jump, which is mended already
    night.forward(minutes=4, seconds=59)
    ben.is_left_alone()
    night.forward(seconds=1)
    ben.is_paged("phone")


def test_a_clock_mended_by_a_year_while_the_engine_runs_does_not_stop_it(night: Night) -> None:
    night.engine.tick()
    night.clock.forward(timedelta(days=365))
    night.receives("db down", night.sender("monitor", "api"))
    night.clock.forward(-timedelta(days=365))
    night.engine.tick()
    night.forward(minutes=5)
    night.person("ben").is_paged("phone")


def test_a_claim_from_the_future_lapses(night: Night) -> None:
    night.engine._crew.take = lambda parcels, url: None  # type: ignore[method-assign]
    night.receives("db down", night.sender("monitor", "api"))
    assert night.pages()[0].state is PageState.SENDING
    night.clock.forward(-timedelta(hours=2))
    del night.engine._crew.take
    night.engine._keeper.check()
    night.forward(seconds=30)
    assert night.pages()[0].state is PageState.UNKNOWN


def test_a_dead_engine_of_the_future_does_not_count_as_alive(night: Night) -> None:
    night.clock.forward(timedelta(hours=1))
    beat(night.store, "dead", "night", "serve")
    night.clock.forward(-timedelta(hours=1))
    Timekeeper(night.store).check()
    assert health.pulse(night.store).engines == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_engines_that_see_it_second_or_slept_find_it_mended(night: Night) -> None:
    sleeper, second = Timekeeper(night.store), Timekeeper(night.store)
    beat(night.store, "before", "night", "serve")
    night.receives("db down", night.sender("monitor", "api"))
    assert sleeper.check() == second.check() == timedelta()
    night.clock.forward(-timedelta(hours=6))
    night.engine.tick()
    pull(night.store, timedelta(hours=6))  # saw it before that, and comes too late
    night.forward(minutes=2)
    assert sleeper.check() == second.check() == timedelta()
    night.forward(minutes=2, seconds=59)
    night.person("ben").is_left_alone()
    night.forward(seconds=1)
    night.person("ben").is_paged("phone")


def test_a_jump_that_could_not_be_mended_is_seen_again(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = Timekeeper(night.store)
    beat(night.store, "before", "night", "serve")
    keeper.check()
    night.clock.forward(-timedelta(hours=6))

    def away(*_: object) -> None:
        raise Unavailable("The database is away.")

    with monkeypatch.context() as patch:
        patch.setattr(timekeeper, "pull", away)
        with pytest.raises(Unavailable):
            keeper.check()
    assert keeper.check() == timedelta(hours=6)


def test_a_clock_set_forward_takes_one_step_at_a_time(night: Night) -> None:
    ana, ben = night.person("ana"), night.person("ben")
    night.receives("db down", night.sender("monitor", "api"))
    ana.is_paged("phone")
    night.sleeps(minutes=180)
    ben.is_paged("phone")
    assert len(night.pages()) == 2
