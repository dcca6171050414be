"""Makes the figures ready before somebody opens their page: when the mouse comes near, and by
itself where they were looked at lately. What is loaded by that (numpy, matplotlib, the numbers of
every incident) takes a second or more, and nobody should wait for it."""

import gc
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QObject, QSettings, QTimer

from ui.bridge import Bridge

SEEN = "metrics/seen"  # the UTC day on which the page was last looked at
LATELY = timedelta(days=30)
QUIET = 8_000  # ms after the database was opened: what is looked at first has long been there


class Foresight(QObject):
    """Of one window. `ready` once all has been loaded."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._busy = self.ready = False
        self._timer = QTimer(self, singleShot=True, interval=QUIET)
        self._timer.timeout.connect(self.prepare)

    def begin(self) -> None:
        """In a while, where it is likely to be wanted."""
        if lately():
            self._timer.start()

    def prepare(self) -> None:
        """Now, and on a reader's thread. What changed since the last time is brought up to date."""
        from ui.metrics.reads import warmed

        if not self._busy and self._bridge.post is not None:
            self._busy = True
            self._bridge.read(warmed, self._done, self._failed)

    def _done(self, _nothing: None) -> None:
        self._busy = False
        if not self.ready:
            self.ready = True
            gc.freeze()  # it stays: looking through it again would stop the window for 0.1 s

    def _failed(self, _fault: Exception) -> None:
        self._busy = False  # the page says it, should it be opened


def note() -> None:
    """The page is looked at."""
    today = _today().isoformat()
    if QSettings().value(SEEN) != today:
        QSettings().setValue(SEEN, today)


def lately() -> bool:
    """Whether it was, within the last month."""
    try:
        return _today() - date.fromisoformat(str(QSettings().value(SEEN, ""))) <= LATELY
    except ValueError:
        return False


def _today() -> date:
    return datetime.now(UTC).date()
