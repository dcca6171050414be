"""The time grid in pixels: where an instant, a row and a bar are, and what lies under a point."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF

from ui.language.times import week_of
from ui.schedules.mark import FINAL, PERSON, TITLE, GridRow, Hit, Mark
from ui.schedules.span import Span, instant, nights
from ui.theme import fonts
from ui.theme.space import XS, M

SEEN = 30.0  # pixels a day needs before its nights are shaded
LINED = 12.0  # and before it has a line of its own
GRIP = 6.0  # pixels at either end of a bar that are its edge
WIDE = 20.0  # a bar narrower than this has no edges, only a middle


def bar_height() -> float:
    """Of one bar."""
    return fonts.em() * 1.62


def row_height(row: GridRow) -> float:
    """Room for a row's bars, however many run at once."""
    if row.kind == TITLE:
        return fonts.em() * 2.0
    return row.lanes * (bar_height() + XS) + 2 * _padding(row.kind)


def _padding(kind: str) -> float:
    """Above and below the bars of a row; people are many."""
    return M * 0.6 if kind == PERSON else M * 1.1


def head_height() -> float:
    """Of the names of the days."""
    return fonts.em() * 1.9


def tops_of(rows: Sequence[GridRow]) -> list[float]:
    """Where each row begins, and where the last one ends; what pages stands apart."""
    top = head_height() + XS
    tops = [top]
    for row in rows:
        top += row_height(row) + (XS if row.kind == FINAL else 0)
        tops.append(top)
    return tops


@dataclass(frozen=True)
class Sheet:
    """One span of days: pixels `left` to `right` are time; beside them are the titles. Where the
    layout runs `backwards` (right to left), so does time."""

    span: Span
    zone: ZoneInfo
    left: float
    right: float
    backwards: bool = False

    @cached_property
    def start(self) -> float:
        """Seconds since the epoch."""
        return instant(self.span.start, self.zone).timestamp()

    @cached_property
    def end(self) -> float:
        """Seconds since the epoch."""
        return instant(self.span.end, self.zone).timestamp()

    @cached_property
    def scale(self) -> float:
        """Pixels a second."""
        return (self.right - self.left) / (self.end - self.start)

    @property
    def day(self) -> float:
        """Pixels of 24 hours."""
        return self.scale * 86400

    def x(self, at: datetime) -> float:
        """Where an instant is, perhaps outside of the sheet."""
        return self._x(at.timestamp())

    def at(self, x: float) -> datetime:
        """The instant (UTC) at a place, to the second."""
        along = (self.right - x if self.backwards else x - self.left) / self.scale
        return datetime.fromtimestamp(round(self.start + along), UTC)

    def between(self, start: datetime, end: datetime) -> tuple[float, float]:
        """The left and right edge of a stretch, cut to the sheet."""
        low, high = sorted((self._x(start.timestamp()), self._x(end.timestamp())))
        return max(self.left, low), min(self.right, high)

    def box(self, mark: Mark, top: float, kind: str = FINAL) -> QRectF:
        """Where a bar is drawn, given the top and the kind of its row."""
        return self._box(mark, top + _padding(kind) + XS / 2, bar_height())

    def boxes(self, row: GridRow, top: float) -> list[QRectF]:
        """Where all the bars of a row are drawn."""
        first, high = top + _padding(row.kind) + XS / 2, bar_height()
        return [self._box(mark, first, high) for mark in row.marks]

    def _box(self, mark: Mark, first: float, high: float) -> QRectF:
        left, right = self.between(mark.start, mark.end)
        inset = 1.0 if right - left > 6 else 0.25
        wide = max(1.5, right - left - 2 * inset)
        return QRectF(left + inset, first + mark.lane * (high + XS), wide, high)

    def hit(self, point: QPointF, rows: Sequence[GridRow], tops: Sequence[float]) -> Hit:
        """What lies under a point."""
        at = self.at(min(max(point.x(), self.left), self.right))
        row = self.row_at(point.y(), tops)
        if row is None:
            return Hit(None, None, 0, at)
        for place in range(len(rows[row].marks) - 1, -1, -1):
            mark = rows[row].marks[place]
            box = self.box(mark, tops[row], rows[row].kind)
            if box.adjusted(-1, 0, 1, 0).contains(point):
                return Hit(row, place, self._edge(mark, box, point.x()), at)
        return Hit(row, None, 0, at)

    @staticmethod
    def row_at(y: float, tops: Sequence[float]) -> int | None:
        """The row at a height."""
        for row, (top, below) in enumerate(pairwise(tops)):
            if top <= y < below:
                return row
        return None

    @cached_property
    def columns(self) -> list[tuple[float, float]]:
        """The left and right edge of each day."""
        edges = [instant(day, self.zone) for day in (*self.span.days, self.span.end)]
        return [self.between(*both) for both in pairwise(edges)]

    @cached_property
    def lines(self) -> list[float]:
        """Where a day begins; where days are narrow, a week."""
        shown = zip(self.span.days, self.columns, strict=True)
        found = (edges for day, edges in shown if self.day >= LINED or day == week_of(day))
        return [right - 1 if self.backwards else left for left, right in found]

    @cached_property
    def dark(self) -> list[tuple[float, float]]:
        """The left and right edges of weekends and, where there is room for them, nights."""
        found = []
        for day, column in zip(self.span.days, self.columns, strict=True):
            if day.weekday() >= 5:
                found.append(column)
            elif self.day >= SEEN:
                found += [self.between(*night) for night in nights(day, self.zone)]
        return found

    def _edge(self, mark: Mark, box: QRectF, x: float) -> int:
        if box.width() < WIDE:
            return 0
        low, high = x < box.left() + GRIP, x > box.right() - GRIP
        begins, ends = (high, low) if self.backwards else (low, high)
        if begins and mark.start.timestamp() >= self.start:
            return -1
        return 1 if ends and mark.end.timestamp() <= self.end else 0

    def _x(self, stamp: float) -> float:
        along = (stamp - self.start) * self.scale
        return self.right - along if self.backwards else self.left + along


def nearest(marks: Sequence[Mark], at: datetime) -> int:
    """The bar that an instant lies in, or else the closest one."""
    return min(range(len(marks)), key=lambda n: _distance(marks[n], at))


def _distance(mark: Mark, at: datetime) -> timedelta:
    return max(mark.start - at, at - mark.end, timedelta())
