"""Hours before and after, a line a person: those who gain most first, and who keeps theirs last."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.schedules.faces import face_in
from ui.schedules.length import length_words
from ui.schedules.publish.words import signed
from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.space import S
from ui.widgets.avatar import Face, paint_avatar
from ui.widgets.rows import clear
from ui.widgets.text import Text, edge_of, elided

if TYPE_CHECKING:
    from app.domain.board import Board
    from app.domain.shift_difference import Difference, Hours

NAMED = 3  # ems that a name keeps beside long figures


class HoursLine(QWidget):
    """A face, a name, 120 h → 174 h, and two bars over each other: before thin, after full."""

    def __init__(
        self, face: Face, hours: "Hours", most: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._face, self._most = face, max(1.0, most)
        self._before = hours.before.total_seconds()
        self._after = hours.after.total_seconds()
        by = hours.after - hours.before
        self._figures = f"{length_words(hours.before)} → {length_words(hours.after)}"
        self._by = signed(by) if by else ""
        said = self.tr("%1: %2 before, %3 after").replace("%1", face.title)
        said = said.replace("%2", length_words(hours.before))
        self.setAccessibleName(said.replace("%3", length_words(hours.after)))
        self.setToolTip(self.accessibleName())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(fonts.em() * 12, round(fonts.em() * 2.1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, backwards, wide = fonts.em() * 1.5, self.isRightToLeft(), float(self.width())
        paint_avatar(painter, QRectF(wide - side if backwards else 0, 2, side, side), self._face)
        box = QRectF(0 if backwards else side + S, 0, wide - side - S, fonts.em() * 1.3)
        painter.setFont(fonts.strong("small"))
        painter.setPen(colour("text"))
        by = painter.fontMetrics().horizontalAdvance(self._by) if self._by else 0
        painter.drawText(box, edge_of(backwards, end=True), self._by)
        rest = box.adjusted(*((by + S, 0, 0, 0) if backwards else (0, 0, -by - S, 0)))
        painter.setFont(fonts.font("small"))
        painter.setPen(colour("muted"))
        whole = QFontMetrics(fonts.strong()).horizontalAdvance(self._face.first)
        most = round(rest.width() - min(whole, fonts.em() * NAMED) - S)
        figures = elided(self._figures, painter.fontMetrics(), most)
        painter.drawText(rest, edge_of(backwards, end=True), figures)
        room = rest.width() - painter.fontMetrics().horizontalAdvance(figures) - S
        painter.setFont(fonts.strong())
        painter.setPen(colour("text"))
        name = elided(self._face.first, painter.fontMetrics(), round(room))
        painter.drawText(box, edge_of(backwards), name)
        self._paint_bars(painter, QRectF(box.left(), box.bottom() + 2, box.width(), 7), backwards)

    def _paint_bars(self, painter: QPainter, track: QRectF, backwards: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("sunken"))
        painter.drawRoundedRect(track.adjusted(0, 0, 0, -2), 2, 2)
        for value, ink, top, high in (
            (self._after, QColor(self._face.ink), track.top(), 5.0),
            (self._before, colour("muted"), track.top() + 6, 2.0),
        ):
            wide = track.width() * value / self._most
            left = track.right() - wide if backwards else track.left()
            painter.setBrush(ink)
            painter.drawRoundedRect(QRectF(left, top, wide, high), 1.5, 1.5)


class HoursLines(QWidget):
    """Of everybody whose hours change; those who keep theirs are counted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(S)

    def show_difference(self, board: "Board", found: "Difference") -> None:
        """Of two specs."""
        clear(self._lines)
        moved = [each for each in found.hours if each.before != each.after]
        moved.sort(key=lambda each: each.before - each.after)
        most = max((max(e.before, e.after).total_seconds() for e in found.hours), default=1.0)
        for each in moved:
            self._lines.addWidget(HoursLine(face_in(board, each.person), each, most))
        kept = len(found.hours) - len(moved)
        if kept:
            one = self.tr("1 person keeps as many hours as before.")
            many = self.tr("%1 people keep as many hours as before.")
            words = one if kept == 1 else many.replace("%1", str(kept))
            self._lines.addWidget(Text(words, "small", wrap=True))
