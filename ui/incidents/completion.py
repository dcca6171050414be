"""What could come next, floating above the composer, which keeps the focus and sends keys here."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import fonts
from ui.widgets.choices import Choice, ChoiceList
from ui.widgets.popup import SHADOW, paint_floating

MOST = 8


class Completion(QWidget):
    """A child of the window, so that the focus stays where it is typed."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.list = ChoiceList()
        self.list.picked.connect(self.picked)
        self.list.setAccessibleName(self.tr("Completions"))
        layout = QVBoxLayout(self)
        edge = SHADOW + 6
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.addWidget(self.list)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.hide()

    def offer(self, anchor: QWidget, choices: Sequence[Choice]) -> None:
        """Above `anchor`, or nowhere where there is nothing to offer."""
        if not choices:
            self.hide()
            return
        window = anchor.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self.list.table.show(choices)
        self.list.fit(MOST)
        width = min(max(fonts.em() * 26, 200), window.width() - 2 * SHADOW)
        self.setFixedSize(width + 2 * SHADOW, self.list.height() + 2 * (SHADOW + 6))
        spot = anchor.mapTo(window, QPoint(0, 0))
        left = min(spot.x() - SHADOW, window.width() - self.width())
        self.move(max(left, -SHADOW), max(spot.y() - self.height() + SHADOW - 4, -SHADOW))
        self.show()
        self.raise_()

    def steer(self, key: int) -> bool:
        """Whether a key was ours: up, down, choose, leave."""
        if not self.isVisible():
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self.list.pick()
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_floating(QPainter(self), box)
