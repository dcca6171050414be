"""The view of every list and table: type to filter, Enter opens, right-click, copy, export."""

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelection,
    QModelIndex,
    QPoint,
    QRect,
    QSettings,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

from ui.tables.cells import Brief, BriefDelegate, CellDelegate
from ui.tables.column import Column
from ui.tables.table import RowTable
from ui.tables.words import as_text, write_csv
from ui.theme import fonts
from ui.theme.current import theme
from ui.widgets.menu import Menu
from ui.widgets.search import SearchField

_Mode = QHeaderView.ResizeMode
LONGER = 1.5  # times its wish that a column grows for its title


class TableView(QTableView):
    """A table over a `RowTable`. `name` is under which its columns are remembered."""

    opened = Signal(object)  # the row, on Enter or double click
    chosen = Signal(list)  # the rows selected, on every change of the selection
    exported = Signal(str)  # path of the CSV file

    def __init__(
        self,
        table: RowTable,
        name: str = "",
        *,
        delegate: CellDelegate | None = None,
        settings: QSettings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.table, self._name, self._settings = table, name, settings
        self.cells = delegate or CellDelegate(table)
        self._search: SearchField | None = None
        self._fill_menu: Callable[[Menu, list[Any]], object] | None = None
        self._anchor: tuple[Hashable, int] | None = None
        self._yielding: list[int] = []
        self._folding = False
        self.setModel(table)
        self._build()
        self._recall()
        table.changing.connect(self._hold)
        table.changed.connect(self._restore)
        theme().changed.connect(self._measure)

    def _build(self) -> None:
        self.setItemDelegate(self.cells)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(_Mode.Fixed)
        self._measure()
        self._build_header()
        self.doubleClicked.connect(self._open)

    def _build_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)  # Qt cuts through a letter otherwise
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(fonts.em() * 2)
        header.setSortIndicatorClearable(True)
        for at, column in enumerate(self.table.columns):
            header.resizeSection(at, self._wide(column))
            if column.stretch:
                header.setSectionResizeMode(at, _Mode.Stretch)
            if column.hidden:
                header.hideSection(at)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer_columns)
        for changed in (header.sectionResized, header.sectionMoved, header.sortIndicatorChanged):
            changed.connect(self._remember)

    def _wide(self, column: Column) -> int:
        """The pixels of a column: as it wishes, and more for a title that is longer in this
        language, but no more than half as much again."""
        wish = round(column.width * self.fontMetrics().averageCharWidth())
        title = QFontMetrics(fonts.strong("small")).horizontalAdvance(column.title)
        return max(wish, min(title, round(wish * LONGER))) + 20

    def _measure(self) -> None:
        self.verticalHeader().setMinimumSectionSize(10)
        self.verticalHeader().setDefaultSectionSize(self.cells.row_height())

    # asking and choosing

    def rows(self) -> list[Any]:
        """The selected rows, from top to bottom."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [row for row in map(self.table.row, places) if row is not None]

    def aims(self) -> list[tuple[str, QRect]]:
        """The rows in sight for a test's mouse, in words; each in coordinates of this widget."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        last = self.table.rowCount() - 1 if last < 0 else last
        corner = self.viewport().pos()
        places = range(max(first, 0), last + 1)
        return [
            (" | ".join(self.table.texts(row)),
             self.visualRect(self.table.index(place, 0)).translated(corner))
            for place in places if (row := self.table.row(place)) is not None
        ]  # fmt: skip

    def choose(self, one: Hashable) -> bool:
        """Select the row with an id and scroll to it; False where it is not shown."""
        place = self.table.place(one)
        if place >= 0:
            self.selectRow(place)
            self.scrollTo(self.table.index(place, 0))
        return place >= 0

    def selectRow(self, row: int) -> None:
        """Qt takes the column at the edge of the view; from right to left there is none, and
        nothing would be selected (6.11)."""
        self.setCurrentIndex(self.table.index(row, self.horizontalHeader().logicalIndex(0)))

    def choose_first(self) -> None:
        """Select the first row, where there is one."""
        if self.table.rowCount():
            self.selectRow(0)

    def attach(self, search: SearchField) -> None:
        """Keys typed here go to `search`; Down comes back."""
        self._search = search
        search.moved_down.connect(self._enter)

    def fill_menu_with(self, fill: Callable[[Menu, list[Any]], object]) -> None:
        """`fill(menu, rows)` adds a row's own acts above Copy and Export."""
        self._fill_menu = fill

    # what leaves the program

    def copy(self) -> None:
        """The selected rows to the clipboard, as text."""
        QGuiApplication.clipboard().setText(as_text([self._shown(row) for row in self.rows()]))

    def export(self) -> None:
        """All rows that are here to a CSV file the user names."""
        told, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export"), f"{self._name or 'list'}.csv", self.tr("CSV files (*.csv)")
        )
        if told:
            self.export_to(Path(told))

    def export_to(self, path: Path) -> None:
        """All rows that are here to a CSV file."""
        titles = [column.title for column in self.table.columns]
        found = (self.table.row(at) for at in range(self.table.rowCount()))
        write_csv(path, titles, [self.table.texts(row) for row in found if row is not None])
        self.exported.emit(str(path))

    def _shown(self, row: Any) -> Sequence[str]:
        """A row in the columns that are seen, in their order."""
        header, texts = self.horizontalHeader(), self.table.texts(row)
        order = [header.logicalIndex(at) for at in range(header.count())]
        return [texts[at] for at in order if not header.isSectionHidden(at)]

    # events

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.chosen.emit(self.rows())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif self._search is not None and _typed(event):
            self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._search.insert(event.text())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is not QContextMenuEvent.Reason.Mouse:
            spot = self.visualRect(self.currentIndex()).center()
            self.menu().popup(self.viewport().mapToGlobal(spot))
        else:
            self.menu().popup(event.globalPos())

    def menu(self) -> Menu:
        """The menu of the selected rows."""
        made, rows = Menu(parent=self), self.rows()
        made.aboutToHide.connect(made.deleteLater)
        if self._fill_menu is not None and rows:
            self._fill_menu(made, rows)
            made.addSeparator()
        keys = QKeySequence(QKeySequence.StandardKey.Copy)
        copy = made.add(self.tr("Copy as text"), self.copy, "copy", keys.toString())
        copy.setEnabled(bool(rows))
        made.add(self.tr("Export as CSV…"), self.export, "download")
        return made

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.cells.hovered:
            self.cells.hovered = row
            self.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        row = self.table.row(index.row()) if index.isValid() else None
        if row is not None:
            self.opened.emit(row)

    def _enter(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.currentIndex().isValid():
            self.choose_first()

    # columns that make room

    def fold(self, keys: Sequence[str]) -> None:
        """Hide these columns, the first one first, while there is no room for all, unless the user
        once said which columns are seen."""
        self._yielding = [
            at for key in keys for at, column in enumerate(self.table.columns) if column.key == key
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._yielding and not self._kept():
            self._folding = True
            self._fold()
            self._folding = False

    def _fold(self) -> None:
        header, columns = self.horizontalHeader(), self.table.columns
        wide = {at: self._wide(column) for at, column in enumerate(columns)}
        seen = {at for at in wide if at in self._yielding or not header.isSectionHidden(at)}
        for at in self._yielding:
            short = sum(wide[each] for each in seen) > self.viewport().width()
            header.setSectionHidden(at, short)
            seen -= {at} if short else set()

    def _kept(self) -> bool:
        settings = self._settings or QSettings()
        return bool(self._name) and settings.contains(f"kept/{self._name}")

    # scroll and columns survive

    def _hold(self) -> None:
        """Remember what stands at the top, unless the list is at its very top."""
        top = self.rowAt(0)
        ids = self.table.ids()
        if self.verticalScrollBar().value() > 0 and 0 <= top < len(ids):
            self._anchor = (ids[top], self.rowViewportPosition(top))
        else:
            self._anchor = None

    def _restore(self) -> None:
        if self._anchor is None:
            return
        place = self.table.place(self._anchor[0])
        if place >= 0:
            self.updateGeometries()  # the bar must know the new length first
            bar = self.verticalScrollBar()
            bar.setValue(place * self.cells.row_height() - self._anchor[1])

    def _offer_columns(self, spot: QPoint) -> None:
        self.columns_menu().popup(self.horizontalHeader().mapToGlobal(spot))

    def columns_menu(self) -> Menu:
        """Which columns are seen."""
        menu, header = Menu(parent=self), self.horizontalHeader()
        menu.aboutToHide.connect(menu.deleteLater)
        for at, column in enumerate(self.table.columns):
            menu.add_choice(column.title, not header.isSectionHidden(at), _ShowColumn(self, at))
        return menu

    def show_column(self, at: int, seen: bool) -> None:
        """Show or hide a column; the last one seen stays."""
        header = self.horizontalHeader()
        if seen or header.count() - header.hiddenSectionCount() > 1:
            header.setSectionHidden(at, not seen)
            self._remember()
            if self._name and self._yielding:
                (self._settings or QSettings()).setValue(f"kept/{self._name}", True)

    def _remember(self) -> None:
        if self._name and not self._folding:
            state = self.horizontalHeader().saveState()
            (self._settings or QSettings()).setValue(f"columns/{self._name}", state)

    def _recall(self) -> None:
        if self._name:
            state = (self._settings or QSettings()).value(f"columns/{self._name}")
            if isinstance(state, QByteArray):
                self.horizontalHeader().restoreState(state)


class ListView(TableView):
    """A two-line list: `brief(row)` says what each row shows. No header, one selection."""

    def __init__(
        self,
        table: RowTable,
        brief: Callable[[Any], Brief],
        lines: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(table, delegate=BriefDelegate(table, brief, lines), parent=parent)
        header = self.horizontalHeader()
        header.hide()
        for at in range(1, header.count()):
            header.hideSection(at)
        header.setSectionResizeMode(0, _Mode.Stretch)
        self.setSortingEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMinimumWidth(fonts.em() * 11)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class _ShowColumn:
    """One entry of the columns menu."""

    def __init__(self, view: TableView, at: int) -> None:
        self._view, self._at = view, at

    def __call__(self, seen: bool) -> None:
        self._view.show_column(self._at, seen)


def _typed(event: QKeyEvent) -> bool:
    """Whether a key writes something (and is no shortcut)."""
    plain = event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ShiftModifier,
    )
    return plain and event.text().isprintable() and bool(event.text().strip())
