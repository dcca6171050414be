"""The People page: who answers and how each is reached; on a second tab, the teams they form."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from ui.bridge import Bridge
from ui.language.sentence import fault_words
from ui.people import readiness, reads
from ui.people.columns import Words
from ui.people.desk import Desk, Trade
from ui.people.person_form import PersonForm
from ui.people.readiness import ReadinessView
from ui.people.reads import PERSON, TEAM, Everybody, Zone
from ui.people.spec_form import SpecForm
from ui.people.team_form import TeamForm
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.page import Page
from ui.widgets.tabs import Tabs
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from app.changes import Changes
    from app.domain.workspace import PersonSpec, TeamSpec, TimeOffSpec
    from ui.people.reads import Touching

READY = "readiness"
SEEN = (PERSON, "contact", "message", "rule", "time_off", TEAM, "membership", "schedule",
        "rotation", "override", "service")  # fmt: skip
MINUTE = 60_000  # ms


class PeoplePage(Page):
    """`sample_wanted` is the shell's to fulfil; `replan_wanted` carries somebody who is on call in
    their time off."""

    sample_wanted = Signal()
    replan_wanted = Signal(int)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.head.title.setText(self.tr("People"))
        self.setAccessibleName(self.tr("People"))
        self._bridge = bridge
        self._asking = self._again = False
        self._stale = True
        self._known = Everybody([], [])
        self._zones: list[Zone] = []
        self._importing: QObject | None = None
        self._replanned = 0
        self._build()
        self._clock = QTimer(self, interval=MINUTE)  # who is on call changes by the clock too
        self._connect()
        self._clock.start()

    def _build(self) -> None:
        self.tabs = Tabs(
            [
                (PERSON, self.tr("People")),
                (TEAM, self.tr("Teams")),
                (READY, self.tr("Readiness")),
            ]
        )
        self.tabs.setAccessibleName(self.tr("People, teams or readiness"))
        self.tabs.setUsesScrollButtons(False)
        self.people = Desk(self._bridge, self._people_trade())
        self.teams = Desk(self._bridge, self._teams_trade())
        self.add = Button("", "primary", icon_name="plus", on_click=self._add).give_way()
        self.head.add(self.tabs)
        self.head.close_up()
        self.ready = ReadinessView(self._bridge)
        for part in (self.people.search, self.teams.search, self.ready.search, self.add):
            self.head.add_action(part)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.people)
        self._stack.addWidget(self.teams)
        self._stack.addWidget(self.ready)
        self.bar = Bar("", mood="warn")
        self.bar.add_action(self.tr("Re-plan…"), self._replan)
        self.bar.hide()
        self.body.addWidget(self.bar)
        self.body.addWidget(self._stack, 1)
        self._toast = Toast(self)
        self._turn(PERSON)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._turn)
        for desk in (self.people, self.teams):
            desk.removed.connect(self._tell_removed)
            desk.made.connect(self._greet)
        self.ready.opened.connect(self.visit)
        self.ready.told.connect(self._toast.tell)
        self._clock.timeout.connect(self.ask)
        self._bridge.changed.connect(self._hear)
        self._bridge.opened.connect(self.ask)

    # what others ask for

    def visit(self, target: object) -> None:
        """Show a person by id, "new" or "new team" for a form, "teams" or "readiness"."""
        if target == "new team":
            self._add_on(TEAM)
        if target in ("new team", "teams", READY):
            self.tabs.choose(READY if target == READY else TEAM)
            return
        self.tabs.choose(PERSON)
        if isinstance(target, int):
            self.people.go_to(target)
        elif target == "new":
            self.people.add()

    @property
    def me(self) -> int:
        """Who sits here; 0 while nobody is known."""
        return self._bridge.user_id or 0

    def add_time_off(self) -> None:
        """Of mine: one more line in my own form."""
        self.tabs.choose(PERSON)
        self.people.edit(self.me, _add_away)

    def prove(self) -> None:
        """Choose a contact to be tested."""
        self.tabs.choose(READY)
        self.ready.view.setFocus()

    def look_up(self) -> None:
        """What Ctrl+F does."""
        ready = self._stack.currentWidget() is self.ready
        (self.ready if ready else self._desk()).search.setFocus()

    def ask(self) -> None:
        """Read, now or when the page is seen; never twice at a time."""
        if not self.isVisible() or self._bridge.post is None:
            self._stale = True
        elif self._asking:
            self._again = True
        else:
            self._asking, self._stale = True, False
            self._bridge.read(reads.everybody, self._show, self._fail)
            if self._stack.currentWidget() is self.ready:
                self._bridge.read(readiness.look, self.ready.show_found, key=(id(self), READY))
            if not self._zones:
                self._bridge.read(reads.zones, self._show_zones, key=(id(self), "zones"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            QTimer.singleShot(0, self, self.ask)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.look_up()
        else:
            super().keyPressEvent(event)

    # inside

    def _desk(self) -> Desk:
        return self.people if self._stack.currentWidget() is self.people else self.teams

    def _show(self, known: Everybody) -> None:
        self._asking, self._known = False, known
        self.people.show_rows(known.people)
        self.teams.show_rows(known.teams)
        for editor in self.teams.editors():
            self._supply(editor.form)
        if self._again:
            self._again = False
            self.ask()

    def _show_zones(self, zones: list[Zone]) -> None:
        self._zones = zones
        for editor in self.people.editors():
            self._supply(editor.form)

    def _greet(self, form: SpecForm) -> None:
        """A form that was just made."""
        if isinstance(form, PersonForm):
            form.import_wanted.connect(self._import)
        self._supply(form)

    def _supply(self, form: SpecForm) -> None:
        """What the pickers of a form offer."""
        if isinstance(form, PersonForm):
            form.show_zones(self._zones)
        elif isinstance(form, TeamForm):
            form.show_people(self._known.people)

    def _import(self, path: str, zone: str) -> None:
        """The events of a calendar as time off, to be looked at before they are saved."""
        self._importing = self.sender()
        self._bridge.read(
            partial(reads.away_in, path=path, zone=zone), self._imported, self._unread
        )

    def _imported(self, found: "list[TimeOffSpec]") -> None:
        form = self._importing
        if isinstance(form, PersonForm) and isValid(form):
            form.show_away(found)
            self._toast.tell(
                self.tr("Found: %1. Save to keep them.").replace("%1", str(len(found)))
            )

    def _unread(self, fault: Exception) -> None:
        from app.errors import Fault

        if isinstance(fault, Fault):
            self._toast.tell(fault_words(fault).splitlines()[0], seconds=12)
        else:
            self._bridge.failed.emit(fault)

    def _look_at_shifts(self, changes: "Changes") -> None:
        """Somebody's time off was written here: which of their shifts lie in it?"""
        if changes.ours and changes.touch("time_off"):
            for ident in changes.ids(PERSON):
                self._bridge.read(partial(reads.touched, person=ident), self._tell_touched)

    def _tell_touched(self, found: "Touching") -> None:
        if not found.count:
            return
        self._replanned = found.person
        some = self.tr("%1 is on call in their time off.").replace("%1", found.name)
        count = self.tr("1 shift is to be re-planned") if found.count == 1 else self.tr(
            "%1 shifts are to be re-planned")  # fmt: skip
        self.bar.tell(some, count.replace("%1", str(found.count)), "warn")
        self.bar.enter()

    def _replan(self) -> None:
        self.bar.leave()
        self.replan_wanted.emit(self._replanned)

    def _fail(self, fault: Exception) -> None:
        self._asking = self._again = False
        self._stale = True
        self._bridge.failed.emit(fault)

    def _hear(self, changes: "Changes") -> None:
        self._look_at_shifts(changes)
        if changes.touch(*SEEN):
            self.ask()
            self.people.refresh()
            self.teams.refresh()

    def _turn(self, key: str) -> None:
        parts: dict[str, Desk | ReadinessView] = {PERSON: self.people, TEAM: self.teams}
        parts[READY] = self.ready
        self._stack.setCurrentWidget(parts[key])
        for name, part in parts.items():
            part.search.setVisible(name == key)
        self.add.setVisible(key != READY)
        self.add.setText(self.tr("Add a person") if key == PERSON else self.tr("Make a team"))
        if key == READY:
            self.ask()

    def _add(self) -> None:
        self._desk().add()

    def _tell_removed(self, name: str) -> None:
        self._toast.tell(self.tr("%1 was removed").replace("%1", name))

    def _people_trade(self) -> Trade:
        empty = EmptyState(
            "users",
            self.tr("The people who answer when something breaks."),
            self.tr("Add yourself first: a name, a time zone, and one way to reach you."),
        )
        empty.add_action(self.tr("Add a person"), partial(self._add_on, PERSON), "primary")
        empty.add_action(self.tr("Load a sample team"), self.sample_wanted.emit)
        unchosen = EmptyState(
            "user-round",
            self.tr("Choose a person to see how they are reached."),
            self.tr("Arrow keys go through the list, Enter edits."),
        )
        words, search = Words(), self.tr("Filter people")
        yields = ("zone", "contacts", "team", "duty")
        return Trade(PERSON, self.tr("People"), search, words.people(), yields, PersonForm,
                     _new_person, empty, unchosen)  # fmt: skip

    def _teams_trade(self) -> Trade:
        empty = EmptyState(
            "users",
            self.tr("A team is who answers together."),
            self.tr("Services and schedules belong to a team; a policy can page all of it."),
        )
        empty.add_action(self.tr("Make a team"), partial(self._add_on, TEAM), "primary")
        unchosen = EmptyState("users", self.tr("Choose a team to see who is in it."))
        words, search = Words(), self.tr("Filter teams")
        yields = ("owns", "managers")
        return Trade(TEAM, self.tr("Teams"), search, words.teams(), yields, TeamForm,
                     _new_team, empty, unchosen)  # fmt: skip

    def _add_on(self, key: str) -> None:
        self.tabs.choose(key)
        self._add()


def _add_away(form: SpecForm) -> None:
    if isinstance(form, PersonForm):
        form.add_away()


def _new_person() -> "PersonSpec":
    from app.domain.workspace import PersonSpec

    return PersonSpec("")


def _new_team() -> "TeamSpec":
    from app.domain.workspace import TeamSpec

    return TeamSpec("")
