"""The tray: how things stand as an icon and in words, and what can be done without the window."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from models.kinds import Source
from ui.shell import tray_words as words
from ui.shell.calls import Calls
from ui.shell.tray_icon import Mood, tray_icon
from ui.widgets.menu import Menu

if TYPE_CHECKING:
    from app.changes import Changes
    from app.queries.glance import Glance
    from app.queries.incident_row import IncidentRow
    from app.store import Store

KINDS = ("incident", "assignment", "person", "schedule", "rotation", "slot", "override",
         "override_person")  # fmt: skip
OFTEN = 60_000  # ms: shifts begin and end without anybody writing anything
QUIET = 3_600_000  # ms
SOON = 2_500  # ms in which a new incident may begin to page me
CLICKS = (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick)


class Tray(QObject):
    """`there` is whether the desktop has a tray at all; everything else works without one."""

    open_incident = Signal(int)
    raise_wanted = Signal()
    declare = Signal()
    quit_wanted = Signal()
    quiet_changed = Signal(bool)

    def __init__(self, calls: Calls, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls, self._bridge = calls, calls.bridge
        self.seen: Glance | None = None
        self.mood = Mood.CALM
        self._newest: int | None = None
        self._told: object = None
        self._inner: list[Menu] = []
        self.parts: list[Callable[[Menu], None]] = []  # what others put into the menu
        self._asking = self._stale = self._wanted = False
        self.icon = QSystemTrayIcon(tray_icon(self.mood), self)
        self.menu = Menu()
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._clicked)
        self.icon.messageClicked.connect(self.raise_wanted)
        self._often = QTimer(self, interval=OFTEN)
        self._often.timeout.connect(self._minute)
        self._often.start()
        self._loud = QTimer(self, singleShot=True, interval=QUIET)
        self._loud.timeout.connect(partial(self.be_quiet, False))
        calls.changed.connect(self.refresh)
        self._bridge.opened.connect(self.ask)
        self._bridge.changed.connect(self._heard)
        self.refresh()
        self.ask()

    @property
    def there(self) -> bool:
        """Asked anew each time: a panel may start later than we do."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def quiet(self) -> bool:
        """Whether only pages to me are told."""
        return self._loud.isActive()

    def show(self) -> None:
        """Into the tray, as soon as there is one."""
        self._wanted = True
        if self.there and not self.icon.isVisible():
            self.icon.show()
        QApplication.setQuitOnLastWindowClosed(not self.there)

    def close(self) -> None:
        """Out of the tray."""
        self._wanted = False
        self._often.stop()
        self.icon.hide()

    def tell(self, title: str, text: str) -> None:
        """A balloon."""
        if self.icon.isVisible():
            self.icon.showMessage(title, text, tray_icon(self.mood))

    def be_quiet(self, on: bool) -> None:
        """For an hour; pages to me are told all the same."""
        if on:
            self._loud.start()
        else:
            self._loud.stop()
        self.quiet_changed.emit(on)
        self.refresh()

    def ask(self) -> None:
        """Looks again."""
        if self._asking or self._bridge.post is None:
            self._stale = True
            return
        self._asking, self._stale = True, False
        self._bridge.read(partial(_glance, person=self._bridge.user_id), self._show, self._lost)

    def refresh(self) -> None:
        """Icon, words and menu, from what is known."""
        rings = [call for call in self._calls.all if call.to_me]
        me = self._bridge.user_id
        mood = words.mood_of(self.seen, me, bool(rings))
        if mood is not self.mood:
            self.mood = mood
            self.icon.setIcon(tray_icon(mood))
        self.icon.setToolTip(words.tip(self.seen, me, len(rings)))
        told = (self.seen, self.quiet, me, self._calls.now().date())
        if told != self._told and not self.menu.isVisible():
            self._told = told
            self._fill()

    def refill(self) -> None:
        """Another part has something else to say."""
        self._told = None
        self.refresh()

    def _show(self, seen: "Glance") -> None:
        self._asking = False
        self.seen = seen
        self._news(seen)
        self.refresh()
        if self._stale:
            self.ask()

    def _lost(self, _fault: Exception) -> None:
        self._asking = False

    def _minute(self) -> None:
        if self._wanted:
            self.show()
        self.ask()

    def _heard(self, changes: "Changes") -> None:
        if changes.touch(*KINDS):
            self.ask()

    def _news(self, seen: "Glance") -> None:
        """A new incident that does not page me, unless quiet is wanted."""
        newest = seen.newest
        before, self._newest = self._newest, newest.number if newest else 0
        if before is None or newest is None or self.quiet:
            return
        if newest.number > before:
            QTimer.singleShot(SOON, self, partial(self._tell_new, newest, seen.names))

    def _tell_new(self, newest: "IncidentRow", names: dict[str, str]) -> None:
        """Whom it pages by now has been told of it."""
        if newest.number not in {call.number for call in self._calls.all}:
            self.tell(self.tr("New incident"), words.incident_text(newest, names))

    # the menu: words alone, for most of its lines tell and a tick has no room beside an icon

    def _fill(self) -> None:
        self.menu.clear()
        for old in self._inner:
            old.deleteLater()
        self._inner = []
        if self.seen is not None:
            self._duties(self.seen)
            self._incidents(self.seen)
        for part in self.parts:
            part(self.menu)
        add = self.menu.add
        add(self.tr("Declare an incident…"), self.declare.emit)
        add(self.tr("Open Watchbill"), self.raise_wanted.emit)
        self.menu.addSeparator()
        hush = self.menu.add_choice(
            self.tr("Quiet for 1 h (pages to you still sound)"), self.quiet, self.be_quiet
        )
        hush.setObjectName("quiet")
        add(self.tr("Quit…"), self.quit_wanted.emit)

    def _duties(self, seen: "Glance") -> None:
        now = self._calls.now()
        for duty in seen.on_call:
            self._say(words.duty_text(duty, seen.names, now))
        if self._bridge.user_id is not None:
            self._say(words.shift_text(seen.shift, now))
        self.menu.addSeparator()

    def _incidents(self, seen: "Glance") -> None:
        for row in seen.open:
            self._incident(row, seen.names)
        left = seen.counts.open - len(seen.open)
        if left > 0:
            self._say(self.tr("and %1 more").replace("%1", str(left)))
        if not seen.open:
            self._say(self.tr("Nothing is open"))
        self.menu.addSeparator()

    def _incident(self, row: "IncidentRow", names: dict[str, str]) -> None:
        each = Menu(words.plain(words.incident_text(row, names)), self.menu)
        if not row.acknowledged:
            act = partial(self._calls.acknowledge, row.number, Source.TRAY)
            each.add(self.tr("Acknowledge"), act)
        each.add(self.tr("Open"), partial(self.open_incident.emit, row.number))
        self.menu.addMenu(each)
        self._inner.append(each)

    def _say(self, text: str) -> None:
        """Something to read; a click leads to the window."""
        self.menu.add(words.plain(text), self.raise_wanted.emit)

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in CLICKS:
            self.raise_wanted.emit()


def _glance(store: "Store", person: int | None) -> "Glance":
    from app.queries.glance import glance

    return glance(store, person)
