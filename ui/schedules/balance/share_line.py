"""One person's share of one measure: a bar as long as it is, and a mark where it would be fair."""

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import fonts
from ui.theme.current import colour, colours
from ui.theme.space import S
from ui.widgets.avatar import Face, paint_avatar
from ui.widgets.text import edge_of, elided

HIGH = 6.0


class Shown(NamedTuple):
    """`words` at the end of the line, `more` before them (how far from fair); `share` and `due` are
    parts of the longest bar, `due` None for somebody who only helps out."""

    words: str
    more: str
    share: float
    due: float | None
    spoken: str


class ShareLine(QWidget):
    """Avatar, name, figures, bar and mark."""

    def __init__(self, face: Face, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face, self.shown = face, shown
        self.setAccessibleName(f"{face.title}: {shown.spoken}")
        self.setToolTip(self.accessibleName())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(fonts.em() * 12, round(fonts.em() * 2.05))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, backwards, wide = fonts.em() * 1.5, self.isRightToLeft(), float(self.width())
        paint_avatar(painter, QRectF(wide - side if backwards else 0, 3, side, side), self.face)
        left = 0.0 if backwards else side + S
        box = QRectF(left, 0, wide - side - S, fonts.em() * 1.25)
        used = self._paint_end(painter, box, self.shown.words, "text", 0.0)
        used = self._paint_end(painter, box, self.shown.more, "muted", used)
        painter.setFont(fonts.strong())
        painter.setPen(colour("text"))
        name = elided(self.face.first, painter.fontMetrics(), round(box.width() - used))
        painter.drawText(box, edge_of(backwards), name)
        track = QRectF(left, box.bottom() + 4, box.width(), HIGH)
        self._paint_bar(painter, track, backwards)

    def _paint_end(
        self, painter: QPainter, box: QRectF, words: str, ink: str, used: float
    ) -> float:
        """Words at the end of the line, before what is there already; returns what is used now."""
        if not words:
            return used
        backwards = self.isRightToLeft()
        painter.setFont(fonts.font("small", figures=True))
        painter.setPen(colour(ink))
        free = box.adjusted(*((used, 0, 0, 0) if backwards else (0, 0, -used, 0)))
        painter.drawText(free, edge_of(backwards, end=True), words)
        return used + painter.fontMetrics().horizontalAdvance(words) + S

    def _paint_bar(self, painter: QPainter, track: QRectF, backwards: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("sunken"))
        painter.drawRoundedRect(track, HIGH / 2, HIGH / 2)
        if self.shown.share > 0:
            part = QRectF(track)
            part.setWidth(max(HIGH, track.width() * self.shown.share))
            if backwards:
                part.moveRight(track.right())
            painter.setBrush(QColor(self.face.ink))
            if colours().dark:
                painter.setPen(QPen(QColor(255, 255, 255, 70), 1))
            painter.drawRoundedRect(part, HIGH / 2, HIGH / 2)
        if self.shown.due is not None:
            along = track.width() * self.shown.due
            x = track.right() - along if backwards else track.left() + along
            painter.setPen(QPen(colour("raised"), 4))
            painter.drawLine(round(x), round(track.top() - 2), round(x), round(track.bottom() + 2))
            painter.setPen(QPen(colour("text"), 2))
            painter.drawLine(round(x), round(track.top() - 2), round(x), round(track.bottom() + 2))
