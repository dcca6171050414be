"""Beside an incident that is over: its review, or the button that begins it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.reviews import reads
from ui.reviews.words import Words
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text
from ui.widgets.when import ago_text

if TYPE_CHECKING:
    from app.changes import Changes
    from ui.reviews.reads import Opened


class ReviewCard(Card):
    """`review_wanted` carries the incident's number."""

    review_wanted = Signal(int)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.section.set_title(self.tr("Review"))
        self.setAccessibleName(self.tr("Review"))
        self._bridge = bridge
        self.words = Words(self)
        self.number = 0
        self.shown: Opened | None = None
        self.state = Text(look="muted", wrap=True)
        self.go = Button("", on_click=self._go)
        self.add(self.state)
        self.add(row(self.go, STRETCH))
        bridge.changed.connect(self._hear)

    def show_incident(self, number: int) -> None:
        """This one from now on."""
        self.number, self.shown = number, None
        self.hide()
        self._ask()

    def _ask(self) -> None:
        if self.number:
            ask = partial(reads.opened, number=self.number)
            self._bridge.read(ask, self._show, key=(id(self), "review"))

    def _hear(self, changes: "Changes") -> None:
        if changes.everything or self.number in changes.ids("incident"):
            self._ask()

    def _show(self, found: "Opened") -> None:
        if found.number != self.number:
            return
        self.shown = found
        self.setVisible(found.over or found.detail is not None)
        if found.detail is None:
            self.state.setText(self.tr("Drafted from what is on record; you correct it together."))
            self.go.setText(self.tr("Start the review"))
            return
        changed = found.detail.row.changed_at
        parts = [self.words.state(found.detail.row.state), found.detail.row.changed_by]
        parts += [ago_text(changed, found.now)] if changed else []
        self.state.setText(" · ".join(filter(None, parts)))
        self.go.setText(self.tr("Open the review"))

    def _go(self) -> None:
        self.review_wanted.emit(self.number)
