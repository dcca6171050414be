"""What stands in the first paint does without the enums of `Qt`: PySide makes all of them at the
first touch of one, which takes 14 ms of a start. So some stand here as Qt's numbers (qnamespace.h;
tests/ui/test_early.py holds them to the enums), and some painting is done here, because the setters
of a pen and of a brush touch them, too (PySide 6.11)."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

CENTRE = 0x0084  # AlignCenter; for `drawText`, as the two below
LEFT, RIGHT = 0x0091, 0x0092  # AlignAbsolute | AlignVCenter, and a side
TAB, CLICK = 1, 2  # FocusPolicy
PLAIN, RICH = 0, 1  # TextFormat
CLEAR = QColor(0, 0, 0, 0)  # a pen of it leaves no line, as NoPen


def focus_by(widget: QWidget, policy: int) -> None:
    """How it takes the keys: by TAB or by CLICK."""
    widget.setProperty("focusPolicy", policy)


def show_hand(widget: QWidget) -> None:
    """The hand over what can be clicked: call it when the mouse comes in, which is soon enough."""
    from PySide6.QtCore import Qt

    widget.setCursor(Qt.CursorShape.PointingHandCursor)


def rounded(box: QRectF, radius: float) -> QPainterPath:
    """A box with round corners."""
    made = QPainterPath()
    made.addRoundedRect(box, radius, radius)
    return made


def fill(painter: QPainter, path: QPainterPath, ink: QColor) -> None:
    """The inside alone."""
    painter.fillPath(path, _brush(ink))


def outline(painter: QPainter, path: QPainterPath, ink: QColor) -> None:
    """The line around it alone, one pixel wide."""
    painter.strokePath(path, _pen(ink))


def write(
    painter: QPainter, box: QRectF, text: str, font: QFont, ink: QColor, edge: int = LEFT
) -> None:
    """One line in the middle of the height of `box`, at its LEFT or RIGHT edge."""
    from PySide6.QtGui import QTextCharFormat, QTextLayout

    layout = QTextLayout(text, font, painter.device())
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    inked = QTextLayout.FormatRange()
    inked.length = len(text.encode("utf-16-le")) // 2  # as Qt counts
    inked.format = QTextCharFormat()
    inked.format.setForeground(_brush(ink))
    left = box.left() if edge == LEFT else box.right() - line.naturalTextWidth()
    layout.draw(painter, QPointF(left, box.center().y() - line.height() / 2), [inked])


def _pen(ink: QColor) -> QPen:
    made = QPen()
    made.setColor(ink)
    return made


def _brush(ink: QColor) -> QBrush:
    return _pen(ink).brush()
