"""A floating card with a soft shadow, anchored to the widget that opened it."""

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.current import colour, colours

SHADOW = 14
_ROUND = 10.0


def paint_floating(painter: QPainter, box: QRectF, ground: str = "raised") -> None:
    """A rounded card with its shadow around it; `box` is the card itself."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    shade = QColor(colours().shadow)
    for step in range(SHADOW, 0, -1):
        shade.setAlphaF((0.052 if colours().dark else 0.011) * (1 - step / (SHADOW + 1)) * 1.9)
        painter.setBrush(shade)
        grown = box.adjusted(-step, -step + 3, step, step + 3)
        painter.drawRoundedRect(grown, _ROUND + step, _ROUND + step)
    painter.setBrush(colour(ground))
    painter.setPen(QPen(colour("line"), 1))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)


class PopupCard(QWidget):
    """Closes on Escape or a click elsewhere. Put the content into `self.body`."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None, padding: int = 8) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.body = QVBoxLayout(self)
        edge = SHADOW + padding
        self.body.setContentsMargins(edge, edge, edge, edge)

    def open_below(self, anchor: QWidget, width: int = 0) -> None:
        """Show under `anchor` (above it where there is no room), at least as wide as it."""
        self.setFixedWidth(max(width, anchor.width()) + 2 * SHADOW)
        self.adjustSize()
        self.move(self._spot(anchor))
        self.show()
        self.activateWindow()

    def _spot(self, anchor: QWidget) -> QPoint:
        spot = anchor.mapToGlobal(QPoint(-SHADOW, anchor.height() + 4 - SHADOW))
        if self.isRightToLeft():
            spot.setX(anchor.mapToGlobal(QPoint(anchor.width(), 0)).x() + SHADOW - self.width())
        room = anchor.screen().availableGeometry()
        if spot.y() + self.height() - SHADOW > room.bottom():
            spot.setY(anchor.mapToGlobal(QPoint(0, -4)).y() - self.height() + SHADOW)
        spot.setX(max(room.left() - SHADOW, min(spot.x(), room.right() - self.width() + SHADOW)))
        return QPoint(spot.x(), max(room.top() - SHADOW, spot.y()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_floating(QPainter(self), box)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()
