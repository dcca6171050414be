"""The fault bench: each fault in the middle of a storm, and the count of what came of it.

Always in a short form; what the promises are measured by is the long one (some twenty minutes):
`pytest -s tests/faults --long -o faulthandler_timeout=3000`.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from sqlalchemy import ColumnElement, Interval, cast, func, type_coerce

from app.clock import SystemClock, steady
from app.duties import crew
from app.duties.engine import Engine
from app.errors import Unavailable
from app.store import Store, open_store
from models.base import Utc
from models.session import Database
from tests.faults.storm import Storm, storm, until
from tests.postgres import Server
from tests.quiet import Strays
from tests.receiver import Receiver

LITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SERVER = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
pytestmark = pytest.mark.timeout(3000)


def test_engines_are_killed_at_random_points(storm: Storm, long: bool) -> None:
    alerts, kills = (2000, 50) if long else (40, 2)
    chance = random.Random(8420)
    storm.blows(alerts)
    for kill in range(kills):
        doomed = storm.engine()
        wanted = alerts * (kill + 1) // (kills + 1)
        until(lambda wanted=wanted: sum(storm.delivered().values()) >= wanted, 300)
        time.sleep(chance.random() / 10)
        doomed.kill()
        doomed.wait()
        storm.lapses()
    storm.engine()
    until(storm.calm, 600)
    storm.counted(f"SIGKILL, {kills} times").hold()


def test_one_of_three_is_stopped_beyond_its_claim_and_woken(storm: Storm, long: bool) -> None:
    alerts, times = (600, 5) if long else (30, 1)
    engines = [storm.engine() for _ in range(3)]
    for _ in range(times):
        storm.blows(alerts // times)
        storm.hook.wait_for(3)
        stop(storm, engines[0].pid)
        time.sleep(31 if long else 0.5)
        storm.lapses()
        until(storm.calm, 120)
        os.kill(engines[0].pid, signal.SIGCONT)
        time.sleep(1)
    storm.counted(f"one of three SIGSTOPped beyond its claim, {times} times").hold()


def stop(storm: Storm, engine: int) -> None:
    """With claims in its hands. On SQLite not within a write: whoever sleeps there keeps the file's
    only lock, and everybody waits (which every desktop says). On PostgreSQL the server ends such a
    session after 10 s."""
    while True:
        os.kill(engine, signal.SIGSTOP)
        if not storm.store.database.lite or writable(str(storm.store.database.url.database)):
            return
        os.kill(engine, signal.SIGCONT)
        time.sleep(0.02)


def writable(file: str) -> bool:
    """Whether nobody holds the write lock."""
    with contextlib.closing(sqlite3.connect(file, timeout=0.3, isolation_level=None)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        other.execute("ROLLBACK")
        return True


def own(storm: Storm) -> Engine:
    """An engine in this process, on the storm's store."""
    engine = Engine(storm.store, "here", url="http://watch.example.org")
    engine.start()
    return engine


def restarted(server: Server, turn: int) -> None:
    """In order, and by a crash."""
    server.stop(signal.SIGQUIT if turn % 2 else signal.SIGINT)
    time.sleep(1)
    server.start()


def starved(server: Server, _turn: int) -> None:
    """Not a byte more can be written: the server gives up, and recovers when there is room."""
    before = server.said().count("reinitializing")
    server.starve()
    until(lambda: server.said().count("reinitializing") > before)


@pytest.mark.parametrize(
    ("trouble", "said"), [(restarted, "server restarted"), (starved, "server's disk full")]
)
def test_the_server_is_in_trouble(
    trouble: Callable[[Server, int], None], said: str, hook: Receiver, long: bool, strays: Strays
) -> None:
    alerts, times = (500, 10) if long else (30, 1)
    server = Server(fsync="on")
    store = open_store(server.url(server.make()))
    try:
        with storm(store, hook) as blown:
            blown.engine()
            for turn in range(times):
                until(lambda: answers(blown, alerts // times), 60)
                until(lambda wanted=turn: len(hook.messages) > wanted * 3)
                trouble(server, turn)
            until(lambda: answers(blown, 0), 60)
            blown.lapses()
            until(lambda: settled(blown), 120)
            blown.counted(f"{said}, {times} times").hold()
    finally:
        store.close()
        server.remove()
    strays.records = [each for each in strays.records if "the database" not in each.getMessage()]


def answers(blown: Storm, alerts: int) -> bool:
    """Takes so many alerts, where the database is there for it."""
    with contextlib.suppress(Unavailable):
        blown.blows(alerts)
        return True
    return False


def settled(blown: Storm) -> bool:
    """`calm`, where the database answers."""
    try:
        return blown.calm()
    except Unavailable:
        return False


@SERVER
def test_connections_are_cut_in_mid_transaction(storm: Storm, long: bool) -> None:
    alerts, cuts = (600, 60) if long else (40, 4)
    storm.engine()
    storm.blows(alerts)
    with psycopg.connect(storm.url, autocommit=True) as knife:
        for _ in range(cuts):
            knife.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> "
                "pg_backend_pid() AND datname = current_database() AND state <> 'idle'"
            )
            time.sleep(0.15)
    storm.lapses()
    until(storm.calm, 120)
    storm.counted(f"connections cut in mid-transaction, {cuts} times").hold()


@LITE
def test_the_disk_is_full_for_a_while(storm: Storm, long: bool) -> None:
    alerts, times = (300, 10) if long else (30, 1)
    engine = storm.engine()
    for _ in range(times):
        storm.blows(alerts // times)
        storm.hook.wait_for(2)
        os.kill(engine.pid, signal.SIGUSR1)
        time.sleep(1.5)
        os.kill(engine.pid, signal.SIGUSR2)
        time.sleep(0.2)
    storm.lapses()
    until(storm.calm, 120)
    assert engine.poll() is None
    storm.counted(f"disk full, {times} times").hold()


def test_somebody_else_locks_the_database(storm: Storm, long: bool) -> None:
    alerts, held = (200, 25.0) if long else (20, 3.0)  # SQLite gives up after 10 s
    storm.engine()
    storm.blows(alerts)
    storm.hook.wait_for(2)
    lock(storm, held)
    storm.lapses()
    until(storm.calm, 120)
    storm.counted(f"locked for {held:.0f} s").hold()


def lock(storm: Storm, seconds: float) -> None:
    """Nobody else writes a page meanwhile."""
    if storm.store.database.lite:
        file = storm.store.database.url.database
        with sqlite3.connect(str(file), isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            time.sleep(seconds)
            other.execute("ROLLBACK")
        other.close()
        return
    with psycopg.connect(storm.url) as holder:
        holder.execute("LOCK TABLE page, attempt IN EXCLUSIVE MODE")
        time.sleep(seconds)


def test_a_transport_that_hangs(storm: Storm, long: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "LIMIT", 1.0)
    storm.hook.hanging.add("/phone")
    engine = own(storm)
    storm.blows(200 if long else 30)
    until(storm.calm, 300)
    engine.stop()
    storm.counted("transport hangs").hold()
    storm.hook.released.set()
    until(lambda: not any(each.name.startswith("page ") for each in threading.enumerate()))
    storm.counted("transport hangs and ends late").hold()


def test_a_transport_that_fails(storm: Storm, long: bool) -> None:
    storm.hook.failing.update(("/phone", "/mail"))
    engine = own(storm)
    storm.blows(200 if long else 20)
    until(lambda: sum(storm.delivered().values()) >= storm.sent, 300)
    with_retries(storm)
    engine.stop()
    storm.counted("transport fails").hold()


def with_retries(storm: Storm) -> None:
    """The tries that are still to come are made now."""
    while not storm.calm():
        storm.hurries()
        time.sleep(0.3)


def test_a_transport_that_takes_the_message_and_dies(storm: Storm, long: bool) -> None:
    storm.hook.dying.add("/phone")
    engine = own(storm)
    storm.blows(200 if long else 20)
    until(lambda: len(storm.hook.messages) >= 2 * storm.sent, 300)
    with_retries(storm)
    engine.stop()
    found = storm.counted("transport takes the message and dies")
    found.hold()
    assert found.twice == storm.sent


def test_three_engines_in_peace(storm: Storm, long: bool) -> None:
    """No fault but the crowd: nothing comes twice."""
    alerts = 1000 if long else 60
    for _ in range(3):
        storm.engine()
    for _ in range(4):
        storm.blows(alerts // 4)
    until(storm.calm, 300)
    found = storm.counted("three engines, no fault")
    found.hold()
    assert found.twice == 0


def test_the_clock_is_set_forward_and_back(
    hook: Receiver, database_url: str, long: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the one machine that SQLite lives on; of the server on PostgreSQL."""
    chance, jumps = random.Random(7), 200 if long else 20
    off = [timedelta()]
    lite = database_url.startswith("sqlite")
    if not lite:
        set_off(monkeypatch, off)
    wall = datetime.now(UTC)
    clock = SystemClock(lambda: wall + off[0] + steady(), steady) if lite else None
    store = open_store(database_url, clock=clock)
    with storm(store, hook) as blown:
        engine = own(blown)
        for _ in range(jumps):
            blown.blows(2)
            off[0] += timedelta(minutes=chance.uniform(-600, 600))
            engine.wake()
            time.sleep(0.05)
        until(blown.calm, 120)
        engine.stop()
        blown.counted(f"clock set forward and back, {jumps} times").hold()
    store.close()


def set_off(monkeypatch: pytest.MonkeyPatch, off: list[timedelta]) -> None:
    """The server's clock, as every question brings it along."""
    true = Database.now

    def told(_store: Store) -> ColumnElement[datetime | None]:
        there = func.clock_timestamp() + cast(off[0], Interval)
        return type_coerce(there, Utc())

    monkeypatch.setattr(Store, "sql_now", told)
    monkeypatch.setattr(Database, "now", lambda database: true(database) + off[0])
