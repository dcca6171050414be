"""What may be wrong with a planned rota, quick enough to be asked at every step of a drag.

Red (grave): a gap, somebody who is away, in two places at once, gone, or cannot be paged. Amber:
short rest, too many nights or days running, too many hours in seven days, a public holiday.
The past is not checked, but nights, days and hours that lie behind somebody count.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations, pairwise

from app.domain.board import Board, rota_of
from app.domain.days import days_of, runs, stretches
from app.domain.resolve import layer_shifts
from app.domain.rota import Gap, PersonId, Resolved, Shift
from app.domain.stitch import covered
from app.domain.window import Window
from app.domain.workspace import ScheduleSpec
from models.kinds import CheckKind

Busy = Sequence[tuple[datetime, datetime]]  # ascending, apart
Count = Callable[[datetime, datetime], range]
HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)
GRAVE = frozenset(
    {CheckKind.GAP, CheckKind.TIME_OFF, CheckKind.DOUBLE, CheckKind.LEFT, CheckKind.UNREACHABLE}
)


@dataclass(frozen=True, slots=True)
class Check:
    """One finding. `figure` is a number of hours, for nights and days running their number; `what`
    names the other schedule or rotation, the reason of time off, or the public holiday."""

    kind: CheckKind
    grave: bool
    window: Window
    person: PersonId | None = None
    figure: float = 0.0
    what: str = ""


@dataclass(frozen=True, slots=True)
class Ahead:
    """How much of the next days is covered; `gaps` and their hours without those that are meant."""

    days: int
    coverage: float
    gaps: int
    hours: float


def ahead(board: Board, resolved: Resolved, days: int) -> Ahead:
    """Of so many days from the board's now, as far as `resolved` reaches."""
    window = Window(board.now, board.now + timedelta(days=days)).meet(resolved.window)
    cut = [Gap(each.window.meet(window), each.deliberate) for each in resolved.gaps]
    gaps = [each for each in cut if each.window]
    real = [each.window.length / HOUR for each in gaps if not each.deliberate]
    return Ahead(days, covered(window, gaps), len(real), sum(real))


def checks(board: Board, spec: ScheduleSpec, resolved: Resolved) -> tuple[Check, ...]:
    """All that is found in a schedule from the board's now on, by time. For one look; a drag keeps
    a Checker."""
    return Checker(board, spec=spec).checks(resolved)


class Checker:
    """The checks of one board, prepared once; asked again, it looks anew only at people whose
    shifts are others than before. `around` limits what is reported, not what is counted."""

    def __init__(
        self, board: Board, around: Window | None = None, spec: ScheduleSpec | None = None
    ) -> None:
        spec = spec or board.stored
        drafted = spec.limits != board.stored.limits
        self._limits = spec.limits if drafted else board.limits
        reported = (around or board.window).meet(board.window)
        self._reported = Window(max(board.now, reported.start), reported.end)
        self._board = board
        self._days = days_of(spec.time_zone, board.window, board.holidays)
        self._elsewhere = _by_person(board.elsewhere)
        self._away: dict[PersonId, list[tuple[Window, str]]] = defaultdict(list)
        for each in board.away:
            self._away[each.person].append((each.window, each.reason))
        self._twice = _twice(board, spec, self._reported)
        self._known: dict[PersonId, tuple[list[Shift], tuple[Check, ...]]] = {}

    def checks(self, resolved: Resolved) -> tuple[Check, ...]:
        """All that is found, by time."""
        found = [check for gap in resolved.gaps for check in self._gap(gap)]
        for person, shifts in _by_person(resolved.shifts).items():
            found += self.of(person, shifts)
        return tuple(sorted(found, key=_when))

    def of(self, person: PersonId, shifts: list[Shift]) -> tuple[Check, ...]:
        """What is found of one person, had they these shifts (by start) in this schedule."""
        known = self._known.get(person)
        if known is None or known[0] != shifts:
            known = (shifts, tuple(each for each in self._person(person, shifts) if self._in(each)))
            self._known[person] = known
        return known[1]

    def _gap(self, gap: Gap) -> Iterator[Check]:
        window = gap.window.meet(self._reported)
        if window and not gap.deliberate:
            yield Check(CheckKind.GAP, True, window, None, window.length / HOUR)

    def _in(self, check: Check) -> bool:
        return bool(check.window.meet(self._reported))

    def _person(self, person: PersonId, shifts: list[Shift]) -> Iterator[Check]:
        yield from self._unfit(person, shifts)
        yield from self._meeting(CheckKind.TIME_OFF, person, shifts, self._away.get(person, ()))
        others = [(Window(e.start, e.end), e.source) for e in self._elsewhere.get(person, ())]
        yield from self._meeting(CheckKind.DOUBLE, person, shifts, others)
        twice = [each for each in self._twice if each[0] == person]
        for _, source, window, other in twice:
            own = [each for each in shifts if each.source == source]
            yield from self._meeting(CheckKind.DOUBLE, person, own, [(window, other)])
        yield from self._free(person, shifts)
        yield from self._running(person, shifts)

    def _unfit(self, person: PersonId, shifts: Sequence[Shift]) -> Iterator[Check]:
        """Somebody who left, or has no contact."""
        member = self._board.members.get(person)
        if member is None or (member.active and member.reachable):
            return
        kind = CheckKind.UNREACHABLE if member.active else CheckKind.LEFT
        for each in shifts:
            window = Window(each.start, each.end).meet(self._reported)
            yield Check(kind, True, window, person, window.length / HOUR)

    def _meeting(
        self,
        kind: CheckKind,
        person: PersonId,
        shifts: Iterable[Shift],
        spans: Iterable[tuple[Window, str]],
    ) -> Iterator[Check]:
        for span, what in spans:
            for each in shifts:
                if each.start < span.end and span.start < each.end:
                    window = Window(max(each.start, span.start), min(each.end, span.end))
                    yield Check(kind, True, window, person, window.length / HOUR, what)

    def _free(self, person: PersonId, shifts: Iterable[Shift]) -> Iterator[Check]:
        """Public holidays on which somebody is on call."""
        if not self._days.free:
            return
        for each in shifts:
            for day in self._days.touched(each.start, each.end):
                if (name := self._days.free.get(day)) is not None:
                    window = self._days.whole(day).meet(Window(each.start, each.end))
                    hours = window.length / HOUR
                    yield Check(CheckKind.HOLIDAY, False, window, person, hours, name)

    def _running(self, person: PersonId, shifts: list[Shift]) -> Iterator[Check]:
        """What only shows in the row of all that somebody does, elsewhere too."""
        busy = stretches([*shifts, *self._elsewhere.get(person, ())])
        limits = self._limits
        if limits.rest:
            yield from _short_rests(busy, limits.rest, person)
        if limits.nights_running:
            nights = _rows(busy, self._days.nights, limits.nights_running)
            for first, last in nights:
                window = Window(self._days.midnights[first], self._days.dawns[last])
                number = last - first + 1.0
                yield Check(CheckKind.NIGHTS, False, window, person, number)
        if limits.days_running:
            for first, last in _rows(busy, self._days.worked, limits.days_running):
                window = Window(self._days.midnights[first], self._days.midnights[last + 1])
                yield Check(CheckKind.DAYS, False, window, person, last - first + 1.0)
        if limits.week_hours:
            yield from _long_weeks(busy, limits.week_hours, person)


def _short_rests(busy: Busy, rest: timedelta, person: PersonId) -> Iterator[Check]:
    for (_, end), (start, _) in pairwise(busy):
        if start - end < rest:
            hours = (start - end) / HOUR
            yield Check(CheckKind.REST, False, Window(end, start), person, hours)


def _rows(busy: Busy, count: Count, limit: int) -> Iterator[tuple[int, int]]:
    """The rows of days, as `count` counts them, that are longer than the limit."""
    numbers = sorted({day for start, end in busy for day in count(start, end)})
    return ((first, last) for first, last in runs(numbers) if last - first >= limit)


def _long_weeks(busy: Busy, limit: int, person: PersonId) -> Iterator[Check]:
    """Seven days in a row with too many hours; of those that overlap the fullest."""
    worst: Check | None = None
    for start in sorted({s for s, _ in busy} | {e - WEEK for _, e in busy}):
        window = Window(start, start + WEEK)
        spans = (Window(*each).meet(window).length for each in busy)
        hours = sum(spans, timedelta()) / HOUR
        if hours <= limit:
            continue
        found = Check(CheckKind.HOURS, False, window, person, hours)
        if worst is None or start >= worst.window.end:
            if worst is not None:
                yield worst
            worst = found
        elif hours > worst.figure:
            worst = found
    if worst is not None:
        yield worst


def _twice(
    board: Board, spec: ScheduleSpec, window: Window
) -> list[tuple[PersonId, str, Window, str]]:
    """Who is on call by two rotations of one layer at once, where two people were meant."""
    rota = rota_of(spec, board.idents)
    found = []
    for layer in {each.layer for each in rota.rotations}:
        rotations = tuple(each for each in rota.rotations if each.layer == layer)
        if len(rotations) < 2 or not window:
            continue
        alone = layer_shifts(replace(rota, rotations=rotations), window)
        for one, other in combinations([each.shifts for each in alone], 2):
            found += list(_shared(one, other))
    return found


def _shared(
    ones: Iterable[Shift], others: Iterable[Shift]
) -> Iterator[tuple[PersonId, str, Window, str]]:
    by_person = _by_person(others)
    for one in ones:
        for other in by_person.get(one.person, ()):
            both = Window(max(one.start, other.start), min(one.end, other.end))
            if both:
                yield one.person, one.source, both, other.source


def _by_person(shifts: Iterable[Shift]) -> dict[PersonId, list[Shift]]:
    found: dict[PersonId, list[Shift]] = defaultdict(list)
    for each in shifts:
        found[each.person].append(each)
    return found


def _when(check: Check) -> tuple[datetime, bool, str, int]:
    return check.window.start, not check.grave, check.kind, check.person or 0
