"""Signals accepted a second, each on disk before its 202, beside the database's own commits."""

from __future__ import annotations

import os
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from app.operations.signal import process
from app.store import open_store
from tests import builders
from tests.app.intake.payloads import EVENT, KEY
from tests.bench.table import Row
from tests.postgres import Server
from tests.senders import post_all, post_at_rate, request

RUNS = 3
REQUESTS = 6000
NEW = 1000  # where each opens an incident: those take the engine some milliseconds
STORM = 200.0  # new incidents a second
SENDERS = 64
COMMITTING_S = 1.5
P99_MS = 50
EVENT_ROW = '{"title": "PING OK - Packet loss = 0%, RTA = 1.41 ms", "details": {"group": "prod"}}'
INSERT = (
    "INSERT INTO signal (integration_id, received_at, action, dedup_key, event, state, note) "
    "VALUES (:integration, :at, 'trigger', 'key', :event, 'done', '')"
)


def rows() -> Iterator[Row]:
    """Both databases, durable; a key store that is not the user's."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "HOME": folder,
            "XDG_DATA_HOME": folder,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }
        yield from _cases("SQLite", f"sqlite:///{Path(folder) / 'watchbill.db'}", _lite_commits)
        server = Server(fsync="on")
        try:
            yield from _cases("PostgreSQL", server.url(server.make()), _server_commits)
        finally:
            server.remove()


def _cases(name: str, url: str, commits: Callable[[str, int], float]) -> Iterator[Row]:
    store = open_store(url)
    integration = builders.sender(store, "monitor", KEY)
    store.close()
    pairs = [(commits(url, integration), _rate(url)) for _ in range(RUNS)]
    alone, rate = (statistics.median(column) for column in zip(*pairs, strict=True))
    yield Row(
        f"intake, {name}: accepted a second",
        f"{rate:,.0f}/s",
        f"{alone:,.0f} commits/s of one row",
        rate / alone,
        ">= 1x",
        rate >= alone,
    )
    _read(url)
    for how, load, new in (("half load", rate / 2, False), ("a storm of incidents", STORM, True)):
        late = statistics.median(_p99_ms(url, load, new) for _ in range(RUNS))
        figure, target = f"p99 {late:.1f} ms at {load:,.0f}/s", f"p99 <= {P99_MS} ms"
        yield Row(f"intake, {name}: {how}", figure, "-", None, target, late <= P99_MS)
        _read(url)


def _read(url: str) -> None:
    """What the runs before left pending would be read in the next ones."""
    store = open_store(url)
    while process(store, limit=5000):
        pass
    store.close()


def _rate(url: str) -> float:
    with _site(url, unread=True) as port:
        post_all(port, _requests(REQUESTS // 10, new=False), SENDERS)
        requests = _requests(REQUESTS, new=False)
        begin = time.perf_counter()
        told = post_all(port, requests, SENDERS)
        taken = time.perf_counter() - begin
    assert len(told.taken()) == REQUESTS, "a request was not answered 202"
    return REQUESTS / taken


def _p99_ms(url: str, rate: float, new: bool) -> float:
    """With an engine that reads what comes in, as `serve` has one."""
    with _site(url, unread=False) as port:
        post_all(port, _requests(REQUESTS // 10, new=False), SENDERS)
        requests = _requests(NEW if new else REQUESTS, new)
        told = post_at_rate(port, requests, SENDERS, rate)
    assert len(told.taken()) == len(requests), "a request was not answered 202"
    return 1000 * statistics.quantiles(told.seconds.values(), n=100)[98]


def _requests(count: int, new: bool) -> list[bytes]:
    mark = time.monotonic_ns()
    keys = (f"{mark}-{i}" if new else "same" for i in range(count))
    return [request("/v2/enqueue", EVENT | {"dedup_key": key}) for key in keys]


@contextmanager
def _site(url: str, unread: bool) -> Iterator[int]:
    command = [sys.executable, "-m", "tests.app.intake.site", url, *(["unread"] if unread else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield int(process.stdout.readline())
        finally:
            process.kill()


def _lite_commits(url: str, integration: int) -> float:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    values = {"integration": integration, "at": 1, "event": EVENT_ROW}
    rate = _per_second(lambda: connection.execute(INSERT, values))
    connection.close()
    return rate


def _server_commits(url: str, integration: int) -> float:
    values = {"integration": integration, "at": "now", "event": EVENT_ROW}
    statement = re.sub(r":(\w+)", r"%(\1)s", INSERT).encode()
    with psycopg.connect(url, autocommit=True) as connection:
        return _per_second(lambda: connection.execute(statement, values, prepare=True))


def _per_second(commit: Callable[[], object]) -> float:
    begin, count = time.perf_counter(), 0
    while (taken := time.perf_counter() - begin) < COMMITTING_S:
        commit()
        count += 1
    return count / taken
