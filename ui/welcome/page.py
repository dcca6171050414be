"""Get started: the offers while there is nothing, then what is still to be set up."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.language.choice import Language, worn
from ui.theme import fonts
from ui.theme.space import L
from ui.welcome import reads, writes
from ui.welcome.offers import Offers
from ui.welcome.steps import Steps
from ui.widgets.bar import Bar
from ui.widgets.page import Page, ScrollPage
from ui.widgets.rows import STRETCH, column, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.changes import Changes
    from app.queries.setup import Setup

TOUCHING = ("person", "contact", "schedule", "rotation", "policy", "service", "integration", "feed",
            "alert", "incident")  # fmt: skip
WIDEST = 60  # ems


class WelcomePage(Page):
    """Leads elsewhere by its signals; `told` carries a sentence for the toast."""

    sample_wanted = Signal()
    connect_wanted = Signal()
    file_wanted = Signal()
    invite_wanted = Signal()
    wanted = Signal(str, object)
    told = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.head.title.setText(self.tr("Get started"))
        self.setAccessibleName(self.tr("Get started"))
        self._bridge = bridge
        self._stale = True
        self.seen: Setup | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.head.close_up()
        self.offers, self.steps = Offers(), Steps()
        self.lead = Text("", "muted", wrap=True)
        self.question = Bar(self.tr("Send a test alert?"),
                            self.tr("It opens an incident and pages whoever is on call."), "warn",
                            closable=False)  # fmt: skip
        self.yes = self.question.add_action(self.tr("Send it"), self._send, "primary")
        self.question.add_action(self.tr("Cancel"), self.question.hide)
        self.question.hide()
        middle = QWidget()
        middle.setMaximumWidth(fonts.em() * WIDEST)
        middle.setLayout(column(self.question, self.lead, self.offers, self.steps, STRETCH, gap=L))
        sheet = ScrollPage()
        line = row(middle, STRETCH)
        line.setStretch(0, 1000)
        sheet.add(line, 1)
        self.body.addWidget(sheet, 1)
        self.offers.hide()
        self.steps.hide()

    def _connect(self) -> None:
        self.offers.sample_wanted.connect(self.sample_wanted)
        self.offers.connect_wanted.connect(self.connect_wanted)
        self.offers.file_wanted.connect(self.file_wanted)
        self.offers.begin_wanted.connect(self.begin)
        self.steps.wanted.connect(self.wanted)
        self.steps.invite_wanted.connect(self.invite_wanted)
        self.steps.test_wanted.connect(self.test)
        self._bridge.changed.connect(self._hear)
        self._bridge.opened.connect(self.ask)

    def ask(self) -> None:
        """Read, now or when the page is seen."""
        if not self.isVisible() or self._bridge.post is None:
            self._stale = True
            return
        self._stale = False
        self._bridge.read(reads.seen, self._show, key=(id(self), "setup"))

    def begin(self) -> None:
        """The first person; what comes along does so in the language of this window."""
        spoken = worn()
        if spoken in (Language.GERMAN, Language.SPANISH):
            by = self._bridge.actor()
            self._bridge.write(partial(writes.begin_in, code=spoken.value, by=by))
        self.wanted.emit("people", "new")

    def test(self, integration: int) -> None:
        """Sends a test alert through an integration's own address."""
        act = partial(writes.send_test, integration=integration)
        self._bridge.read(act, self._tested, self._failed)  # it writes nothing itself

    def ask_test(self) -> None:
        """Says what a test alert does, before it does it."""
        self.question.show()
        self.yes.setFocus()

    def _send(self) -> None:
        self.question.hide()
        if self.seen is not None and self.seen.trial is not None:
            self.test(self.seen.trial)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            QTimer.singleShot(0, self, self.ask)

    def _show(self, seen: "Setup") -> None:
        self.seen = seen
        self.offers.setVisible(seen.empty)
        self.steps.show_setup(seen)
        self.steps.show()
        ready = all(seen.steps.values())
        self.lead.setText(
            self.tr("Whoever is on call is found, paged and paged again, until somebody answers.")
            if not ready
            else self.tr("All is set up. Whoever is on call will be found.")
        )

    def _tested(self, base: str) -> None:
        self.told.emit(self.tr("The engine at %1 took the test alert.").replace("%1", base))
        self.ask()

    def _failed(self, fault: Exception) -> None:
        self._bridge.failed.emit(fault)

    def _hear(self, changes: "Changes") -> None:
        if changes.touch(*TOUCHING):
            self.ask()
