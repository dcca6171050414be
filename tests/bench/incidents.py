"""How fast a list of incidents opens, and that it does not matter how many lie behind it.

The yardstick asks the driver itself for the same ids and the same first page, in plain SQL.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from app.queries.incident import incident_ids, incident_rows, open_counts
from app.queries.incident_filter import By, Filter, Sort
from app.store import Store, open_store
from tests.bench.history import fill
from tests.bench.table import Row
from tests.postgres import Server

PAGE = 60  # rows on a screen
MANY, FEW, MOST = 100_000, 1_000, 1_000_000
OVERHEAD = 0.030  # seconds allowed on top of 1.5 times the yardstick
IDS = "SELECT id FROM incident ORDER BY id DESC"
FOUND = (
    "SELECT id FROM incident WHERE lower(title) LIKE '%payments%' OR service_id IN"
    " (SELECT id FROM service WHERE lower(name) LIKE '%payments%') ORDER BY id DESC"
)
SORTED = "SELECT id FROM incident ORDER BY severity, id"
ROWS = (
    "SELECT i.id, i.title, i.stage, i.severity, i.urgency, i.category, s.name, i.service_id,"
    " o.name, i.owner_id, d.name, i.acknowledged, i.drill, i.alert_count, i.impact_started_at,"
    " i.detected_at, i.created_at, i.acknowledged_at, i.mitigated_at, i.resolved_at, i.changed_at,"
    " i.version FROM incident i LEFT JOIN service s ON s.id = i.service_id"
    " LEFT JOIN person o ON o.id = i.owner_id LEFT JOIN person d ON d.id = i.declared_by_id"
    " WHERE i.id IN ({})"
)
LISTS = (
    ("opened", Filter(open=False), Sort(), IDS),
    ("filtered by a word", Filter(open=False, words="payments"), Sort(), FOUND),
    ("sorted by severity", Filter(open=False), Sort(By.SEVERITY, down=False), SORTED),
)


def rows() -> Iterator[Row]:
    """Both databases at 100,000; then what 1,000,000 cost more than 1,000, on each."""
    with tempfile.TemporaryDirectory() as folder, _server() as server:
        for name, url in (
            ("SQLite", lambda n: f"sqlite:///{Path(folder) / f'{n}.db'}"),
            ("PostgreSQL", lambda _: server.url(server.make())),
        ):
            few, many = _filled(url(FEW), FEW), _filled(url(MANY), MANY)
            yield from (_against_sql(name, many, *each) for each in LISTS)
            yield from _grown(name, few, many, MANY)
            many.close()
            most = _filled(url(MOST), MOST)
            yield from _grown(name, few, most, MOST)
            few.close()
            most.close()


def page(store: Store, wanted: Filter, sort: Sort, limit: int | None = None) -> Callable[[], Any]:
    """Ids, then the rows that are painted first."""
    return lambda: incident_rows(store, incident_ids(store, wanted, sort, limit)[:PAGE])


def _against_sql(name: str, store: Store, what: str, wanted: Filter, sort: Sort, sql: str) -> Row:
    if store.database.lite:  # its LIKE folds case by itself
        sql = sql.replace("lower(title)", "title").replace("lower(name)", "name")
    ours, raw = _medians(page(store, wanted, sort), lambda: _raw(store, sql))
    return Row(
        f"list of {MANY:,}, {what}: ids and first page, {name}",
        f"{ours * 1e3:.1f} ms",
        f"{raw * 1e3:.1f} ms in plain SQL",
        ours / raw,
        "<= 1.5x + 30 ms",
        ours <= 1.5 * raw + OVERHEAD,
    )


def _grown(name: str, few: Store, many: Store, count: int) -> Iterator[Row]:
    newest = Filter(open=False)
    for what, at_few, at_many in (
        ("open ones", page(few, Filter(), Sort()), page(many, Filter(), Sort())),
        (
            f"newest {PAGE} of all",
            page(few, newest, Sort(), PAGE),
            page(many, newest, Sort(), PAGE),
        ),
        ("counts", lambda: open_counts(few, 1), lambda: open_counts(many, 1)),
    ):
        now, before = _medians(at_many, at_few)
        yield Row(
            f"{what}, {count:,} incidents, {name}",
            f"{now * 1e3:.2f} ms",
            f"{before * 1e3:.2f} ms with {FEW:,}",
            now / before,
            "<= 1.5x",
            now <= 1.5 * before,
        )


def _raw(store: Store, sql: str) -> list[Any]:
    with store.database.engine.connect() as connection:
        cursor = connection.connection.cursor()
        cursor.execute(sql)
        ids = [row[0] for row in cursor.fetchall()]
        cursor.execute(ROWS.format(", ".join(map(str, ids[:PAGE]))))
        return list(cursor.fetchall())


def _medians(
    one: Callable[[], Any], other: Callable[[], Any], times: int = 15
) -> tuple[float, float]:
    """Taken in turns, so that a busy moment of the machine meets both."""
    pairs = [(_time(one), _time(other)) for _ in range(times + 2)][2:]
    return median(a for a, _ in pairs), median(b for _, b in pairs)


def _time(act: Callable[[], Any]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


def _filled(url: str, count: int) -> Store:
    store = open_store(url, durable=False)
    fill(store, count)
    return store


@contextmanager
def _server() -> Iterator[Server]:
    server = Server()
    try:
        yield server
    finally:
        server.remove()
