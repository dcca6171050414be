"""What was answered 202 is there once, whoever dies when; and two readers never double."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select

from app.clock import SetClock
from app.domain.actor import ENGINE
from app.errors import Conflict, Refused, Unavailable
from app.operations import incident as incidents
from app.operations import signal as signals
from app.operations.signal import Received, process, receive
from app.queries import alert as alerts
from app.queries.integration import integrations
from app.store import Store, open_store
from models.alert import Alert
from models.alert import Signal as Row
from models.incident import Event, Incident
from models.kinds import AlertState, EventKind, SignalAction, Stage
from tests import builders, patience
from tests.app.intake.conftest import Site
from tests.app.intake.payloads import EVENT, KEY
from tests.app.intake.test_signal import hear, said
from tests.senders import Told, post_all, request

TRIGGER, RESOLVE = SignalAction.TRIGGER, SignalAction.RESOLVE
ACKNOWLEDGE = SignalAction.ACKNOWLEDGE


@contextmanager
def program(url: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Another process that serves; killed at the latest when the test is done with it."""
    command = [sys.executable, "-m", "tests.app.intake.site", url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process, int(process.stdout.readline())
        finally:
            process.kill()


def event(key: str) -> bytes:
    """A trigger with a key of its own, as it goes over the line."""
    return request("/v2/enqueue", EVENT | {"dedup_key": key})


@pytest.mark.usefixtures("monitor")
def test_ten_thousand_repeats_from_many_senders(site: Site) -> None:
    """Every one is counted, once."""
    told = post_all(int(site.url.rsplit(":", 1)[1]), [event("same")] * 10_000, connections=32)
    assert Counter(told.codes.values()) == {202: 10_000}
    while process(site.store, limit=2000):
        pass
    (alert,) = alerts.alerts(site.store)
    assert alert.count == 10_000
    assert [row.accepted for row in integrations(site.store)] == [10_000]
    assert site.batch.waiting == 0


def test_killed_in_the_middle_of_a_storm(database_url: str) -> None:
    """Again and again: what was answered 202 is on disk, exactly once."""
    store = open_store(database_url)
    builders.sender(store, "monitor", KEY)
    taken: set[str] = set()
    for round_ in range(4):
        keys = [f"{round_}-{n}" for n in range(4000)]
        with program(database_url) as (victim, port):
            killer = threading.Thread(target=kill_amid, args=(store, victim, kept(store)))
            killer.start()
            told = post_all(port, [event(key) for key in keys], connections=24)
            killer.join()
        taken |= {keys[place] for place in told.taken()}
        check(store, taken, told)
    assert 0 < len(taken) < 4 * 4000  # killed in the middle, not before and not after
    while process(store):
        pass
    with store.read() as session:
        opened = session.execute(select(Alert.dedup_key, Alert.count)).all()
        incidents = session.scalar(select(func.count()).select_from(Incident))
    assert {key for key, _ in opened} >= taken
    assert {count for _, count in opened} == {1}
    assert incidents == len(opened)
    print(f"{len(taken)} signals answered 202, {len(opened)} alerts, none lost, none double")
    store.close()


def kill_amid(store: Store, victim: subprocess.Popen[str], before: int) -> None:
    """Once the storm has begun, at no particular point of it."""
    late = time.monotonic() + 60
    while kept(store) == before and time.monotonic() < late:
        time.sleep(0.01)
    time.sleep(random.uniform(0, 0.6))
    victim.kill()


def kept(store: Store) -> int:
    """How many signals are on disk."""
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(Row)) or 0


def check(store: Store, taken: set[str], told: Told) -> None:
    """Every key that was answered, and at most those that were not answered at all beside it."""
    assert set(told.codes.values()) <= {202}
    with store.read() as session:
        found = Counter(session.scalars(select(Row.dedup_key)).all())
    assert taken <= set(found)
    assert set(found.values()) == {1}


@pytest.mark.parametrize("engines", [2, 3])
def test_engines_in_parallel_keep_order_and_never_double(
    database_url: str, store: Store, monitor: int, prometheus: int, engines: int
) -> None:
    """On, off, on, off: each alert knows exactly its own signals."""
    pair = [said(TRIGGER, "k"), said(TRIGGER, "k"), said(RESOLVE, "k"), said(TRIGGER, "other")]
    senders = [monitor, prometheus] * 40
    batch = [Received(each, pair, b"{}", "", store.now()) for each in senders]
    receive(store, batch)
    others = [open_store(database_url, clock=store.clock, durable=False) for _ in range(engines)]
    read: list[int] = []
    threads = [threading.Thread(target=lambda one=one: read.append(until(one))) for one in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while (rest := process(store)) > 0:
        read.append(rest)
    for each in others:
        each.close()
    assert sum(read) <= 320  # what was read before a fault is not counted; it is seen below
    found = alerts.alerts(store, limit=1000)
    for integration in ("monitor", "prometheus"):
        mine = [row for row in found if row.integration == integration]
        flapping = [row for row in mine if row.dedup_key == "k"]
        assert [(row.state, row.count) for row in flapping] == [(AlertState.RESOLVED, 2)] * 40
        assert [row.count for row in mine if row.dedup_key == "other"] == [40]
    with store.read() as session:
        declared = session.scalar(
            select(func.count()).select_from(Event).where(Event.kind == EventKind.DECLARED)
        )
    assert declared == len(found) == 82


def until(store: Store) -> int:
    """Reads until nothing is left for it, as an engine does: where the others keep the database
    for too long, later. How many it read."""
    total, idle = 0, 0
    while idle < 3:
        try:
            count = process(store, limit=25)
        except (Conflict, Unavailable):
            continue
        idle = 0 if count else idle + 1
        total += count
    return total


def test_people_and_senders_at_once(store: Store, monitor: int) -> None:
    """Both resolve the same incidents at the same moment; nobody's work is lost or refused."""
    keys = [f"k{n}" for n in range(30)]
    hear(store, monitor, *(said(TRIGGER, key) for key in keys))
    while process(store):
        pass
    numbers = [row.incident or 0 for row in alerts.alerts(store)]
    ends = [each for key in keys for each in (said(ACKNOWLEDGE, key), said(RESOLVE, key))]
    hear(store, monitor, *ends)
    faults: list[Exception] = []

    def people() -> None:
        for number in reversed(numbers):
            try:
                incidents.acknowledge(store, number, ENGINE)
                incidents.resolve(store, number, ENGINE)
            except Refused:
                continue  # the sender was faster
            except Exception as fault:  # noqa: BLE001 - told below
                faults.append(fault)

    thread = threading.Thread(target=people)
    thread.start()
    while process(store, limit=7):
        pass
    thread.join()
    while process(store):
        pass
    assert faults == []
    assert {row.state for row in alerts.alerts(store)} == {AlertState.RESOLVED}
    with store.read() as session:
        assert set(session.scalars(select(Incident.stage)).all()) == {Stage.RESOLVED}
        kinds = Counter(session.scalars(select(Event.kind)).all())
        assert set(session.scalars(select(Row.state)).all()) == {"done"}
    assert kinds[EventKind.RESOLVED] == 30
    assert kinds[EventKind.ALERT] == 30


def test_a_reader_that_stalls_loses_its_claim(
    postgresql_url: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stopped process keeps its connection; the server cuts it, and another reads on."""
    monkeypatch.setattr(signals, "STALLED", "2s")
    store = open_store(postgresql_url, clock=clock)
    monitor = builders.sender(store, "monitor", KEY)
    hear(store, monitor, said(TRIGGER))
    read: list[int] = []

    def stall() -> None:
        with store.write() as session:
            assert signals._claimed(session, monitor)
            read.append(process(store))
            patience.until(lambda: read.append(process(store)) or read[-1])  # type: ignore[func-returns-value]

    with pytest.raises(Unavailable):
        stall()
    assert (read[0], read[-1]) == (0, 1)
    assert process(store) == 0
    (alert,) = alerts.alerts(store)
    assert alert.count == 1
    store.close()
