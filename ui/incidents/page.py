"""The Incidents page: chips above; list, incident and facts side by side where there is room."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ui.bridge import Bridge
from ui.drafts import Drafts
from ui.incidents import reads
from ui.incidents.filters import FilterChips
from ui.incidents.listing import IncidentList
from ui.incidents.reads import Listed
from ui.incidents.room import LEAST, low, lowest, narrow, reserve
from ui.incidents.row_menu import fill
from ui.incidents.seat import Seat
from ui.incidents.side import Extra
from ui.incidents.verbs import Call, deeds, verbs
from ui.language.sentence import fault_words
from ui.theme import fonts
from ui.theme.space import M
from ui.widgets.button import IconButton
from ui.widgets.card import Panel
from ui.widgets.page import Page
from ui.widgets.split import Split
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from app.changes import Changes
    from app.queries.choice import ServiceChoice
    from ui.incidents.detail import IncidentDetail
    from ui.incidents.facts_column import FactsColumn
    from ui.incidents.rest import Make, Rest

TELL = "update"  # the command of another screen that the head has a button for


class IncidentsPage(Page):
    """`declare_wanted` and `sample_wanted` are the shell's to fulfil; `shown_changed` carries the
    number on the screen, `counted` the `Counts`. With `keys=False` the caller binds the
    keys of its verbs itself. A `swift` one is no more than its list, until anybody asks for more or
    `glimpsed` (the first rows are there, or cannot be had) was told."""

    declare_wanted = Signal()
    sample_wanted = Signal()
    shown_changed = Signal(int)
    counted = Signal(object)
    glimpsed = Signal()

    def __init__(
        self,
        bridge: Bridge,
        *,
        keys: bool = True,
        swift: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.head.title.setText(self.tr("Incidents"))
        self.setAccessibleName(self.tr("Incidents"))
        self._bridge = bridge
        self.seat = Seat.on(bridge)
        self.drafts = Drafts(bridge, self)
        self._rest: Rest | None = None
        self._sides: list[tuple[Make, bool]] = []  # until there is a rest
        self._later = 0  # the incident that was chosen before the database was open
        self._answered = False  # the list, for the first time
        self._empty = False  # no incident is listed, and none is shown
        self._build()
        self._connect()
        if not swift:
            self.complete()
        if keys:
            self._add_keys()
        self._ask_services()

    def _build(self) -> None:
        self.chips = FilterChips()
        self.chips.be(self._bridge.user_id)
        self.head.add(self.chips, 1)
        self.list = IncidentList(self.seat)
        self.list.stage = self  # also while the page says that nothing ever happened
        self._export = IconButton("download", self.tr("Export as CSV"))
        self._export.clicked.connect(Call(self.list.view.export))
        self.head.add_action(self._export)
        wide, high = LEAST  # what is shown in a roomy page would else be the least of the window
        self.setMinimumSize(fonts.em() * wide, fonts.em() * high)
        self._right = QStackedWidget()
        self._right.addWidget(Panel())
        self.list.setMinimumWidth(fonts.em() * 13)
        self._right.setMinimumWidth(fonts.em() * 20)
        self._split = Split("incidents", [self.list, self._right], [320, 518])
        self._normal = QWidget()
        self._line = QHBoxLayout(self._normal)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(M)
        self._line.addWidget(self._split, 1)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._normal)
        self.body.addWidget(self._whole, 1)

    def _connect(self) -> None:
        self.chips.changed.connect(self._filter)
        self.list.chosen.connect(self._show)
        self.list.opened.connect(self._enter)
        self.list.answered.connect(self._count)
        self.list.cleared.connect(self._clear)
        self.list.over_wanted.connect(self.chips.show_over)
        self.list.view.fill_menu_with(partial(fill, self))
        self.list.view.exported.connect(self._tell_export)
        self.seat.acts.told.connect(self._tell)
        self.seat.acts.failed.connect(self._fail)
        self.seat.acts.late.connect(self._offer_again)
        self.seat.acts.led.connect(self._follow)
        self._split.splitterMoved.connect(self._fold)
        self._bridge.changed.connect(self._hear)
        self._bridge.opened.connect(self._begin)

    # what stands beside the list

    @property
    def detail(self) -> "IncidentDetail":
        """The chosen incident."""
        return self.complete().detail

    @property
    def facts(self) -> "FactsColumn":
        """The column at its right."""
        return self.complete().facts

    @property
    def number(self) -> int:
        """The incident that is shown; 0 for none."""
        return self._rest.detail.number if self._rest is not None else 0

    def complete(self) -> "Rest":
        """Makes all that is not the list, once."""
        if self._rest is None:
            from ui.incidents import nothing
            from ui.incidents.rest import Rest

            declare = self.declare_wanted.emit
            self._rest = Rest(self.seat, self.drafts, self._line, self._right, declare)
            never = nothing.ever(declare, self.sample_wanted.emit)
            self._whole.addWidget(Panel(never))
            self._toast = Toast(self)
            self._connect_rest(self._rest)
        return self._rest

    def _connect_rest(self, rest: "Rest") -> None:
        rest.facts.ties.opened.connect(self.open_incident)
        rest.detail.head.tell_wanted.connect(self.tell)
        rest.room.make_empty(self._empty)
        self._fold()
        rest.add_sides(self._sides)
        self._sides = []

    def glimpse(self, file: "Path") -> None:
        """The first rows of an embedded database, before it is opened; then `glimpsed`."""
        question = partial(reads.glimpsed, file, self.list.wanted)
        self._bridge.run(question, self._show_glimpse, self._lose_glimpse)

    def _show_glimpse(self, listed: Listed | None) -> None:
        if listed is not None:
            self.list.show_glimpse(listed)
        self.glimpsed.emit()

    def _lose_glimpse(self, _fault: Exception) -> None:
        self.glimpsed.emit()

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

    @property
    def reading(self) -> bool:
        """Whether the list, or what is chosen in it, is still to come."""
        number = self.number
        return not self._answered or (number > 0 and self.detail.head.about != number)

    def add_side(self, make: "Make", *, early: bool = False) -> None:
        """A card of another screen, below the tasks or `early` above them; see `Side`."""
        if self._rest is None:
            self._sides.append((make, early))
        else:
            self.facts.add_side(make(self._bridge), early=early)

    def add_command(self, word: str, words: str, run: "Callable[[int, str], None]") -> None:
        """`/word rest` in the composer, of another screen; `words` say what it does."""
        self.detail.composer.extras.append(Extra(word, words, run))
        if word == TELL:
            self.detail.head.can_tell()

    def acknowledge(self) -> None:
        """What the A key does."""
        if self.number:
            self.seat.acts.acknowledge(self.number)

    def escalate(self) -> None:
        """What the E key does: says whom it wakes."""
        if self.number:
            self.detail.ask_escalate(self.number)

    def resolve(self) -> None:
        """What the R key does: asks what solved it."""
        if self.number:
            self.detail.ask_resolve(self.number)

    def hand(self) -> None:
        """H: whom to call instead of all others."""
        if self.number:
            self.detail.composer.write("/page ")

    def note(self) -> None:
        """What the N key does."""
        if self.number:
            self.detail.composer.write()

    def edit_title(self) -> None:
        """What F2 does."""
        if self.detail.head.about == self.number:  # else it is the title of another still
            self.detail.head.title.edit()

    def look_up(self) -> None:
        """What Ctrl+F does."""
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    def tell(self) -> None:
        """T: customers and colleagues how it stands."""
        self.detail.commanding.run(TELL)

    def choose_severity(self) -> None:
        """Another severity, from the menu of its pill."""
        self.detail.head.severity.ask()

    def catch_up(self) -> None:
        """U: what somebody who comes late must know."""
        self.detail.catch_up()

    # inside

    def _add_keys(self) -> None:
        """Single letters never reach a field that is typed in: it takes them first."""
        known = deeds(self)
        for verb in verbs():
            action = QAction(verb.words, self)
            action.setShortcut(QKeySequence(verb.keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(Call(known[verb.key].run))
            self.addAction(action)

    def be_somebody_else(self) -> None:
        """Another person sits at the bridge: what is "mine", and who acts, has changed."""
        self.chips.be(self._bridge.user_id)
        self.list.ask()
        self.detail.ask()

    def _begin(self) -> None:
        self.be_somebody_else()
        self._ask_services()
        if self._later:
            self.open_incident(self._later)

    def _filter(self) -> None:
        self.list.show_wanted(self.chips.wanted())

    def _clear(self) -> None:
        self.list.search.clear()
        self.chips.clear()

    def _show(self, number: int) -> None:
        if self._bridge.post is None:  # its draft cannot be known yet
            self._later = number
            return
        self._later = 0
        self._right.setCurrentWidget(self.detail)
        self.complete().room.make_empty(False)
        self.detail.show_number(number)
        self.shown_changed.emit(number)

    def _enter(self, number: int) -> None:
        self._show(number)
        self.detail.timeline.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self, listed: Listed) -> None:
        self._answered = True
        self.chips.show_counts(listed.counts)
        self.counted.emit(listed.counts)
        known = listed.known or bool(self.number)
        self._whole.setCurrentIndex(0 if known else 1)
        self.chips.setVisible(known)
        self._export.setVisible(known)
        self._empty = not self.number and not listed.ids
        if self._rest is not None:
            self._rest.room.make_empty(self._empty)
        if not self.number and not self._later and listed.ids and self._bridge.post is not None:
            self.open_incident(listed.ids[0])

    def _follow(self, left: int, number: int) -> None:
        """To where work goes on; whoever looks at something else is left there."""
        if self.number == left:
            self.open_incident(number)

    def _tell(self, words: str, undo: object) -> None:
        self._toast.tell(words, undo if callable(undo) else None)

    def _tell_export(self, path: str) -> None:
        self._toast.tell(self.tr("Exported to %1").replace("%1", path))

    def _fail(self, fault: Exception) -> None:
        from app.errors import Conflict, Refused

        if isinstance(fault, Refused | Conflict):
            self.detail.news.tell(self.tr("Not done."), fault_words(fault), "warn")
        else:
            self._bridge.failed.emit(fault)

    def _offer_again(self, fault: Exception, again: "Callable[[], None]") -> None:
        bar = self.detail.news.tell(self.tr("Somebody was faster."), fault_words(fault))
        bar.add_action(self.tr("Save mine"), partial(self._again, again))

    def _again(self, act: "Callable[[], None]") -> None:
        self.detail.news.clear()
        act()

    def _hear(self, changes: "Changes") -> None:
        if changes.touch("service", "tag"):
            self._ask_services()

    def _ask_services(self) -> None:
        if self._bridge.post is not None:
            self._bridge.read(reads.services, self._show_services, key=(id(self), "services"))
            self._bridge.read(reads.tags, self.chips.show_tags, key=(id(self), "tags"))

    def _show_services(self, services: "list[ServiceChoice]") -> None:
        self.chips.show_services([(service.id, service.name) for service in services])

    # room

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.wake()
        self.seat.ages.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.seat.ages.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        if self._rest is None:
            reserve(self._line, self)
        else:
            self._rest.room.fold(narrow(self))
            self._rest.detail.make_low(low(self), lowest=lowest(self))
