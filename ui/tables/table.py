"""The one item model: frozen rows, diffed by id, so that selection and scroll survive a refresh.

Two ways to feed it. Small lists: `show(rows)`; then it sorts and filters itself. Large ones:
`show_ids(ids)` in the order the query gave, and `fill(rows)` whenever it asks for `rows_wanted`;
then sorting is the query's (`order_wanted`). A proxy model would take 17 s to sort 100,000 rows.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from ui.tables.column import Column
from ui.tables.diff import Step, steps

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_PAGE = 100
_KEPT = 20_000
_Role = Qt.ItemDataRole


class RowTable(QAbstractTableModel):
    """Rows have an `id` (or what `ident` returns). Nothing here knows a database."""

    rows_wanted = Signal(list)  # ids whose rows are about to be painted
    order_wanted = Signal(str, bool)  # column key, descending: only for tables fed by ids
    changing = Signal()
    changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        ident: Callable[[Any], Hashable] = attrgetter("id"),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._ident = ident
        self._ids: list[Hashable] = []
        self._places: dict[Hashable, int] | None = None
        self._rows: dict[Hashable, Any] = {}
        self._stale: set[Hashable] = set()
        self._missing: set[Hashable] = set()
        self._by_ids = False
        self._query = ""
        self._sorted: tuple[int, bool] | None = None
        self._ask = QTimer(self, singleShot=True, interval=0)
        self._ask.timeout.connect(self._want)

    # feeding

    def show(self, rows: Iterable[Any]) -> None:
        """Show these rows, sorted and filtered as the user chose."""
        self._by_ids = False
        before = self._rows
        self._rows = {self._ident(row): row for row in rows}
        self._arrange()
        self._tell_changed(
            [one for one, row in self._rows.items() if one in before and before[one] != row]
        )

    def show_ids(self, ids: Sequence[Hashable], stale: Iterable[Hashable] | None = ()) -> None:
        """Show the rows of these ids, in this order. Asks for `stale` again (None: all)."""
        self._by_ids = True
        self._stale |= set(self._rows if stale is None else stale) & self._rows.keys()
        self._become(list(ids))
        self._tell_changed(list(self._stale))

    def fill(self, rows: Iterable[Any]) -> None:
        """Rows that were asked for; they are painted at once."""
        fresh = {self._ident(row): row for row in rows}
        changed = [one for one, row in fresh.items() if self._rows.get(one) != row]
        self._rows |= fresh
        self._stale -= fresh.keys()
        self._missing -= fresh.keys()
        for one in list(self._rows)[: max(0, len(self._rows) - _KEPT)]:
            del self._rows[one]
        self._tell_changed(changed)

    def filter(self, query: str) -> None:
        """Show only rows with every word of `query` in some column (tables fed by rows)."""
        if query != self._query:
            self._query = query
            if not self._by_ids:
                self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column, or ask the query to."""
        descending = order is Qt.SortOrder.DescendingOrder
        self._sorted = (column, descending) if 0 <= column < len(self.columns) else None
        if self._by_ids and self._sorted:
            self.order_wanted.emit(self.columns[column].key, descending)
        elif not self._by_ids:
            self._arrange()

    # asking

    def row(self, at: int) -> Any | None:
        """The row in a place; None while it is on its way."""
        return self._rows.get(self._ids[at]) if 0 <= at < len(self._ids) else None

    def ids(self) -> list[Hashable]:
        """The ids in the order shown."""
        return list(self._ids)

    def place(self, one: Hashable) -> int:
        """Where an id stands, or -1."""
        if self._places is None:
            self._places = {one: at for at, one in enumerate(self._ids)}
        return self._places.get(one, -1)

    def texts(self, row: Any) -> list[str]:
        """A row in words, column by column: for copying and export."""
        return [column.text(row) for column in self.columns]

    # what Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._ids):
            return None
        one = self._ids[index.row()]
        row = self._rows.get(one)
        if row is None or one in self._stale:
            self._miss(index.row())
        if row is None:
            return "" if role == _Role.DisplayRole else None
        if role == ROW:
            return row
        return self._cell(self.columns[index.column()], row, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == _Role.DisplayRole:
            return column.title
        if role == _Role.TextAlignmentRole:
            return _side(column)
        return None

    def _cell(self, column: Column, row: Any, role: int) -> Any:
        if role == _Role.DisplayRole:
            return column.text(row)
        if role == _Role.TextAlignmentRole:
            return _side(column)
        if role == _Role.ToolTipRole:
            return column.tip(row) if column.tip else None
        if role == _Role.AccessibleTextRole:
            return column.spoken(row) if column.spoken else f"{column.title}: {column.text(row)}"
        return None

    # inside

    def _arrange(self) -> None:
        """Filter and sort the rows that are held, then show them."""
        words = self._query.casefold().split()
        ids = [one for one, row in self._rows.items() if not words or self._matches(row, words)]
        if self._sorted:
            column, descending = self.columns[self._sorted[0]], self._sorted[1]
            ids.sort(key=lambda one: column.sort_key(self._rows[one]), reverse=descending)
        self._become(ids)

    def _matches(self, row: Any, words: list[str]) -> bool:
        told = " ".join(self.texts(row)).casefold()
        return all(word in told for word in words)

    def _become(self, ids: list[Hashable]) -> None:
        """Go from the old ids to the new ones step by step."""
        if ids == self._ids:
            return
        self.changing.emit()
        if not self._ids or not ids:
            self._replace(ids)
        else:
            for step in steps(self._ids, ids):
                self._take(step)
        self.changed.emit()

    def _replace(self, ids: list[Hashable]) -> None:
        self.beginResetModel()
        self._set(ids)
        self.endResetModel()

    def _take(self, step: Step) -> None:
        nowhere = QModelIndex()
        if step.kind == "remove":
            self.beginRemoveRows(nowhere, step.first, step.last)
            self._set(step.ids)
            self.endRemoveRows()
        elif step.kind == "insert":
            self.beginInsertRows(nowhere, step.first, step.last)
            self._set(step.ids)
            self.endInsertRows()
        else:
            self._reorder(step.ids)

    def _reorder(self, ids: list[Hashable]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [(self._ids[index.row()], index.column()) for index in before]
        self._set(ids)
        after = [self.index(self.place(one), column) for one, column in held]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _set(self, ids: list[Hashable]) -> None:
        self._ids = ids
        self._places = None

    def _miss(self, at: int) -> None:
        """Remember that a page of rows is needed; ask once the painting is done."""
        first = at - at % _PAGE
        page = self._ids[first : first + _PAGE]
        fresh = {one for one in page if one not in self._rows or one in self._stale}
        if not fresh <= self._missing:
            self._missing |= fresh
            self._ask.start()

    def _want(self) -> None:
        asked = [one for one in self._missing if self.place(one) >= 0]
        self._missing = set(asked)
        if asked:
            self.rows_wanted.emit(sorted(asked, key=self.place))

    def ask_again(self) -> None:
        """Forget what was asked for: the answer got lost, or everything changed."""
        self._missing.clear()
        self._tell_changed(self._ids[:1])

    def _tell_changed(self, ids: list[Hashable]) -> None:
        places = sorted(place for place in map(self.place, ids) if place >= 0)
        if places:
            last = len(self.columns) - 1
            self.dataChanged.emit(self.index(places[0], 0), self.index(places[-1], last))


def _side(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignTrailing if column.end else Qt.AlignmentFlag.AlignLeading
    return side | Qt.AlignmentFlag.AlignVCenter
