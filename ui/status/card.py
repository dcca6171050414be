"""Beside an incident: when the next update is due, what was said last, and the way to say more."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words, worded
from ui.status import reads, writes
from ui.status.compose import ComposeSheet
from ui.status.words import due_words
from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.check import Check
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text
from ui.widgets.when import ago_text

if TYPE_CHECKING:
    from datetime import datetime

    from app.changes import Changes
    from app.queries.status_update import Outlook

TOUCHING = ("incident", "status_update", "update_clock", "public_incident", "component",
            "component_span", "stakeholder", "update_template", "setting")  # fmt: skip
MINUTE = 20_000  # ms between two looks at the clock


class UpdateCard(Card):
    """A side of the incidents page."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(gap=S, parent=parent)
        self.section.set_title(self.tr("Tell people"))
        self.setAccessibleName(self.tr("Tell people"))
        self._bridge = bridge
        self._number = 0
        self.shown: Outlook | None = None
        self.sheet: ComposeSheet | None = None
        self._wanted: str | None = None
        self._build()
        bridge.changed.connect(self._hear)
        self._tick = QTimer(self, interval=MINUTE)
        self._tick.timeout.connect(self._tell_due)

    def _build(self) -> None:
        self.due, self.last = Text(wrap=True), Text(look="muted", wrap=True)
        self.inside = Text(look="muted", wrap=True)
        self.error = Text(look="error", wrap=True)
        self.begin = Button(self.tr("Write an update…"), icon_name="send", on_click=self.write)
        self.private = Check(self.tr("Keep this inside the house"))
        self.private.setToolTip(
            self.tr("Nothing of it goes to the status page, to groups or to subscribers.")
        )
        self.private.clicked.connect(self._keep)
        for part in (self.due, self.last, self.inside, self.error):
            self.add(part)
            part.hide()
        self.add(row(self.begin, STRETCH))
        self.add(self.private)

    def show_incident(self, number: int) -> None:
        """This one from now on."""
        self._number, self.shown = number, None
        self.hide()
        self._ask()

    def write(self, text: str = "") -> None:
        """Opens the composer, perhaps with words that were typed after `/update`."""
        if self.shown is None or self.shown.number != self._number:
            self._wanted = text
            return
        if self.sheet is not None:
            self.sheet.leave()
            self.sheet.deleteLater()
        self.sheet = ComposeSheet(self, self._bridge, self.shown, text)
        self.sheet.sent.connect(self._ask)
        self.sheet.open()

    def obey(self, number: int, text: str) -> None:
        """`/update words` in the incident's composer."""
        if number != self._number:
            self.show_incident(number)
        self.write(text)

    def _ask(self) -> None:
        if self._number:
            question = partial(reads.outlook, number=self._number)
            self._bridge.read(question, self._show, key=(id(self), "outlook"))

    def _hear(self, changes: "Changes") -> None:
        if self._number and changes.touch(*TOUCHING):
            self._ask()

    def _show(self, found: "Outlook") -> None:
        if found.number != self._number:
            return
        self.shown = found
        if self.sheet is not None and not self.sheet.isHidden():
            self.sheet.follow(found)
        self.private.setChecked(found.private)
        self.inside.setText(worded(found.inside))
        self.inside.setVisible(bool(found.inside))
        self._tell_due()
        said = found.said[-1] if found.said else None
        self.last.setVisible(said is not None)
        if said is not None:
            where = self.tr("on the status page") if said.public else ", ".join(said.audience)
            words = self.tr("Last: %1, by %2 (%3)").replace("%2", said.actor)
            words = words.replace("%1", ago_text(said.at, self._now()))
            self.last.setText(words.replace("%3", where or self.tr("inside")))
        self.show()
        self._tick.start()
        if self._wanted is not None:
            text, self._wanted = self._wanted, None
            self.write(text)

    def _tell_due(self) -> None:
        if self.shown is None or self._bridge.post is None:
            return
        words, late = due_words(self.shown.due_at, self._now())
        told = self.shown.stage.open and not self.shown.inside and self.shown.due_at is not None
        self.due.setText(words)
        self.due.set_look("warn" if late else "body")
        self.due.setVisible(told)

    def _now(self) -> "datetime":
        post = self._bridge.post
        assert post is not None, "something was read from it"
        return post.store.now()

    def _keep(self, private: bool) -> None:
        act = partial(
            writes.keep_private, number=self._number, private=private, by=self._bridge.actor()
        )
        self._bridge.write(act, None, self._fail)

    def _fail(self, fault: Exception) -> None:
        from app.errors import Conflict, Refused

        if isinstance(fault, Refused | Conflict):
            self.error.setText(fault_words(fault))
            self.error.show()
            self._ask()
        else:
            self._bridge.failed.emit(fault)
