"""A floating card with a soft shadow, anchored to the widget that opened it."""

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.compositing import round_corners, see_through
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
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, see_through())
        self._shadow = SHADOW if see_through() else 0
        self.body = QVBoxLayout(self)
        edge = self._shadow + padding
        self.body.setContentsMargins(edge, edge, edge, edge)

    def open_below(self, anchor: QWidget, width: int = 0) -> None:
        """Show under `anchor` (above it where there is no room), at least as wide as it."""
        self.fit(max(width, anchor.width()) + 2 * self._shadow)
        self.move(self._spot(anchor))
        self.show()
        self.activateWindow()

    def fit(self, width: int) -> None:
        """So wide, and as high as its words need then: Qt asks at the width they would like."""
        self.setFixedWidth(width)
        self.adjustSize()
        if self.body.hasHeightForWidth():
            self.resize(self.width(), max(self.height(), self.body.heightForWidth(self.width())))

    def _spot(self, anchor: QWidget) -> QPoint:
        shade = self._shadow
        spot = anchor.mapToGlobal(QPoint(-shade, anchor.height() + 4 - shade))
        if self.isRightToLeft():
            spot.setX(anchor.mapToGlobal(QPoint(anchor.width(), 0)).x() + shade - self.width())
        room = anchor.screen().availableGeometry()
        if spot.y() + self.height() - shade > room.bottom():
            spot.setY(anchor.mapToGlobal(QPoint(0, -4)).y() - self.height() + shade)
        spot.setX(max(room.left() - shade, min(spot.x(), room.right() - self.width() + shade)))
        return QPoint(spot.x(), max(room.top() - shade, spot.y()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        round_corners(self, _ROUND + 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        shade = self._shadow
        box = QRectF(self.rect()).adjusted(shade, shade, -shade, -shade)
        paint_floating(QPainter(self), box)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()
