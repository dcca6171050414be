"""How high each row of a long list is and where it stands: measured, or guessed until it is."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

GUESS = 26  # pixels, before anything was measured


class Heights:
    """Rows of pixels, one below the other. What was guessed is `unsure` until it is set."""

    def __init__(self) -> None:
        self._high: list[int] = []
        self._tops = [0]
        self._sum = self._count = 0  # of what was measured: a good guess for the rest
        self.unsure: set[int] = set()

    @property
    def whole(self) -> int:
        """All rows together."""
        return self._tops[-1]

    def begin(self, count: int) -> None:
        """So many other rows, all of them guessed."""
        self._high, self.unsure = [self._guess()] * count, set(range(count))
        self._add_up()

    def doubt(self, rows: Iterable[int]) -> None:
        """These may be of another height by now; the old one is as good a guess as any."""
        self.unsure.update(rows)

    def insert(self, row: int, count: int) -> None:
        """New rows before `row`."""
        self.unsure = {each + count if each >= row else each for each in self.unsure}
        self.unsure.update(range(row, row + count))
        self._high[row:row] = [self._guess()] * count
        self._add_up()

    def measure(self, found: dict[int, int]) -> bool:
        """These are so high; whether any of them was thought to be otherwise."""
        other = False
        for row, high in found.items():
            other |= self._high[row] != high
            self._high[row] = high
            self._sum, self._count = self._sum + high, self._count + 1
        self.unsure.difference_update(found)
        if other:
            self._add_up()
        return other

    def top(self, row: int) -> int:
        """Where a row begins."""
        return self._tops[row]

    def high(self, row: int) -> int:
        """How high it is."""
        return self._high[row]

    def at(self, y: int) -> int:
        """Which row is there; -1 above the first and below the last."""
        inside = 0 <= y < self._tops[-1]
        return bisect_right(self._tops, y) - 1 if inside else -1

    def between(self, top: int, bottom: int) -> range:
        """The rows that are there, whole or in part."""
        if not self._high or bottom <= 0 or top >= self._tops[-1]:
            return range(0)
        first = max(bisect_right(self._tops, top) - 1, 0)
        return range(first, min(bisect_right(self._tops, bottom - 1), len(self._high)))

    def _guess(self) -> int:
        return self._sum // self._count if self._count else GUESS

    def _add_up(self) -> None:
        self._tops = list(accumulate(self._high, initial=0))
