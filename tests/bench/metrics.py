"""How fast the metrics page is painted over many incidents, and how fast a filter answers.

The yardstick is the same aggregate in SQL as the driver gives it: counts by severity, and the mean
times to acknowledge and to resolve, of the span and of the one before. First paint: six figures
and four charts of incidents are on the screen.
"""

import os
import tempfile
from collections.abc import Callable, Generator, Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from sqlalchemy import text

from app.store import Store, open_store
from tests.bench.history import fill
from tests.bench.table import Row

if TYPE_CHECKING:
    from ui.bridge import Bridge

MANY, MOST = 100_000, 1_000_000
OPENED, FILTERED, TIMES = 0.300, 0.200, 3.0  # seconds; and what ten times as many may cost
ROUNDS = 5
BEAT = 5  # ms
SQL = (
    "SELECT severity, count(*), avg(acknowledged_at - created_at), avg(resolved_at - detected_at)"
    " FROM incident WHERE NOT drill AND stage NOT IN ('declined', 'merged')"
    " AND created_at >= {} AND created_at < {} GROUP BY severity"
)


def rows() -> Iterator[Row]:
    """SQLite: 100,000, then ten times as many."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.theme.current import application, dress

    app = application([])
    dress(app)
    with tempfile.TemporaryDirectory() as folder:
        many = _filled(Path(folder) / "many.db", MANY)
        found = yield from _measured(many, MANY)
        many.close()
        most = _filled(Path(folder) / "most.db", MOST)
        big = yield from _measured(most, MOST)
        most.close()
    for what, one, other in zip(("open", "filter"), found, big, strict=True):
        ratio = other / one
        yield Row(f"metrics page, {what}: {MOST:,} against {MANY:,}", f"{other * 1e3:.0f} ms",
                  f"{one * 1e3:.0f} ms", ratio, f"<= {TIMES:.0f}x", ratio <= TIMES)  # fmt: skip


def _measured(store: Store, count: int) -> Generator[Row, None, tuple[float, float]]:
    figures, charts, filtered, stall = _page(store)
    raw = median(_time(lambda: _raw(store)) for _ in range(ROUNDS))
    small = count == MANY
    for what, took, target in (
        ("six figures painted", figures, OPENED),
        ("charts painted, too", charts, OPENED),
        ("a filter's figures painted", filtered, FILTERED),
    ):
        yield Row(
            f"metrics page over {count:,}: {what}",
            f"{took * 1e3:.0f} ms",
            f"{raw * 1e3:.0f} ms in plain SQL",
            took / raw,
            f"<= {target * 1e3:.0f} ms" if small else "-",
            took <= target if small else None,
        )
    yield Row(f"metrics page over {count:,}: longest stall of the window", f"{stall * 1e3:.0f} ms",
              "one frame is 17 ms", stall / 0.0167, "-", None)  # fmt: skip
    return figures, filtered


def _page(store: Store) -> tuple[float, float, float, float]:
    """Medians: opened to figures, to charts, a filter to figures; and the longest stall."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from tests.desk import bridge_on, forgetful
    from ui.metrics.page import MetricsPage

    forgetful()
    opened, drawn, filtered, stalls = [], [], [], []

    beat = QTimer(interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
    beats: list[float] = []
    beat.timeout.connect(lambda: beats.append(perf_counter()))
    beat.start()

    def until(done: Callable[[], bool]) -> float:
        """Sleeping in between, as an event loop does; beats that come late are stalls."""
        begin = perf_counter()
        beats[:] = [begin]
        while not done():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        stalls.extend(b - a for a, b in pairwise(beats))
        return perf_counter() - begin

    for _ in range(ROUNDS):
        bridge = bridge_on(store)
        page = MetricsPage(bridge)
        page.resize(1170, 900)
        page.show()
        seen = [page.board.cards[name].view for name in ("trend", "volume", "week")]
        figures = until(lambda page=page: page.shown is not None)
        opened.append(figures)
        drawn.append(figures + until(lambda seen=seen: all(each.ready for each in seen)))
        until(lambda page=page: page.felt is not None and not page.asking)
        before = page.shown
        page.chips.choose("severity", ["SEV1"])
        filtered.append(until(lambda page=page, before=before: page.shown is not before))
        until(lambda page=page: not page.asking)
        page.close()
        _end(bridge)
    return median(opened), median(drawn), median(filtered), max(stalls)


def _end(bridge: "Bridge") -> None:
    """Ends its threads and leaves the store open."""
    from tests.gallery.page_incidents import Ending

    Ending(bridge)()


def _raw(store: Store) -> None:
    now = int(store.now().timestamp() * 1e6)
    half = 182 * 86_400 * 1_000_000
    with store.database.engine.connect() as connection:
        cursor = connection.connection.cursor()
        for begin, end in ((now - half, now), (now - 2 * half, now - half)):
            cursor.execute(SQL.format(begin, end))
            cursor.fetchall()


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
