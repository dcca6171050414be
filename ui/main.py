"""How the desktop begins: one instance, the window first, everything else after its first paint."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QWidget

import ui.unwatched  # noqa: F401 - before what is heavy
from ui.desktop import Desktop
from ui.language.choice import KEY, SYSTEM, wanted, wear
from ui.screen import on_a_screen
from ui.shell import door
from ui.shell.window import ShellWindow
from ui.theme import icon_box, icons
from ui.theme.current import application, chosen, dress
from ui.wish import Wish, wished

if TYPE_CHECKING:
    from app.operations.recovery import Recovered
    from ui.shell.crash import CrashWatch
    from ui.shell.single import Single

WATCHES = 500  # ms after the start, when the list stands


def run(arguments: list[str]) -> int:
    """Opens the window and lives until it is closed; a second start raises the first instead."""
    wish = wished(arguments)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's: idle, they spin beside the window
    app = on_a_screen(partial(application, []))
    name, deaf = "" if wish.sample or wish.selftest else _name(wish), False
    if name and not door.surely_alone(name):
        told, deaf = _told(name, wish)
        if told:
            return 0
    settings = QSettings()
    wear(app, wanted(str(settings.value(KEY, SYSTEM))))
    icon_box.begin(settings, icons.FOLDER)
    dress(app, chosen(str(settings.value("look/scheme", ""))))
    program = Program(settings, wish, "" if deaf else name, deaf=deaf)
    code = app.exec()
    program.close()
    return code


def _name(wish: Wish) -> str:
    return door.name_of(wish.database, os.environ.get("WATCHBILL_USER", ""))


def _told(name: str, wish: Wish) -> tuple[bool, bool]:
    """Whether another desktop is there and was told what is wished; whether it is there but does
    not answer."""
    from ui.shell.single import Single

    asked = Single(name)
    return asked.told(wish.target or door.RAISE), asked.deaf


class Program(QObject):
    """The desktop there is now: another database is another desktop, in a window that takes the
    place of the old one."""

    _left = Signal(object)  # a desktop whose database is closed; from the thread that closed it
    _recovered = Signal(object, object)  # the same, and what came of the backup

    def __init__(
        self, settings: QSettings, wish: Wish, name: str = "", *, deaf: bool = False
    ) -> None:
        """By its `name` other starts find it; without one they do not. `deaf`: another one has it,
        and hangs."""
        super().__init__()
        self._deaf = deaf
        self._settings, self._name = settings, name
        self._single: Single | None = None
        self._leaving: dict[Desktop, Thread] = {}
        self._crash: CrashWatch | None = None
        self._ended = ""
        self._restoring = False
        self._left.connect(self._take_down)
        self._recovered.connect(self._begin_anew)
        self.desktop = self._begun(wish)
        if not wish.selftest:
            QTimer.singleShot(WATCHES, self._watch)
        if sys.platform == "darwin":  # what was double-clicked is told at once
            self._listen()

    def eventFilter(self, seen: QObject, event: QEvent) -> bool:
        """macOS hands files and links to the running program as events; tooltips tell keys."""
        if event.type() is QEvent.Type.ToolTip:
            return self.desktop.window.show_tip(seen, event)
        if isinstance(event, QFileOpenEvent):
            self._take(event.file() or event.url().toString())
            return True
        return super().eventFilter(seen, event)

    def come(self) -> None:
        """To the front."""
        self.desktop.come()

    def come_to(self, incident: int) -> None:
        """To the front, at an incident."""
        self.desktop.come_to(incident)

    def open_file(self, path: str) -> None:
        """To the front, with an invitation."""
        self.desktop.come()
        if self.desktop.bridged:
            self.desktop.joining.open_file(path)

    def _take(self, wish: str) -> None:
        from ui.shell.single import incident_of

        number = incident_of(wish)
        if number is not None:
            self.come_to(number)
        elif wish:
            self.open_file(wish)

    def switch(self) -> None:
        """To the database that the settings name now."""
        old, wish = self.desktop, self.desktop.wish
        old.leave()
        self.desktop = self._begun(wish._replace(database="", target="", hidden=False))
        self.desktop.inherit(old)
        old.window.hide()
        end = Thread(target=partial(self._close, old), name="leaving")  # it may take a moment
        self._leaving[old] = end
        end.start()

    def _close(self, old: Desktop) -> None:
        try:
            old.close()
        finally:
            self._left.emit(old)

    def restore(self, file: Path) -> None:
        """From a backup: between this desktop and the next one nobody has the database open."""
        if self._restoring:
            return
        old, self._restoring = self.desktop, True
        old.leave()
        end = Thread(target=partial(self._recover, old, file), name="restoring")
        self._leaving[old] = end
        end.start()

    def _recover(self, old: Desktop, file: Path) -> None:
        from ui.welcome.writes import recover

        done: Recovered | Exception
        try:
            address = old.address()
            old.close()
            done = recover(address, file)
        except Exception as fault:  # noqa: BLE001 - it is shown
            done = fault
        self._recovered.emit(old, done)

    def _begin_anew(self, old: Desktop, done: "Recovered | Exception") -> None:
        self._restoring = False
        self.desktop = self._begun(old.wish._replace(target="", hidden=False))
        self.desktop.inherit(old)
        self.desktop.restoring.tell(done)
        old.window.hide()
        self._take_down(old)

    def _take_down(self, old: Desktop) -> None:
        """Nobody waits for its answers any more: its timers and all that listens end with it; here,
        not on the thread that closed it, which has let go of it by then."""
        self._leaving.pop(old).join()
        old.end()

    def close(self) -> None:
        """Ends for good."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.desktop.close()
        for end in self._leaving.values():
            end.join()
        if self._crash is not None:
            self._crash.leave()

    def _listen(self) -> None:
        """To every event of the program. Before the first paint it would cost 20 ms, for PySide
        makes the enums of all classes when it wraps an object of a class that is Qt's own."""
        app = QCoreApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def _watch(self) -> None:
        from app.paths import cache_folder
        from ui.shell.crash import CrashWatch
        from ui.theme.current import theme
        from ui.theme.icons import app_icon

        theme().follow()
        if sys.platform != "darwin":  # there the bundle's icon is the one in the dock
            QGuiApplication.setWindowIcon(app_icon())
            self._listen()
        with suppress(OSError):
            icon_box.keep(self._settings, icons.FOLDER, cache_folder())
        self._crash = CrashWatch(self, self._name)
        self._crash.seen.connect(self._say_bug)
        self._ended = self._crash.begin()
        if self._ended:
            self._say_ended()
        if self._deaf:
            self._say_deaf()

    def _say_deaf(self) -> None:
        lead = self.tr("Another Watchbill window of yours does not answer.")
        words = self.tr("This one works beside it. End the other one.")
        self.desktop.window.bars.tell("deaf", lead, words, "warn")

    def _say_bug(self, report: str) -> None:
        """A bar, never a storm of dialogs; what was typed is on disk before it is said."""
        from ui.drafts import flush

        flush()
        lead = self.tr("Something went wrong in Watchbill itself.")
        words = f"{self._kept()} {self.tr('A report was written on this machine.')}"
        bar, new = self.desktop.window.bars.tell("bug", lead, words, "alarm")
        if new:
            bar.add_action(self.tr("Copy details"), _copy_latest)

    def _kept(self) -> str:
        """Of what was typed; see `ui.keeper`, `ui.drafts` and `ui.schedules.drafting`."""
        return self.tr("Notes and forms you were writing are kept and come back where you wrote "
                       "them; not so single fields, passwords, tokens, and addresses of contacts "
                       "and channels.")  # fmt: skip

    def _say_ended(self) -> None:
        lead = self.tr("Watchbill ended unexpectedly the last time.")
        bar, new = self.desktop.window.bars.tell("ended", lead, self._kept(), "warn")
        if new:
            bar.add_action(self.tr("Copy details"), partial(_copy, self._ended))

    def _begun(self, wish: Wish) -> Desktop:
        window = ShellWindow(self._settings, main=not wish.selftest)
        desktop = Desktop(window, wish)
        desktop.switch_wanted.connect(self.switch)
        desktop.restore_wanted.connect(self.restore)
        if wish.hidden:
            QTimer.singleShot(0, partial(self._first, desktop))
        else:
            FirstPaint(window, partial(self._first, desktop))
            window.fit()
            window.show()
        return desktop

    def _first(self, desktop: Desktop) -> None:
        """Once the window stands: from now on a second start finds it."""
        if self._single is None and self._name and not self._listens(desktop.wish):
            desktop.window.hide()  # another one began at the same moment
            QTimer.singleShot(0, QCoreApplication.quit)
        else:
            desktop.begin()

    def _listens(self, wish: Wish) -> bool:
        from ui.shell.single import Single

        self._single = Single(self._name, self)
        self._single.raise_wanted.connect(self.come)
        self._single.open_incident.connect(self.come_to)
        self._single.open_file.connect(self.open_file)
        return self._single.first(wish.target or door.RAISE)


def _copy_latest() -> None:
    from ui.shell.crash import latest

    _copy(latest())


def _copy(said: str) -> None:
    QGuiApplication.clipboard().setText(said)


class FirstPaint(QWidget):
    """Calls once, as soon as the window stands on the screen (a timer alone would be earlier): a
    spot over all else, which is painted last. An event filter would load every kind of event."""

    def __init__(self, window: ShellWindow, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        self.setGeometry(0, 0, 1, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QTimer.singleShot(0, self, self._stands)

    def _stands(self) -> None:
        then, self._then = self._then, _nothing
        self.deleteLater()
        then()


def _nothing() -> None:
    """Painted twice, it calls once."""
