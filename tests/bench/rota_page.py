"""How long the rota page takes to paint: a quarter, 3 layers, 30 people.

`drag_frame(grid)` is the paint's share of a drag frame: what was painted is kept, so the frame
copies it. The yardstick of both is a frame of a 60 Hz screen.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from statistics import median
from time import perf_counter
from zoneinfo import ZoneInfo

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.domain.board import Away, Board, Member, rota_of
from app.domain.resolve import resolve
from app.domain.rota import Restriction, Rota
from app.domain.window import Window
from app.domain.workspace import OverrideSpec, RotationSpec, ScheduleSpec
from models.kinds import OverrideKind, Unit
from tests.bench.table import Row
from ui.schedules.clock_turn import ClockTurn, clock_turns
from ui.schedules.grid import RotaGrid
from ui.schedules.ground_paint import Calendar
from ui.schedules.plan import Plan
from ui.schedules.reads import MARGIN
from ui.schedules.rows import By, grid_rows
from ui.schedules.span import Kind, Span, instant, span_of

ZONE = ZoneInfo("Europe/Madrid")
NOW = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)
PEOPLE = tuple(f"p{n:02}" for n in range(30))
FRAME = 1 / 60


def rows() -> list[Row]:
    """From nothing, after an edit, and while something is dragged above."""
    _dressed()
    found = []
    for by in By:
        grid, plan = shown(by), planned()
        found += [
            _row(f"a quarter by {by}, from nothing", partial(_painted, grid, anew=True), 0.010),
            _row(f"a quarter by {by}, an edit", _edit(grid, plan, by), FRAME),
            _row(f"a quarter by {by}, a drag frame", partial(drag_frame, grid), 0.002),
        ]
    return found


def drag_frame(grid: RotaGrid) -> None:
    """Paints the grid once more, as a ghost that moves over it makes it do."""
    _painted(grid, anew=False)


def planned() -> Plan:
    """Weeks, nights and weekends of 30 people, with covers and time off."""
    span = span_of(Kind.QUARTER, date(2026, 11, 1))
    window = Window(instant(span.start, ZONE) - MARGIN, instant(span.end, ZONE) + MARGIN)
    members = tuple(Member(n, name, name.title()) for n, name in enumerate(PEOPLE, 1))
    away = tuple(
        Away(n, Window(NOW + timedelta(days=n), NOW + timedelta(days=n + 7)), "holiday")
        for n in range(1, 31)
    )
    past = resolve(_rota(), Window(window.start, NOW))
    board = Board(1, 1, _spec(), window, NOW, members, past, away)
    return Plan(board, board.stored)


def shown(by: By) -> RotaGrid:
    """The grid with the quarter."""
    grid, plan = RotaGrid(), planned()
    grid.resize(1180, 700)
    _show(grid, plan, by)
    grid.resize(1180, max(700, grid.sizeHint().height()))
    _painted(grid, anew=True)
    return grid


def _edit(grid: RotaGrid, plan: Plan, by: By) -> Callable[[], None]:
    """A cover that goes from one day to the next: resolve, rows, and the rows that changed."""
    turn = 0

    def edit() -> None:
        nonlocal turn
        turn += 1
        start = NOW + timedelta(days=1 + 2 * (turn % 15))  # between the other covers
        cover = OverrideSpec(OverrideKind.COVER, start, start + timedelta(hours=9), ("p07",))
        spec = replace(plan.spec, overrides=(*plan.spec.overrides, cover))
        _show(grid, plan.edited(spec), by)
        _painted(grid, anew=False)

    return edit


def _show(grid: RotaGrid, plan: Plan, by: By) -> None:
    span = span_of(Kind.QUARTER, date(2026, 11, 1))
    window = Window(instant(span.start, ZONE), instant(span.end, ZONE))
    known = Calendar(NOW.date(), NOW, {date(2026, 12, 8): "Inmaculada"}, _turns(span))
    grid.show_rows(grid_rows([plan], by, ZONE, window, frozenset()), span, ZONE, known)


def _turns(span: Span) -> tuple[ClockTurn, ...]:
    return clock_turns(span, ZONE)


def _painted(grid: RotaGrid, *, anew: bool) -> None:
    if anew:
        grid._forget()
    image = QImage(grid.size(), QImage.Format.Format_ARGB32_Premultiplied)
    grid.render(image)


def _spec() -> ScheduleSpec:
    begin = datetime(2026, 1, 5, 9)
    every = tuple((name,) for name in PEOPLE)
    nights = Restriction((0, 1, 2, 3, 4), (None, time(20)), (None, time(8)))
    weekends = Restriction((), (4, time(18)), (0, time(8)))
    covers = tuple(
        OverrideSpec(OverrideKind.COVER, NOW + timedelta(days=n * 2),
                     NOW + timedelta(days=n * 2, hours=6), (PEOPLE[n],))
        for n in range(15)
    )  # fmt: skip
    return ScheduleSpec("primary", "Europe/Madrid", rotations=(
        RotationSpec("weeks", begin, Unit.WEEK, every),
        RotationSpec("nights", begin, Unit.DAY, every, layer=2, restrictions=(nights,)),
        RotationSpec("weekends", begin, Unit.WEEK, every, layer=3, restrictions=(weekends,)),
    ), overrides=covers)  # fmt: skip


def _rota() -> Rota:
    ids = {name: n for n, name in enumerate(PEOPLE, 1)}
    return rota_of(_spec(), ids)


def _dressed() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.theme.current import application, dress

    app = QApplication.instance() or application([])
    dress(app)  # type: ignore[arg-type]


def _row(case: str, work: Callable[[], object], target: float) -> Row:
    work()
    taken = median(_seconds(work) for _ in range(41))
    shown = f"{taken * 1000:.2f} ms"
    return Row(case, shown, "16.7 ms, a frame at 60 Hz", taken / FRAME,
               f"<= {target * 1000:.3g} ms", taken <= target)  # fmt: skip


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun
