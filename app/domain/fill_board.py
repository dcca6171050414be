"""A board and its slots as the numbers of a puzzle, and what was found written as a schedule."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from app.domain.board import Board
from app.domain.days import Days, days_of
from app.domain.fairness import parts
from app.domain.fill_puzzle import Bits, Fixed, Piece, Puzzle, Rules, bits_of
from app.domain.fill_slots import Slot, near
from app.domain.rates import Expected, Rates
from app.domain.rota import PersonId, Resolved, Shift
from app.domain.window import Window
from app.domain.wish import Wish, weighed

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Task:
    """What is to be filled. `sharers` are all who share the load, the first `free` of them may be
    given slots; `counted` is the time whose load is shared."""

    board: Board
    zone: str
    resolved: Resolved
    slots: tuple[Slot, ...]
    sharers: tuple[PersonId, ...]
    free: int
    counted: Window
    wishes: tuple[Wish, ...] = ()
    rates: Rates | None = None

    @cached_property
    def days(self) -> Days:
        """Of the board's window."""
        return days_of(self.zone, self.board.window, self.board.holidays)

    @cached_property
    def expected(self) -> Expected | None:
        """Over the board's window."""
        return self.rates.over(self.zone, self.board.window) if self.rates else None

    @cached_property
    def left(self) -> Mapping[PersonId, list[Window]]:
        """What each sharer carries in this schedule besides the slots."""
        taken: dict[PersonId, list[Window]] = {}
        for slot in self.slots:
            if slot.person is not None:
                taken.setdefault(slot.person, []).extend(slot.windows)
        taken = {person: sorted(windows) for person, windows in taken.items()}
        found: dict[PersonId, list[Window]] = {each: [] for each in self.sharers}
        for shift in self.resolved.shifts:
            window = Window(shift.start, shift.end).meet(self.counted)
            if shift.person in found and window:
                found[shift.person] += without(window, near(taken.get(shift.person, []), window))
        return found

    @cached_property
    def blocked(self) -> Mapping[PersonId, list[Window]]:
        """When each sharer cannot be on call here: away, elsewhere, here already, or never."""
        found = {each: list(self.left[each]) for each in self.sharers}
        for off in self.board.away:
            if off.person in found:
                found[off.person].append(off.window)
        for shift in self.board.elsewhere:
            if shift.person in found:
                found[shift.person].append(Window(shift.start, shift.end))
        for person in self.sharers:
            member = self.board.members[person]
            if not (member.active and member.reachable):
                found[person].append(self.board.window)
        return found

    def barred(self, slot: Slot, person: PersonId) -> float:
        """The hours of a slot that somebody cannot."""
        return sum(
            span.meet(window).length / HOUR
            for window in slot.windows
            for span in self._near(person, slot)
        )

    def _near(self, person: PersonId, slot: Slot) -> list[Window]:
        hull = slot.hull
        return [each for each in self.blocked[person] if each.meet(hull)]


def puzzle_of(task: Task) -> Puzzle:
    """As numbers; places of people and pieces are those of `sharers` and `slots`."""
    board, limits = task.board, task.board.limits
    due = parts(board, task.sharers, task.counted)
    length = task.slots[-1].hull.end - task.slots[0].hull.start
    clashes = _clashes(task.slots)
    return Puzzle(
        task.sharers[: task.free],
        tuple(_piece(task, slot, clash) for slot, clash in zip(task.slots, clashes, strict=True)),
        tuple(due[each] for each in task.sharers),
        tuple(_fixed(task, each) for each in task.sharers),
        Rules(
            limits.rest / HOUR if limits.rest else 0.0,
            limits.nights_running,
            limits.days_running,
            limits.week_hours,
        ),
        task.free * (length / HOUR) / len(task.slots),
    )


def without(window: Window, others: Iterable[Window]) -> list[Window]:
    """What other windows leave of one."""
    rest = [window]
    for other in others:
        if not other.meet(window):
            continue
        cut = [(Window(e.start, min(e.end, other.start)), Window(max(e.start, other.end), e.end))
               for e in rest]  # fmt: skip
        rest = [part for pair in cut for part in pair if part]
    return rest


def _piece(task: Task, slot: Slot, clash: Iterable[int]) -> Piece:
    days = task.days
    people, free = task.sharers, task.sharers[: task.free]
    bits = _carried(days, slot.windows)
    worked = sorted({day for each in slot.windows for day in days.worked(each.start, each.end)})
    dates = [days.dates[day] for day in worked]
    return Piece(
        tuple(_span(task.board.window.start, each) for each in slot.windows),
        sum(each.length / HOUR for each in slot.windows),
        _expected(task.expected, slot.windows),
        bits,
        tuple(task.barred(slot, each) for each in people),
        tuple(weighed(task.wishes, each, dates) for each in people),
        free.index(slot.person) if slot.person in free else None,
        frozenset(clash),
    )


def _fixed(task: Task, person: PersonId) -> Fixed:
    days, here = task.days, task.left[person]
    others = [Window(e.start, e.end) for e in task.board.elsewhere if e.person == person]
    before = [_window(each) for each in task.resolved.shifts if each.person == person]
    outside = [part for each in before for part in without(each, [task.counted])]
    everywhere = sorted([*here, *others, *outside])
    return Fixed(
        sum(each.length / HOUR for each in here),
        _expected(task.expected, here),
        _carried(days, here),
        _carried(days, everywhere),
        tuple(_span(task.board.window.start, each) for each in everywhere),
    )


def _clashes(slots: Sequence[Slot]) -> list[set[int]]:
    """Of each slot (by time) those that run at the same time."""
    found: list[set[int]] = [set() for _ in slots]
    running: list[int] = []
    hulls = [slot.hull for slot in slots]
    for number, hull in enumerate(hulls):
        running = [each for each in running if hulls[each].end > hull.start]
        for other in running:
            if any(m.meet(w) for m in slots[number].windows for w in slots[other].windows):
                found[number].add(other)
                found[other].add(number)
        running.append(number)
    return found


def _carried(days: Days, windows: Iterable[Window]) -> Bits:
    nights: set[int] = set()
    touched: set[int] = set()
    worked: set[int] = set()
    for each in windows:
        nights.update(days.nights(each.start, each.end))
        touched.update(days.touched(each.start, each.end))
        worked.update(days.worked(each.start, each.end))
    first = (days.dates[0].toordinal() - 1) // 7
    weekends = {week - first for day in touched if (week := days.weekend(day)) is not None}
    return Bits(
        bits_of(nights), bits_of(weekends), bits_of(touched & days.free.keys()), bits_of(worked)
    )


def _expected(expected: Expected | None, windows: Iterable[Window]) -> float:
    if expected is None:
        return 0.0
    return sum(expected.between(each.start, each.end) for each in windows)


def _span(begin: datetime, window: Window) -> tuple[float, float]:
    return (window.start - begin) / HOUR, (window.end - begin) / HOUR


def _window(shift: Shift) -> Window:
    return Window(shift.start, shift.end)
