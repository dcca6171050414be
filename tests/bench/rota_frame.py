"""What one step of a drag costs before anything is painted: the schedule anew and all its checks.

30 people, 13 weeks, 3 layers, time off, another schedule with the same people, every limit on; the
pointer carries a cover along, a quarter of an hour at each step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from statistics import median, quantiles
from time import perf_counter

from app.domain.board import Away, Board, Holiday, Limits, Member
from app.domain.check import Checker
from app.domain.resolve import resolve
from app.domain.rota import Resolved, Restriction, Rota, Rotation, Shift
from app.domain.window import Window
from app.domain.workspace import OverrideSpec, RotationSpec, ScheduleSpec
from models.kinds import OverrideKind, Turns, Unit
from tests.bench.table import Row

ZONE = "Europe/Madrid"
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
BEGIN = datetime(2026, 8, 31, tzinfo=UTC)
QUARTER = Window(BEGIN, BEGIN + 13 * WEEK)
MONDAY = datetime.fromisoformat("2026-08-31T09:00")
NIGHTS = Restriction((), (None, time(20)), (None, time(8)))
WEEKENDS = Restriction((), (4, time(18)), (0, time(8)))
TEAM = [f"person-{number:02}" for number in range(1, 31)]
FRAMES = 400


def rows() -> list[Row]:
    """The frame's two parts and both together."""
    of, base = crowded_board(), crowded()
    carried = [_carried(base, step) for step in range(FRAMES)]
    resolved = [of.resolved(spec) for spec in carried]
    checker = Checker(of)
    checker.checks(resolved[0])
    anew = _times([lambda spec=spec: of.resolved(spec) for spec in carried])
    checks = _times([lambda at=at: checker.checks(at) for at in resolved])  # type: ignore[misc]
    fresh = _times([lambda: Checker(of).checks(resolved[0])] * 21)
    both = sorted(one + two for one, two in zip(anew, checks, strict=True))
    shifts, found = len(resolved[0].shifts), len(checker.checks(resolved[0]))
    case = f"a drag frame of {shifts} shifts, {found} findings"
    return [
        _row(f"{case}: the checks", checks, fresh, "median <= 4 ms", median(checks) <= 4e-3),
        _row(f"{case}: resolve and checks", both, fresh, "p99 <= 16.7 ms", _p99(both) <= 16.7e-3),
    ]


def crowded() -> ScheduleSpec:
    """Days, nights and weekends of thirty people, and two dozen covers."""
    slots = tuple((name,) for name in TEAM)
    rules: list[tuple[str, Unit, tuple[Restriction, ...]]] = [
        ("days", Unit.DAY, ()),
        ("nights", Unit.DAY, (NIGHTS,)),
        ("weekends", Unit.WEEK, (WEEKENDS,)),
    ]
    rotations = tuple(
        RotationSpec(name, MONDAY, unit, slots[place * 10 :] + slots[: place * 10], 1, place + 1,
                     None, Turns.WORKED, only)
        for place, (name, unit, only) in enumerate(rules)
    )  # fmt: skip
    covers = tuple(
        OverrideSpec(OverrideKind.COVER, start, start + 9 * HOUR, (TEAM[number],))
        for number in range(26)
        for start in [BEGIN + number * 3 * DAY + 12 * HOUR]
    )
    return ScheduleSpec("primary", ZONE, rotations=rotations, overrides=covers)


def crowded_board() -> Board:
    """Everybody takes two weeks off; the other schedule has a week of each."""
    members = tuple(Member(number, name, name) for number, name in enumerate(TEAM, 1))
    away = tuple(
        Away(each.id, Window(start, start + 2 * WEEK), "holiday")
        for each in members
        for start in [BEGIN + each.id % 11 * WEEK]
    )
    days = (date(2026, 9, 9), date(2026, 10, 12), date(2026, 11, 2), date(2026, 11, 9))
    holidays = tuple(Holiday(day, "a holiday") for day in days)
    return Board(
        1, 1, crowded(), QUARTER, BEGIN, members, Resolved(Window(BEGIN, BEGIN), (), (), 1.0),
        away, holidays, Limits(11 * HOUR, 5, 14, 48), _elsewhere(),
    )  # fmt: skip


def _elsewhere() -> tuple[Shift, ...]:
    slots = tuple((number,) for number in range(1, 31))
    weekly = Rotation(0, "second", 1, MONDAY, None, 1, Unit.WEEK, Turns.WORKED, slots)
    return resolve(Rota(ZONE, (weekly,)), QUARTER).shifts


def _carried(base: ScheduleSpec, step: int) -> ScheduleSpec:
    """A cover under the pointer."""
    start = BEGIN + 30 * DAY + step * HOUR / 4
    drag = OverrideSpec(OverrideKind.COVER, start, start + 12 * HOUR, (TEAM[7],))
    return replace(base, overrides=(*base.overrides, drag))


def _row(case: str, times: list[float], fresh: list[float], target: str, met: bool) -> Row:
    figure = f"median {_ms(median(times))}, p99 {_ms(_p99(times))}"
    yardstick = f"{_ms(median(fresh))} for all checks anew"
    return Row(case, figure, yardstick, median(times) / median(fresh), target, met)


def _p99(times: list[float]) -> float:
    return quantiles(times, n=100)[-1]


def _times(works: list[Callable[[], object]]) -> list[float]:
    found = []
    for work in works:
        begun = perf_counter()
        work()
        found.append(perf_counter() - begun)
    return found


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:.3g} ms"
