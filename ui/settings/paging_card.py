"""How pages leave: the address in messages, how many go together, and the heartbeat."""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.meanwhile import Meanwhile
from ui.settings import writes
from ui.settings.address_section import AddressSection
from ui.settings.heartbeat_section import HeartbeatSection
from ui.theme import fonts
from ui.theme.space import XL, M
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.duration import DurationField, duration_text
from ui.widgets.field import Form
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Line, Text

if TYPE_CHECKING:
    from datetime import datetime

    from ui.settings.reads import Paging


class PagingCard(Card):
    """What is being typed outlives news from the database."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(padding=XL - 4, gap=M, parent=parent)
        self.section.set_title(self.tr("Paging"))
        self.setAccessibleName(self.tr("Paging"))
        self._bridge = bridge
        self._stored: timedelta | None = None
        self._build()

    def _build(self) -> None:
        self.address = AddressSection(self._bridge)
        self.add(self.address)
        self.form = Form()
        self.pace = DurationField()
        self.pace.setFixedWidth(fonts.em() * 7)
        self.form.add(
            "pace",
            self.tr("Time between two messages to a contact"),
            self.pace,
            self.tr(
                "The first page never waits. What comes meanwhile goes as one message, so that a "
                "storm can be read. 0 sends each page by itself."
            ),
        )
        self.save = Button(self.tr("Save"), "plain", on_click=self.save_pace)
        self.save.setAccessibleName(self.tr("Save the time between messages"))
        self.told = Text(look="good")
        self.meanwhile = Meanwhile(self._bridge)
        self.meanwhile.given_up.connect(self._use_theirs)
        self.form.body.addWidget(self.meanwhile)
        self.form.body.addLayout(row(self.save, self.told, STRETCH))
        self.pace.returnPressed.connect(self.save_pace)
        self.pace.textEdited.connect(self._typed)
        self.add(self.form)
        self.add(Line())
        self.heartbeat = HeartbeatSection(self._bridge)
        self.add(self.heartbeat)
        self.body.addStretch(1)

    def show_paging(self, found: "Paging", now: "datetime") -> None:
        """As it is stored."""
        untouched = self._stored is None or self.pace.value() == self._stored
        self._stored = found.pace
        if untouched:
            self.pace.set_value(found.pace)
        typing = self.pace.value() != found.pace
        self.meanwhile.hear(found.pace_stand, duration_text(found.pace), typing)
        self._typed()
        self.address.show_url(found.url_stand)
        self.heartbeat.show_beats(found, now)

    def save_pace(self) -> None:
        """As the button does."""
        span = self.pace.value()
        if span is None:
            wrong = self.tr("This is no length of time, such as 60s or 2m; 0 switches it off.")
            self.form.show_errors({"pace": wrong})
            return
        was = self.meanwhile.send()
        act = partial(writes.set_pace, span=span, by=self._bridge.actor(), was=was)
        self._bridge.write(act, self._saved, self._refused)

    def _saved(self, stamp: str) -> None:
        self.meanwhile.sent(stamp)
        self.form.show_errors({})
        self._stored = self.pace.value()
        self._typed()
        off = self._stored == timedelta()
        self.told.setText(self.tr("Saved: each page by itself.") if off else self.tr("Saved."))

    def _refused(self, fault: Exception) -> None:
        from app.errors import Refused

        if self.meanwhile.refused(fault):
            return
        if isinstance(fault, Refused):
            self.form.show_errors({"pace": fault_words(fault)})
        else:
            self._bridge.failed.emit(fault)

    def _use_theirs(self) -> None:
        self.pace.set_value(self._stored)
        self._typed()

    def _typed(self, _: str = "") -> None:
        same = self.pace.value() == self._stored
        self.save.setEnabled(not same)
        if not same:
            self.told.setText("")
