"""Beside an incident: earlier ones like it, why they are thought alike, and what solved them."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.language.sentence import worded
from ui.reviews import reads
from ui.theme.space import M, S
from ui.widgets.button import IconButton
from ui.widgets.card import Card
from ui.widgets.note import NoteView
from ui.widgets.pill import SeverityPill
from ui.widgets.rows import clear, row
from ui.widgets.text import ElidedLabel, Text
from ui.widgets.when import day_text

if TYPE_CHECKING:
    from datetime import datetime

    from app.changes import Changes
    from app.queries.similar import Similar

MOST = 3
LONG = 280  # characters of a solution that are shown


class SimilarCard(Card):
    """A side of the incidents page. `incident_wanted` carries a number."""

    incident_wanted = Signal(int)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.section.set_title(self.tr("Similar incidents"))
        self.setAccessibleName(self.tr("Similar incidents"))
        self._bridge = bridge
        self.number = 0
        self.shown: tuple[Similar, ...] | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(S)
        self.add(self._lines)
        bridge.changed.connect(self._hear)

    def show_incident(self, number: int) -> None:
        """This one from now on."""
        self.number, self.shown = number, None
        self.hide()
        self._ask()

    def _ask(self) -> None:
        if self.number:
            ask = partial(reads.similar, number=self.number, most=MOST)
            answer = partial(self._show, self.number)
            self._bridge.read(ask, answer, key=(id(self), "similar"))

    def _hear(self, changes: "Changes") -> None:
        """Only what is told of this one: a busy night elsewhere is no reason to look again."""
        mine = changes.everything or self.number in changes.ids("incident")
        if mine or changes.touch("review"):
            self._ask()

    def _show(self, number: int, found: "tuple[datetime, tuple[Similar, ...]]") -> None:
        now, rows = found
        if number != self.number or rows == self.shown:
            return
        self.shown = rows
        clear(self._lines)
        for place, each in enumerate(rows):
            if place:
                self._lines.addSpacing(M)
            self._add(each, now)
        self.setVisible(bool(rows))

    def _add(self, each: "Similar", now: "datetime") -> None:
        number = each.row.number
        words = self.tr("Show #%1").replace("%1", str(number))
        more = IconButton("chevron-right", words)
        more.clicked.connect(partial(self._open, number))
        head = row(
            SeverityPill(each.row.severity.value), ElidedLabel(f"#{number}", "strong"),
            Text(day_text(each.row.created_at, now), "small"), more,
        )  # fmt: skip
        head.setStretch(1, 1)
        self._lines.addLayout(head)
        self._lines.addWidget(Text(each.row.title, wrap=True))
        self._lines.addWidget(Text(worded(each.match.why), "caption", wrap=True))
        if each.solution:
            lead = self.tr("From its review") if each.reviewed else self.tr("What solved it")
            self._lines.addWidget(Text(lead, "caption"))
            view = NoteView()
            view.show_note(_short(each.solution))
            self._lines.addWidget(view)
        elif each.row.stage.open:
            self._lines.addWidget(Text(self.tr("Still open: is it the same?"), "warn", wrap=True))
        else:
            words = self.tr("What solved it was not written down.")
            self._lines.addWidget(Text(words, "muted", wrap=True))

    def _open(self, number: int, _on: bool = False) -> None:
        self.incident_wanted.emit(number)


def _short(text: str) -> str:
    return text if len(text) <= LONG else f"{text[: LONG - 1].rstrip()}…"
