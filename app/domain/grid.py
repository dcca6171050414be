"""The cells of a rotation: steps of one unit on the wall clock, and which of them are worked."""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.restriction import Week
from app.domain.wall import DAY, HOUR, MONDAY, WEEK, face, naive
from models.kinds import Unit

SIZES = {Unit.HOUR: HOUR, Unit.DAY: DAY, Unit.WEEK: WEEK, Unit.MONTH: 28 * DAY}


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells count from 0 at `start`; a month's cell begins on its last day where the day lacks."""

    start: datetime
    unit: Unit

    @property
    def size(self) -> int:
        """The wall time of a cell; the shortest, for months."""
        return SIZES[self.unit]

    def walls(self, cells: Iterable[int]) -> list[int]:
        """The wall times at which cells begin."""
        if self.unit is Unit.MONTH:
            return [self._month(cell) for cell in cells]
        origin, size = face(self.start), self.size
        return [origin + cell * size for cell in cells]

    def cell(self, wall: int) -> int:
        """The cell that a wall time lies in; negative before the start."""
        if self.unit is not Unit.MONTH:
            return (wall - face(self.start)) // self.size
        at = naive(wall)
        months = (at.year - self.start.year) * 12 + at.month - self.start.month
        return months if self._month(months) <= wall else months - 1

    def _month(self, cell: int) -> int:
        years, month = divmod(self.start.month - 1 + cell, 12)
        year = self.start.year + years
        day = min(self.start.day, monthrange(year, month + 1)[1])
        return face(self.start.replace(year=year, month=month + 1, day=day))


@dataclass(frozen=True, slots=True)
class Pattern:
    """Which cells are worked, again and again: these positions of every `length` cells."""

    length: int
    worked: tuple[int, ...]

    def before(self, cell: int) -> int:
        """How many worked cells come before this one."""
        rounds, position = divmod(cell, self.length)
        return rounds * len(self.worked) + bisect_left(self.worked, position)

    def cells(self, begin: int, end: int) -> Sequence[int]:
        """The worked cells from one to before another."""
        if self.length == len(self.worked):
            return range(begin, end)
        firsts = range(begin - begin % self.length, end, self.length)
        found = [first + position for first in firsts for position in self.worked]
        return found[bisect_left(found, begin) : bisect_left(found, end)]

    def works(self, cell: int) -> bool:
        """Whether this cell is worked."""
        return self.before(cell) < self.before(cell + 1)


EVERY_CELL = Pattern(1, (0,))


def pattern(grid: Grid, week: Week | None) -> Pattern:
    """The cells of hours or days into which a week's windows reach, by the wall clock."""
    if week is None or grid.size >= WEEK:
        return EVERY_CELL
    length = WEEK // grid.size
    start = (face(grid.start) - MONDAY) % WEEK
    worked = {
        cell % length
        for opens, closes in week
        for cell in range((opens - start) // grid.size, -((start - closes) // grid.size))
    }
    return Pattern(length, tuple(sorted(worked)))
