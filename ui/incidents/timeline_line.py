"""Measures and paints one row of the timeline; heights and Markdown are worked out once a width."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.incidents.line import Line
from ui.incidents.timeline_table import LINE
from ui.incidents.written import Written, opened
from ui.language.times import twelve
from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.icons import paint_icon
from ui.theme.space import M, S
from ui.widgets.text import elided

Index = QModelIndex | QPersistentModelIndex
PAD = 6  # above and below the text


@dataclass(frozen=True, slots=True)
class Cells:
    """Where things stand in a row of a width: x and width of each."""

    clock: int
    icon: int
    kind: int
    kind_width: int
    text: int
    text_width: int
    end: int

    @classmethod
    def of(cls, width: int, meta: int) -> "Cells":
        """In a narrow row the kind's word gives way: its icon says it, and the tooltip."""
        em = fonts.em()
        clock = M
        icon = clock + round(em * (4.4 if twelve() else 2.75))
        kind = icon + round(em * 1.5)
        kind_width = round(em * 4.7) if width > em * 27 else 0
        text = kind + (kind_width + S if kind_width else S)
        end = width - M
        room = end - text - (meta + M if meta else 0)
        return cls(clock, icon, kind, kind_width, text, max(room, em * 4), end)


class TimelineDelegate(QStyledItemDelegate):
    """One event: clock, icon, kind, words, and at the end who or what it came from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[tuple[int, bool, str], int] = {}
        self._width = 0
        self.written = Written()

    def forget(self) -> None:
        """After the font or the theme changed."""
        self._heights.clear()
        self.written.forget()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line, width = index.data(LINE), option.rect.width()
        return QSize(width, self.height(line, width) if isinstance(line, Line) else 0)

    def height(self, line: Line, width: int) -> int:
        """Of a row, heading included."""
        if width != self._width:
            self._heights.clear()
            self._width = width
        key = (line.id, bool(line.day), line.text)
        found = self._heights.get(key)
        if found is None:
            found = self._heights[key] = self._measured(line, width)
        return found

    def text_box(self, line: Line, row: QRect) -> QRect:
        """Where the words stand."""
        cells = Cells.of(row.width(), _meta_width(line))
        top = row.top() + PAD + (_day_height() if line.day else 0)
        box = QRect(row.left() + cells.text, top, cells.text_width, row.bottom() - top - PAD + 1)
        return _mirrored(row, box)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        if not isinstance(line, Line):
            return
        row = QRect(option.rect)
        painter.save()
        if line.day:
            _paint_day(painter, QRect(row.left(), row.top(), row.width(), _day_height()), line.day)
            row.setTop(row.top() + _day_height())
        _paint_ground(painter, row, option.state)
        self._paint_line(painter, row, line)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Read-only, over the words, so that a part of them can be selected."""
        return opened(index.data(LINE), parent)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        line = index.data(LINE)
        box = self.text_box(line, option.rect)
        editor.setGeometry(box.adjusted(-4, -3, 4, 3))

    def setEditorData(self, *_told: object) -> None:
        """It has its words already."""

    def setModelData(self, *_told: object) -> None:
        """Nothing is ever written: events are append-only."""

    def link_at(self, line: Line, row: QRect, point: QPoint) -> str:
        """The address under the mouse, or nothing."""
        if not line.written:
            return ""
        box = self.text_box(line, row)
        document = self.written.of(line, box.width())
        spot = QPointF(point - box.topLeft())
        return document.documentLayout().anchorAt(spot)

    def _measured(self, line: Line, width: int) -> int:
        room = Cells.of(width, _meta_width(line)).text_width
        words = float(fonts.em())
        if line.written or not _one_line(line.text, room):
            words = self.written.of(line, room).size().height()
        return round(max(words, fonts.em())) + 2 * PAD + (_day_height() if line.day else 0)

    def _paint_line(self, painter: QPainter, row: QRect, line: Line) -> None:
        cells = Cells.of(row.width(), _meta_width(line))
        em, left, top = fonts.em(), row.left(), row.top() + PAD
        painter.setFont(fonts.font("body", figures=True))
        painter.setPen(colour("muted"))
        clock = QRect(left + cells.clock, top, cells.icon - cells.clock, em)
        painter.drawText(_mirrored(row, clock), Qt.AlignmentFlag.AlignLeft, line.clock)
        mark = QRect(left + cells.icon, top, em, em)
        side = em * 0.92
        paint_icon(
            painter,
            QRectF(_mirrored(row, mark).left(), top + em * 0.06, side, side),
            line.mark.icon,
            line.mark.tint,
        )
        if cells.kind_width:
            room = _mirrored(row, QRect(left + cells.kind, top, cells.kind_width, em))
            word = elided(line.mark.word, painter.fontMetrics(), room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft, word)
        words = QRect(left + cells.text, top, cells.text_width, row.height() - 2 * PAD)
        self._paint_words(painter, _mirrored(row, words), line)
        _paint_meta(painter, _mirrored(row, QRect(left, top, cells.end, em)), line)

    def _paint_words(self, painter: QPainter, box: QRect, line: Line) -> None:
        if line.written or not _one_line(line.text, box.width()):
            self.written.paint(painter, box, line)
            return
        painter.setFont(fonts.font())
        painter.setPen(colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, line.text)


def _mirrored(row: QRect, box: QRect) -> QRect:
    """Where a box stands as the language reads."""
    return QStyle.visualRect(QApplication.layoutDirection(), row, box)


def _meta_width(line: Line) -> int:
    if not line.meta:
        return 0
    metrics = QFontMetrics(fonts.font("small"))
    return min(metrics.horizontalAdvance(line.meta) + 1, fonts.em() * 9)


def _one_line(text: str, room: int) -> bool:
    return "\n" not in text and QFontMetrics(fonts.font()).horizontalAdvance(text) < room


def _day_height() -> int:
    return round(fonts.em() * 2.0)


def _paint_day(painter: QPainter, box: QRect, day: str) -> None:
    painter.setFont(fonts.strong("tiny"))
    painter.setPen(colour("muted"))
    inner = box.adjusted(M, 0, -M, 0)
    painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, day)
    rest = _mirrored(
        inner, inner.adjusted(painter.fontMetrics().horizontalAdvance(day) + M, 0, 0, 0)
    )
    painter.setPen(colour("line"))
    painter.drawLine(rest.left(), inner.center().y(), rest.right(), inner.center().y())


def _paint_ground(painter: QPainter, row: QRect, state: QStyle.StateFlag) -> None:
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    if not chosen and not state & QStyle.StateFlag.State_MouseOver:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("accent_soft" if chosen else "hover"))
    painter.drawRoundedRect(QRectF(row).adjusted(4, 0, -4, 0), 6, 6)


def _paint_meta(painter: QPainter, box: QRect, line: Line) -> None:
    if not line.meta:
        return
    painter.setFont(fonts.font("small"))
    painter.setPen(colour("muted"))
    words = painter.fontMetrics().elidedText(line.meta, Qt.TextElideMode.ElideRight, fonts.em() * 9)
    painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
