"""How long fair fill takes and what it gains: turns of 12 people, with time off, public holidays,
limits, and another row that some of them serve in. The yardstick is the rounds as they are;
the time is the thread's own, so that a busy machine does not count.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from random import Random
from time import thread_time

from app.domain.board import Away, Board, Holiday, Limits, Member
from app.domain.fill import Filled, Judged, filled
from app.domain.rota import Resolved, Restriction
from app.domain.window import Window
from app.domain.workspace import RotationSpec, ScheduleSpec
from models.kinds import Unit
from tests.bench.table import Row

ZONE = "Europe/Madrid"
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
BEGIN = datetime(2026, 1, 5, 8, tzinfo=UTC)
MONDAY = datetime.fromisoformat("2026-01-05T09:00")
TEAM = tuple(f"person-{number:02}" for number in range(1, 13))
WEEKENDS = Restriction((), (4, time(18)), (0, time(8)))
MOST = 5.0  # seconds


def rows() -> list[Row]:
    """Half a year and a year, by days, by weeks, and with a row of weekends above the days."""
    days, weeks = _rotation("days", Unit.DAY), _rotation("weeks", Unit.WEEK)
    weekends = replace(_rotation("weekends", Unit.WEEK), layer=2, restrictions=(WEEKENDS,))
    cases = [
        ("26 weeks of days", 26, (days,)),
        ("26 weeks, and weekends above them", 26, (days, weekends)),
        ("a year of weeks", 52, (weeks,)),
        ("a year of days", 52, (days,)),
    ]
    return [_row(name, length, rotations) for name, length, rotations in cases]


def _row(name: str, weeks: int, rotations: tuple[RotationSpec, ...]) -> Row:
    worst, gained = 0.0, []
    for seed in range(3):
        spec = ScheduleSpec("primary", ZONE, rotations=rotations)
        board = disturbed(spec, weeks, seed)
        begun = thread_time()
        found = filled(board, spec, board.window)
        worst = max(worst, thread_time() - begun)
        gained.append(found)
    case = f"fair fill, 12 people, {name}: {gained[0].turns} turns, slowest of 3"
    better = all(_rank(each.after) <= _rank(each.before) for each in gained)
    figure = f"{worst:.2f} s; {_told(gained, after=True)}"
    return Row(case, figure, f"the rounds: {_told(gained, after=False)}", None,
               f"<= {MOST:g} s, never worse", worst <= MOST and better)  # fmt: skip


def _rank(judged: Judged) -> tuple[int, int, float]:
    return judged.grave, judged.amber, judged.score


def disturbed(spec: ScheduleSpec, weeks: int, seed: int) -> Board:
    """Everybody is away twice in half a year, for days or weeks; a public holiday a month."""
    random, end = Random(seed), BEGIN + weeks * WEEK
    away = [
        Away(person, Window(start, start + random.choice([3, 7, 14]) * DAY))
        for person in range(1, len(TEAM) + 1)
        for _ in range(weeks // 13)
        for start in [BEGIN + random.randrange(weeks * 7 - 14) * DAY]
    ]
    days = {(BEGIN + random.randrange(weeks * 7) * DAY).date() for _ in range(weeks // 4)}
    return Board(
        1, 1, spec, Window(BEGIN, end), BEGIN,
        tuple(Member(number, name, name) for number, name in enumerate(TEAM, 1)),
        Resolved(Window(BEGIN, BEGIN), (), (), 1.0), tuple(away),
        tuple(Holiday(day, "a holiday") for day in sorted(days)), Limits(11 * HOUR, 7, 14, 0),
    )  # fmt: skip


def _rotation(name: str, unit: Unit) -> RotationSpec:
    return RotationSpec(name, MONDAY, unit, tuple((each,) for each in TEAM))


def _told(found: list[Filled], *, after: bool) -> str:
    judged = [each.after if after else each.before for each in found]
    scores = "/".join(f"{each.score:.1f}" for each in judged)
    red = "/".join(str(each.grave) for each in judged)
    amber = "/".join(str(each.amber) for each in judged)
    return f"score {scores}, red {red}, amber {amber}"
