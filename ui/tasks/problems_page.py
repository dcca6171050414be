"""The Problems page: the causes behind incidents, what is known, and how to live with them."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.bridge import Bridge
from ui.tables.kept import recall, remember
from ui.tables.table import RowTable
from ui.tables.view import ListView
from ui.tasks import reads
from ui.tasks.problem_editor import ProblemEditor
from ui.tasks.words import Words
from ui.widgets.button import Button
from ui.widgets.card import Panel
from ui.widgets.chip import ChipBar
from ui.widgets.empty import EmptyState
from ui.widgets.page import Page
from ui.widgets.search import SearchField
from ui.widgets.split import Split
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from app.changes import Changes
    from ui.tasks.reads import Gathered

TOUCHING = ("problem", "problem_incident", "ticket", "tracker", "person", "service", "incident")


class ProblemsPage(Page):
    """A problem can be visited by its id. `incident_wanted` carries a number."""

    incident_wanted = Signal(int)
    trackers_wanted = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.head.title.setText(self.tr("Problems"))
        self.setAccessibleName(self.tr("Problems"))
        self._bridge = bridge
        self._stale, self.asking = True, False
        self._wanted: int | None = None
        self.seen: Gathered | None = None
        self.words = Words(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.chips = ChipBar()
        self.chips.add("ended", self.tr("Also fixed and closed"))
        self.search = SearchField(self.tr("Filter problems"))
        self.search.setProperty("look", "sunken")
        self.new = Button(
            self.tr("New problem"), "primary", icon_name="plus", on_click=self.begin
        ).give_way()
        self.head.add(self.chips, 1)
        self.head.add_action(self.search)
        self.head.add_action(self.new)
        self.table = RowTable(self.words.problems(), parent=self)
        self.view = ListView(self.table, brief=self.words.problem_brief)
        self.view.setAccessibleName(self.tr("Problems"))
        self.view.attach(self.search)
        self.editor = ProblemEditor(self._bridge, self.words)
        self._right = QStackedWidget()
        self._right.addWidget(Panel(EmptyState("layers", self.tr("Choose a problem."))))
        self._right.addWidget(self.editor)
        self._split = Split("problems", [Panel(self.view), self._right], [460, 680])
        self._stack = QStackedWidget()
        self._stack.addWidget(self._split)
        self._stack.addWidget(Panel(self._nothing()))
        self.body.addWidget(self._stack, 1)
        self._toast = Toast(self)

    def _connect(self) -> None:
        self.search.searched.connect(self.table.filter)
        recall(self.chips, "problems", ("ended",))
        self.chips.changed.connect(partial(remember, self.chips, "problems", ("ended",)))
        self.chips.changed.connect(self._refill)
        self.view.chosen.connect(self._choose)
        self.editor.saved.connect(self._saved)
        self.editor.removed.connect(self._removed)
        self.editor.incident_wanted.connect(self.incident_wanted)
        self.editor.tickets.trackers_wanted.connect(self.trackers_wanted)
        self._bridge.changed.connect(self._hear)
        self._bridge.opened.connect(self.ask)

    def ask(self) -> None:
        """Read, now or when the page is seen."""
        if not self.isVisible() or self._bridge.post is None:
            self._stale = True
            return
        self._stale, self.asking = False, True
        self._bridge.read(reads.gathered, self._show, self._fail, key=(id(self), "list"))

    def visit(self, target: object) -> None:
        """Show a problem by its id."""
        if isinstance(target, int):
            self._wanted = target
            self.ask()

    def begin(self) -> None:
        """A new one at the right."""
        self._stack.setCurrentIndex(0)
        self.view.clearSelection()
        self._right.setCurrentWidget(self.editor)
        self.editor.begin()

    def _show(self, found: "Gathered") -> None:
        self.asking, self.seen = False, found
        self.words.know(found.people, found.now)
        self.editor.offer(found)
        self._refill()
        beginning = self._right.currentWidget() is self.editor and self.editor.row is None
        self._stack.setCurrentIndex(0 if found.rows or beginning else 1)
        if self._wanted is not None:
            row = next((each for each in found.rows if each.id == self._wanted), None)
            if row is not None and row.state.over:
                self.chips.turn("ended")
                self._refill()
            self.view.choose(self._wanted)
            self._wanted = None
        elif self.editor.row is None and not beginning:
            self.view.choose_first()

    def _refill(self) -> None:
        if self.seen is None:
            return
        ended = bool(self.chips.value("ended"))
        self.table.show([each for each in self.seen.rows if ended or not each.state.over])
        if self.editor.row is not None:
            ident = self.editor.row.id
            self.editor.hear(next((e for e in self.seen.rows if e.id == ident), None))

    def _choose(self, rows: list[Any]) -> None:
        if rows and (self.editor.row is None or self.editor.row.id != rows[0].id):
            self._right.setCurrentWidget(self.editor)
            self.editor.open(rows[0])

    def _saved(self, ident: int) -> None:
        self._toast.tell(self.tr("Saved"))
        if self.editor.row is None:
            self._wanted = ident
        self.ask()

    def _removed(self) -> None:
        self._right.setCurrentIndex(0)
        self.ask()

    def _fail(self, fault: Exception) -> None:
        self.asking = False
        self._bridge.failed.emit(fault)

    def _hear(self, changes: "Changes") -> None:
        if changes.touch(*TOUCHING):
            self.ask()

    def _nothing(self) -> QWidget:
        state = EmptyState(
            "layers",
            self.tr("A problem is the cause behind incidents that come again."),
            self.tr("It gathers them, keeps what is known of the cause, and shows its work-around "
                    "beside the next incident like them."),
        )  # fmt: skip
        state.add_action(self.tr("Write down the first"), self.begin, "primary")
        return state

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            QTimer.singleShot(0, self, self.ask)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)
