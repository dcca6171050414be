"""The Policies page: each policy as a picture of who is called when nobody answers; its editor."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.policies import reads
from ui.policies.card import PolicyCard
from ui.policies.editor import PolicyEditor
from ui.theme import fonts
from ui.theme.space import M
from ui.widgets.avatar import face_of
from ui.widgets.button import Button
from ui.widgets.card import Panel
from ui.widgets.empty import EmptyState
from ui.widgets.page import Page, ScrollPage
from ui.widgets.rows import clear
from ui.widgets.text import ElidedLabel
from ui.widgets.when import clock_text

if TYPE_CHECKING:
    from app.changes import Changes
    from ui.policies.reads import Seen

TOUCHING = ("policy", "level", "target", "service", "person", "contact", "rule", "team",
            "membership", "schedule", "rotation", "override", "channel", "time_off")  # fmt: skip
MINUTE = 60_000
WIDE = 62  # ems from which two cards stand side by side


class PoliciesPage(Page):
    """A policy can be visited by its id."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.head.title.setText(self.tr("Policies"))
        self.setAccessibleName(self.tr("Policies"))
        self._bridge = bridge
        self._stale, self._asking = True, False
        self._columns = 0
        self._wanted: int | None = None
        self.seen: Seen | None = None
        self._filled: Seen | None = None  # what the cards show
        self.cards: list[PolicyCard] = []
        self._build()
        bridge.changed.connect(self._hear)
        bridge.opened.connect(self.ask)
        self._clock = QTimer(self, interval=MINUTE)  # shifts change by themselves
        self._clock.timeout.connect(self.ask)
        self._clock.start()

    def _build(self) -> None:
        self.told = ElidedLabel("", "muted")
        self.head.add(self.told, 1)
        self.adding = Button(self.tr("Add policy"), "primary", icon_name="plus")
        self.adding.clicked.connect(self.begin)
        self.head.add_action(self.adding)
        self.sheet = ScrollPage(gap=M)
        self._row = QHBoxLayout()
        self._row.setSpacing(M)
        self.sheet.add(self._row)
        self.sheet.body.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sheet)
        self._stack.addWidget(Panel(self._nothing()))
        self.editor = PolicyEditor(self._bridge)
        self.editor.saved.connect(self._saved)
        self.editor.removed.connect(self._close)
        self.editor.left.connect(self._close)
        self._stack.addWidget(self.editor)
        self.body.addWidget(self._stack, 1)

    def ask(self) -> None:
        """Read, now or when the page is seen."""
        if not self.isVisible() or self._bridge.post is None:
            self._stale = True
            return
        self._stale, self._asking = False, True
        self._bridge.read(reads.seen, self._show, self._fail, key=(id(self), "policies"))

    def begin(self) -> None:
        """A new policy; what is open in the editor stays."""
        if self._stack.currentWidget() is not self.editor:
            self.edit(None)

    def edit(self, ident: int | None) -> None:
        """The editor, on a stored policy or a new one."""
        people = self.seen.people.items() if self.seen else ()
        faces = {name: face_of(who.name, who.full_name, who.colour) for name, who in people}
        self.adding.hide()
        self.told.setText("")
        self.editor.open(ident, faces)
        self._stack.setCurrentWidget(self.editor)

    def _saved(self, ident: int) -> None:
        self._close()
        self.visit(ident)

    def _close(self, _: object = None) -> None:
        self._stack.setCurrentIndex(0)
        self.adding.show()
        self.ask()

    def visit(self, target: object) -> None:
        """Show a policy by its id."""
        self._wanted = target if isinstance(target, int) else None
        self._reveal()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            QTimer.singleShot(0, self, self.ask)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._columns != self._fitting():
            self._fill()

    def _show(self, seen: "Seen") -> None:
        self._asking = False
        before, self.seen = self._filled, seen
        same = before is not None and before.policies == seen.policies
        same = same and before is not None and before.people == seen.people
        if self._stack.currentWidget() is self.editor:
            self.editor.ask()
            return
        self._stack.setCurrentIndex(0 if seen.policies else 1)
        words = self.tr("Who would be paged at %1").replace("%1", clock_text(seen.now))
        self.told.setText(words if seen.policies else "")
        if not same:
            self._fill()
        self._reveal()

    def _fill(self) -> None:
        """Every card into the shortest column."""
        clear(self._row)
        self.cards = []
        self._columns = self._fitting()
        self._filled = self.seen
        if self.seen is None:
            return
        people = self.seen.people.items()
        faces = {name: face_of(who.name, who.full_name, who.colour) for name, who in people}
        columns = [QVBoxLayout() for _ in range(self._columns)]
        heights = [0] * self._columns
        for column in columns:
            column.setSpacing(M)
            self._row.addLayout(column, 1)
        for policy in self.seen.policies:
            card = PolicyCard(policy, faces)
            card.edit_wanted.connect(self.edit)
            at = heights.index(min(heights))
            heights[at] += card.sizeHint().height()
            columns[at].addWidget(card)
            self.cards.append(card)
        for column in columns:
            column.addStretch(1)

    def _fitting(self) -> int:
        return 2 if self.width() >= fonts.em() * WIDE else 1

    def _reveal(self) -> None:
        for card in self.cards:
            if card.policy.id == self._wanted:
                self._wanted = None
                self.sheet.ensureWidgetVisible(card)

    def _fail(self, fault: Exception) -> None:
        self._stale, self._asking = True, False
        self._bridge.failed.emit(fault)

    def _hear(self, changes: "Changes") -> None:
        if changes.touch(*TOUCHING):
            self.ask()

    def _nothing(self) -> QWidget:
        state = EmptyState(
            "arrow-up-right",
            self.tr("A policy says who is called, and who next when nobody answers."),
            self.tr("Give services one, and their alerts reach people."),
        )
        state.add_action(self.tr("Make the first policy"), self.begin, "primary")
        return state
