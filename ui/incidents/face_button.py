"""Whose a task is, as a face that can be pressed; an empty place where it is nobody's."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton, QWidget

from ui.theme import fonts
from ui.theme.current import colour
from ui.theme.icons import paint_icon
from ui.widgets.avatar import Face, paint_avatar


class FaceButton(QToolButton):
    """`name` is what pressing does; the tooltip says whose it is."""

    def __init__(self, face: Face | None, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = face
        self.setAccessibleName(name)
        self.setToolTip(f"{face.title} · {name}" if face else name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        side = round(fonts.em() * 1.45)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
        lit = self.underMouse() or self.hasFocus()
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawEllipse(box.adjusted(-1.5, -1.5, 1.5, 1.5))
        if self._face is not None:
            paint_avatar(painter, box, self._face)
            return
        painter.setPen(QPen(colour("muted" if lit else "line_strong"), 1.2, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        part = box.width() * 0.2
        paint_icon(painter, box.adjusted(part, part, -part, -part), "plus", "muted")
