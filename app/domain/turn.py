"""Whose turn it is: worked cells are counted off, `every` of them to a turn.

The count is a weekly pattern, so its cost does not grow with a rotation's age. Only at clock
changes may a cell differ from the pattern or a turn be without time; those few are listed once.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise

from app.domain.grid import EVERY_CELL, Grid, Pattern, pattern
from app.domain.restriction import Span, Week, open_windows, united_week
from app.domain.rota import PersonId, Rotation
from app.domain.row import Entry, Row, Step, united
from app.domain.wall import DAY, LATEST, WEEK, Change, Clock, aware, clock, face
from models.kinds import Turns

LONGEST_SKIP = DAY  # Apia's 30 December 2011


@dataclass(frozen=True)
class Count:
    """Counts worked cells and turns of a rotation in a zone.

    The cells in `odd` are not what the pattern says of them; `sums` is what those before one add
    to the count. The turns in `void` have no time: their hand-offs fall on one instant.
    """

    grid: Grid
    pattern: Pattern
    every: int
    odd: tuple[int, ...] = ()
    sums: tuple[int, ...] = (0,)
    void: tuple[int, ...] = ()

    def before(self, cell: int) -> int:
        """How many worked cells come before this one."""
        return self.pattern.before(cell) + self.sums[bisect_left(self.odd, cell)]

    def turns(self, first: int, last: int) -> tuple[list[int], list[int]]:
        """The turn that a cell belongs to, and every turn from there to the last cell.

        The cells that begin them, and their numbers.
        """
        cells, turns = [first], [self.before(first) // self.every]
        begin = first
        for cell in self.odd[bisect_left(self.odd, first) : bisect_left(self.odd, last + 1)]:
            self._begin(begin, self.pattern.cells(begin, cell), cells, turns)
            self._begin(cell, () if self.pattern.works(cell) else (cell,), cells, turns)
            begin = cell + 1
        self._begin(begin, self.pattern.cells(begin, last + 1), cells, turns)
        if self.void:
            turns = [turn - bisect_left(self.void, turn) for turn in turns]
        return cells, turns

    def _begin(self, begin: int, worked: Sequence[int], cells: list[int], turns: list[int]) -> None:
        """Add the turns that worked cells begin; those are the first from `begin` on."""
        done = self.before(begin)
        turn = -(-done // self.every)
        cells += worked[turn * self.every - done :: self.every]
        turns += range(turn, turn + len(cells) - len(turns))


@lru_cache(maxsize=1024)
def counted(
    zone: str, grid: Grid, every: int, windows: Week | None, turns: Turns, year: int
) -> Count:
    """The count of a rotation, exact until the end of a year."""
    beat = pattern(grid, windows) if turns is Turns.WORKED else EVERY_CELL
    count = Count(grid, beat, every)
    if grid.size >= WEEK or (beat is EVERY_CELL and every * grid.size > LONGEST_SKIP):
        return count
    dial = clock(zone, grid.start.year - 1, year + 1)
    if windows is not None and beat is not EVERY_CELL:
        odd = tuple(_odd(count, dial, windows))
        worth = (-1 if beat.works(cell) else 1 for cell in odd)
        count = replace(count, odd=odd, sums=tuple(accumulate(worth, initial=0)))
    return replace(count, void=tuple(_void(count, dial.changes)))


def track(rotation: Rotation, zone: str, low: int, high: int) -> list[Step]:
    """Whom a rotation gives between two instants, restrictions heeded; nobody before a step."""
    year = aware(high).year
    dial = clock(zone, aware(low).year - 1, year + 1)
    begin, end = _life(rotation, dial, low, high)
    if begin >= end or not rotation.people:
        return []
    windows = united_week(rotation.restrictions)
    grid = Grid(rotation.start, rotation.unit)
    count = counted(zone, grid, rotation.every, windows, rotation.turns, year)
    steps = _hand_offs(rotation, count, dial, begin, end)
    if windows is not None:
        steps = _within(steps, open_windows(windows, dial, begin, end))
    return [*steps, (end, None)]


def _life(rotation: Rotation, dial: Clock, low: int, high: int) -> Span:
    begin = dial.first([face(rotation.start)])[0]
    end = high if rotation.until is None else dial.first([face(rotation.until)])[0]
    return max(low, begin), min(high, end)


def _hand_offs(rotation: Rotation, count: Count, dial: Clock, begin: int, end: int) -> list[Step]:
    """The turns of two instants and those between; the first may have begun before."""
    first, last = count.grid.cell(dial.wall(begin)), count.grid.cell(dial.highest(end))
    cells, turns = count.turns(max(first, 0), last)
    instants = dial.first(count.grid.walls(cells))
    slots = _slots(rotation.people, rotation.name)
    rows: list[Row] = [slots[turn % len(slots)] for turn in turns]
    return list(zip(instants, rows, strict=True))[: bisect_left(instants, end)]


@lru_cache(maxsize=1024)
def _slots(people: tuple[tuple[PersonId, ...], ...], name: str) -> list[tuple[Entry, ...]]:
    return [united((person, name) for person in slot) for slot in people]


def _within(steps: list[Step], windows: Iterable[Span]) -> list[Step]:
    """The steps that fall into the windows; nobody while all are closed."""
    inside: list[Step] = []
    ahead = [*(at for at, _ in steps[1:]), LATEST]
    here = 0
    for opens, closes in windows:
        while ahead[here] <= opens:
            here += 1
        inside.append((opens, steps[here][1]))
        while ahead[here] < closes:
            here += 1
            inside.append(steps[here])
        inside.append((closes, None))
    return inside


def _odd(count: Count, dial: Clock, windows: Week) -> Iterator[int]:
    """The cells into which the windows reach although the pattern says not, or the reverse.

    A cell that is skipped altogether stays as the pattern has it: it is a step of the grid, and
    were it not counted, every later hand-off of a turn of many hours would come an hour late.
    """
    for change in dial.changes:
        cells = _touched(count.grid, change)
        edges = dial.first(count.grid.walls(range(cells.start, cells.stop + 1)))
        for cell, (begin, end) in zip(cells, pairwise(edges), strict=True):
            if begin < end:
                worked = bool(open_windows(windows, dial, begin, end))
                if worked is not count.pattern.works(cell):
                    yield cell


def _touched(grid: Grid, change: Change) -> range:
    """The cells of the wall time that a change skips or repeats."""
    low, high = sorted((change.at + change.before, change.at + change.after))
    return range(max(grid.cell(low), 0), max(grid.cell(high) + 1, 0))


def _void(count: Count, changes: Iterable[Change]) -> Iterator[int]:
    """The turns whose worked cells were all skipped."""
    for change in changes:
        low, high = change.at + change.before, change.at + change.after
        skipped = range(max(count.grid.cell(low - 1) + 1, 0), count.grid.cell(high))
        if skipped:
            first, last = count.before(skipped.start), count.before(skipped.stop)
            yield from range(-(-first // count.every), last // count.every)
