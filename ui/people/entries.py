"""A few calm lines that can be added and taken away: contacts, rules, time off."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.space import XS, S
from ui.widgets.button import IconButton
from ui.widgets.text import Text


class Entry(QWidget):
    """One line with a cross at its end, and below it what is wrong with it."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, drop_words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QHBoxLayout()
        self.line.setSpacing(S)
        self._below = Text(look="error", wrap=True)
        self.cross = IconButton("x", drop_words, on_click=self.dropped.emit)
        whole = QHBoxLayout()
        whole.setSpacing(XS)
        whole.addLayout(self.line, 1)
        whole.addWidget(self.cross)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addLayout(whole)
        layout.addWidget(self._below)
        self.tell("")

    def tell(self, sentence: str, look: str = "error") -> None:
        """What is wrong here, or how a test went; empty takes it away."""
        self._below.set_look(look)
        self._below.setText(sentence)
        self._below.setVisible(bool(sentence))
        self.setAccessibleDescription(sentence)

    @property
    def told(self) -> str:
        """What stands below."""
        return self._below.text()

    @property
    def wrong_now(self) -> bool:
        """Whether an error stands below."""
        return bool(self.told) and self._below.property("look") == "error"

    def begin(self) -> None:
        """Put the cursor where typing starts."""
        self.setFocus()


E = TypeVar("E", bound=Entry)


class Entries(QWidget, Generic[E]):
    """The lines, in order; a quiet sentence stands where there is none."""

    changed = Signal()

    def __init__(self, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.all: list[E] = []
        self._nothing = Text(nothing, "muted", wrap=True)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(S)
        self._body.addWidget(self._nothing)

    def add(self, entry: E) -> E:
        """One more, at the end."""
        self.all.append(entry)
        self._body.addWidget(entry)
        entry.changed.connect(self.changed)
        entry.dropped.connect(_Drop(self, entry))
        self._nothing.hide()
        return entry

    def drop(self, entry: E) -> None:
        """Take one out."""
        self.all.remove(entry)
        self._body.removeWidget(entry)
        entry.hide()
        entry.deleteLater()
        self._nothing.setVisible(not self.all)
        self.changed.emit()

    def clear(self) -> None:
        """Take all out, and tell nobody."""
        before = self.blockSignals(True)
        for entry in list(self.all):
            self.drop(entry)
        self.blockSignals(before)


class _Drop:
    """What the cross of an entry does."""

    def __init__(self, entries: "Entries[E]", entry: E) -> None:
        self._run: Callable[[], None] = lambda: entries.drop(entry)

    def __call__(self) -> None:
        self._run()
