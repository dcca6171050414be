"""A layout that flows like words: left to right (or the other way), then on to the next line."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.theme.space import S


class ListedLayout(QLayout):
    """What every layout has whose items stand in a list, and whose height follows its width."""

    def __init__(self, parent: QWidget | None = None, gap: int = S) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, at: int) -> QLayoutItem | None:
        return self._items[at] if 0 <= at < len(self._items) else None

    def takeAt(self, at: int) -> QLayoutItem | None:
        return self._items.pop(at) if 0 <= at < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True


class FlowLayout(ListedLayout):
    """Items keep their size hints; a row is as high as its highest item, the others centred."""

    def __init__(
        self, parent: QWidget | None = None, gap: int = S, *, centred: bool = False
    ) -> None:
        """`centred` puts the rows in the middle of the height there is."""
        super().__init__(parent, gap)
        self._centred = centred

    def insert(self, at: int, widget: QWidget) -> None:
        """Put a widget before the item at `at`."""
        self.addWidget(widget)
        self._items.insert(at, self._items.pop())
        self.invalidate()

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        spare = rect.height() - self.heightForWidth(rect.width()) if self._centred else 0
        self._arrange(rect.adjusted(0, max(0, spare) // 2, 0, 0), move=True)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._seen()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        height = max((hint.height() for hint in hints), default=0)
        return QSize(width, height).grownBy(self._margins())

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._seen():
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self._margins())

    def _margins(self) -> QMargins:
        return self.contentsMargins()

    def _seen(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, move: bool) -> int:
        """Lay the rows into `rect`; returns the height they need, margins included."""
        inner = rect.marginsRemoved(self._margins())
        top = inner.top()
        for row in self._rows(inner.width()):
            height = max(item.sizeHint().height() for item in row)
            if move:
                self._place(row, inner, top, height)
            top += height + self.spacing()
        bottom = self._margins().bottom()
        return max(0, top - self.spacing() - rect.top()) + bottom if self._seen() else 0

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        left = 0
        for item in self._seen():
            wide = item.sizeHint().width()
            if not rows or left + wide > width:
                rows.append([])
                left = 0
            rows[-1].append(item)
            left += wide + self.spacing()
        return rows

    def _place(self, row: list[QLayoutItem], inner: QRect, top: int, height: int) -> None:
        parent = self.parentWidget()
        backwards = parent is not None and parent.isRightToLeft()
        x = 0
        for item in row:
            size = item.sizeHint().boundedTo(QSize(max(1, inner.width()), 10_000))
            left = inner.right() + 1 - x - size.width() if backwards else inner.left() + x
            item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
            x += size.width() + self.spacing()


def held(line: QLayout) -> QWidget:
    """What must stay together where a row wraps, such as a number and its unit."""
    made = QWidget()
    made.setLayout(line)
    return made


def flow(*widgets: QWidget, centred: bool = False) -> FlowLayout:
    """Widgets in a row that wraps where they have not the room."""
    made = FlowLayout(centred=centred)
    for each in widgets:
        made.addWidget(each)
    return made


def flowing(*widgets: QWidget) -> QWidget:
    """The same as a widget of its own: what is cleared away again takes its layout with it, and no
    layout outlives its widgets."""
    made = QWidget()
    made.setLayout(flow(*widgets))
    return made
