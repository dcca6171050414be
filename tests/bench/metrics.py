"""How fast the metrics page is painted over many incidents, and how fast a filter answers.

The yardstick is the same aggregate in SQL as the driver gives it: counts by severity, and the mean
times to acknowledge and to resolve, of the span and of the one before. Measured four times: by a
program that has just begun and knows nothing; by one that finds the columns an earlier one kept (of
an embedded database); by one that made itself ready, as the desktop does eight seconds after it
opened its database for whoever looked at figures lately; and when the page is opened again. The
first two load numpy and matplotlib on the way, which alone takes longer than the limit: they are
told, not judged.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import text

from app.store import Store, open_store
from tests.bench.history import fill
from tests.bench.table import Row
from tests.postgres import Server

MANY, MOST = 100_000, 1_000_000
LIMITS = {"figures": 0.300, "charts": 0.300, "filter": 0.200}  # seconds at MANY
STALL = 0.050  # seconds; longer is felt, however many incidents there are
TIMES = 3.0  # as much is allowed for MOST
ROUNDS = 5
SQL = (
    "SELECT severity, count(*), avg({ack}), avg({end}) FROM incident WHERE NOT drill"
    " AND stage NOT IN ('declined', 'merged') AND created_at >= {low} AND created_at < {high}"
    " GROUP BY severity"
)
NEW = "new process"
Took = dict[str, dict[str, float]]


def rows() -> Iterator[Row]:
    """100,000 on either database, then ten times as many."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'many.db'}"
        many = _measured(url, MANY, Path(folder), 2)
        yield from _told(f"{MANY:,} on SQLite", *many)
        url = f"sqlite:///{Path(folder) / 'most.db'}"
        most = _measured(url, MOST, Path(folder), 2)
        yield from _told(f"{MOST:,} on SQLite", *most, TIMES)
        yield from _grown(many[0], most[0])
        server = Server()
        try:
            found = _measured(server.url(server.make()), MANY, Path(folder), 1)
        finally:
            server.remove()
        yield from _told(f"{MANY:,} on PostgreSQL", *found)


def _measured(url: str, count: int, folder: Path, cold: int) -> tuple[list[Took], float]:
    """What some programs said that had just begun, and last one that was ready; the yardstick."""
    store = _filled(url, count)
    raw = median(_time(lambda: _raw(store)) for _ in range(ROUNDS))
    store.close()
    return [_program(url, folder, ready) for ready in [False] * cold + [True]], raw


def _program(url: str, folder: Path, ready: bool) -> Took:
    words = [sys.executable, "-m", "tests.bench.metrics_once", url, *["ready"] * ready]
    said = subprocess.run(words, check=True, capture_output=True, text=True,
                          env=os.environ | {"XDG_CACHE_HOME": str(folder)})  # fmt: skip
    found: Took = json.loads(said.stdout.splitlines()[-1])
    return found


def _told(what: str, found: list[Took], raw: float, times: float = 1) -> Iterator[Row]:
    """Every way; judged is what takes place in a program that has been running for a while."""
    for said, took in _ways(found).items():
        judged = not said.startswith(NEW)
        for part, limit in LIMITS.items():
            most = limit * times
            yield Row(
                f"metrics page over {what}, {said}: {part} painted",
                f"{took[part] * 1e3:.0f} ms",
                f"{raw * 1e3:.0f} ms in plain SQL",
                took[part] / raw,
                f"<= {most * 1e3:.0f} ms" if judged else "-",
                took[part] <= most if judged else None,
            )
        yield Row(f"metrics page over {what}, {said}: longest stall of the window",
                  f"{took['stall'] * 1e3:.0f} ms", "one frame is 17 ms", took["stall"] / 0.0167,
                  f"<= {STALL * 1e3:.0f} ms", took["stall"] <= STALL)  # fmt: skip


def _grown(many: list[Took], most: list[Took]) -> Iterator[Row]:
    """Ten times as many beside a tenth, each way beside the same way; the limits judge above."""
    for said, took in _ways(most).items():
        for part in LIMITS:
            one, other = _ways(many)[said][part], took[part]
            yield Row(f"metrics page, {said}: {part} of {MOST:,} against {MANY:,}",
                      f"{other * 1e3:.0f} ms", f"{one * 1e3:.0f} ms", other / one, "-",
                      None)  # fmt: skip


def _ways(found: list[Took]) -> dict[str, dict[str, float]]:
    *cold, ready = found
    kept = {f"{NEW}, kept by an earlier one": cold[1]["first"]} if len(cold) > 1 else {}
    return {f"{NEW}, nothing kept": cold[0]["first"]} | kept | {
        "opened first": ready["first"], "opened again": ready["later"],
    }  # fmt: skip


def _raw(store: Store) -> None:
    now, half = int(store.now().timestamp()), 182 * 86_400
    took = "{} - {}" if store.database.lite else "extract(epoch FROM {} - {})"
    at = "{}000000" if store.database.lite else "to_timestamp({})"
    with store.database.engine.connect() as connection:
        for begin, end in ((now - half, now), (now - 2 * half, now - half)):
            asked = SQL.format(ack=took.format("acknowledged_at", "created_at"),
                               end=took.format("resolved_at", "detected_at"),
                               low=at.format(begin), high=at.format(end))  # fmt: skip
            connection.execute(text(asked)).all()


def _time(act: Callable[[], object]) -> float:
    begin = perf_counter()
    act()
    return perf_counter() - begin


def _filled(url: str, count: int) -> Store:
    """They end about now, so that all of them lie in the spans that are asked for; each has paged
    somebody, was answered, and is told of by three events."""
    store = open_store(url, durable=False)
    fill(store, count)
    with store.database.engine.connect() as connection:
        for statement in _story(store.database.lite, count):
            connection.execute(text(statement))
        connection.commit()
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    return store


def _story(lite: bool, count: int) -> Iterator[str]:
    step = 700 * 86_400 / count  # seconds between two: spread over 700 days
    if lite:
        newest = f"strftime('%s', 'now') * 1000000 - CAST(({count} - id) * {step * 1e6} AS INTEGER)"

        def later(of: str, minutes: str) -> str:
            return f"{of} + 60000000 * ({minutes})"
    else:
        newest = f"now() - make_interval(secs => ({count} - id) * {step})"

        def later(of: str, minutes: str) -> str:
            return f"{of} + make_interval(mins => (({minutes}))::int)"

    over = "CASE WHEN resolved_at IS NULL THEN NULL ELSE {} END"
    ended = over.format(later(newest, "1 + id % 97"))
    yield (
        f"UPDATE incident SET created_at = {newest}, detected_at = {newest}, impact_started_at ="
        f" {newest}, acknowledged_at = {later(newest, 'id % 9')}, mitigated_at = {ended},"
        f" resolved_at = {ended}, category = CASE id % 3 WHEN 0 THEN 'performance' END"
    )
    for kind, minutes in (("declared", "0"), ("acknowledged", "id % 9"), ("resolved", "60")):
        yield (
            "INSERT INTO event (incident_id, at, recorded_at, kind, source, person_id, actor, text,"
            f" data) SELECT id, {later('created_at', minutes)}, created_at, '{kind}', 'desktop',"
            " owner_id, 'x', 'what was done', '{}' FROM incident"
        )
    yield (
        "INSERT INTO page (incident_id, person_id, contact, urgency, round, level, attempt, reason,"
        " created_at, due_at, sent_at, state, error, tries, fence) SELECT id, owner_id, 'phone',"
        " 'high', 1, 1, 1, '', created_at, created_at, created_at, 'sent', '', 1, 1 FROM incident"
    )
