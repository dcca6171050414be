"""The Follow-ups page: what is left to do after incidents, what is late first."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from models.kinds_learn import TaskState
from ui.bridge import Bridge
from ui.tables.kept import recall, remember
from ui.tables.table import RowTable
from ui.tables.view import ListView
from ui.tasks import reads, writes
from ui.tasks.editor import FollowupEditor
from ui.tasks.words import Words
from ui.widgets.button import Button
from ui.widgets.card import Panel
from ui.widgets.chip import ChipBar
from ui.widgets.empty import EmptyState
from ui.widgets.menu import Menu
from ui.widgets.page import Page
from ui.widgets.search import SearchField
from ui.widgets.split import Split
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from app.changes import Changes
    from ui.tasks.reads import Listed

TOUCHING = ("task", "ticket", "tracker", "person", "incident", "setting")
MINUTE = 60_000
ICONS = (
    (TaskState.DONE, "check"),
    (TaskState.UNDER_WAY, "play"),
    (TaskState.OPEN, "rotate-ccw"),
    (TaskState.DROPPED, "ban"),
)
KEPT = ("mine", "late", "nobody", "over")


class FollowupsPage(Page):
    """A follow-up can be visited by its id. `incident_wanted` carries a number, `counted` how many
    of mine are late, `trackers_wanted` asks for the settings."""

    incident_wanted = Signal(int)
    counted = Signal(int)
    trackers_wanted = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.head.title.setText(self.tr("Follow-ups"))
        self.setAccessibleName(self.tr("Follow-ups"))
        self._bridge = bridge
        self._stale, self.asking = True, False
        self._wanted: int | None = None
        self.seen: Listed | None = None
        self.words = Words(self)
        self._build()
        self._connect()
        self._clock = QTimer(self, interval=MINUTE)  # what is due becomes late by itself
        self._clock.timeout.connect(self.ask)
        self._clock.start()

    def _build(self) -> None:
        self.chips = ChipBar()
        self.chips.add("mine", self.tr("Mine"))
        self.chips.add("late", self.tr("Overdue"))
        self.chips.add("nobody", self.tr("Nobody's"))
        self.chips.add("over", self.tr("Done", "follow-ups"))
        self.search = SearchField(self.tr("Filter follow-ups"))
        self.search.setProperty("look", "sunken")
        self.new = Button(self.tr("Add follow-up"), "primary", icon_name="plus",
                          on_click=self.begin).give_way()  # fmt: skip
        self.head.add(self.chips, 1)
        self.head.add_action(self.search)
        self.head.add_action(self.new)
        self.table = RowTable(self.words.followups(), parent=self)
        self.view = ListView(self.table, brief=self.words.brief)
        self.view.setAccessibleName(self.tr("Follow-ups"))
        self.view.attach(self.search)
        self.view.setSelectionMode(ListView.SelectionMode.ExtendedSelection)
        self.view.fill_menu_with(self._fill_menu)
        self._add_key()
        self.editor = FollowupEditor(self._bridge, self.words)
        self._right = QStackedWidget()
        hint = self.tr("Space marks what is done; arrow keys go through the list.")
        nothing = EmptyState("list-checks", self.tr("Choose a follow-up."), hint)
        self._right.addWidget(Panel(nothing))
        self._right.addWidget(self.editor)
        self._left = QStackedWidget()
        self._left.addWidget(Panel(self.view))
        self._calm = EmptyState("circle-check", "", "", calm=True)
        self._left.addWidget(Panel(self._calm))
        self._split = Split("followups", [self._left, self._right], [500, 640])
        self._stack = QStackedWidget()
        self._stack.addWidget(self._split)
        self._stack.addWidget(Panel(self._nothing()))
        self.body.addWidget(self._stack, 1)
        self._toast = Toast(self)

    def _add_key(self) -> None:
        act = QAction(self.tr("Done"), self.view)
        act.setShortcut(QKeySequence(Qt.Key.Key_Space))
        act.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        act.triggered.connect(self._tick)
        self.view.addAction(act)

    def _tick(self, _on: bool = False) -> None:
        self.finish()

    def _connect(self) -> None:
        self.search.searched.connect(self.table.filter)
        recall(self.chips, "followups", KEPT)
        self.chips.changed.connect(partial(remember, self.chips, "followups", KEPT))
        self.chips.changed.connect(self._refill)
        self.view.chosen.connect(self._choose)
        self.editor.saved.connect(self._saved)
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
        self._bridge.read(reads.listed, self._show, self._fail, key=(id(self), "list"))

    def visit(self, target: object) -> None:
        """Show a follow-up by its id."""
        if isinstance(target, int):
            self._wanted = target
            self.ask()

    def begin(self) -> None:
        """A new one at the right."""
        self._stack.setCurrentIndex(0)
        self.view.clearSelection()
        self._right.setCurrentWidget(self.editor)
        self.editor.begin()

    def reading(self) -> bool:
        """Whether the list is still to come."""
        return self._stale or self.asking

    def finish(self, to: TaskState = TaskState.DONE) -> None:
        """What the Space key does: those chosen are done, or, if they were, open again."""
        rows = self.view.rows()
        over = bool(rows) and all(each.state is to for each in rows)
        for each in rows:
            self._move(each.id, TaskState.OPEN if over else to)

    def _show(self, listed: "Listed") -> None:
        self.asking, self.seen = False, listed
        self.words.know(listed.people, listed.now)
        self.editor.offer(listed)
        self._make_room(listed)
        self._refill()
        beginning = self._right.currentWidget() is self.editor and self.editor.row is None
        self._stack.setCurrentIndex(0 if listed.rows or beginning else 1)
        self._tell_count(listed)
        if self._wanted is not None and self.view.choose(self._wanted):
            self._wanted = None
        elif self.editor.row is None and not beginning:
            self.view.choose_first()

    def _make_room(self, listed: "Listed") -> None:
        """The one that is visited is shown, whatever the chips say."""
        row = next((each for each in listed.rows if each.id == self._wanted), None)
        if row is not None and not self._fits(row, set(self.chips.on())):
            for key in KEPT:
                self.chips.turn(key, key == "over" and row.state.over)

    def _refill(self) -> None:
        if self.seen is None:
            return
        on = set(self.chips.on())
        rows = [each for each in self.seen.rows if self._fits(each, on)]
        self.table.show(rows)
        self._left.setCurrentIndex(0 if rows else 1)
        self._say_calm(on)
        if self.editor.row is not None:
            ident = self.editor.row.id
            self.editor.hear(next((e for e in self.seen.rows if e.id == ident), None))

    def _fits(self, row: Any, on: set[Any]) -> bool:
        return (
            row.state.over is ("over" in on)
            and ("mine" not in on or row.owner_id == self._bridge.user_id)
            and ("late" not in on or self.words.late(row))
            and ("nobody" not in on or row.owner_id is None)
        )

    def _say_calm(self, on: set[Any]) -> None:
        if "over" in on:
            self._calm.tell(self.tr("Nothing was done yet."))
        elif on:
            self._calm.tell(self.tr("Nothing like that is left to do."))
        else:
            words = self.tr("Every follow-up is done.")
            self._calm.tell(words, self.tr("“Done” shows what was."))

    def _tell_count(self, listed: "Listed") -> None:
        late = [each for each in listed.rows if self.words.late(each)]
        chips = {"late": self.tr("Overdue"), "mine": self.tr("Mine")}
        mine = [e for e in listed.rows if not e.state.over and e.owner_id == self._bridge.user_id]
        for key, found in (("late", late), ("mine", mine)):
            self.chips.chip(key).setText(f"{chips[key]} {len(found)}" if found else chips[key])
        self.counted.emit(sum(each.owner_id == self._bridge.user_id for each in late))

    def _choose(self, rows: list[Any]) -> None:
        if len(rows) == 1:
            if self.editor.row is not None and self.editor.row.id == rows[0].id:
                return
            self._right.setCurrentWidget(self.editor)
            self.editor.open(rows[0])

    def _fill_menu(self, menu: Menu, rows: list[Any]) -> None:
        for state, icon in ICONS:
            move = partial(self._move_all, rows, state)
            menu.add(self.words.state(state), move, icon)
        menu.addSeparator()
        if self._bridge.user_id is not None:
            menu.add(self.tr("Give to me"), partial(self._take, rows), "user-check")
        if len(rows) == 1:
            show = partial(self.incident_wanted.emit, rows[0].number)
            menu.add(self.tr("Show the incident"), show, "siren")

    def _move_all(self, rows: list[Any], to: TaskState) -> None:
        for each in rows:
            self._move(each.id, to)

    def _move(self, ident: int, to: TaskState) -> None:
        act = partial(writes.move, ident=ident, to=to, by=self._bridge.actor())
        self._bridge.write(act, None, self._fail)

    def _take(self, rows: list[Any]) -> None:
        for each in rows:
            act = partial(writes.give, ident=each.id, to=self._bridge.user_id,
                          by=self._bridge.actor())  # fmt: skip
            self._bridge.write(act, None, self._fail)

    def _saved(self, ident: int) -> None:
        self._toast.tell(self.tr("Saved"))
        if self.editor.row is None:
            self._wanted = ident
        self.ask()

    def _fail(self, fault: Exception) -> None:
        self.asking = False
        self._bridge.failed.emit(fault)

    def _hear(self, changes: "Changes") -> None:
        if changes.touch(*TOUCHING):
            self.ask()

    def _nothing(self) -> QWidget:
        state = EmptyState(
            "list-checks",
            self.tr("What an incident leaves to do lands here."),
            self.tr("Each has an owner and a day by the severity of its incident; the owner is "
                    "reminded. Reviews and open tasks become follow-ups, or add one by hand."),
        )  # fmt: skip
        state.add_action(self.tr("Add follow-up"), self.begin, "primary")
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
