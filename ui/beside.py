"""More windows of one desktop: an incident here, the rota there. Closing one closes only it; those
that are open at the end are opened again at the next start."""

import json
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QPoint, Qt, Signal

from ui.bridge import Bridge
from ui.declaring import Declaring
from ui.joining import Joining
from ui.places import Places
from ui.shell.actions import Act
from ui.shell.centre import Centre
from ui.shell.me import Me
from ui.shell.oncall import OnCallNow
from ui.shell.pulse import PulseWatch
from ui.shell.sources import Sources
from ui.shell.window import ShellWindow
from ui.ways import Ways

if TYPE_CHECKING:
    from ui.shell.about import About

STEP = QPoint(32, 32)
KEPT, MOST = "window/beside", 8  # windows that are opened again


class Beside(QObject):
    """Opens them, and closes them with the first. What they want of the whole desktop is told by
    signals; sheets open in the window where they were asked for."""

    opened = Signal(object)  # a window, for what else is to be in it
    switched = Signal()  # the settings name another database
    engine_wanted = Signal()

    def __init__(self, places: Places, me: Me, *, keep: bool = True) -> None:
        """With `keep` false (the sample team) none is opened again."""
        super().__init__(places.window)
        self._first, self._me, self._keep = places, me, keep
        self.windows: list[ShellWindow] = []
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
        windows, self.windows = tuple(self.windows), []
        if windows and self._keep:
            self._first.window.keep(KEPT, json.dumps([_kept(each) for each in windows[:MOST]]))
        for window in windows:
            window.close()

    def open_again(self) -> None:
        """Those that were open when the desktop ended, where they stood. Words in the settings
        that make no sense open none."""
        if not self._keep:
            return
        told = str(self._first.window.settings.value(KEPT, ""))
        self._first.window.keep(KEPT, "")
        pages = {page.key for page in self._first.window.stack.pages()}
        with suppress(ValueError, TypeError):
            for page, place in json.loads(told or "[]")[:MOST]:
                window = self._made()
                window.restoreGeometry(QByteArray.fromBase64(str(place).encode()))
                self._shown(window, page if page in pages else "")

    # inside

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
        window.about_wanted.connect(_AboutHere(window, bridge))
        window.quit_wanted.connect(first.window.quit_wanted)
        window.watch_clicked.connect(places.show_watch)
        pulse = PulseWatch(window, bridge)
        pulse.engine_wanted.connect(self.engine_wanted)
        pulse.incident_wanted.connect(window.open_incident)
        for part in (OnCallNow(window, bridge), pulse):
            part.begin()
        centre = Centre(window, bridge)
        self._me.known.connect(centre.ask)
        self._me.serve(window)
        centre.ask()
        self._offer(window)
        Sources(window, bridge)
        Ways(window)
        return window

    def _shown(self, window: ShellWindow, page: str) -> ShellWindow:
        window.show_page(page or "incidents")
        self.windows.append(window)
        window.closing.connect(partial(self._forget, window))
        self.opened.emit(window)
        window.show()
        return window

    def _forget(self, gone: ShellWindow, _event: object) -> None:
        self.windows = [window for window in self.windows if window is not gone]


def _kept(window: ShellWindow) -> tuple[str, str]:
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
