"""Shift by shift, week by week: when, who had it, who has it now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.language.times import week_of
from ui.schedules.faces import face_in
from ui.schedules.length import length_words
from ui.schedules.publish.words import name, names, span_text, tr
from ui.schedules.span import Span
from ui.schedules.span import span_text as days_text
from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.icons import paint_icon
from ui.theme.space import M, S
from ui.widgets.avatar import Face, paint_avatar
from ui.widgets.text import edge_of, elided

if TYPE_CHECKING:
    from app.domain.board import Board
    from app.domain.shift_difference import Difference, DifferenceRow

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One stretch, or the head of a week (no faces, no length)."""

    when: str
    length: str = ""
    before: tuple[Face, ...] = ()
    after: tuple[Face, ...] = ()
    said_before: str = ""
    said_after: str = ""
    gap: bool = False
    head: bool = False

    @property
    def spoken(self) -> str:
        """For those who listen, and for copying."""
        if self.head:
            return self.when
        said = tr("%1, %2: %3 instead of %4").replace("%1", self.when).replace("%2", self.length)
        return said.replace("%3", self.said_after).replace("%4", self.said_before)


def diff_lines(board: "Board", found: "Difference", zone: ZoneInfo) -> list[DiffLine]:
    """Week by week, by the schedule's clock."""
    lines: list[DiffLine] = []
    week: date | None = None
    for row in found.rows:
        day = row.window.start.astimezone(zone).date()
        first = week_of(day)
        if first != week:
            week = first
            words = days_text(Span(first, first + timedelta(days=7)))
            lines.append(DiffLine(words, head=True))
        lines.append(_line(board, row, zone))
    return lines


def _line(board: "Board", row: "DifferenceRow", zone: ZoneInfo) -> DiffLine:
    stays = [each for each in row.after if each in row.before]
    after = names(board, row.gained) if row.gained else ""
    if not row.gained and stays:
        after = tr("%1 alone").replace("%1", " + ".join(name(board, each) for each in stays))
    return DiffLine(
        span_text(row.window.start, row.window.end, zone),
        length_words(row.window.end - row.window.start),
        tuple(face_in(board, each) for each in row.lost),
        tuple(face_in(board, each) for each in row.gained or stays),
        names(board, row.lost or row.before),
        after or tr("nobody"),
        gap=not row.after,
    )


class DiffTable(QAbstractListModel):
    """The lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[DiffLine] = []

    def show(self, lines: Sequence[DiffLine]) -> None:
        """Others."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self.lines[index.row()] if 0 <= index.row() < len(self.lines) else None
        on = Qt.ItemFlag.ItemIsEnabled
        return on if line is None or line.head else on | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return line.spoken if role in (*spoken, Qt.ItemDataRole.ToolTipRole) else None


class DiffDelegate(QStyledItemDelegate):
    """When at the start, from whom to whom, how long at the end."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(LINE)
        return QSize(
            80, round(fonts.em() * (2.1 if isinstance(line, DiffLine) and line.head else 1.9))
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        if not isinstance(line, DiffLine):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(M, 0, -M, 0)
        backwards = option.direction is Qt.LayoutDirection.RightToLeft
        if line.head:
            self._paint_head(painter, box, line, backwards)
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(option.rect, colour("accent_soft"))
            self._paint_line(painter, box, line, backwards)
        painter.restore()

    def _paint_head(self, painter: QPainter, box: QRectF, line: DiffLine, backwards: bool) -> None:
        painter.setFont(fonts.strong("small"))
        painter.setPen(colour("muted"))
        painter.drawText(box.adjusted(0, S, 0, 0), edge_of(backwards), line.when)

    def _paint_line(self, painter: QPainter, box: QRectF, line: DiffLine, backwards: bool) -> None:
        em = fonts.em()
        pen = _Pen(painter, box, backwards)
        pen.write(line.length, em * 3.4, "muted", end=True)
        pen.write(line.when, min(em * 12.2, box.width() * 0.5), "text")
        room = pen.room() - em * 0.9 - 2 * S
        pen.people(line.before, line.said_before, room * 0.42, "muted")
        mark = "arrow-right"
        paint_icon(painter, pen.take(em * 0.9, em * 0.9), mark, "faint")
        pen.people(line.after, line.said_after, pen.room(), "alarm_text" if line.gap else "text")


class _Pen:
    """Writes from the leading edge of a line to the trailing one."""

    def __init__(self, painter: QPainter, box: QRectF, backwards: bool) -> None:
        self._painter, self._box, self._backwards = painter, QRectF(box), backwards

    def room(self) -> float:
        """What is left."""
        return self._box.width()

    def take(self, width: float, height: float, *, end: bool = False) -> QRectF:
        """A part of the line, and a gap after it."""
        left = end == self._backwards
        at = self._box.left() if left else self._box.right() - width
        cut = width + S
        self._box.adjust(*((cut, 0, 0, 0) if left else (0, 0, -cut, 0)))
        return QRectF(at, self._box.center().y() - height / 2, width, height)

    def write(self, words: str, width: float, ink: str, *, end: bool = False) -> None:
        """Words in so much room."""
        painter = self._painter
        painter.setFont(fonts.font("small", figures=True))
        painter.setPen(colour(ink))
        box = self.take(width, self._box.height(), end=end)
        shown = elided(words, painter.fontMetrics(), round(width))
        painter.drawText(box, edge_of(self._backwards, end=end), shown)

    def people(self, faces: Sequence[Face], words: str, width: float, ink: str) -> None:
        """Faces and names in so much room."""
        whole = self.take(width, self._box.height())
        inside = _Pen(self._painter, whole, self._backwards)
        side = fonts.em() * 1.3
        for face in faces[:3]:
            paint_avatar(self._painter, inside.take(side, side), face)
        if not faces and ink == "alarm_text":
            paint_icon(self._painter, inside.take(side * 0.7, side * 0.7), "triangle-alert", ink)
        painter = self._painter
        painter.setFont(fonts.font() if ink == "muted" else fonts.strong())
        painter.setPen(QColor(colour(ink)))
        room = inside.room()
        shown = elided(words, painter.fontMetrics(), round(room))
        painter.drawText(inside.take(room, whole.height()), edge_of(self._backwards), shown)


class DiffList(QListView):
    """Arrows walk through the stretches."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = DiffTable(self)
        self.setModel(self.table)
        self.setItemDelegate(DiffDelegate(self))
        self.setAccessibleName(self.tr("What changes hands"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def show_difference(self, board: "Board", found: "Difference", zone: ZoneInfo) -> None:
        """Of two specs."""
        self.table.show(diff_lines(board, found, zone))
