"""The Services page: the catalogue at the left, one service with its senders at the right."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.bridge import Bridge
from ui.services import reads
from ui.services.columns import Words
from ui.services.editor import ServiceEditor
from ui.tables.table import RowTable
from ui.tables.view import TableView
from ui.widgets.button import Button
from ui.widgets.card import Panel
from ui.widgets.empty import EmptyState
from ui.widgets.page import Page
from ui.widgets.search import SearchField
from ui.widgets.split import Split

if TYPE_CHECKING:
    from app.changes import Changes
    from ui.services.reads import Listed


class ServicesPage(Page):
    """A service can be visited by its id. `guide_wanted` carries the key of a page of the guide."""

    guide_wanted = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.head.title.setText(self.tr("Services"))
        self.setAccessibleName(self.tr("Services"))
        self._bridge = bridge
        self._stale, self._asking = True, False
        self._wanted: int | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.search = SearchField(self.tr("Filter services"))
        self.search.setProperty("look", "sunken")
        self.adding = Button(
            self.tr("Add service"), "primary", icon_name="plus", on_click=self.begin
        )
        self.head.close_up()
        self.head.add_action(self.search)
        self.head.add_action(self.adding)
        self.table = RowTable(Words().services(), parent=self)
        self.view = TableView(self.table, "services")
        self.view.setAccessibleName(self.tr("Services"))
        self.view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.view.attach(self.search)
        self.view.fold(("needs", "slo", "policy", "team", "open"))
        self.editor = ServiceEditor(self._bridge)
        self._right = QStackedWidget()
        self._right.addWidget(Panel(EmptyState("layers", self.tr("Choose a service."))))
        self._right.addWidget(self.editor)
        self._split = Split("services", [Panel(self.view), self._right], [660, 460])
        self._stack = QStackedWidget()
        self._stack.addWidget(self._split)
        self._stack.addWidget(Panel(self._nothing()))
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.search.searched.connect(self.table.filter)
        self.view.chosen.connect(self._show_chosen)
        self.editor.saved.connect(self._saved)
        self.editor.guide_wanted.connect(self.guide_wanted)
        self.editor.removed.connect(self._removed)
        self._bridge.changed.connect(self._hear)
        self._bridge.opened.connect(self.ask)

    def ask(self) -> None:
        """Read, now or when the page is seen."""
        if not self.isVisible() or self._bridge.post is None:
            self._stale = True
            return
        self._stale, self._asking = False, True
        self._bridge.read(reads.listed, self._show, self._fail, key=(id(self), "list"))
        if self._right.currentWidget() is self.editor:
            self.editor.ask()

    def visit(self, target: object) -> None:
        """Show a service by its id."""
        if isinstance(target, int):
            self._open(target)

    def begin(self) -> None:
        """A new service at the right."""
        self._wanted = None
        self.view.clearSelection()
        self._stack.setCurrentWidget(self._split)
        self._right.setCurrentWidget(self.editor)
        self.editor.begin()

    def reading(self) -> bool:
        """Whether the list is still to come."""
        return self._stale or self._asking

    def add_sender(self) -> None:
        """An integration of the chosen service, or of the first."""
        if self.editor.ident is None:
            self.view.choose_first()
        self._right.setCurrentWidget(self.editor)
        self.editor.add_sender()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            QTimer.singleShot(0, self, self.ask)

    def _show(self, listed: "Listed") -> None:
        self._asking = False
        gone = self.editor.ident not in {row.id for row in listed.rows}
        self.view.blockSignals(gone)  # Qt would choose the neighbour of a row that goes
        self.table.show(listed.rows)
        if gone:
            self.view.clearSelection()
        self.view.blockSignals(False)
        self.editor.offer(listed)
        beginning = self._right.currentWidget() is self.editor
        some = bool(listed.rows) or beginning
        self._stack.setCurrentIndex(0 if some else 1)
        self.adding.setVisible(some)
        self.search.setVisible(some)
        if self._wanted is not None and self.view.choose(self._wanted):
            self._wanted = None
        elif not beginning and listed.rows:
            self.view.choose_first()

    def _fail(self, fault: Exception) -> None:
        self._stale, self._asking = True, False
        self._bridge.failed.emit(fault)

    def _hear(self, changes: "Changes") -> None:
        if changes.touch("service", "dependency", "integration", "health", "life_sign", "incident",
                         "affected", "team", "policy"):  # fmt: skip
            self.ask()

    def _show_chosen(self, rows: list[Any]) -> None:
        if rows:
            self._right.setCurrentWidget(self.editor)
            self.editor.open(rows[0].id)

    def _open(self, ident: int) -> None:
        if not self.view.choose(ident):
            self._wanted = ident
            self.ask()

    def _saved(self, ident: int) -> None:
        self._open(ident)

    def _removed(self, ident: int) -> None:
        self._right.setCurrentIndex(0)
        self.ask()

    def _nothing(self) -> QWidget:
        state = EmptyState(
            "layers",
            self.tr("A service is what can break: a site, a database, a provider."),
            self.tr("Alerts arrive for a service, and its policy says who is paged."),
        )
        state.add_action(self.tr("Add the first service"), self.begin, "primary")
        return state
