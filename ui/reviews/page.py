"""The Reviews page: those that are owed, being written and published; one at the right."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from models.kinds import ReviewState
from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.reviews import reads, writes
from ui.reviews.beginning import BeginningPanel
from ui.reviews.view import ReviewView
from ui.reviews.words import OVER, Words, own_zone
from ui.tables.column import Column
from ui.tables.kept import recall, remember
from ui.tables.table import RowTable
from ui.tables.view import ListView
from ui.theme import fonts
from ui.widgets.button import Button
from ui.widgets.card import Panel
from ui.widgets.chip import ChipBar
from ui.widgets.choices import Choice
from ui.widgets.empty import EmptyState
from ui.widgets.page import Page
from ui.widgets.picker import WIDE, ChoicePopup
from ui.widgets.search import SearchField
from ui.widgets.split import Split
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from app.changes import Changes
    from app.queries.review import ReviewRow
    from ui.reviews.reads import Listed, Opened

TOUCHING = ("review", "review_comment", "incident", "task", "setting", "person")
CHIPS = ("owed", *ReviewState)


class ReviewsPage(Page):
    """A review can be visited by its incident's number, also one that is not begun."""

    incident_wanted = Signal(int)
    followup_wanted = Signal(int)
    counted = Signal(int)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.head.title.setText(self.tr("Reviews"))
        self.setAccessibleName(self.tr("Reviews"))
        self._bridge = bridge
        self._stale, self.asking = True, False
        self._wanted: int | None = None
        self._number = 0
        self._starting = 0  # its review is to be begun
        self.seen: Listed | None = None
        self.words = Words(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.chips = ChipBar()
        self.chips.add("owed", self.words.state(None))
        for state in ReviewState:
            self.chips.add(state.value, self.words.state(state))
        self.search = SearchField(self.tr("Filter reviews"))
        self.search.setProperty("look", "sunken")
        self.head.add(self.chips, 1)
        self.start = Button(self.tr("Start a review…"), icon_name="plus",
                            on_click=self.ask_which).give_way()  # fmt: skip
        self.head.add_action(self.search)
        self.head.add_action(self.start)
        columns = [
            Column("title", self.tr("Incident"), lambda row: row.title, stretch=True),
            Column("number", "#", lambda row: f"#{row.number}"),
            Column("severity", self.tr("Severity"), lambda row: row.severity.value),
            Column("state", self.tr("State"), lambda row: self.words.state(row.state)),
        ]
        self.table = RowTable(columns, ident=lambda row: row.number, parent=self)
        self.list = ListView(self.table, brief=self.words.brief)
        self.list.setAccessibleName(self.tr("Reviews"))
        self.list.attach(self.search)
        self.view = ReviewView(self._bridge, self.words)
        self._right = QStackedWidget()
        self._right.addWidget(Panel(EmptyState("file-text", self.tr("Choose a review."))))
        self._right.addWidget(self.view)
        self.beginning = BeginningPanel()
        self._right.addWidget(self.beginning)
        self._left = QStackedWidget()
        self._left.addWidget(Panel(self.list))
        self._left.addWidget(
            Panel(EmptyState("circle-check", self.tr("None of these."), calm=True))
        )
        self._left.setMinimumWidth(fonts.em() * 13)
        self._stack = QStackedWidget()
        self._stack.addWidget(Split("reviews", [self._left, self._right], [340, 800]))
        self._stack.addWidget(Panel(self._nothing()))
        self.body.addWidget(self._stack, 1)
        self._toast = Toast(self)

    def _connect(self) -> None:
        self.search.searched.connect(self.table.filter)
        recall(self.chips, "reviews", CHIPS)
        self.chips.changed.connect(partial(remember, self.chips, "reviews", CHIPS))
        self.chips.changed.connect(self._refill)
        self.list.chosen.connect(self._choose)
        self.beginning.started.connect(self.begin)
        self.beginning.waived.connect(self.waive)
        self.beginning.incident_wanted.connect(self.incident_wanted)
        self.view.told.connect(self._toast.tell)
        self.view.incident_wanted.connect(self.incident_wanted)
        self.view.followup_wanted.connect(self.followup_wanted)
        self._bridge.changed.connect(self._hear)
        self._bridge.opened.connect(self.ask)

    def ask(self) -> None:
        """Read, now or when the page is seen."""
        if not self.isVisible() or self._bridge.post is None:
            self._stale = True
            return
        self._stale, self.asking = False, True
        self._bridge.read(reads.listed, self._show, self._fail, key=(id(self), "list"))
        if self._number:
            self._open(self._number)

    def visit(self, target: object) -> None:
        """Show the review of an incident, or offer to begin it."""
        if isinstance(target, int):
            self._wanted = target
            self._open(target)
            self.ask()

    @property
    def opened(self) -> bool:
        """Whether a review is shown that is begun."""
        return self._right.currentWidget() is self.view and self.view.shown is not None

    def reading(self) -> bool:
        """Whether the list, or the one that is chosen, is still to come."""
        showing = self._right.currentWidget()
        blank = showing is self._right.widget(0) or (showing is self.view and not self.opened)
        return self._stale or self.asking or (self._number > 0 and blank)

    def ask_which(self) -> None:
        """A review of which incident?"""
        self._bridge.read(reads.reviewable, self._offer, key=(id(self), "which"))

    def _offer(self, rows: "list[ReviewRow]") -> None:
        if not rows:
            self._toast.tell(self.tr("Every incident that is over has its review."))
            return
        owed = self.words.state(None)
        choices = [Choice(row.number, f"#{row.number} {row.title}", owed if row.owed_at else "",
                          severity=row.severity.value) for row in rows]  # fmt: skip
        popup = ChoicePopup(self)
        popup.setAccessibleName(self.tr("Start a review of"))
        popup.picked.connect(self._picked)
        popup.picked.connect(popup.close)
        popup.closed.connect(popup.deleteLater)
        popup.offer(self.start, choices, ems=WIDE)

    def _picked(self, choice: Choice) -> None:
        self._starting = int(str(choice.key))
        self.visit(self._starting)

    def begin(self, template: str = "") -> None:
        """Draft it from what is on record."""
        act = partial(writes.draft, number=self._number, by=self._bridge.actor(),
                      zone=own_zone(), template=template)  # fmt: skip
        self._bridge.write(act, self._begun, self._refused)

    def waive(self, reason: str) -> None:
        """No review of it is needed."""
        act = partial(writes.waive, number=self._number, reason=reason, by=self._bridge.actor())
        self._bridge.write(act, self._begun, self._refused)

    def _show(self, listed: "Listed") -> None:
        self.asking, self.seen = False, listed
        self.words.now = listed.now
        self._refill()
        self._stack.setCurrentIndex(0 if listed.rows or self._number else 1)
        self.counted.emit(sum(self.words.late(each) for each in listed.rows))
        if self._wanted is not None:
            self.list.choose(self._wanted)
            self._wanted = None
        elif not self._number:
            self.list.choose_first()

    def _refill(self) -> None:
        if self.seen is None:
            return
        on = {str(each) for each in self.chips.on()}
        rows = [each for each in self.seen.rows if not on or _state(each) in on]
        self.table.show(sorted(rows, key=self._place))
        self._left.setCurrentIndex(0 if rows else 1)
        for key in CHIPS:
            many = sum(_state(each) == key for each in self.seen.rows)
            state = ReviewState(key) if key != "owed" else None
            name = self.words.state(state)
            self.chips.chip(key).setText(f"{name} {many}" if many else name)

    def _place(self, row: "ReviewRow") -> tuple[bool, bool, bool, int]:
        """What is late first, then what nobody has begun; what is over last."""
        return row.state in OVER, not self.words.late(row), row.state is not None, -row.number

    def _choose(self, rows: list[Any]) -> None:
        if rows and rows[0].number != self._number:
            self._open(rows[0].number)

    def _open(self, number: int) -> None:
        self._number = number
        self._stack.setCurrentIndex(0)
        if self._bridge.post is not None:
            ask = partial(reads.opened, number=number)
            self._bridge.read(ask, self._show_one, self._fail, key=(id(self), "one"))

    def _show_one(self, found: "Opened") -> None:
        if found.number != self._number:
            return
        if found.detail is not None and found.detail.row.state is not ReviewState.WAIVED:
            self._right.setCurrentWidget(self.view)
            self.view.open(found.number)
            return
        self._right.setCurrentWidget(self.beginning)
        self.beginning.show_opened(found)
        if found.number == self._starting:
            self._starting = 0
            self.beginning.start.setFocus()

    def _begun(self, _: object) -> None:
        self._wanted = self._number
        self.ask()

    def _refused(self, fault: Exception) -> None:
        from app.errors import Refused

        if isinstance(fault, Refused):
            self.beginning.show_fault(fault_words(fault), fault.field or "")
        else:
            self._bridge.failed.emit(fault)

    def _fail(self, fault: Exception) -> None:
        self.asking = False
        self._bridge.failed.emit(fault)

    def _hear(self, changes: "Changes") -> None:
        if changes.touch(*TOUCHING):
            self.ask()

    def _nothing(self) -> QWidget:
        return EmptyState(
            "file-text",
            self.tr("What a team learns from an incident is written here."),
            self.tr("When a SEV1 or SEV2 is over, its review is owed and shows up by itself. Any "
                    "other incident that is over can be reviewed too: open it and press "
                    "“Start the review”."),
        )  # fmt: skip

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            QTimer.singleShot(0, self, self.ask)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)


def _state(row: "ReviewRow") -> str:
    return row.state.value if row.state else "owed"
