"""More windows of one desktop: an incident here, the rota there. Closing one closes only it; those
that are open at the end, also at one by force, are opened again at the next start."""

import json
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QPoint, Qt, QTimer, Signal

from ui.bridge import Bridge
from ui.declaring import Declaring
from ui.joining import Joining
from ui.places import Places
from ui.restoring import Restoring
from ui.shell.actions import Act
from ui.shell.centre import Centre
from ui.shell.changed import Changed
from ui.shell.me import Me
from ui.shell.oncall import OnCallNow
from ui.shell.pulse import PulseWatch
from ui.shell.sources import Sources
from ui.shell.window import ShellWindow

if TYPE_CHECKING:
    from ui.shell.about import About

Place = tuple[str, str]  # a page, and where its window stands
STEP = QPoint(32, 32)
KEPT, MOST = "window/beside", 8  # windows that are opened again
PAUSE = 500  # ms until a window that came, went, moved or turned to another page is noted


class Beside(QObject):
    """Opens them, and closes them with the first. What they want of the whole desktop is told by
    signals; sheets open in the window where they were asked for."""

    opened = Signal(object)  # a window, for what else is to be in it
    switched = Signal()  # the settings name another database
    restore_wanted = Signal(object)
    engine_wanted = Signal()

    def __init__(self, places: Places, me: Me, *, keep: bool = True) -> None:
        """With `keep` false (the sample team) none is opened again."""
        super().__init__(places.window)
        self._first, self._me, self._keep = places, me, keep
        self.windows: list[ShellWindow] = []
        self._wanted: list[Place] = []  # to be opened again, one a turn
        self._clock = QTimer(self, singleShot=True, interval=PAUSE)
        self._clock.timeout.connect(self._remember)
        self._offer(places.window)

    def open(self) -> ShellWindow:
        """Beside the first, on the page that is shown there."""
        first = self._first.window
        window = self._made()
        window.resize(first.size())
        window.move(first.pos() + STEP * (len(self.windows) + 1))
        return self._shown(window, first.stack.key)

    def close(self) -> None:
        """All of them; the next start opens them again."""
        self._remember()
        windows, self.windows = tuple(self.windows), []
        self._wanted = []
        for window in windows:
            window.close()
        self._clock.stop()

    def open_again(self) -> None:
        """Those that were open when the desktop ended, where they stood, one a turn. Words in the
        settings that make no sense open none."""
        if not self._keep:
            return
        told = str(self._first.window.settings.value(KEPT, ""))
        self._first.window.keep(KEPT, "")
        self._wanted = _places(told)
        QTimer.singleShot(0, self, self._open_next)

    # inside

    def _remember(self) -> None:
        """Also for an end that nobody wanted."""
        self._clock.stop()
        kept = [*map(_kept, self.windows), *self._wanted][:MOST]
        if self._keep:
            self._first.window.keep(KEPT, json.dumps(kept) if kept else "")

    def _soon(self, *_: object) -> None:
        self._clock.start()

    def _open_next(self) -> None:
        """Without the focus; nothing once the desktop has ended."""
        if not self._wanted:
            return
        page, place = self._wanted.pop(0)
        first = self._first.window
        active = first.isActiveWindow()
        window = self._made()
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        window.restoreGeometry(QByteArray.fromBase64(place.encode()))
        self._shown(window, page if page in {each.key for each in first.stack.pages()} else "")
        if active:
            first.raise_()
            first.activateWindow()
        QTimer.singleShot(0, self, self._open_next)

    def _offer(self, window: ShellWindow) -> None:
        words, group = self.tr("Open another window"), self.tr("Everywhere")
        act = Act("window", words, "Ctrl+Shift+N", "monitor", group)
        window.acts.add(act, self.open)

    def _made(self) -> ShellWindow:
        """All that the first has, but what there is one of in a desktop."""
        first, bridge = self._first, self._first.bridge
        window = ShellWindow(first.window.settings, main=False)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        places = Places(window)
        places.bridge = bridge
        declaring = Declaring(places)
        for signal in (places.declare_wanted, window.declare_wanted):
            signal.connect(declaring.declare)
        for name in ("sample_wanted", "attention_changed", "sound_wanted"):
            getattr(places, name).connect(getattr(first, name))
        Joining(places).switched.connect(self.switched)
        Restoring(places, offered=self._keep).wanted.connect(self.restore_wanted)
        window.about_wanted.connect(_AboutHere(window, bridge))
        window.quit_wanted.connect(first.window.quit_wanted)
        window.watch_clicked.connect(places.show_watch)
        pulse = PulseWatch(window, bridge)
        pulse.engine_wanted.connect(self.engine_wanted)
        pulse.incident_wanted.connect(window.open_incident)
        for part in (OnCallNow(window, bridge), pulse):
            part.begin()
        Changed(window, bridge)
        centre = Centre(window, bridge)
        self._me.known.connect(centre.ask)
        self._me.serve(window)
        centre.ask()
        self._offer(window)
        Sources(window, bridge)
        places.ways.complete()
        return window

    def _shown(self, window: ShellWindow, page: str) -> ShellWindow:
        window.show_page(page or "incidents")
        self.windows.append(window)
        window.closing.connect(partial(self._forget, window))
        self.opened.emit(window)
        window.show()
        window.stack.shown.connect(self._soon)
        frame = window.windowHandle()
        for moved in (frame.xChanged, frame.yChanged, frame.widthChanged, frame.heightChanged):
            moved.connect(self._soon)
        self._soon()
        return window

    def _forget(self, gone: ShellWindow, _event: object) -> None:
        self.windows = [window for window in self.windows if window is not gone]
        self._soon()


def _places(told: str) -> list[Place]:
    """What was kept; without what makes no sense."""
    try:
        found = json.loads(told or "[]")
    except (ValueError, RecursionError):
        return []
    if not isinstance(found, list):
        return []
    pairs = (each for each in found if isinstance(each, list) and len(each) == 2)
    sound = [(page, at) for page, at in pairs if isinstance(page, str) and isinstance(at, str)]
    return sound[:MOST]


def _kept(window: ShellWindow) -> Place:
    """Its page, and where it stands."""
    return window.stack.key, bytes(window.saveGeometry().toBase64().data()).decode()


class _AboutHere:
    """The sheet over this window, made when first wanted."""

    def __init__(self, window: ShellWindow, bridge: Bridge) -> None:
        self._window, self._bridge = window, bridge
        self._sheet: About | None = None

    def __call__(self) -> None:
        if self._sheet is None:
            from ui.shell.about import About

            self._sheet = About(self._window, self._bridge)
        self._sheet.open()
