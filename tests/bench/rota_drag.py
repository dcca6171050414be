"""A frame while something is dragged on the rota page, from the mouse's move to the painted ghost.

30 people, 13 weeks, 3 layers, time off, a second schedule, every limit on; the real page on a real
database, without a screen. Shift is held, so that each move is another proposal: resolved, checked
and painted. Only frames in which the ghost was painted count.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, NamedTuple

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.workspace import PersonSpec, RotationSpec, ScheduleSpec, TimeOffSpec, Workspace
from app.store import open_store
from app.workspace.apply import apply
from models.kinds import Source, Unit
from tests.bench.rota_frame import BEGIN, MONDAY, TEAM, WEEK, ZONE, crowded
from tests.bench.table import Row

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from tests.ui.hand_page import Hands

FRAMES = 400
FRAME = 1 / 60
NOW = BEGIN + timedelta(days=40)


def rows() -> list[Row]:
    """Each kind of drag."""
    _dressed()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'drag.db'}", clock=SetClock(NOW))
        apply(store, workspace(), Actor("bench", Source.FILE))
        from tests.desk import bridge_on

        bridge = bridge_on(store, TEAM[0], 1)
        found = [_row(each.name, *_measured(each)) for each in _drags(bridge)]
        bridge.close()
        store.close()
    return found


def workspace() -> Workspace:
    """The crowded rota as it is stored."""
    people = tuple(
        PersonSpec(name, name.title(), time_zone=ZONE, time_off=(TimeOffSpec(start, start + WEEK),))
        for number, name in enumerate(TEAM)
        for start in [datetime.fromisoformat("2026-09-07") + number % 11 * WEEK]
    )
    slots = tuple((name,) for name in TEAM)
    second = ScheduleSpec("second", ZONE, rotations=(RotationSpec("w", MONDAY, Unit.WEEK, slots),))
    return Workspace(people=people, schedules=(crowded(), second))


class _Drag(NamedTuple):
    """Where it begins, and to which side it goes."""

    name: str
    hands: Hands
    begin: Callable[[Hands], QPointF]
    way: int = 1


def _drags(bridge: object) -> Iterator[_Drag]:
    from ui.schedules.rows import By

    for by in By:
        yield _Drag(f"a shift, rows by {by}", _page(bridge, by), _shift)
    hands = _page(bridge, By.LAYERS)
    yield _Drag("an edge", hands, _edge)
    yield _Drag("a hand-off", hands, _hand_off, -1)


def _page(bridge: object, by: object) -> Hands:
    from tests.desk import settled
    from tests.ui.hand_page import Hands
    from ui.schedules.page import SchedulesPage
    from ui.schedules.rows import By
    from ui.schedules.span import Kind

    page = SchedulesPage(bridge)  # type: ignore[arg-type]
    page.resize(1400, 860)
    page.show()
    settled(lambda: page.seen is not None)
    page.asked = page.asked._replace(kind=Kind.QUARTER, day=NOW.date())
    page.by = By(str(by))
    page.heading.choose_rows(page.by)
    page.ask()
    settled(lambda: not page._asking)
    return Hands(page)


def _shift(hands: Hands) -> QPointF:
    """A bar of the first row, to be dragged by its middle."""
    return hands.grid.box(0, _ahead(hands, 0)).center()


def _edge(hands: Hands) -> QPointF:
    """The longest bar's end."""
    row = hands.grid.rows[0].marks
    wide = max(range(len(row)), key=lambda n: hands.grid.box(0, n).width() * (row[n].start > NOW))
    box = hands.grid.box(0, wide)
    return _moved(box.center(), box.width() / 2 - 2)


def _hand_off(hands: Hands) -> QPointF:
    """Where a turn of a rotation's row begins."""
    place = hands.row("weekends")
    box = hands.grid.box(place, _ahead(hands, place))
    return _moved(box.center(), 2 - box.width() / 2)


def _ahead(hands: Hands, row: int) -> int:
    marks = hands.grid.rows[row].marks
    return next(n for n, each in enumerate(marks) if each.start > NOW + timedelta(days=5))


def _moved(point: QPointF, by: float) -> QPointF:
    from PySide6.QtCore import QPointF

    return point + QPointF(by, 0)


def _measured(drag: _Drag) -> tuple[list[float], list[float]]:
    """Seconds by the clock, and of this thread's own work, of each frame that painted the ghost."""
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    from tests.ui.hand_page import Keys

    hands, times, work = drag.hands, [], []
    start, layer = drag.begin(hands), hands.hand.layer
    hands.mouse(QEvent.Type.MouseButtonPress, start)
    hands.mouse(QEvent.Type.MouseMove, _moved(start, 12 * drag.way), Keys.ShiftModifier)
    QApplication.processEvents()
    assert hands.hand.drag.busy
    for step in range(FRAMES):
        to = _moved(start, (12 + step % 100 * 1.5) * drag.way)
        before, begun, own = layer.frames, perf_counter(), thread_time()
        hands.mouse(QEvent.Type.MouseMove, to, Keys.ShiftModifier)
        QApplication.processEvents()
        if layer.frames > before:
            times.append(perf_counter() - begun)
            work.append(thread_time() - own)
    hands.hand.drag.cancel()
    return times, work


def _row(name: str, times: list[float], work: list[float]) -> Row:
    p99, own = _p99(times), _p99(work)
    return Row(
        f"a drag frame to the painted ghost: {name} ({len(times)} of {FRAMES} moves painted)",
        f"median {median(times) * 1e3:.3g} ms, p99 {p99 * 1e3:.3g} ms",
        f"16.7 ms, a frame at 60 Hz; p99 of the thread's own time {own * 1e3:.3g} ms",
        p99 / FRAME,
        "p99 <= 16.7 ms",
        p99 <= FRAME,
    )


def _p99(times: list[float]) -> float:
    return quantiles(times, n=100)[-1]


def _dressed() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.desk import forgetful
    from ui.theme.current import application, dress

    app = application([])
    dress(app)
    forgetful()
