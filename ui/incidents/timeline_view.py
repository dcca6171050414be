"""The timeline on the screen: follows the end like a chat, and never jumps under a reader."""

from collections.abc import Callable

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
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
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ui.incidents.line import FILE, Line
from ui.incidents.timeline_line import TimelineDelegate
from ui.incidents.timeline_rows import RowsView
from ui.incidents.timeline_table import TimelineTable
from ui.theme.current import theme
from ui.theme.space import M
from ui.widgets.button import Button
from ui.widgets.menu import Menu

SAFE = ("http", "https", "mailto", "watchbill")


class TimelineView(RowsView):
    """`picked` carries the id of the event that was chosen, for the picture above it; `file_wanted`
    that of a file whose name was pressed. `acting` fills the menu of a row."""

    picked = Signal(int)
    file_wanted = Signal(int)

    def __init__(self, table: TimelineTable, parent: QWidget | None = None) -> None:
        self.table = table
        self.delegate = TimelineDelegate()
        self._fresh = 0
        super().__init__(table, parent)
        self.delegate.setParent(self)
        self.acting: Callable[[Menu, Line], None] = lambda _menu, _line: None
        self._more = Button("", icon_name="arrow-down", on_click=self.follow, parent=self)
        self._build()
        table.rowsInserted.connect(self._count_more)
        table.modelAboutToBeReset.connect(self.come_to_end)
        self.selectionModel().currentChanged.connect(self._tell)
        theme().changed.connect(self._dress)

    def _build(self) -> None:
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(self.tr("Timeline"))
        self.setAccessibleDescription(self.tr("What happened, one row for each event"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer)
        self._more.hide()

    def row_height(self, row: int, width: int) -> int:
        line = self.table.at(row)
        return self.delegate.height(line, width) if line is not None else 0

    def follow(self) -> None:
        self.come_to_end()
        super().follow()

    def come_to_end(self) -> None:
        """What is new has been seen."""
        self._fresh = 0
        self._more.hide()

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

    def aims(self) -> list[tuple[str, QRect]]:
        """The rows in sight (see `ui.shell.aim`)."""
        rows = ((self.table.at(row), self.table.index(row)) for row in self.in_sight())
        return [(line.told, self.visualRect(index)) for line, index in rows if line is not None]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
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

    def _count_more(self, _parent: QModelIndex, first: int, last: int) -> None:
        if self.following or last < self.table.rowCount() - 1:
            return
        self._fresh += last - first + 1
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

    def _dress(self) -> None:
        self.delegate.forget()
        self.heights.doubt(range(self.table.rowCount()))
        self.scheduleDelayedItemsLayout()
