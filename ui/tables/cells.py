"""How cells are drawn: quick painting by hand, a whole row lit at once, hair lines between rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.tables.table import RowTable
from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.space import M, S
from ui.widgets.avatar import Face, paint_avatar
from ui.widgets.pill import paint_pill, pill_size, severity_ink
from ui.widgets.text import edge_of

Index = QModelIndex | QPersistentModelIndex
_State = QStyle.StateFlag


class CellDelegate(QStyledItemDelegate):
    """Draws a column's words or calls its painter."""

    def __init__(self, table: RowTable, height: float = 2.3) -> None:
        super().__init__(table)
        self._table, self._height = table, height
        self.hovered = -1

    def row_height(self) -> int:
        """The height of every row."""
        return round(fonts.em() * self._height)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(60, self.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QRectF(option.rect)
        self.paint_ground(painter, option, box, index.row())
        row = self._table.row(index.row())
        if row is None:
            self._table.data(index)  # asks for the row
            return
        column = self._table.columns[index.column()]
        inner = box.adjusted(10, 0, -10, 0)
        backwards = option.direction is Qt.LayoutDirection.RightToLeft
        if column.paint is not None:
            column.paint(painter, inner, row, backwards)
            return
        painter.setFont(fonts.strong() if column.strong else fonts.font(figures=column.end))
        ink = column.ink(row) if column.ink else "text"
        paint_words(painter, inner, column.text(row), ink, end=column.end != backwards)

    def paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, row: int
    ) -> None:
        """The row's ground by its state, the line below it, and the mark of the keyboard."""
        on = bool(option.state & _State.State_Selected)
        if on or row == self.hovered:
            painter.fillRect(box, colour("accent_soft" if on else "hover"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), colour("line"))
        if on and option.state & _State.State_HasFocus:
            backwards = option.direction is Qt.LayoutDirection.RightToLeft
            at = box.right() - 3 if backwards else box.left()
            painter.fillRect(QRectF(at, box.top(), 3, box.height() - 1), colour("focus"))


def paint_words(
    painter: QPainter, box: QRectF, text: str, ink: str = "text", end: bool = False
) -> None:
    """One elided line with the painter's font; `end` puts it at the right edge."""
    painter.setPen(colour(ink))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, edge_of(end) | Qt.TextFlag.TextSingleLine.value, shown)


def pill_cell(of: Callable[[Any], str]) -> Callable[[QPainter, QRectF, Any, bool], None]:
    """A painter for a severity column: `paint=pill_cell(lambda row: row.severity)`."""

    def paint(painter: QPainter, box: QRectF, row: Any, backwards: bool) -> None:
        word = of(row)
        if word:
            size = pill_size(word)
            at = box.right() - size.width() if backwards else box.left()
            spot = QRectF(at, box.center().y() - size.height() / 2, size.width(), size.height())
            paint_pill(painter, spot, word, severity_ink(word))

    return paint


def face_cell(of: Callable[[Any], Face | None]) -> Callable[[QPainter, QRectF, Any, bool], None]:
    """A painter for a person column: avatar and full name."""

    def paint(painter: QPainter, box: QRectF, row: Any, backwards: bool) -> None:
        face = of(row)
        if face is None:
            return
        side = fonts.em() * 1.35
        at = box.right() - side if backwards else box.left()
        paint_avatar(painter, QRectF(at, box.center().y() - side / 2, side, side), face)
        words = box.adjusted(0, 0, -side - S, 0) if backwards else box.adjusted(side + S, 0, 0, 0)
        painter.setFont(fonts.font())
        paint_words(painter, words, face.title, end=backwards)

    return paint


@dataclass(frozen=True, slots=True)
class Brief:
    """A row of a two-line list: pill, title, a quiet line below, who has it."""

    title: str
    meta: str = ""
    severity: str = ""
    face: Face | None = None
    quiet: bool = False  # ended: the title is not bold
    mark: str = ""  # a colour name for a bar at the leading edge: it is mine, it is new


class BriefDelegate(CellDelegate):
    """Draws `Brief`s: the title over at most `lines` lines, the meta line below it."""

    def __init__(self, table: RowTable, brief: Callable[[Any], Brief], lines: int = 2) -> None:
        super().__init__(table)
        self._brief, self._lines = brief, lines

    def row_height(self) -> int:
        return fonts.em() * self._lines + fonts.em("small") + M * 2

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QRectF(option.rect)
        self.paint_ground(painter, option, box, index.row())
        row = self._table.row(index.row())
        if row is None:
            self._table.data(index)
            paint_waiting(painter, box)
            return
        backwards = option.direction is Qt.LayoutDirection.RightToLeft
        self._paint_brief(painter, box.adjusted(M, S, -M, -S), self._brief(row), backwards)

    def _paint_brief(self, painter: QPainter, box: QRectF, brief: Brief, backwards: bool) -> None:
        title = strong_or_plain(brief)
        lines = wrapped(brief.title, title, self._words_width(box, brief), self._lines)
        line, small = fonts.em(), fonts.em("small")
        top = box.center().y() - (len(lines) * line + small + 3) / 2
        words = self._paint_ends(painter, box, brief, top, backwards)
        painter.setFont(title)
        for at, text in enumerate(lines):
            spot = QRectF(words.left(), top + at * line, words.width(), line)
            paint_words(painter, spot, text, "muted" if brief.quiet else "text", end=backwards)
        painter.setFont(fonts.font("small"))
        spot = QRectF(words.left(), top + len(lines) * line + 3, words.width(), small)
        paint_words(painter, spot, brief.meta, "muted", end=backwards)

    def _words_width(self, box: QRectF, brief: Brief) -> float:
        pill = pill_size("SEV0").width() + S + 2 if brief.severity else 0
        return box.width() - pill - (fonts.em() * 1.45 + M if brief.face else 0)

    def _paint_ends(
        self, painter: QPainter, box: QRectF, brief: Brief, top: float, backwards: bool
    ) -> QRectF:
        """Pill and avatar; returns the room left for words."""
        words = QRectF(box)
        if brief.severity:
            size = pill_size(brief.severity)
            spot = QRectF(0, top + (fonts.em() - size.height()) / 2, size.width(), size.height())
            wide = pill_size("SEV0").width() + S + 2
            _cut(words, spot, wide, lead=not backwards)
            paint_pill(painter, spot, brief.severity, severity_ink(brief.severity))
        if brief.face is not None:
            side = fonts.em() * 1.45
            spot = QRectF(0, top + (fonts.em() - side) / 2, side, side)
            _cut(words, spot, side + M, lead=backwards)
            paint_avatar(painter, spot, brief.face)
        return words


def strong_or_plain(brief: Brief) -> QFont:
    """Ended things are not bold."""
    return fonts.font() if brief.quiet else fonts.strong()


def _cut(words: QRectF, spot: QRectF, width: float, lead: bool) -> None:
    """Move `spot` to the left or right end of `words` and take `width` off that end."""
    if lead:
        spot.moveLeft(words.left())
        words.setLeft(words.left() + width)
    else:
        spot.moveRight(words.right())
        words.setRight(words.right() - width)


def wrapped(text: str, font: QFont, width: float, most: int) -> list[str]:
    """`text` in at most `most` lines of `width`; the last one is elided."""
    metrics = QFontMetricsF(font)
    if most == 1 or metrics.horizontalAdvance(text) <= width:
        return [text]
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    lines: list[str] = []
    while len(lines) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(max(20.0, width))
        line.setPosition(QPointF(0, 0))
        last = len(lines) == most - 1
        end = len(text) if last else line.textStart() + line.textLength()
        lines.append(text[line.textStart() : end].strip())
    layout.endLayout()
    return lines


def paint_waiting(painter: QPainter, box: QRectF) -> None:
    """Two quiet strokes where a row is still on its way."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("sunken"))
    line = fonts.em()
    for at, part in ((-0.75, 0.6), (0.45, 0.35)):
        spot = QRectF(box.left() + M, box.center().y() + line * at, box.width() * part, line * 0.5)
        painter.drawRoundedRect(spot, 3, 3)
