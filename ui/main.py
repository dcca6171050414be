"""The composition root: the only file that knows every part of the desktop."""

import gc
import os
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.shell.pages import Page
from ui.shell.window import ShellWindow
from ui.theme.current import Scheme, application, dress

if TYPE_CHECKING:
    from app.changes import Changes
    from app.start import Post
    from ui.bridge import Bridge
    from ui.incidents.declare import DeclareForm
    from ui.shell.overlay import Overlay
    from ui.shell.single import Single

PORT = 8420


class Wish(NamedTuple):
    """What the command line asked for."""

    database: str = ""
    sample: bool = False
    hidden: bool = False
    selftest: bool = False
    target: str = ""


def wished(arguments: list[str]) -> Wish:
    """Reads the few words the desktop knows; `watchbill` itself refuses all others."""
    wish, words = Wish(os.environ.get("WATCHBILL_DATABASE", "")), iter(arguments)
    for word in words:
        if word == "--demo":
            wish = wish._replace(sample=True)
        elif word == "--hidden":
            wish = wish._replace(hidden=True)
        elif word == "--selftest":
            wish = wish._replace(selftest=True)
        elif word == "--database":
            wish = wish._replace(database=next(words, ""))
        elif word.startswith("--database="):
            wish = wish._replace(database=word.partition("=")[2])
        elif not word.startswith("-"):
            wish = wish._replace(target=word)
    return wish


def run(arguments: list[str]) -> int:
    """Opens the window and lives until it is closed; a second start raises the first instead."""
    wish = wished(arguments)
    app = application(sys.argv)
    single = None if wish.sample or wish.selftest else _single(wish)
    if single is not None and not single.first(wish.target or "raise"):
        return 0
    settings = QSettings()
    dress(app, Scheme(str(settings.value("look/scheme", "system"))))
    window = ShellWindow(settings)
    desktop = Desktop(window, wish)
    if single is not None:
        single.raise_wanted.connect(desktop.come)
        single.open_incident.connect(desktop.come_to)
    if wish.hidden:
        QTimer.singleShot(0, desktop.begin)
    else:
        FirstPaint(window, desktop.begin)
        window.show()
    code = app.exec()
    desktop.close()
    return code


def _single(wish: Wish) -> "Single":
    from ui.shell.single import Single

    return Single(f"{wish.database} {os.environ.get('WATCHBILL_USER', '')}")


class FirstPaint(QObject):
    """Calls once, as soon as the window stands on the screen (a timer alone would be earlier)."""

    def __init__(self, window: ShellWindow, then: "Callable[[], None]") -> None:
        super().__init__(window)
        self._then = then
        window.status.installEventFilter(self)  # painted last

    def eventFilter(self, seen: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            seen.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


class Desktop(QObject):
    """Joins the window, the screens and the database. Screens meet nowhere else."""

    _played = Signal(float)  # how much of the sample team's story, 0 to 1; from a worker

    def __init__(self, window: ShellWindow, wish: Wish) -> None:
        super().__init__(window)
        self.window, self.wish = window, wish
        self._sheet: Overlay | None = None
        self._form: DeclareForm | None = None
        window.register(self._pages())
        window.declare_wanted.connect(self.declare)
        window.sidebar.choose("incidents")

    def begin(self) -> None:
        """After the first paint: everything heavier."""
        from app import settings
        from ui.bridge import Bridge
        from ui.shell.aim import aim
        from ui.shell.me import Me
        from ui.shell.oncall import OnCallNow
        from ui.shell.pulse import PulseWatch

        known = settings.load()
        self.bridge = Bridge(self)
        self.bridge.changed.connect(self._tell_change)
        self.bridge.opened.connect(self._opened)
        database = self.wish.database or known.database
        self.bridge.open(self._maker(database), self._not_opened)  # reads while the page is made
        self.window.show_page("incidents")
        user = known.user or ("ana" if self.wish.sample else "")
        self.me = Me(self.window, self.bridge, user, keep=not self.wish.sample)
        self.me.known.connect(self._be)
        self.oncall = OnCallNow(self.window, self.bridge)
        self.pulse = PulseWatch(self.window, self.bridge)
        self.pulse.engine_wanted.connect(self.man)
        self.pulse.incident_wanted.connect(self.window.open_incident)
        self.window.watch_clicked.connect(self._show_watch)
        if not self.wish.selftest:
            self._attend()
        aim(self)

    def come(self) -> None:
        """The window to the front, wherever it was."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def come_to(self, incident: int) -> None:
        """The window to the front, at an incident."""
        self.come()
        self.window.open_incident(incident)

    def quit(self) -> None:
        """Ends for good: it was asked and answered."""
        self.attention.leave()
        self.window.remember()
        QCoreApplication.quit()

    def close(self) -> None:
        """Stops paging from here, then closes the database."""
        self.bridge.close()

    def declare(self) -> None:
        """Ctrl+N: the sheet over the window."""
        if self._sheet is None or self._form is None:
            from ui.incidents.declare import DeclareForm
            from ui.shell.overlay import Overlay

            self._sheet, self._form = Overlay(self.window), DeclareForm(self.bridge)
            self._sheet.body.addWidget(self._form)
            self._form.grown.connect(self._sheet.refit)
            self._form.left.connect(self._sheet.leave)
            self._form.declared.connect(self._declared)
            self._form.opened.connect(self._declared)
        self._sheet.open()
        self._form.begin()

    def man(self) -> None:
        """Runs the engine and the web server here."""
        post = self.bridge.post
        if post is not None and post.engine is None:
            port = 0 if self.wish.sample else PORT
            self.bridge.write(partial(_manned, post, port), self._manned)

    def sample(self) -> None:
        """The sample team in a window of its own: nothing here is touched."""
        import subprocess

        subprocess.Popen([sys.executable, "-m", "ui", "--demo"], start_new_session=True)

    # inside

    def _pages(self) -> list[Page]:
        tr = self.tr
        make = partial(partial, self._made)
        return [
            Page("incidents", tr("Incidents"), "siren", self._incidents, "respond", "Ctrl+1"),
            Page("alerts", tr("Alerts"), "bell", self._alerts, "respond", "Ctrl+2"),
            Page("rota", tr("Rota"), "calendar-days", make(_rota), "respond", "Ctrl+3"),
            Page("services", tr("Services"), "layers", make(_services), "set up", "Ctrl+4"),
            Page("policies", tr("Policies"), "arrow-up-right", make(_policies), "set up", "Ctrl+5"),
            Page("people", tr("People"), "users", self._people, "set up", "Ctrl+6"),
        ]

    def _made(self, factory: "Callable[[Bridge], QWidget]") -> QWidget:
        return factory(self.bridge)

    def _incidents(self) -> QWidget:
        from ui.incidents.page import IncidentsPage

        page = IncidentsPage(self.bridge, keys=False)
        page.declare_wanted.connect(self.declare)
        page.sample_wanted.connect(self.sample)
        page.counted.connect(self._count)
        from ui.shell.actions import Act

        for verb in page.verbs():
            act = Act(verb.key, verb.words, verb.keys, verb.icon, self.tr("Incident"))
            self.window.acts.add(act, _Here(self.window, verb.run))
        self.incidents = page
        return page

    def _alerts(self) -> QWidget:
        from ui.alerts.page import AlertsPage

        page = AlertsPage(self.bridge)
        page.incident_wanted.connect(self.window.open_incident)
        page.integrations_wanted.connect(self._show_services)
        return page

    def _people(self) -> QWidget:
        from ui.people.page import PeoplePage

        page = PeoplePage(self.bridge)
        page.sample_wanted.connect(self.sample)
        return page

    def _maker(self, database: str) -> "Callable[[], Post]":
        sample = self.wish.sample and not self.wish.database

        def make() -> "Post":
            from app import settings, start

            if sample:
                from app.demo.ready import sample as filled

                return start.opened(filled(self._tell_played))
            return start.opened(database or settings.default_database())

        if sample:
            self.window.status.progress.begin(self.tr("Making the sample team"))
            self._played.connect(self.window.status.progress.tell)
        return make

    def _tell_played(self, number: int, total: int) -> None:
        self._played.emit(number / max(total, 1))

    def _attend(self) -> None:
        from ui.shell.attention import Attention

        self.attention = Attention(self.bridge, self.window)
        self.attention.open_incident.connect(self.come_to)
        self.attention.raise_wanted.connect(self.come)
        self.attention.declare.connect(self._come_and_declare)
        self.attention.quit_wanted.connect(self.quit)
        self.me.known.connect(self.attention.be_somebody_else)
        self.attention.begin()

    def _come_and_declare(self) -> None:
        self.come()
        self.declare()

    def _opened(self) -> None:
        gc.enable()
        gc.freeze()  # what was loaded so far stays; never look at it again
        if self.wish.sample:
            self.window.status.progress.end()
        self._add_sources()
        post = self.bridge.post
        if post is not None and post.store.database.lite:
            QTimer.singleShot(400, self.man)  # the list comes first
        if self.wish.target:
            self._visit(self.wish.target)
        if self.wish.selftest:
            QTimer.singleShot(300, self.window.close)

    def _not_opened(self, fault: Exception) -> None:
        from app.errors import Fault

        said = str(fault) if isinstance(fault, Fault) else f"{type(fault).__name__}: {fault}"
        bar, new = self.window.bars.tell(
            "open", self.tr("The database cannot be opened."), said, "alarm", closable=False
        )
        self.window.status.show_engine(self.tr("Not connected"), "alarm")
        if new:
            bar.add_action(self.tr("Try again"), self._again)
        if self.wish.selftest:
            sys.stderr.write(f"{said}\n")
            QTimer.singleShot(0, partial(QCoreApplication.exit, 1))

    def _again(self) -> None:
        from app import settings

        self.window.bars.drop("open")
        database = self.wish.database or settings.load().database
        self.bridge.open(self._maker(database), self._not_opened)

    def _manned(self, unserved: object) -> None:
        if unserved:
            lead = self.tr("Signals and links do not reach this window.")
            self.window.bars.tell("server", lead, self.tr("Its port is in use already."), "info")
        self.pulse.ask()

    def _declared(self, number: int) -> None:
        if self._sheet is not None:
            self._sheet.leave()
        self.window.open_incident(number)

    def _be(self) -> None:
        self.incidents.be_somebody_else()

    def _count(self, counts: object) -> None:
        self.window.show_count("incidents", counts.waiting)  # type: ignore[attr-defined]

    def _show_watch(self, key: object) -> None:
        self.window.show_page("rota", key)

    def _show_services(self) -> None:
        self.window.show_page("services")

    def _tell_change(self, changes: "Changes") -> None:
        if not changes.ours and not changes.everything:
            kind = next(iter(sorted(kind for kind, _ in changes.touched)), "")
            words = self.tr("A colleague changed %1 just now").replace("%1", kind.replace("_", " "))
            self.window.status.show_change(words)

    def _add_sources(self) -> None:
        from ui.shell.sources import Sources

        self.sources = Sources(self.window, self.bridge)

    def _visit(self, target: str) -> None:
        word = target.removeprefix("watchbill://").strip("/").partition("/")
        if word[0] == "incident" and word[2].isdigit():
            self.window.open_incident(int(word[2]))


class _Here:
    """An act of the incidents page: wherever the focus went, but never from behind a sheet."""

    def __init__(self, window: ShellWindow, run: "Callable[[], object]") -> None:
        self._window, self._run = window, run

    def __call__(self) -> None:
        from ui.shell.overlay import Overlay

        covered = any(sheet.isVisible() for sheet in self._window.findChildren(Overlay))
        if self._window.stack.key == "incidents" and not covered:
            self._run()


def _manned(post: "Post", port: int, _store: object) -> str:
    from app import settings, start

    url = settings.load().url
    return start.manned(post, "127.0.0.1", port, kind="desktop", url=url, must=False).unserved


def _rota(bridge: "Bridge") -> QWidget:
    from ui.schedules.page import SchedulesPage

    return SchedulesPage(bridge)


def _services(bridge: "Bridge") -> QWidget:
    from ui.services.page import ServicesPage

    return ServicesPage(bridge)


def _policies(bridge: "Bridge") -> QWidget:
    from ui.policies.page import PoliciesPage

    return PoliciesPage(bridge)
