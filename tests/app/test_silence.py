"""A job's heartbeat: silence pages once, whoever looks; a ping ends it; nobody is woken for a time
when no engine could hear."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.language import Language
from app.domain.life_sign import Ping
from app.domain.workspace import IntegrationSpec
from app.duties import silence
from app.operations import incident
from app.operations.engine import beat, pull
from app.operations.integration import remove_integration, save_integration
from app.operations.language import set_language
from app.operations.signal import Received, process, receive
from app.queries import alert as alerts
from app.queries.due import due
from app.queries.incident import incident_rows
from app.queries.integration import integrations
from app.queries.life_sign import LifeRow
from app.store import Store, open_store
from models.alert import LifeSign, Signal
from models.incident import Incident
from models.kinds import AlertState, Format, Life, SignalSeverity, Source, Stage
from tests.oncall import Night

BY = Actor("fay", Source.DESKTOP)
NAME = "backup-nightly"
TEAM = """
watchbill: 1
people: [{name: ana, full_name: Ana Ruiz, contacts: {phone: "night://ana/phone"}}]
policies: [{name: platform, levels: [{notify: [person:ana], wait: 30m}]}]
services: [{name: db, policy: platform}]
integrations: [{name: backup-nightly, format: heartbeat, service: db, every: 5m, grace: 1m}]
"""


@pytest.fixture
def night(store: Store, clock: SetClock) -> Night:
    """The job has not been heard yet."""
    night = Night(store, clock, TEAM)
    passes(night, 0)
    return night


def job(store: Store) -> int:
    """The integration."""
    return next(row.id for row in integrations(store) if row.name == NAME)


def life(store: Store) -> LifeRow:
    """What is known of it."""
    found = next(row.life for row in integrations(store) if row.name == NAME)
    assert found is not None
    return found


def pings(night: Night, *, failed: bool = False, note: str = "") -> None:
    """The job calls."""
    said = Ping(failed, note)
    receive(
        night.store, [Received(job(night.store), (), note.encode(), "", night.clock.now(), said)]
    )
    passes(night, 0)


def passes(night: Night, seconds: float) -> None:
    """Time, in which an engine is there all along."""
    until = night.clock.now() + timedelta(seconds=seconds)
    while True:
        beat(night.store, night.engine.ident, "night", "serve")
        night.engine.tick()
        if night.clock.now() >= until:
            return
        night.clock.at = min(until, night.clock.now() + timedelta(seconds=10))


def numbers(store: Store) -> list[int]:
    """Of all incidents."""
    with store.read() as session:
        return list(session.scalars(select(Incident.id).order_by(Incident.id)))


def test_before_the_first_ping_it_waits(night: Night) -> None:
    passes(night, 900)
    assert life(night.store).state is Life.WAITING
    assert numbers(night.store) == []
    assert due(night.store).silence_at is None


def test_silence_pages_and_a_ping_ends_it(night: Night) -> None:
    ana = night.person("ana")
    pings(night)
    for _ in range(3):
        passes(night, 300)
        pings(night)
    assert life(night.store).state is Life.ALIVE
    passes(night, 355)
    ana.is_left_alone()
    passes(night, 15)
    assert "backup-nightly has not been heard for 6 min" in ana.is_paged("phone").title
    [row] = alerts.alerts(night.store)
    assert (row.severity, row.dedup_key) == (SignalSeverity.ERROR, "heartbeat")
    assert life(night.store).state is Life.SILENT
    passes(night, 600)
    ana.is_left_alone()  # once
    pings(night)
    assert life(night.store).state is Life.ALIVE
    assert [each.state for each in alerts.alerts(night.store)] == [AlertState.RESOLVED]
    assert incident_rows(night.store, [1])[0].stage is Stage.RESOLVED
    passes(night, 400)
    assert numbers(night.store) == [1, 2]  # and again, anew


def test_a_failure_pages_at_once_and_the_next_ping_ends_it(night: Night) -> None:
    ana = night.person("ana")
    pings(night, failed=True, note="tar: disk full\nexit 2")
    assert "backup-nightly failed: tar: disk full" in ana.is_paged("phone").title
    assert life(night.store).state is Life.FAILED
    passes(night, 600)
    ana.is_left_alone()  # its silence belongs to the same alert
    assert life(night.store).state is Life.SILENT
    pings(night)
    assert incident_rows(night.store, [1])[0].stage is Stage.RESOLVED


def test_a_silence_that_people_ended_pages_nobody_again(night: Night) -> None:
    pings(night)
    passes(night, 370)
    incident.resolve(night.store, 1, BY)
    passes(night, 900)
    assert numbers(night.store) == [1]


def test_two_engines_make_one_alert(night: Night, database_url: str) -> None:
    pings(night)
    passes(night, 355)
    night.clock.forward(timedelta(seconds=10))
    other = open_store(database_url, clock=night.clock)
    with ThreadPoolExecutor(2) as both:
        done = list(both.map(silence.work, (night.store, other)))
    other.close()
    assert sum(done) == 1
    with night.store.read() as session:
        assert session.scalar(select(func.count()).select_from(Signal)) == 1


def test_after_a_time_without_engines_it_has_a_whole_period(night: Night) -> None:
    ana = night.person("ana")
    pings(night)
    night.sleeps(minutes=120)  # nobody could hear it, and nobody did
    passes(night, 355)
    ana.is_left_alone()
    passes(night, 15)
    assert "has not been heard for 2 h 6 min" in ana.is_paged("phone").title


def test_a_ping_after_the_sleep_is_in_time(night: Night) -> None:
    pings(night)
    night.sleeps(minutes=120)
    passes(night, 60)
    pings(night)
    passes(night, 300)
    assert numbers(night.store) == []


def test_whoever_wakes_first_may_look_before_it_has_beaten(night: Night) -> None:
    """Where the clock that counts seconds stood still with the machine, the beat comes late."""
    pings(night)
    night.clock.forward(timedelta(minutes=30))
    assert silence.work(night.store) == 1
    assert numbers(night.store) == []
    assert life(night.store).due_at == night.clock.now() + timedelta(minutes=6)


def test_what_is_planned_follows_the_clock(night: Night) -> None:
    pings(night)
    planned = life(night.store).due_at
    assert planned is not None
    back = timedelta(hours=1)
    night.clock.at -= back
    pull(night.store, back)
    assert life(night.store).due_at == planned - back


def test_another_pace_counts_from_now_where_it_is_shorter(night: Night) -> None:
    pings(night)
    passes(night, 200)
    change(night, timedelta(hours=1), timedelta())
    heard = life(night.store).heard_at
    assert heard is not None
    assert life(night.store).due_at == heard + timedelta(hours=1)
    change(night, timedelta(minutes=1), timedelta(seconds=30))
    assert life(night.store).due_at == night.clock.now() + timedelta(seconds=90)
    passes(night, 100)
    assert numbers(night.store) == [1]


def change(night: Night, every: timedelta, grace: timedelta) -> None:
    """In the window."""
    spec = IntegrationSpec(NAME, Format.HEARTBEAT, "db", None, every, grace)
    save_integration(night.store, spec, BY, ident=job(night.store))


def test_removed_it_is_missed_no_more_and_added_again_it_waits(night: Night) -> None:
    pings(night)
    passes(night, 370)
    pings(night)
    ident = job(night.store)
    remove_integration(night.store, ident, BY)
    with night.store.read() as session:
        assert session.get(LifeSign, ident) is None
    passes(night, 600)
    assert numbers(night.store) == [1]
    save_integration(night.store, IntegrationSpec(NAME, Format.HEARTBEAT, "db"), BY)
    assert life(night.store).state is Life.WAITING


def test_a_storm_of_pings_in_one_commit(night: Night) -> None:
    """The last word counts, and trouble in between is told."""
    ident, now = job(night.store), night.clock.now()
    said = [Ping(), Ping(failed=True), Ping(), Ping()]
    receive(night.store, [Received(ident, (), b"", "", now, each) for each in said])
    process(night.store)
    assert life(night.store).state is Life.ALIVE
    assert [each.state for each in alerts.alerts(night.store)] == [AlertState.RESOLVED]
    [row] = [row for row in integrations(night.store) if row.id == ident]
    assert (row.accepted, row.dropped, row.last_at) == (4, 0, now)


def test_silence_is_told_in_the_language_of_the_team(night: Night) -> None:
    """It names the incident, which the whole team reads."""
    set_language(night.store, Language.GERMAN, BY)
    pings(night)
    passes(night, 370)
    assert "backup-nightly schweigt seit 6 min" in night.person("ana").is_paged("phone").title
    [row] = alerts.alerts(night.store)
    assert row.title == "backup-nightly schweigt seit 6 min"
    pings(night)
    pings(night, failed=True, note="disk full")
    titles = {each.title for each in alerts.alerts(night.store)}
    assert "backup-nightly ist fehlgeschlagen: disk full" in titles
