"""A sentence and what can be done about it: side by side, or one below the other."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from ui.theme import fonts
from ui.widgets.flow import ListedLayout, flowing
from ui.widgets.text import Text

LEAST = 14  # ems that a sentence has beside its buttons


class AsideLayout(ListedLayout):
    """Two items. The second stands at the end of the line while the first keeps `LEAST` ems, or
    all the room that it asks for; else below it."""

    def __init__(self, parent: QWidget, words: Text, acts: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.addWidget(words)
        self.addWidget(acts)

    def heightForWidth(self, width: int) -> int:
        boxes = self._boxes(QRect(0, 0, width, 0))
        return max((box.bottom() + 1 for box in boxes), default=0)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items]
        width = sum(hint.width() for hint in hints) + self.spacing()
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        for item, box in zip(self._items, self._boxes(rect), strict=False):
            item.setGeometry(box)

    def beside(self, width: int) -> bool:
        """Whether both stand on one line in so many pixels."""
        asked = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 2
        return self._left(width) >= min(asked, fonts.em() * LEAST)

    def _left(self, width: int) -> int:
        taken = self._items[1].sizeHint().width()
        return width - taken - (self.spacing() if taken else 0)

    def _boxes(self, rect: QRect) -> list[QRect]:
        if len(self._items) < 2:
            return []
        words, acts = self._items
        if not self.beside(rect.width()):
            box = QRect(rect.topLeft(), QSize(rect.width(), _high(words, rect.width())))
            top = box.bottom() + 1 + self.spacing()
            size = QSize(rect.width(), _high(acts, rect.width()))
            return [box, QRect(rect.left(), top, size.width(), size.height())]
        left, wide = self._left(rect.width()), acts.sizeHint().width()
        high = max(_high(words, left), acts.sizeHint().height(), rect.height())
        parent = self.parentWidget()
        first, then = rect.left(), rect.right() + 1 - wide
        if parent is not None and parent.isRightToLeft():
            first, then = rect.right() + 1 - left, rect.left()
        return [QRect(first, rect.top(), left, high), _middle(acts, then, rect.top(), high)]


class Aside(QWidget):
    """`words` with `acts` at the end of the line, or below where the line is short."""

    def __init__(self, words: Text, *acts: QWidget) -> None:
        super().__init__()
        self._line = AsideLayout(self, words, flowing(*acts))

    @property
    def beside(self) -> bool:
        """Whether the acts stand on the line of the words now."""
        return self._line.beside(self.width())


def _high(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def _middle(item: QLayoutItem, left: int, top: int, high: int) -> QRect:
    size = item.sizeHint()
    return QRect(left, top + max(0, high - size.height()) // 2, size.width(), size.height())
