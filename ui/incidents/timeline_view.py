"""The timeline on the screen: follows the end like a chat, and never jumps under a reader."""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    QUrl,
    Signal,
)
from PySide6.QtGui import (
    QDesktopServices,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ui.incidents.line import FILE, Line
from ui.incidents.timeline_line import TimelineDelegate
from ui.incidents.timeline_table import TimelineTable
from ui.theme.current import theme
from ui.theme.space import M
from ui.widgets.button import Button
from ui.widgets.menu import Menu

SLICE = 0.006  # seconds of a frame that are spent on measuring
SAFE = ("http", "https", "mailto", "watchbill")


class TimelineView(QListView):
    """`picked` carries the id of the event that was chosen, for the picture above it; `file_wanted`
    that of a file whose name was pressed. `acting` fills the menu of a row."""

    picked = Signal(int)
    file_wanted = Signal(int)

    def __init__(self, table: TimelineTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.delegate = TimelineDelegate(self)
        self._anchor: tuple[QPersistentModelIndex, int] | None = None  # None: follow the end
        self._laying = False
        self.acting: Callable[[Menu, Line], None] = lambda _menu, _line: None
        self._unsure: list[int] = []
        self._more = Button("", icon_name="arrow-down", on_click=self.follow, parent=self)
        self._build()
        table.rowsInserted.connect(self._count_more)
        table.dataChanged.connect(self._measure_again)
        self._surer = QTimer(self, interval=0)
        self._surer.timeout.connect(self._make_sure)
        table.modelAboutToBeReset.connect(self._begin_again)
        self.verticalScrollBar().valueChanged.connect(self._note_place)
        self.selectionModel().currentChanged.connect(self._tell)
        theme().changed.connect(self._dress)

    def _build(self) -> None:
        self.setModel(self.table)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(self.tr("Timeline"))
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(24)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer)
        self._more.hide()

    @property
    def following(self) -> bool:
        """Whether the newest event is kept in sight."""
        return self._anchor is None

    def follow(self) -> None:
        """Go to the end and stay there."""
        self._anchor = None
        self._more.hide()
        self._fresh = 0
        self.scrollToBottom()

    def reveal(self, event: int) -> None:
        """Choose an event and bring it into sight; a filter that hides it gives way."""
        if self.table.row_of(event) < 0:
            self.table.filter("")
        index = self.table.index(self.table.row_of(event))
        if index.isValid():
            self.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def copy(self) -> None:
        """The chosen rows as text."""
        rows = [index.row() for index in self.selectedIndexes()]
        if rows:
            QGuiApplication.clipboard().setText(self.table.told(rows))

    def doItemsLayout(self) -> None:
        self._laying = True
        super().doItemsLayout()
        self._keep_place()
        if self.delegate.guessed and not self._surer.isActive():
            self._unsure = list(range(self.table.rowCount()))
            self._surer.start()
        self._laying = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._laying = True
        super().resizeEvent(event)
        self._keep_place()
        self._laying = False
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
        self._place_more()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cancel) and self.selectedIndexes():
            self.clearSelection()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        elif event.text().isalnum():
            event.ignore()  # letters are the page's: A, R, N
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        linked = bool(self._link(event.position().toPoint()))
        shape = Qt.CursorShape.PointingHandCursor if linked else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        address = self._link(event.position().toPoint())
        if address.startswith(FILE) and address.removeprefix(FILE).isdigit():
            self.file_wanted.emit(int(address.removeprefix(FILE)))
            return
        url = QUrl(address)
        if url.scheme().lower() in SAFE:
            QDesktopServices.openUrl(url)

    def _link(self, point: QPoint) -> str:
        index = self.indexAt(point)
        line = self.table.at(index.row())
        return self.delegate.link_at(line, self.visualRect(index), point) if line else ""

    def _tell(self, index: QModelIndex) -> None:
        line = self.table.at(index.row())
        if line is not None:
            self.picked.emit(line.id)

    def _note_place(self) -> None:
        """Remember what the reader looks at, unless it was us who moved it."""
        if self._laying:
            return
        bar = self.verticalScrollBar()
        if bar.value() >= bar.maximum() - 2:
            self._anchor = None
            self._more.hide()
            return
        index = self.indexAt(QPoint(M, 1))
        if index.isValid():
            self._anchor = (QPersistentModelIndex(index), self.visualRect(index).top())

    def _keep_place(self) -> None:
        if self._anchor is None:
            self.scrollToBottom()
            return
        index = QModelIndex(self._anchor[0])  # type: ignore[call-overload]
        if index.isValid():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(index).top() - self._anchor[1])

    def _begin_again(self) -> None:
        self._anchor = None
        self._fresh = 0
        self._more.hide()

    def _count_more(self, _parent: QModelIndex, first: int, last: int) -> None:
        if self.following or last < self.table.rowCount() - 1:
            return
        self._fresh = getattr(self, "_fresh", 0) + last - first + 1
        self._more.setText(self.tr("%n new", "", self._fresh))
        self._place_more()
        self._more.show()

    def _place_more(self) -> None:
        self._more.adjustSize()
        room = self.viewport().geometry()
        self._more.move(
            room.center().x() - self._more.width() // 2, room.bottom() - self._more.height() - M
        )

    def _offer(self, point: QPoint) -> None:
        menu = Menu(parent=self)
        index = self.indexAt(point)
        line = self.table.at((index if index.isValid() else self.currentIndex()).row())
        if line is not None:
            self.acting(menu, line)
        menu.add(self.tr("Copy as text"), self.copy, "copy", "Ctrl+C")
        menu.add(self.tr("Select all"), self.selectAll, "list")
        menu.popup(self.viewport().mapToGlobal(point))

    def _make_sure(self) -> None:
        """Measures what was guessed, newest first and a little at a time; one layout at the end."""
        end, width = perf_counter() + SLICE, self.viewport().width()
        while self._unsure and self.delegate.guessed and perf_counter() < end:
            line = self.table.at(self._unsure.pop())
            if line is not None:
                self.delegate.sure(line, width)
        if not self._unsure or not self.delegate.guessed:
            self._surer.stop()
            self.delegate.guessed.clear()
            self.scheduleDelayedItemsLayout()

    def _measure_again(self, *_told: object) -> None:
        """An edit may need more room, or less; Qt lays nothing out for it by itself."""
        self.scheduleDelayedItemsLayout()

    def _dress(self) -> None:
        self.delegate.forget()
        self.scheduleDelayedItemsLayout()
