"""The Status page screen: how everything is, what is planned, who is told, in which words."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.bridge import Bridge
from ui.language.sentence import worded
from ui.status import reads
from ui.status.page_pane import PagePane
from ui.status.parts_pane import PartsPane
from ui.status.people_pane import PeoplePane
from ui.status.templates_pane import TemplatesPane
from ui.status.works_pane import WorksPane
from ui.widgets.button import Button
from ui.widgets.card import Panel
from ui.widgets.page import Page
from ui.widgets.pill import Dot
from ui.widgets.rows import row
from ui.widgets.tabs import Tabs
from ui.widgets.text import Text
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from app.changes import Changes
    from ui.status.reads import Desk

TOUCHING = ("component", "status_view", "component_span", "public_incident", "maintenance",
            "subscriber", "stakeholder", "stakeholder_member", "update_template",
            "setting",
            "service")  # fmt: skip
LOCAL = "http://127.0.0.1:8420"
MOODS = {"none": "good", "maintenance": "info", "minor": "warn", "major": "alarm",
         "critical": "alarm"}  # fmt: skip


class StatusPage(Page):
    """Five panes."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.head.title.setText(self.tr("Status page"))
        self.setAccessibleName(self.tr("Status page"))
        self._bridge = bridge
        self._stale, self.asking = True, False
        self.desk: Desk | None = None
        self._build()
        bridge.changed.connect(self._hear)
        bridge.opened.connect(self.ask)

    def _build(self) -> None:
        self.dot, self.words = Dot(), Text(look="muted")
        self.head.add(self.dot)
        self.head.add(self.words)
        self.head.close_up()
        self.look = Button(self.tr("Look at it"), icon_name="external-link", on_click=self.visit_it)
        self.adding = Button(
            self.tr("Add a part"), "primary", icon_name="plus", on_click=self.begin
        )
        self.head.add_action(self.look)
        self.head.add_action(self.adding)
        self.tabs = Tabs([
            ("parts", self.tr("Parts")), ("works", self.tr("Maintenance")),
            ("people", self.tr("Who is told")), ("templates", self.tr("Templates")),
            ("page", self.tr("The page")),
        ])  # fmt: skip
        self.tabs.setAccessibleName(self.tr("Status page"))
        self.panes = {
            "parts": PartsPane(self._bridge), "works": WorksPane(self._bridge),
            "people": PeoplePane(self._bridge), "templates": TemplatesPane(self._bridge),
            "page": PagePane(self._bridge),
        }  # fmt: skip
        self._stack = QStackedWidget()
        self._toast = Toast(self)
        for pane in self.panes.values():
            self._stack.addWidget(pane)
            pane.told.connect(self._tell)
        self.tabs.chosen.connect(self._turn)
        panel = Panel()
        panel.body.addLayout(row(self.tabs))
        panel.body.addWidget(self._stack, 1)
        self.body.addWidget(panel, 1)

    def visit(self, target: object) -> None:
        """Show a pane by its key."""
        if isinstance(target, str) and target in self.panes:
            self.tabs.choose(target)
        self.ask()

    def visit_it(self) -> None:
        """In the browser, where its readers look."""
        base = self.desk.page.url.rstrip("/") if self.desk and self.desk.page.url else LOCAL
        QDesktopServices.openUrl(QUrl(f"{base}/status"))

    def ask(self) -> None:
        """Read it again; while hidden, when it is shown."""
        if not self.isVisible() or self._bridge.post is None:
            self._stale = True
            return
        self._stale, self.asking = False, True
        self._bridge.read(reads.desk, self._show, self._fail, key=(id(self), "desk"))

    def _show(self, desk: "Desk") -> None:
        self.asking, self.desk = False, desk
        self.dot.show_mood(MOODS.get(desk.board.indicator, "quiet"))
        off = self.tr("Switched off: nobody sees it")
        self.words.setText(worded(desk.board.words) if desk.page.on else off)
        for part in (self.dot, self.words):
            part.setVisible(bool(desk.rows) or not desk.page.on)
        for pane in self.panes.values():
            pane.show_desk(desk)
        self._turn(self.tabs.tabData(self.tabs.currentIndex()))

    def _turn(self, key: str) -> None:
        pane = self.panes[key]
        self._stack.setCurrentWidget(pane)
        words = {"parts": self.tr("Add a part"), "works": self.tr("Plan maintenance")}
        self.adding.setText(words.get(key, ""))
        listed = self.desk is not None and bool(
            self.desk.rows if key == "parts" else self.desk.works
        )
        self.adding.setVisible(key in words and listed)

    def begin(self) -> None:
        """Something new in the pane that is shown: a part, maintenance."""
        pane = self._stack.currentWidget()
        if isinstance(pane, PartsPane | WorksPane):
            pane.begin()

    def begin_on(self, key: str) -> None:
        """Something new in a pane."""
        self.tabs.choose(key)
        pane = self.panes[key]
        if isinstance(pane, PartsPane | WorksPane | PeoplePane | TemplatesPane):
            pane.begin()

    def _tell(self, words: str) -> None:
        self._toast.tell(words)
        self.ask()

    def _fail(self, fault: Exception) -> None:
        self._stale, self.asking = True, False
        self._bridge.failed.emit(fault)

    def _hear(self, changes: "Changes") -> None:
        if changes.touch(*TOUCHING):
            self.ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            QTimer.singleShot(0, self, self.ask)
