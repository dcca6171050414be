"""The Alerts page: what senders complain about, how often, and the log of what they said."""

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.alerts import reads
from ui.alerts.columns import Words
from ui.alerts.detail import AlertDetail
from ui.alerts.reads import Heard
from ui.bridge import Bridge
from ui.language.numbers import counted
from ui.tables.kept import recall, remember
from ui.tables.table import RowTable
from ui.tables.view import TableView
from ui.theme import fonts
from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.card import Panel
from ui.widgets.chip import ChipBar
from ui.widgets.empty import EmptyState
from ui.widgets.menu import Menu
from ui.widgets.page import Page
from ui.widgets.rows import STRETCH, row
from ui.widgets.search import SearchField
from ui.widgets.split import Split
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.changes import Changes

DETAIL = 20  # em that the chosen one has at least


class AlertsPage(Page):
    """`incident_wanted` carries a number; `integrations_wanted` leads to where senders are set
    up."""

    incident_wanted = Signal(int)
    integrations_wanted = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.head.title.setText(self.tr("Alerts"))
        self.setAccessibleName(self.tr("Alerts"))
        self._bridge = bridge
        self._count = reads.PAGE
        self._asking = self._again = False
        self._stale = True
        self._build()
        self._connect()

    def _build(self) -> None:
        self.chips = ChipBar()
        self.chips.add("open", self.tr("Open"), on=True)
        self.search = SearchField(self.tr("Filter alerts"))
        self.search.setProperty("look", "sunken")
        self.head.add(self.chips)
        self.head.close_up()
        self.head.add_action(self.search)
        self.table = RowTable(Words(self._now).alerts(), parent=self)
        self.view = TableView(self.table, "alerts")
        self.view.setAccessibleName(self.tr("Alerts"))
        self.view.fold(("count", "service", "last", "incident"))
        self.view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.view.attach(self.search)
        self.view.fill_menu_with(self._fill_menu)
        self._told = Text(look="small")
        self._older = Button(self.tr("Show older ones"), "link", on_click=self._show_older)
        listing = Panel(self.view)
        listing.body.addLayout(row(self._told, STRETCH, self._older, margins=(S + 4, S, S + 4, S)))
        self.detail = AlertDetail(self._bridge, self._now)
        self._right = QStackedWidget()
        self._right.addWidget(Panel(EmptyState("bell", self.tr("Choose an alert to see its log."))))
        self._right.addWidget(self.detail)
        self._right.setMinimumWidth(fonts.em() * DETAIL)
        self._split = Split("alerts", [listing, self._right], [740, 380])
        self._stack = QStackedWidget()
        for part in (self._split, Panel(self._nothing_ever()), Panel(self._nothing_open())):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        recall(self.chips, "alerts", ("open",))
        self.chips.changed.connect(partial(remember, self.chips, "alerts", ("open",)))
        self.chips.changed.connect(self.ask)
        self.search.searched.connect(self._filter)
        self.view.chosen.connect(self._show_chosen)
        self.view.opened.connect(self._open)
        self.detail.opened.connect(self.incident_wanted)
        self._bridge.changed.connect(self._hear)
        self._bridge.opened.connect(self.ask)

    def ask(self) -> None:
        """Read, now or when the page is seen; never twice at a time."""
        if not self.isVisible() or self._bridge.post is None:
            self._stale = True
        elif self._asking:
            self._again = True
        else:
            self._asking, self._stale = True, False
            open_only = bool(self.chips.value("open"))
            question = partial(reads.heard, open_only=open_only, count=self._count)
            self._bridge.read(question, self._show, self._fail)

    def visit(self, target: object) -> None:
        """Show an alert by its id."""
        if isinstance(target, int) and not self.view.choose(target):
            self.chips.turn("open", False)
            self.ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            QTimer.singleShot(0, self, self.ask)

    def _show(self, heard: Heard) -> None:
        self._asking = False
        self.table.show(heard.rows)
        self._older.setVisible(heard.more)
        count = len(heard.rows)
        words = self.tr("1 alert") if count == 1 else self.tr("%1 alerts")
        self._told.setText(words.replace("%1", counted(count)))
        self._stack.setCurrentIndex(0 if heard.rows else 2 if heard.ever else 1)
        self._refresh_detail(heard.rows)
        if self._again:
            self._again = False
            self.ask()

    def _refresh_detail(self, rows: list[Any]) -> None:
        """The alert at the right, as it is now."""
        shown = self.detail.alert
        fresh = next((each for each in rows if shown is not None and each.id == shown.id), None)
        if fresh is not None and fresh != shown:
            self.detail.show_alert(fresh)

    def _fail(self, fault: Exception) -> None:
        self._asking = self._again = False
        self._stale = True
        self._bridge.failed.emit(fault)

    def _hear(self, changes: "Changes") -> None:
        if changes.touch("alert", "integration"):
            self.ask()

    def _filter(self, words: str) -> None:
        self.table.filter(words)

    def _show_chosen(self, rows: list[Any]) -> None:
        if rows:
            self._right.setCurrentWidget(self.detail)
            self.detail.show_alert(rows[0])

    def _open(self, alert: Any) -> None:
        if alert.incident is not None:
            self.incident_wanted.emit(alert.incident)

    def _show_older(self) -> None:
        self._count += reads.PAGE
        self.ask()

    def turn_open(self) -> None:
        """Only those that are open, or all."""
        self.chips.turn("open", not self.chips.value("open"))
        self.ask()

    def _show_all(self) -> None:
        self.chips.turn("open", False)
        self.ask()

    def _fill_menu(self, menu: Menu, rows: list[Any]) -> None:
        if rows[0].incident is not None:
            words = self.tr("Open incident #%1").replace("%1", str(rows[0].incident))
            menu.add(words, partial(self._open, rows[0]), "siren", "Enter")

    def _nothing_ever(self) -> QWidget:
        state = EmptyState(
            "bell",
            self.tr("Alerts land here as soon as a sender posts one."),
            self.tr("Point Alertmanager, PagerDuty's client or anything else at Watchbill."),
        )
        state.add_action(self.tr("Set up a sender"), self.integrations_wanted.emit, "primary")
        return state

    def _nothing_open(self) -> QWidget:
        state = EmptyState("circle-check", self.tr("No alert is open."), calm=True)
        state.add_action(self.tr("Show those that are over"), self._show_all)
        return state

    def _now(self) -> datetime:
        post = self._bridge.post
        return post.store.now() if post is not None else datetime.now(UTC)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_F and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)
