"""The desktop's life: joins window, places and database, from the first paint to the end."""

import gc
import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from ui.declaring import Declaring
from ui.joining import Joining
from ui.places import Places
from ui.restoring import Restoring
from ui.shell import begun
from ui.shell.sweeper import Sweeper
from ui.shell.unopened import Unopened
from ui.shell.window import ShellWindow
from ui.wish import Wish, embedded

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.settings import Settings
    from app.start import Post
    from ui.beside import Beside
    from ui.shell.about import About
    from ui.shell.attention import Attention

PORT = 8420
LATER = 400  # ms after the database was opened: the list comes first
GLANCE = 5_000  # ms after the database was opened


class Desktop(QObject):
    """Joins the window, the screens and the database."""

    switch_wanted = Signal()  # the settings name another database: begin again with it
    restore_wanted = Signal(object)  # from this backup, while the database is closed
    _played = Signal(float)  # how much of the sample team's story, 0 to 1; from a worker

    def __init__(self, window: ShellWindow, wish: Wish) -> None:
        super().__init__(window)
        self.window, self.wish = window, wish
        self._about: About | None = None
        self.bridged = False  # from then on there is a bridge
        self.beside: Beside | None = None
        self.attention: Attention | None = None
        self.sweeper: Sweeper | None = None
        self.places = Places(window)
        self.places.declare_wanted.connect(self.declare)
        self.places.sample_wanted.connect(self.sample)
        self.declaring = Declaring(self.places)
        self.joining = Joining(self.places)
        self.joining.switched.connect(self.switch_wanted)
        self.restoring = Restoring(self.places, wish.database, offered=not wish.sample)
        self.restoring.wanted.connect(self.restore_wanted)
        self.unopened = Unopened(window)
        self.unopened.restore_wanted.connect(self.restoring.begin)
        self.unopened.again_wanted.connect(self._again)
        self.unopened.connect_wanted.connect(self.joining.connect_form)
        self.unopened.quit_wanted.connect(self.quit)
        window.declare_wanted.connect(self.declare)
        window.about_wanted.connect(self.about)
        window.quit_wanted.connect(self.ask_to_quit)
        window.sidebar.choose("incidents")

    def begin(self) -> None:
        """After the first paint: everything heavier; before the heaviest, which is the database,
        the list with what a glimpse into an embedded one shows."""
        from app import settings
        from app.errors import Refused
        from ui.bridge import Bridge

        try:
            known = settings.load()
            file = embedded(self.wish, self.wish.database or known.database)
        except (Refused, OSError) as fault:
            self._hindered(fault)
            return
        self.bridged = True
        self.bridge = self.places.bridge = Bridge(self)
        self.bridge.opened.connect(self._opened)
        if file is None:
            self._join(known)
            return
        self.places.swift = True
        self.window.show_page("incidents")
        self.places.incidents.glimpsed.connect(partial(self._glimpsed, known))
        self.places.incidents.glimpse(file)

    def _glimpsed(self, known: "Settings") -> None:
        """What is seen is on the screen before a thread that loads what maps the tables slows this
        one down."""
        self.places.incidents.repaint()
        QTimer.singleShot(0, partial(self._join, known))

    def _join(self, known: "Settings") -> None:
        from ui.shell.aim import aim
        from ui.shell.centre import Centre
        from ui.shell.changed import Changed
        from ui.shell.me import Me
        from ui.shell.oncall import OnCallNow
        from ui.shell.pulse import PulseWatch
        from ui.shell.renewed import Renewed
        from ui.shell.upkeep import Upkeep
        from ui.widgets import heard

        heard.begin()
        database = self.wish.database or known.database
        first = self._first_start(database)
        self.bridge.open(self._maker(database), self._not_opened)  # reads while the page is made
        if not self.window.stack.key:
            self.window.show_page("start" if first else "incidents")
        self.places.complete()
        user = known.user or ("ana" if self.wish.sample else "")
        self.me = Me(self.window, self.bridge, user, keep=not self.wish.sample)
        self.me.known.connect(self._be)
        self.oncall = OnCallNow(self.window, self.bridge)
        self.changed = Changed(self.window, self.bridge)
        self.centre = Centre(self.window, self.bridge)
        self.me.known.connect(self.centre.ask)
        self.pulse = PulseWatch(self.window, self.bridge)
        self.pulse.engine_wanted.connect(self.man)
        self.pulse.incident_wanted.connect(self.window.open_incident)
        self.window.watch_clicked.connect(self.places.show_watch)
        if not self.wish.sample and not self.wish.selftest:
            self.renewed = Renewed(self.window)
        if not self.wish.selftest:
            self.upkeep = Upkeep(self.window, self.bridge, sample=self.wish.sample)
            self._attend()
        aim(self)

    def come(self) -> None:
        """The window to the front, wherever it was."""
        from PySide6.QtCore import Qt

        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def come_to(self, incident: int) -> None:
        """The window to the front, at an incident."""
        self.come()
        if self.bridged:
            self.window.open_incident(incident)

    def ask_to_quit(self) -> None:
        """As the tray does: says first what stops."""
        if self.attention is not None:
            self.attention.quit()
        else:
            self.quit()

    def quit(self) -> None:
        """Ends for good: it was asked and answered."""
        self.leave()
        QCoreApplication.quit()

    def leave(self) -> None:
        """Out of the tray; another desktop may take this one's place."""
        if self.beside is not None:
            self.beside.close()
        if self.attention is not None:
            self.attention.leave()
        self.window.remember()

    def close(self) -> None:
        """Stops paging from here, then closes the database."""
        if self.bridged:
            self.bridge.close()

    def inherit(self, other: "Desktop") -> None:
        """What there is one of in a program, from the desktop that was before."""
        if other.sweeper is not None:
            self.sweeper, other.sweeper = other.sweeper, None
            self.sweeper.setParent(self)

    def end(self) -> None:
        """Once it is closed and another one took its place: nothing is left of it."""
        if self.attention is not None:
            self.attention.card.deleteLater()
        self.window.deleteLater()

    def declare(self) -> None:
        """Ctrl+N: the sheet over the window."""
        self.declaring.declare()

    def about(self) -> None:
        """Versions, and what to copy for whoever helps."""
        if self._about is None:
            from ui.shell.about import About

            self._about = About(self.window, self.bridge)
        self._about.open()

    def man(self) -> None:
        """Runs the engine and the web server here."""
        post = self.bridge.post
        if post is not None and post.engine is None:
            port = 0 if self.wish.sample else PORT
            self.bridge.write(partial(begun.manned, post, port), self._manned, self._unmanned)

    def sample(self) -> None:
        """The sample team in a window of its own: nothing here is touched."""
        import subprocess

        from app.autostart import window

        subprocess.Popen([*window(), "--demo"], start_new_session=True)

    # inside

    def _first_start(self, database: str) -> bool:
        from app.paths import data_folder

        asked = database or self.wish.sample or self.wish.target
        return not asked and not (data_folder() / "watchbill.db").exists()

    def address(self) -> str:
        """Of the database; raises Refused, OSError."""
        from app import settings

        if self.bridge.post is not None:
            return self.bridge.post.store.database.url.render_as_string(hide_password=False)
        return self.wish.database or settings.load().database or settings.default_database()

    def _maker(self, database: str, upgrade: bool = False) -> "Callable[[], Post]":
        sample = self.wish.sample and not self.wish.database

        def make() -> "Post":
            from app import settings, start

            if sample:
                from app.demo.ready import sample as filled

                return start.opened(filled(self._tell_played))
            return start.opened(database or settings.default_database(), upgrade=upgrade)

        if sample:
            self.window.status.progress.begin(self.tr("Making the sample team"))
            self._played.connect(self.window.status.progress.tell)
        return make

    def _tell_played(self, number: int, total: int) -> None:
        self._played.emit(number / max(total, 1))

    def _attend(self) -> None:
        from ui.shell.attention import Attention

        self.attention = made = Attention(self.bridge, self.window)
        made.open_incident.connect(self.come_to)
        made.raise_wanted.connect(self.come)
        made.declare.connect(self._come_and_declare)
        made.quit_wanted.connect(self.quit)
        made.asked.counted.connect(partial(self.window.show_count, "rota"))
        made.asked.requests_wanted.connect(self._come_to_requests)
        self.me.known.connect(made.be_somebody_else)
        self.places.attention_changed.connect(made.choose)
        self.places.sound_wanted.connect(made.alarm.listen)
        made.begin()

    def _come_to_requests(self) -> None:
        self.come()
        self.window.show_page("rota", "requests")

    def _come_and_declare(self) -> None:
        self.come()
        self.declare()

    def _opened(self) -> None:
        self.unopened.settle()
        self.sweeper = self.sweeper or Sweeper(self)
        gc.freeze()  # what was loaded so far stays; never look at it again
        if self.wish.sample:
            self.window.status.progress.end()
        QTimer.singleShot(LATER, self, self._add_sources)
        post = self.bridge.post
        if post is not None and post.store.database.lite:
            self.pulse.expect()
            QTimer.singleShot(LATER, self.man)
        if self.wish.target:
            self._visit(self.wish.target)
        else:
            QTimer.singleShot(LATER, self, self._begun)
        QTimer.singleShot(GLANCE, self, self._glance)
        self.places.foresight.begin()
        if self.wish.hidden:
            QTimer.singleShot(GLANCE, self, self._surely_seen)
        if self.wish.selftest:
            QTimer.singleShot(300, self.window.close)

    def _begun(self) -> None:
        if self.bridge.post is not None:
            self.bridge.read(begun.has_begun, self._lead_in)

    def _lead_in(self, begun: bool) -> None:
        """Where nobody has begun, the first page is the one that says how."""
        if not begun and self.window.stack.key == "incidents":
            self.window.show_page("start")

    def _glance(self) -> None:
        """Whether the file is sound, when nobody waits for it."""
        if self.bridge.post is not None:
            self.bridge.read(begun.glanced, self._damaged)

    def _damaged(self, wrong: list[str]) -> None:
        if wrong:
            from app.command import own_command
            from ui.language.sentence import worded

            lead = self.tr("The database file is damaged.")
            words = self.tr("Restore a backup: %2 db restore FILE --replace. %1")
            words = words.replace("%2", own_command())
            bar, new = self.window.bars.tell(
                "damage", lead, words.replace("%1", worded(wrong[0])), "alarm", closable=False
            )
            if new:
                bar.add_action(self.tr("Restore from a backup…"), self.restoring.begin)

    def _surely_seen(self) -> None:
        """Started into a tray that is not there."""
        there = self.attention is not None and self.attention.tray.there
        if not self.window.isVisible() and not there:
            self.window.showMinimized()

    def _hindered(self, fault: Exception) -> None:
        from ui.shell.hindrance import Hindrance

        hindrance = Hindrance(self.window, fault)
        hindrance.gone.connect(self.begin)
        if self.wish.selftest:
            self._fail_selftest(hindrance.said)

    def _not_opened(self, fault: Exception) -> None:
        if self.wish.sample:
            self.window.status.progress.end()
        said = self.unopened.tell(fault)
        if self.wish.selftest:
            self._fail_selftest(said)

    @staticmethod
    def _fail_selftest(said: str) -> None:
        sys.stderr.write(f"{said}\n")
        QTimer.singleShot(0, partial(QCoreApplication.exit, 1))

    def _again(self, upgrade: bool = False) -> None:
        from app import settings
        from app.errors import Refused

        try:
            database = self.wish.database or settings.load().database
        except (Refused, OSError) as fault:
            self._not_opened(fault)
        else:
            self.bridge.open(self._maker(database, upgrade), self._not_opened)

    def _manned(self, unserved: object) -> None:
        if unserved:
            lead = self.tr("Signals and links do not reach this window.")
            self.window.bars.tell("server", lead, self.tr("Its port is in use already."), "info")
        self.pulse.ask()

    def _unmanned(self, fault: Exception) -> None:
        self.pulse.settle()
        self.bridge.failed.emit(fault)

    def _be(self) -> None:
        if self.window.stack.made("incidents"):  # a new team begins elsewhere
            self.places.incidents.be_somebody_else()

    def _add_sources(self) -> None:
        from ui.beside import Beside
        from ui.shell.sources import Sources

        self.places.ways.complete()
        self.sources = Sources(self.window, self.bridge)
        self.beside = beside = Beside(self.places, self.me, keep=not self.wish.sample)
        beside.switched.connect(self.switch_wanted)
        beside.restore_wanted.connect(self.restore_wanted)
        beside.engine_wanted.connect(self.man)
        beside.opened.connect(self._furnish)
        self._furnish(self.window)
        if not self.wish.hidden and not self.wish.selftest:
            beside.open_again()

    def _furnish(self, window: ShellWindow) -> None:
        if self.attention is not None:
            window.palette_view().add_source("asked", self.attention.asked.entries)

    def _visit(self, target: str) -> None:
        from ui.shell.single import incident_of

        number = incident_of(target)
        if number is not None:
            self.window.open_incident(number)
        else:
            self.joining.open_file(target)
