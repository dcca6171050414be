"""The Incidents page: chips above; list, incident and facts side by side where there is room."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from ui.bridge import Bridge
from ui.incidents import reads
from ui.incidents.detail import IncidentDetail
from ui.incidents.drafts import Drafts
from ui.incidents.facts_column import FactsColumn
from ui.incidents.filters import FilterChips
from ui.incidents.listing import IncidentList
from ui.incidents.reads import Listed, Seen
from ui.incidents.row_menu import fill
from ui.incidents.seat import Seat
from ui.theme import fonts
from ui.theme.space import M
from ui.widgets.card import Panel
from ui.widgets.empty import EmptyState
from ui.widgets.page import Page
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from app.changes import Changes
    from app.queries.choice import ServiceChoice

ROOMY = 70  # ems; in a narrower page the facts fold away
SPLIT = "incidents/split"


class IncidentsPage(Page):
    """`declare_wanted` and `sample_wanted` are the shell's to fulfil; `shown_changed` carries the
    number of the incident on the screen."""

    declare_wanted = Signal()
    sample_wanted = Signal()
    shown_changed = Signal(int)
    counted = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.head.title.setText(self.tr("Incidents"))
        self.setAccessibleName(self.tr("Incidents"))
        self._bridge = bridge
        self.seat = Seat.on(bridge)
        self.drafts = Drafts(self)
        self._folded = False
        self._build()
        self._connect()
        self._add_keys()
        self._ask_services()

    def _build(self) -> None:
        self.chips = FilterChips()
        self.chips.be(self._bridge.user_id)
        self.head.add(self.chips, 1)
        self.list = IncidentList(self.seat)
        self.detail = IncidentDetail(self.seat, self.drafts)
        self.facts = FactsColumn(self.seat)
        self._right = QStackedWidget()
        self._right.addWidget(Panel(self._nothing_chosen()))
        self._right.addWidget(self.detail)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.list)
        self._split.addWidget(self._right)
        self._split.setStretchFactor(1, 1)
        self.list.setMinimumWidth(fonts.em() * 14)
        self._right.setMinimumWidth(fonts.em() * 22)
        self._line = QHBoxLayout()
        self._line.setSpacing(M)
        self._line.addWidget(self._split, 1)
        self._line.addWidget(self.facts)
        self.body.addLayout(self._line, 1)
        self.facts.hide()
        self._toast = Toast(self)
        state = QSettings().value(SPLIT)
        if state is None or not self._split.restoreState(state):
            self._split.setSizes([fonts.em() * 20, fonts.em() * 34])

    def _connect(self) -> None:
        self.chips.changed.connect(self._filter)
        self.list.chosen.connect(self._show)
        self.list.opened.connect(self._enter)
        self.list.answered.connect(self._count)
        self.list.declared.connect(self.declare_wanted)
        self.list.sampled.connect(self.sample_wanted)
        self.list.cleared.connect(self._clear)
        self.list.view.fill_menu_with(partial(fill, self))
        self.detail.seen.connect(self._show_facts)
        self.detail.facts_wanted.connect(self._flip_facts)
        self.facts.changed.connect(self.detail.change)
        self.facts.left.connect(self._hide_facts)
        self.seat.acts.told.connect(self._tell)
        self.seat.acts.failed.connect(self._fail)
        self._split.splitterMoved.connect(self._keep_split)
        self._bridge.changed.connect(self._hear)
        self._bridge.opened.connect(self._begin)

    # what others ask for

    def open_incident(self, number: int) -> None:
        """Show one, whatever the filter says."""
        self.list.go_to(number)
        self._show(number)

    def acknowledge(self) -> None:
        """What the A key does."""
        self._with_number(self.seat.acts.acknowledge)

    def resolve(self) -> None:
        """What the R key does: asks what solved it."""
        if self._right.currentWidget() is self.detail:
            self.detail.head.ask_resolve()

    def escalate(self) -> None:
        """What the E key does."""
        self._with_number(self.seat.acts.escalate)

    def note(self) -> None:
        """What the N key does."""
        if self.detail.number:
            self.detail.composer.write()

    def look_up(self) -> None:
        """What Ctrl+F does."""
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    # inside

    def _add_keys(self) -> None:
        """Single letters never reach a field that is typed in: it takes them first."""
        for keys, words, act in (
            ("A", self.tr("Acknowledge"), self.acknowledge),
            ("R", self.tr("Resolve…"), self.resolve),
            ("N", self.tr("Write a note"), self.note),
            ("E", self.tr("Page the next level now"), self.escalate),
            ("Ctrl+F", self.tr("Filter incidents"), self.look_up),
            ("F2", self.tr("Edit the title"), self.detail.head.title.edit),
            ("Alt+Down", self.tr("Next incident"), partial(self.list.step, 1)),
            ("Alt+Up", self.tr("Previous incident"), partial(self.list.step, -1)),
        ):
            action = QAction(words, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(_Call(act))
            self.addAction(action)

    def _with_number(self, act: "object") -> None:
        if self.detail.number and callable(act):
            act(self.detail.number)

    def _begin(self) -> None:
        self.chips.be(self._bridge.user_id)
        self._ask_services()

    def _filter(self) -> None:
        self.list.show_wanted(self.chips.wanted())

    def _clear(self) -> None:
        self.list.search.clear()
        self.chips.clear()

    def _show(self, number: int) -> None:
        self._right.setCurrentWidget(self.detail)
        self.detail.show_number(number)
        self.shown_changed.emit(number)

    def _enter(self, number: int) -> None:
        self._show(number)
        self.detail.timeline.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self, listed: Listed) -> None:
        self.chips.show_counts(listed.counts)
        self.counted.emit(listed.counts)
        if not self.detail.number and listed.ids:
            self.list.go_to(listed.ids[0])
            self._show(listed.ids[0])

    def _show_facts(self, seen: Seen) -> None:
        self.facts.show_seen(seen)
        self._fold()

    def _tell(self, words: str, undo: object) -> None:
        self._toast.tell(words, undo if callable(undo) else None)

    def _fail(self, fault: Exception) -> None:
        from app.errors import Refused

        if isinstance(fault, Refused):
            self.detail.news.tell(self.tr("Not done."), str(fault), "warn")
        else:
            self._bridge.failed.emit(fault)

    def _keep_split(self) -> None:
        QSettings().setValue(SPLIT, self._split.saveState())

    def _hear(self, changes: "Changes") -> None:
        if changes.touch("service"):
            self._ask_services()

    def _ask_services(self) -> None:
        if self._bridge.post is not None:
            self._bridge.read(reads.services, self._show_services, key=(id(self), "services"))

    def _show_services(self, services: "list[ServiceChoice]") -> None:
        self.chips.show_services([(service.id, service.name) for service in services])

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """A column of its own where there is room, else hidden until asked for."""
        narrow = self.width() < fonts.em() * ROOMY
        shown = self.detail.shown is not None
        if narrow != self._folded:
            self._folded = narrow
            if narrow:
                self._line.removeWidget(self.facts)
            else:
                self._line.addWidget(self.facts)
        self.detail.head.show_facts_button(narrow)
        self.facts.setVisible(shown and (not narrow or self.facts.isVisible()))
        if narrow and self.facts.isVisible():
            self.facts.float_over(self._right, True)

    def _flip_facts(self) -> None:
        if self.facts.isVisible():
            self._hide_facts()
        else:
            self.facts.show()
            self.facts.float_over(self._right, self._folded)
            self.facts.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hide_facts(self) -> None:
        if self._folded:
            self.facts.hide()

    def _nothing_chosen(self) -> QWidget:
        return EmptyState(
            "mouse-pointer-click",
            self.tr("Choose an incident to see its story."),
            self.tr("Arrow keys go through the list; A acknowledges, N notes, R resolves."),
        )


class _Call:
    """A slot that drops the action's `checked`."""

    def __init__(self, act: "object") -> None:
        self._act = act

    def __call__(self, _on: bool = False) -> None:
        if callable(self._act):
            self._act()
