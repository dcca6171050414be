"""The Incidents page: chips above; list, incident and facts side by side where there is room."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

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
from ui.incidents.side import Extra
from ui.incidents.verbs import Call, Verb, verbs_of
from ui.theme import fonts
from ui.theme.space import M
from ui.widgets.button import IconButton
from ui.widgets.card import Panel
from ui.widgets.empty import EmptyState
from ui.widgets.page import Page
from ui.widgets.split import Split
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.changes import Changes
    from app.queries.choice import ServiceChoice

ROOMY = 62  # ems; in a narrower page the facts fold away


class IncidentsPage(Page):
    """`declare_wanted` and `sample_wanted` are the shell's to fulfil; `shown_changed` carries the
    number on the screen, `counted` the `Counts`. With `keys=False` the caller registers `verbs()`
    as shortcuts itself."""

    declare_wanted = Signal()
    sample_wanted = Signal()
    shown_changed = Signal(int)
    counted = Signal(object)

    def __init__(self, bridge: Bridge, *, keys: bool = True, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.head.title.setText(self.tr("Incidents"))
        self.setAccessibleName(self.tr("Incidents"))
        self._bridge = bridge
        self.seat = Seat.on(bridge)
        self.drafts = Drafts(bridge, self)
        self._folded = True
        self._build()
        self._connect()
        if keys:
            self._add_keys()
        self._ask_services()

    def _build(self) -> None:
        self.chips = FilterChips()
        self.chips.be(self._bridge.user_id)
        self.head.add(self.chips, 1)
        self.list = IncidentList(self.seat)
        self.list.stage = self  # also while the page says that nothing ever happened
        self.detail = IncidentDetail(self.seat, self.drafts)
        self.facts = FactsColumn(self.seat)
        self._export = IconButton("download", self.tr("Export as CSV"))
        self._export.clicked.connect(Call(self.list.view.export))
        self.head.add_action(self._export)
        self._right = QStackedWidget()
        self._right.addWidget(Panel(self._nothing_chosen()))
        self._right.addWidget(self.detail)
        self.list.setMinimumWidth(fonts.em() * 14)
        self._right.setMinimumWidth(fonts.em() * 20)
        self._split = Split("incidents", [self.list, self._right], [320, 518])
        self._normal = QWidget()
        self._line = QHBoxLayout(self._normal)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(M)
        self._line.addWidget(self._split, 1)
        self.facts.setParent(self._normal)  # in a column of its own once there is room
        self.facts.hide()
        self._whole = QStackedWidget()
        self._whole.addWidget(self._normal)
        self._whole.addWidget(Panel(self._nothing_ever()))
        self.body.addWidget(self._whole, 1)
        self._toast = Toast(self)

    def _connect(self) -> None:
        self.chips.changed.connect(self._filter)
        self.list.chosen.connect(self._show)
        self.list.opened.connect(self._enter)
        self.list.answered.connect(self._count)
        self.list.cleared.connect(self._clear)
        self.list.view.fill_menu_with(partial(fill, self))
        self.list.view.exported.connect(self._tell_export)
        self.detail.seen.connect(self._show_facts)
        self.detail.facts_wanted.connect(self._flip_facts)
        self.facts.changed.connect(self.detail.change)
        self.facts.left.connect(self._hide_facts)
        self.facts.ties.opened.connect(self.open_incident)
        self.detail.head.extra.help_wanted.connect(self._call_help)
        self.seat.acts.told.connect(self._tell)
        self.seat.acts.failed.connect(self._fail)
        self._split.splitterMoved.connect(self._fold)
        self._bridge.changed.connect(self._hear)
        self._bridge.opened.connect(self._begin)

    # what others ask for

    def visit(self, target: object) -> None:
        """Show an incident by its number, whatever the filter says."""
        if isinstance(target, int):
            self.open_incident(target)

    def open_incident(self, number: int) -> None:
        """As `visit`."""
        self._whole.setCurrentWidget(self._normal)
        self.list.go_to(number)
        self._show(number)

    def show_slice(self, title: str, numbers: "Sequence[int]") -> None:
        """Only the incidents behind a figure of another page."""
        self._whole.setCurrentWidget(self._normal)
        self.list.search.clear()
        self.chips.show_slice(title, numbers)

    def verbs(self) -> tuple[Verb, ...]:
        """What can be done here, for the key map and the palette."""
        return verbs_of(self)

    def add_side(self, make: "Callable[[Bridge], QWidget]") -> None:
        """A card of another screen, below the tasks; see `Side`."""
        self.facts.add_side(make(self._bridge))

    def add_command(self, word: str, words: str, run: "Callable[[int, str], None]") -> None:
        """`/word rest` in the composer, of another screen; `words` say what it does."""
        self.detail.composer.extras.append(Extra(word, words, run))

    def acknowledge(self) -> None:
        """What the A key does."""
        if self.detail.number:
            self.seat.acts.acknowledge(self.detail.number)

    def escalate(self) -> None:
        """What the E key does: says whom it wakes."""
        self.detail.head.ask_escalate()

    def resolve(self) -> None:
        """What the R key does: asks what solved it."""
        self.detail.head.ask_resolve()

    def hand(self) -> None:
        """H: whom to call instead of all others."""
        if self.detail.number:
            self.detail.composer.write("/page ")

    def note(self) -> None:
        """What the N key does."""
        if self.detail.number:
            self.detail.composer.write()

    def look_up(self) -> None:
        """What Ctrl+F does."""
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    def catch_up(self) -> None:
        """U: what somebody who comes late must know."""
        self.detail.catch_up()

    # inside

    def _call_help(self) -> None:
        if not self.facts.isVisible():
            self._flip_facts()
        self.facts.help.choose()

    def _add_keys(self) -> None:
        """Single letters never reach a field that is typed in: it takes them first."""
        for verb in self.verbs():
            action = QAction(verb.words, self)
            action.setShortcut(QKeySequence(verb.keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(Call(verb.run))
            self.addAction(action)

    def be_somebody_else(self) -> None:
        """Another person sits at the bridge: what is "mine", and who acts, has changed."""
        self.chips.be(self._bridge.user_id)
        self.list.ask()
        self.detail.ask()

    def _begin(self) -> None:
        self.be_somebody_else()
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
        known = listed.known or bool(self.detail.number)
        self._whole.setCurrentIndex(0 if known else 1)
        self.chips.setVisible(known)
        self._export.setVisible(known)
        if not self.detail.number and listed.ids:
            self.open_incident(listed.ids[0])

    def _show_facts(self, seen: Seen) -> None:
        self.facts.show_seen(seen)

    def _tell(self, words: str, undo: object) -> None:
        self._toast.tell(words, undo if callable(undo) else None)

    def _tell_export(self, path: str) -> None:
        self._toast.tell(self.tr("Exported to %1").replace("%1", path))

    def _fail(self, fault: Exception) -> None:
        from app.errors import Refused

        if isinstance(fault, Refused):
            self.detail.news.tell(self.tr("Not done."), str(fault), "warn")
        else:
            self._bridge.failed.emit(fault)

    def _hear(self, changes: "Changes") -> None:
        if changes.touch("service"):
            self._ask_services()

    def _ask_services(self) -> None:
        if self._bridge.post is not None:
            self._bridge.read(reads.services, self._show_services, key=(id(self), "services"))

    def _show_services(self, services: "list[ServiceChoice]") -> None:
        self.chips.show_services([(service.id, service.name) for service in services])

    # room

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.wake()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """The facts have a column of their own where there is room, else wait to be asked for."""
        narrow = self.width() < fonts.em() * ROOMY
        if narrow != self._folded:
            self._folded = narrow
            if narrow:
                self._line.removeWidget(self.facts)
                self.facts.hide()
            else:
                self.facts.float_over(self._right, False)
                self._line.addWidget(self.facts)
        self.detail.head.show_facts_button(narrow)
        if not narrow:
            self.facts.show()
        elif self.facts.isVisible():
            self.facts.float_over(self._right, True)

    def _flip_facts(self) -> None:
        if self.facts.isVisible():
            self._hide_facts()
            return
        self.facts.show()
        self.facts.float_over(self._right, True)
        self.facts.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hide_facts(self) -> None:
        if self._folded:
            self.facts.hide()

    def _nothing_chosen(self) -> QWidget:
        return EmptyState(
            "mouse-pointer-click",
            self.tr("Choose an incident to see its story."),
            self.tr("Arrow keys go through the list."),
        )

    def _nothing_ever(self) -> QWidget:
        state = EmptyState(
            "siren",
            self.tr("Incidents land here when something breaks."),
            self.tr(
                "An alert opens one by itself; anybody can declare one in ten seconds. "
                "Nothing is broken now."
            ),
        )
        state.add_action(self.tr("Declare incident"), self.declare_wanted.emit, "primary")
        state.add_action(self.tr("Load a sample team"), self.sample_wanted.emit)
        return state
