"""What is looked after now and then: that backups are made as planned, and, where somebody wants
it, whether a newer Watchbill is out; and whether the system wants less motion. Told in bars; what
fails is said in the settings only."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QObject, QSettings, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from ui.bridge import Bridge
from ui.language.sentence import fault_words, worded
from ui.shell.window import ShellWindow
from ui.theme.motion import heed

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.release import Release
    from app.store import Store

FIRST = 10 * 60_000  # ms after the database was opened: an engine has made what was due by then
EVERY = 60 * 60_000  # ms between two looks
AGAIN = 10_000  # ms until it is asked again whether a database can be written
DAY = 24 * 60 * 60  # seconds between two questions for a release
LOOKED, STATE = "releases/looked", "releases/state"


class Upkeep(QObject):
    """One a desktop."""

    def __init__(
        self,
        window: ShellWindow,
        bridge: Bridge,
        settings: QSettings | None = None,
        *,
        sample: bool = False,
    ) -> None:
        """Of the sample team only how much may move is looked after."""
        super().__init__(window)
        self._window, self._bridge = window, bridge
        self._settings = settings or QSettings()
        heed(self._settings)
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._faults = 0  # in a row; one may be a lock that somebody holds for a moment
        self._again = QTimer(self, interval=AGAIN, singleShot=True)
        self._again.timeout.connect(self._ask_writable)
        bridge.opened.connect(self._heed if sample else self.begin)

    def begin(self) -> None:
        """The database is there."""
        self._timer.start()
        self._heed()
        self._bridge.read(key_fault, self._tell_key, self._nothing, key=(id(self), "key"))
        self._faults = 0
        self._ask_writable()
        self._bridge.read(doubts, self._tell_doubts, self._nothing, key=(id(self), "doubts"))
        QTimer.singleShot(FIRST, self, self.look)

    def _heed(self) -> None:
        heed(self._settings, self._bridge.run)

    def look(self) -> None:
        """At both, as far as they are wanted."""
        if self._bridge.post is None:
            return
        self._bridge.read(late_since, self._tell_late, self._nothing, key=(id(self), "late"))
        if self._due():
            self._settings.setValue(LOOKED, _seconds())
            self._bridge.run(newer, self._tell_release, self._note_fault)

    def _tell_key(self, wrong: str) -> None:
        if wrong:
            lead = self.tr("No page can leave this machine.")
            self._window.bars.tell("key", lead, worded(wrong), "alarm")

    def _ask_writable(self) -> None:
        if self._bridge.post is None:
            return  # asked at the next beginning
        key = (id(self), "writable")
        self._bridge.read(expect_writable, self._writable, self._tell_unwritable, key=key)

    def _writable(self, _answer: object) -> None:
        self._again.stop()
        self._faults = 0
        self._window.bars.drop("unwritable")

    def _tell_unwritable(self, fault: Exception) -> None:
        """The second time, and asked again until it can be written; once closed it stays so."""
        self._faults += 1
        self._again.start()
        if self._faults != 2 and "unwritable" not in set(self._window.bars.keys()):
            return
        lead = self.tr("Nothing can be saved, and nobody is paged from here.")
        self._window.bars.tell("unwritable", lead, fault_words(fault), "alarm")

    def _tell_doubts(self, found: list[str]) -> None:
        if found:
            lead = self.tr("Something in the settings of this machine makes no sense.")
            self._window.bars.tell("doubts", lead, " ".join(map(worded, found)), "warn")

    def _due(self) -> bool:
        last = self._settings.value(LOOKED, 0, int)
        return not isinstance(last, int) or not 0 <= _seconds() - last < DAY

    def _tell_late(self, last: "tuple[datetime | None] | None") -> None:
        if last is None:
            self._window.bars.drop("backup")
            return
        lead = self.tr("No backup is made.")
        words = self.tr("There is none yet, though the plan wants one.")
        if last[0] is not None:
            from ui.widgets.when import exact_text

            words = self.tr("The last is of %1, older than the plan allows.")
            words = words.replace("%1", exact_text(last[0]))
        bar, new = self._window.bars.tell("backup", lead, words, "warn")
        if new:
            bar.add_action(self.tr("Back up now"), self._back_up)
            bar.add_action(self.tr("Settings"), self._show_settings)

    def _back_up(self) -> None:
        self._bridge.read(back_up, self._made, self._not_made)

    def _made(self, _file: object) -> None:
        self._window.bars.drop("backup")
        self._window.tell(self.tr("A backup was made."))

    def _not_made(self, fault: Exception) -> None:
        self._window.bars.tell("backup", self.tr("No backup is made."), fault_words(fault), "warn")

    def _show_settings(self) -> None:
        self._window.show_page("settings", "machine")

    def _tell_release(self, found: "Release | None") -> None:
        self._settings.setValue(STATE, "")
        if found is None:
            self._window.bars.drop("release")
            return
        lead = self.tr("Watchbill %1 is out.").replace("%1", found.version)
        words = self.tr("Nothing is replaced by itself.")
        bar, new = self._window.bars.tell("release", lead, words, "info")
        if new:
            open_notes = partial(QDesktopServices.openUrl, QUrl(found.notes))
            bar.add_action(self.tr("What is new"), open_notes)

    def _note_fault(self, fault: Exception) -> None:
        self._settings.setValue(STATE, str(fault))

    def _nothing(self, _fault: Exception) -> None:
        """That the database is away, or the plan makes no sense, is said elsewhere."""


def key_fault(store: "Store") -> str:
    """Why this machine cannot send pages though it should: its key cannot be understood, or it is
    the only machine and has none. Empty where all is well."""
    needed = store.vault.damaged or (store.database.lite and store.vault.locked)
    return store.vault.missing if needed else ""


def expect_writable(store: "Store") -> None:
    """Raises Unavailable where a database can only be read."""
    store.database.expect_writable()


def doubts(store: "Store") -> list[str]:
    """What the settings of this machine say that cannot be meant. Raises Refused."""
    from app.operations import doubt

    return doubt.doubts(store)


def late_since(store: "Store") -> "tuple[datetime | None] | None":
    """None while backups are as planned; else when the last was made (None: never)."""
    from app.operations import backup_plan

    return backup_plan.late(store)


def back_up(store: "Store") -> object:
    """One, by the plan. Raises Refused, Unavailable."""
    from app.operations import backup_plan

    wanted = backup_plan.plan(store)
    return backup_plan.make(store, wanted) if wanted is not None else None


def newer() -> "Release | None":
    """As slow as the network. Raises Refused, Unavailable."""
    from app.operations import release

    return release.look()


def _seconds() -> int:
    return QDateTime.currentSecsSinceEpoch()
