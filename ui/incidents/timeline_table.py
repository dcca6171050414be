"""The timeline as an item model: the events of one incident, filtered by a chip, newest last."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.incidents.line import Line, Naming, belongs, day_between, line, times_of

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
        self._shown: Sequence[EventRow] = ()
        self._lines: list[Line | None] = []  # made when they are asked for
        self._name: Naming = str
        self._ends: Mapping[int, str] = {}
        self.group = ""
        self.words = ""
        self._until: datetime | None = None

    def show(
        self, events: "Sequence[EventRow]", name: Naming, ends: Mapping[int, str] | None = None
    ) -> None:
        """The same incident's events as they are now: what is new is put in where it belongs."""
        before, self._events, self._ends = self._ends, events, ends or {}
        self._name = name
        fresh = self._made()
        if not self._put_in(fresh, before):
            self._replace(fresh)

    def renew(self) -> None:
        """People have other names by now."""
        self._lines = [None] * len(self._shown)
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def begin(
        self, events: "Sequence[EventRow]", name: Naming, ends: Mapping[int, str] | None = None
    ) -> None:
        """Another incident's. `ends` says what became of the pages that events tell of."""
        self._until, self.words = None, ""
        self._events, self._name, self._ends = events, name, ends or {}
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
        if not 0 <= row < len(self._lines):
            return None
        made = self._lines[row]
        if made is None:
            made = self._lines[row] = self._line(row)
        return made

    def row_of(self, event: int) -> int:
        """Where an event is shown, or -1."""
        return next((row for row, each in enumerate(self._shown) if each.id == event), -1)

    def told(self, rows: Sequence[int]) -> str:
        """Rows as text for the clipboard."""
        lines = (self.at(row) for row in sorted(rows))
        return "\n".join(line.told for line in lines if line is not None)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

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

    def _made(self) -> "Sequence[EventRow]":
        events = self._events
        if self._until is not None:
            events = [each for each in events if each.recorded_at <= self._until]
        if self.words:
            wanted = self.words.casefold().split()
            events = [each for each in events if self._has(each, wanted)]
        if self.group:
            events = [each for each in events if belongs(each, self.group)]
        return events

    def _line(self, row: int) -> Line:
        event = self._shown[row]
        before = self._shown[row - 1] if row else None
        made = line(event, self._name, day_between(before, event, self._now()))
        end = self._ends.get(event.id)
        return replace(made, text=f"{made.text} · {end}") if end else made

    def _has(self, event: "EventRow", words: list[str]) -> bool:
        files = event.data.get("files") or ()
        names = (str(each.get("name", "")) for each in files if isinstance(each, dict))
        said = " ".join((event.text, self._name(event.actor), event.kind.value, *names)).casefold()
        return all(word in said for word in words)

    def _replace(self, fresh: "Sequence[EventRow]") -> None:
        self.beginResetModel()
        self._shown, self._lines = fresh, [None] * len(fresh)
        self.endResetModel()

    def _put_in(self, fresh: "Sequence[EventRow]", before: Mapping[int, str]) -> bool:
        """Whether the difference is a few new rows, and then they were inserted."""
        old = {each.id: each for each in self._shown}
        added = [row for row, each in enumerate(fresh) if each.id not in old]
        kept = [each.id for each in fresh if each.id in old]
        if len(added) > FEW or kept != list(old):
            return False
        shown = self._shown = list(self._shown)
        for row in added:
            self.beginInsertRows(QModelIndex(), row, row)
            shown.insert(row, fresh[row])
            self._lines.insert(row, None)
            self.endInsertRows()
        after = {row + 1 for row in added}  # its day may have its heading above it now
        self._shown = fresh
        for row, each in enumerate(fresh):
            was = old.get(each.id, each)
            same = (was is each or was == each) and self._ends.get(each.id) == before.get(each.id)
            if row in after or not same:
                self._lines[row] = None
                self.dataChanged.emit(self.index(row), self.index(row))
        return True
