"""The timeline as an item model: the events of one incident, filtered by a chip, newest last."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.incidents.line import Line, Naming, lines, times_of

if TYPE_CHECKING:
    from app.queries.incident_row import EventRow

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
FEW = 50  # new rows that are put in one by one, so that everything else stays where it is


class TimelineTable(QAbstractListModel):
    """Rows are only ever added, as events are; another incident or filter begins anew."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._events: Sequence[EventRow] = ()
        self._lines: list[Line] = []
        self._name: Naming = str
        self._ends: Mapping[int, str] | None = None
        self.group = ""
        self.words = ""
        self._until: datetime | None = None

    def show(
        self, events: "Sequence[EventRow]", name: Naming, ends: Mapping[int, str] | None = None
    ) -> None:
        """The same incident's events as they are now: what is new is put in where it belongs."""
        self._events, self._name, self._ends = events, name, ends
        fresh = self._made()
        if not self._put_in(fresh):
            self._replace(fresh)

    def begin(
        self, events: "Sequence[EventRow]", name: Naming, ends: Mapping[int, str] | None = None
    ) -> None:
        """Another incident's. `ends` says what became of the pages that events tell of."""
        self._until, self.words = None, ""
        self._events, self._name, self._ends = events, name, ends
        self._replace(self._made())

    def filter(self, group: str) -> None:
        """Show one kind of thing: a key of `line.GROUPS`, people, or "" for all."""
        if group != self.group:
            self.group = group
            self._replace(self._made())

    def search(self, words: str) -> None:
        """Show only what holds every word, in any case."""
        if words != self.words:
            self.words = words
            self._replace(self._made())

    def look_back(self, until: datetime | None) -> None:
        """Show only what was written down by then; None: everything."""
        if until != self._until:
            self._until = until
            self._replace(self._made())

    def at(self, row: int) -> Line | None:
        """The row's line."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, event: int) -> int:
        """Where an event is shown, or -1."""
        return next((row for row, each in enumerate(self._lines) if each.id == event), -1)

    def told(self, rows: Sequence[int]) -> str:
        """Rows as text for the clipboard."""
        return "\n".join(self._lines[row].told for row in sorted(rows))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.at(index.row())
        if line is None:
            return None
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return times_of(line.event)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.day}, {line.told}" if line.day else line.told
        return None

    def setData(self, _index: Index, _value: object, _role: int = 0) -> bool:
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        # Editable only in so far as its text can be opened, to select a part of it.
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    def _made(self) -> list[Line]:
        events = self._events
        if self._until is not None:
            events = [each for each in events if each.recorded_at <= self._until]
        if self.words:
            wanted = self.words.casefold().split()
            events = [each for each in events if self._has(each, wanted)]
        return list(lines(events, self.group, self._name, self._now(), self._ends))

    def _has(self, event: "EventRow", words: list[str]) -> bool:
        files = event.data.get("files") or ()
        names = (str(each.get("name", "")) for each in files if isinstance(each, dict))
        said = " ".join((event.text, self._name(event.actor), event.kind.value, *names)).casefold()
        return all(word in said for word in words)

    def _replace(self, fresh: list[Line]) -> None:
        self.beginResetModel()
        self._lines = fresh
        self.endResetModel()

    def _put_in(self, fresh: list[Line]) -> bool:
        """Whether the difference is a few new rows, and then they were inserted."""
        old = {line.id for line in self._lines}
        added = [row for row, line in enumerate(fresh) if line.id not in old]
        kept = [line.id for line in fresh if line.id in old]
        if len(added) > FEW or kept != [line.id for line in self._lines]:
            return False
        for row in added:
            self.beginInsertRows(QModelIndex(), row, row)
            self._lines.insert(row, fresh[row])
            self.endInsertRows()
        changed = [row for row, line in enumerate(fresh) if line != self._lines[row]]
        self._lines = fresh
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
        return True
