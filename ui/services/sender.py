"""One integration: where its sender must post, how it fares, another key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.language.numbers import counted
from ui.language.sentence import worded
from ui.services.columns import FORMATS
from ui.theme.space import S
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.paste_line import PasteLine
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.text import ElidedLabel, Text, set_flag
from ui.widgets.when import ago_text

if TYPE_CHECKING:
    from datetime import datetime

    from ui.services.reads import Sender


class SenderView(QWidget):
    """`renewed` and `removed` after the user said yes; `asked` carries the question's bar."""

    renewed = Signal(object)
    removed = Signal(object)
    asked = Signal(object)

    def __init__(self, sender: "Sender", now: "datetime", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = sender
        self._build(now)
        self.setAccessibleName(sender.row.name)

    def _build(self, now: "datetime") -> None:
        told = self._told.row
        self._asking = QVBoxLayout()
        renew = Button(self.tr("Renew key"), "link", on_click=self._ask_renew)
        remove = Button(self.tr("Remove"), "link", on_click=self._ask_remove)
        for button in (renew, remove):
            button.setAccessibleName(f"{button.text()}: {told.name}")
        head = row(Text(told.name, "strong"), Text(FORMATS[told.format], "small"), STRETCH)
        lines = (PasteLine(worded(each.label), each.value) for each in self._told.addresses)
        health = ElidedLabel(self._health(now), "small")
        if not told.last_at:
            set_flag(health, "look", "warn")
        acts = row(health, renew, remove, gap=S)
        acts.setStretch(0, 1)
        layout = column(head, *lines, acts, self._asking, gap=S)
        self.setLayout(layout)

    def _health(self, now: "datetime") -> str:
        told = self._told.row
        if told.last_at is None and not told.refused:
            return self.tr("Nothing was heard yet")
        counts = self.tr("%1 taken · %2 dropped · %3 refused")
        figures = {"%1": told.accepted, "%2": told.dropped, "%3": told.refused}
        for mark, count in figures.items():
            counts = counts.replace(mark, counted(count))
        if told.last_at is None:
            return counts
        return f"{ago_text(told.last_at, now)} · {counts}"

    def _ask_renew(self) -> None:
        words = self.tr("The old key stops working at once; the sender needs the new one.")
        self._ask(words, self.tr("Renew key"), self._renew)

    def _ask_remove(self) -> None:
        words = self.tr("What it sends is refused from then on; its alerts stay.")
        self._ask(words, self.tr("Remove"), self._remove)

    def _ask(self, words: str, act: str, yes: Callable[[], object]) -> None:
        clear(self._asking)
        bar = Bar("", words, "warn")
        bar.add_action(act, yes, "danger")
        bar.closed.connect(self._forget)
        self._asking.addWidget(bar)
        self.asked.emit(bar)

    def _forget(self) -> None:
        clear(self._asking)

    def _renew(self) -> None:
        self.renewed.emit(self._told)

    def _remove(self) -> None:
        self.removed.emit(self._told)
