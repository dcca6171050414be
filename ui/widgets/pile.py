"""Entries one below the other that can be added, taken out and moved."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

E = TypeVar("E", bound=QWidget)


class Pile(QVBoxLayout, Generic[E]):
    """The entries from top to bottom."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self.setSpacing(gap)
        self.entries: list[E] = []

    def put(self, entry: E) -> E:
        """One more at the end."""
        self.entries.append(entry)
        self.addWidget(entry)
        return entry

    def drop(self, entry: E) -> None:
        """Takes one out and deletes it."""
        self.entries.remove(entry)
        self.removeWidget(entry)
        entry.hide()
        entry.deleteLater()

    def move(self, entry: E, by: int) -> None:
        """One step up (-1) or down (1), if there is room."""
        at = self.entries.index(entry)
        if 0 <= at + by < len(self.entries):
            self.entries.insert(at + by, self.entries.pop(at))
            self.removeWidget(entry)
            self.insertWidget(at + by, entry)

    def show(self, entries: Iterable[E]) -> None:
        """Others instead of these."""
        for entry in list(self.entries):
            self.drop(entry)
        for entry in entries:
            self.put(entry)
