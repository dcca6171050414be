"""The four icons of the tray: shape and colour both say the state, readable on light and dark."""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

SIZES = (16, 22, 24, 32, 48, 64)
CALM, TEAL, ORANGE, RED, WHITE = "#7C8896", "#0F8F83", "#E0620D", "#DC2626", "#FFFFFF"


class Mood(Enum):
    """What the tray has to say, the most pressing last."""

    CALM = 0
    ON_CALL = 1
    OPEN = 2
    MINE = 3


def tray_icon(mood: Mood) -> QIcon:
    """For any size of a panel."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(tray_pixmap(mood, size))
    return made


def tray_pixmap(mood: Mood, size: int) -> QPixmap:
    """A ring; a full round with a tick; a triangle; an octagon with a call in it."""
    made = QPixmap(size, size)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 24, size / 24)
    SHAPES[mood](painter)
    painter.end()
    return made


def _calm(painter: QPainter) -> None:
    painter.setPen(QPen(QColor(CALM), 3))
    painter.drawEllipse(QRectF(4, 4, 16, 16))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(CALM))
    painter.drawEllipse(QRectF(9.5, 9.5, 5, 5))


def _on_call(painter: QPainter) -> None:
    _fill(painter, TEAL)
    painter.drawEllipse(QRectF(1.5, 1.5, 21, 21))
    pen = QPen(QColor(WHITE), 3)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline([QPointF(7, 12.4), QPointF(10.7, 16), QPointF(17, 8.6)])


def _open(painter: QPainter) -> None:
    _fill(painter, ORANGE)
    corners = [QPointF(12, 3), QPointF(22, 20.5), QPointF(2, 20.5)]
    painter.drawPolygon(QPolygonF(corners))
    _mark(painter, 9, 14.6, 18)


def _mine(painter: QPainter) -> None:
    _fill(painter, RED)
    a, b = 7.4, 16.6
    corners = [(a, 1), (b, 1), (23, a), (23, b), (b, 23), (a, 23), (1, b), (1, a)]
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    _mark(painter, 6, 13.4, 18)


def _fill(painter: QPainter, ink: str) -> None:
    pen = QPen(QColor(ink), 1.6)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(QColor(ink))


def _mark(painter: QPainter, top: float, bottom: float, dot: float) -> None:
    pen = QPen(QColor(WHITE), 2.8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(12, top), QPointF(12, bottom))
    painter.drawPoint(QPointF(12, dot))


SHAPES = {Mood.CALM: _calm, Mood.ON_CALL: _on_call, Mood.OPEN: _open, Mood.MINE: _mine}
