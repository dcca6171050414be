"""The tickets of a follow-up or problem: made, linked, seen, tried again."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.theme.space import S
from ui.tickets.line import TicketLine
from ui.tickets.verbs import TicketVerbs
from ui.widgets.button import Button
from ui.widgets.card import Section
from ui.widgets.field import LineField
from ui.widgets.menu import Menu
from ui.widgets.rows import STRETCH, clear, column, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.operations.ticket import About
    from app.queries.ticket import TicketRow, TrackerRow


class TicketsSection(Section):
    """`trackers_wanted`: none is set up, and somebody wants one."""

    trackers_wanted = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Tickets"), parent=parent)
        self._bridge = bridge
        self._verbs = TicketVerbs(bridge, self)
        self._verbs.done.connect(self._done)
        self._verbs.failed.connect(self._fail)
        self._about: About | None = None
        self._trackers: Sequence[TrackerRow] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(S)
        self.error = Text(look="error", wrap=True)
        self.error.hide()
        self.make = Button(self.tr("Make a ticket"), icon_name="plus", on_click=self._make)
        self.address = LineField(self.tr("or paste the address of one"), "link")
        self.address.setProperty("look", "sunken")
        self.address.setAccessibleName(self.tr("Address of a ticket that is there"))
        self.address.returnPressed.connect(self._link)
        self.none = Text(
            self.tr("Jira, GitHub or GitLab can follow along: set one up in the settings."),
            "small", wrap=True,
        )  # fmt: skip
        self.setup = Button(
            self.tr("Set up a tracker"), "quiet", on_click=self.trackers_wanted.emit
        )
        line = row(self.make, self.address)
        line.setStretch(1, 1)
        self.body.addLayout(self._lines)
        self.body.addLayout(line)
        self.body.addLayout(column(self.none, row(self.setup, STRETCH)))
        self.body.addWidget(self.error)

    def show_tickets(
        self,
        about: "About",
        tickets: "Sequence[TicketRow]",
        trackers: "Sequence[TrackerRow]",
    ) -> None:
        """Of this one from now on."""
        if about != self._about:
            self._complain("")
        self._about, self._trackers = about, trackers
        clear(self._lines)
        for each in tickets:
            self._lines.addWidget(TicketLine(each, self._verbs))
        for part in (self.make, self.address):
            part.setVisible(bool(trackers))
        self.none.setVisible(not trackers)
        self.setup.setVisible(not trackers)

    def _make(self) -> None:
        if len(self._trackers) == 1:
            self._want(self._trackers[0].id)
            return
        menu = Menu(parent=self)
        for each in self._trackers:
            menu.add(f"{each.name} ({each.project})", partial(self._want, each.id))
        menu.popup(self.make.mapToGlobal(self.make.rect().bottomLeft()))

    def _want(self, tracker: int) -> None:
        if self._about is not None:
            self._verbs.want(tracker, self._about)

    def _link(self) -> None:
        if self._about is not None and self.address.text().strip():
            self._verbs.link(self._about, self.address.text())

    def _done(self, linked: bool) -> None:
        if linked:
            self.address.clear()
        self._complain("")

    def _fail(self, fault: Exception) -> None:
        from app.errors import Refused

        if isinstance(fault, Refused):
            self._complain(fault_words(fault))
            self.address.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._bridge.failed.emit(fault)

    def _complain(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
