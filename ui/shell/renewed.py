"""Whether a newer Watchbill lies on the disk than the one that runs: its package was updated. A
look at a small file once a minute; told in a bar, and nothing happens by itself."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from ui.shell.window import ShellWindow

EVERY = 60_000  # ms between two looks


def newer_here() -> str:
    """The version on the disk where it is newer than ours, else empty."""
    from app.domain.release import numbers
    from app.version import VERSION, installed

    found = installed()
    try:
        return found if found and numbers(found) > numbers(VERSION) else ""
    except ValueError:  # half written, or of somebody's own making
        return ""


class Renewed(QObject):
    """Told once a version: whoever closed the bar knows it."""

    def __init__(self, window: ShellWindow, newer: Callable[[], str] = newer_here) -> None:
        super().__init__(window)
        self._window, self._newer, self._told = window, newer, ""
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """At the file."""
        version = self._newer()
        if version == self._told:
            return
        self._told = version
        if not version:
            self._window.bars.drop("renewed")
            return
        lead = self.tr("Watchbill was updated.")
        words = self.tr("Quit and start it again to use %1.").replace("%1", version)
        self._window.bars.tell("renewed", lead, words, "info")
