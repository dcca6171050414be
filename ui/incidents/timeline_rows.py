"""A list of rows of unlike heights that asks only for those in sight: it opens as quickly on five
thousand as on five. `QListView` would ask for every one of them, again after each change."""

from time import perf_counter

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
)
from PySide6.QtGui import QCursor, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from ui.incidents.heights import Heights

SLICE = 0.006  # seconds of a frame that are spent on measuring what is out of sight
ROUNDS = 8  # what turns out lower than guessed brings more into sight, and that again
Index = QModelIndex | QPersistentModelIndex
Action = QAbstractItemView.CursorAction
Hint = QAbstractItemView.ScrollHint


class RowsView(QAbstractItemView):
    """One column. What is read stays where it is while rows come or grow: `following` keeps to the
    end, else a row keeps its place. `row_height` measures."""

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heights = Heights()
        self._anchor: tuple[QPersistentModelIndex, int] | None = None  # None: follow the end
        self._laying = False
        self._guessed: list[int] = []
        self._surer = QTimer(self, interval=0)
        self._surer.timeout.connect(self._make_sure)
        self.setModel(model)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(24)
        self.setMouseTracking(True)
        model.modelReset.connect(self._begin_again)
        model.rowsInserted.connect(self._put_in)
        model.dataChanged.connect(self._measure_again)
        self.verticalScrollBar().valueChanged.connect(self._note_place)

    def row_height(self, row: int, width: int) -> int:
        """In pixels."""
        raise NotImplementedError

    @property
    def following(self) -> bool:
        """Whether the end is kept in sight."""
        return self._anchor is None

    def follow(self) -> None:
        """Go to the end and stay there."""
        self._anchor = None
        self.settle()

    def settle(self) -> None:
        """Measures what is in sight, and keeps the reader's place while guesses turn out."""
        self._laying = True
        for _ in range(ROUNDS):
            self._place_bar()
            if not self._measure(self.in_sight()):
                break
        self._place_bar()
        self._laying = False
        self.updateEditorGeometries()
        self.viewport().update()
        if self.heights.unsure and not self._surer.isActive():
            self._surer.start()

    # what Qt asks

    def visualRect(self, index: Index) -> QRect:
        row = index.row()
        if not index.isValid() or row >= self.model().rowCount():
            return QRect()
        top = self.heights.top(row) - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self.heights.high(row))

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self.heights.at(point.y() + self.verticalOffset())
        return self.model().index(row, 0) if row >= 0 else QModelIndex()

    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible) -> None:
        if not index.isValid():
            return
        self._measure((index.row(),))
        box, room = self.visualRect(index), self.viewport().height()
        if hint == Hint.EnsureVisible and box.top() >= 0 and box.bottom() < room:
            return
        below = hint == Hint.PositionAtBottom or (hint == Hint.EnsureVisible and box.top() > 0)
        top = max(room - box.height(), 0) if below else 0
        top = (room - box.height()) // 2 if hint == Hint.PositionAtCenter else top
        self._anchor = (QPersistentModelIndex(index), top)
        self.settle()
        self._note_place()

    def moveCursor(self, action: Action, _keys: Qt.KeyboardModifier) -> QModelIndex:
        last = self.model().rowCount() - 1
        now = self.currentIndex().row()
        page = self.heights.top(max(now, 0))
        room = self.viewport().height()
        ends = {
            Action.MoveHome: 0,
            Action.MoveEnd: last,
            Action.MovePageUp: max(self.heights.at(max(page - room, 0)), 0),
            Action.MovePageDown: self.heights.at(min(page + room, self.heights.whole - 1)),
        }
        step = 1 if action in (Action.MoveDown, Action.MoveRight, Action.MoveNext) else -1
        row = ends.get(action, now + step if now >= 0 else last)
        return self.model().index(min(max(row, 0), last), 0) if last >= 0 else QModelIndex()

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:
        return False

    def setSelection(self, rect: QRect, how: QItemSelectionModel.SelectionFlag) -> None:
        box, top = rect.normalized(), self.verticalOffset()
        rows = self.heights.between(box.top() + top, box.bottom() + 1 + top)
        chosen = QItemSelection()
        if rows:
            chosen.select(self.model().index(rows[0], 0), self.model().index(rows[-1], 0))
        self.selectionModel().select(chosen, how)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def doItemsLayout(self) -> None:
        self.settle()
        super().doItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.heights.doubt(range(self.model().rowCount()))
        super().resizeEvent(event)
        self.settle()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.updateEditorGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        """The scroll bar is placed by `settle`."""
        self.updateEditorGeometries()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        usual, chosen = option.state, self.selectionModel()
        under = self._under_mouse()
        for row in self.in_sight():
            index = self.model().index(row, 0)
            option.rect = self.visualRect(index)
            if not option.rect.intersects(event.rect()):
                continue
            option.state = usual
            if chosen.isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if row == under:
                option.state |= QStyle.StateFlag.State_MouseOver
            self.itemDelegate().paint(painter, option, index)
        painter.end()

    # inside

    def in_sight(self) -> range:
        """The rows that can be seen, whole or in part."""
        top = self.verticalOffset()
        return self.heights.between(top, top + self.viewport().height())

    def _under_mouse(self) -> int:
        if not self.viewport().underMouse():
            return -1
        return self.indexAt(self.viewport().mapFromGlobal(QCursor.pos())).row()

    def _measure(self, rows: "range | tuple[int, ...]") -> bool:
        """Those of them that are unsure; whether one was not as high as was thought."""
        width, unsure = self.viewport().width(), self.heights.unsure
        found = {row: self.row_height(row, width) for row in rows if row in unsure}
        return self.heights.measure(found)

    def _place_bar(self) -> None:
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(room)
        bar.setRange(0, max(self.heights.whole - room, 0))
        if self._anchor is None:
            bar.setValue(bar.maximum())
        elif self._anchor[0].isValid():
            bar.setValue(self.heights.top(self._anchor[0].row()) - self._anchor[1])

    def _note_place(self) -> None:
        """Remember what the reader looks at, unless it was us who moved it: a row of whose height
        we are sure, for what is above it may still grow."""
        if self._laying:
            return
        bar = self.verticalScrollBar()
        if bar.value() >= bar.maximum() - 2:
            self._anchor = None
            self.come_to_end()
        elif seen := self.in_sight():
            sure = (row for row in seen if row not in self.heights.unsure)
            row = next(sure, seen[0])
            index = self.model().index(row, 0)
            place = self.heights.top(row) - bar.value()
            self._anchor = (QPersistentModelIndex(index), place)
        if not self.heights.unsure.isdisjoint(self.in_sight()):
            self.settle()

    def come_to_end(self) -> None:
        """The reader came to the end."""

    def _make_sure(self) -> None:
        """Measures what was guessed, newest first and a little at a time."""
        end, width, found = perf_counter() + SLICE, self.viewport().width(), dict[int, int]()
        self._guessed = self._guessed or sorted(self.heights.unsure)
        while self._guessed and perf_counter() < end:
            row = self._guessed.pop()
            if row in self.heights.unsure:  # and not put elsewhere meanwhile, nor seen
                found[row] = self.row_height(row, width)
        if self.heights.measure(found):
            self.settle()
        if not self.heights.unsure:
            self._surer.stop()

    def _begin_again(self) -> None:
        self._anchor = None
        self.heights.begin(self.model().rowCount())
        self.settle()

    def _put_in(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.heights.insert(first, last - first + 1)
        self.scheduleDelayedItemsLayout()

    def _measure_again(self, first: QModelIndex, last: QModelIndex, *_roles: object) -> None:
        """An edit may need more room, or less."""
        self.heights.doubt(range(first.row(), last.row() + 1))
        self.scheduleDelayedItemsLayout()
