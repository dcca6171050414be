"""One person beside the grid: avatar, name, figures, and a bar as long as the share."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import fonts
from ui.theme.current import colour, colours
from ui.theme.space import S
from ui.widgets.avatar import Face, paint_avatar
from ui.widgets.text import edge_of, elided

DOT = " · "  # between figures


class LoadLine(QWidget):
    """The share is of what the most loaded one carries. `face` says whose line it is,
    `words` are its figures."""

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face, self.words, self._share = face, "", 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def tell(self, face: Face, words: str, spoken: str, share: float) -> None:
        """Other figures; nothing is painted when they are the same."""
        if (face, words, share) == (self.face, self.words, self._share):
            return
        self.face, self.words, self._share = face, words, share
        self.setAccessibleName(f"{face.title}: {spoken}")
        self.setToolTip(f"{self.accessibleName()}\n{self.tr('Drag onto the rota: a cover')}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(fonts.em() * 12, round(fonts.em() * 1.75))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, backwards, wide = fonts.em() * 1.4, self.isRightToLeft(), float(self.width())
        paint_avatar(painter, QRectF(wide - side if backwards else 0, 2, side, side), self.face)
        left = 0.0 if backwards else side + S
        box = QRectF(left, 0, wide - side - S, fonts.em() * 1.2)
        figures = self._fitting(box.width())
        painter.setFont(fonts.font("small"))
        painter.setPen(colour("muted"))
        painter.drawText(box, edge_of(backwards, end=True), figures)
        room = box.width() - painter.fontMetrics().horizontalAdvance(figures) - S
        painter.setFont(fonts.strong())
        painter.setPen(colour("text"))
        name = elided(self.face.first, painter.fontMetrics(), round(room))
        painter.drawText(box, edge_of(backwards), name)
        self._paint_share(painter, QRectF(left, box.bottom() + 3, box.width(), 4), backwards)

    def _fitting(self, width: float) -> str:
        """The figures that leave room for the name: at least the first of them."""
        room = width - QFontMetricsF(fonts.strong()).horizontalAdvance(self.face.first) - S
        metrics, parts = QFontMetricsF(fonts.font("small")), self.words.split(DOT)
        while parts[1:] and metrics.horizontalAdvance(DOT.join(parts)) > room:
            parts.pop()
        return DOT.join(parts)

    def _paint_share(self, painter: QPainter, track: QRectF, backwards: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("sunken"))
        painter.drawRoundedRect(track, 2, 2)
        if not self._share:
            return
        part = QRectF(track)
        part.setWidth(max(4.0, track.width() * self._share))
        if backwards:
            part.moveRight(track.right())
        painter.setBrush(QColor(self.face.ink))
        if colours().dark:
            painter.setPen(QPen(QColor(255, 255, 255, 70), 1))
        painter.drawRoundedRect(part, 2, 2)
