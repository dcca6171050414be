"""More windows of one desktop: an incident here, the rota there. Closing one closes only it."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt

from ui.declaring import Declaring
from ui.places import Places
from ui.shell.actions import Act
from ui.shell.oncall import OnCallNow
from ui.shell.pulse import PulseWatch
from ui.shell.sources import Sources
from ui.shell.window import ShellWindow
from ui.ways import Ways

STEP = QPoint(32, 32)


class Beside(QObject):
    """Opens them, and closes them with the first."""

    def __init__(self, places: Places) -> None:
        super().__init__(places.window)
        self._first = places
        self.windows: list[ShellWindow] = []
        words, group = self.tr("Open another window"), self.tr("Everywhere")
        act = Act("window", words, "Ctrl+Shift+N", "monitor", group)
        places.window.acts.add(act, self.open)

    def open(self) -> ShellWindow:
        """Beside the first, on the page that is shown there."""
        first, bridge = self._first, self._first.bridge
        window = ShellWindow(first.window.settings, main=False)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        places = Places(window)
        places.bridge = bridge
        declaring = Declaring(places)
        for signal in (places.declare_wanted, window.declare_wanted):
            signal.connect(declaring.declare)
        for name in ("sample_wanted", "connect_wanted", "file_wanted", "invite_wanted",
                     "attention_changed", "sound_wanted"):  # fmt: skip
            getattr(places, name).connect(getattr(first, name))
        window.about_wanted.connect(first.window.about_wanted)
        window.quit_wanted.connect(first.window.quit_wanted)
        window.watch_clicked.connect(places.show_watch)
        for part in (OnCallNow(window, bridge), PulseWatch(window, bridge)):
            part.begin()
        Sources(window, bridge)
        Ways(window)
        window.resize(first.window.size())
        window.move(first.window.pos() + STEP * (len(self.windows) + 1))
        window.show_page(first.window.stack.key or "incidents")
        self.windows.append(window)
        window.closing.connect(partial(self._forget, window))
        window.show()
        return window

    def close(self) -> None:
        """All of them."""
        for window in tuple(self.windows):
            window.close()

    def _forget(self, gone: ShellWindow, _event: object) -> None:
        self.windows = [window for window in self.windows if window is not gone]
