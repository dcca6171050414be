"""Makes the figures and their page ready before somebody opens it: when the mouse comes near, and
by itself where they were looked at lately. What is loaded by that (numpy, matplotlib, the numbers
of every incident) takes a second or more, and nobody should wait for it."""

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QSettings, QTimer

from ui.bridge import Bridge

if TYPE_CHECKING:
    from ui.metrics.page import MetricsPage

SEEN = "metrics/seen"  # the UTC day on which the page was last looked at
LATELY = timedelta(days=30)
QUIET = 8_000  # ms after the database was opened: what is looked at first has long been there


class Foresight(QObject):
    """Of one window, whose page `make` gives: made now, unless it is there. `ready` once all has
    been loaded and the page stands there, unseen."""

    def __init__(
        self, bridge: Bridge, make: Callable[[], "MetricsPage"], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._make = bridge, make
        self._busy = self.ready = False
        self._pieces: Iterator[None] = iter(())
        self._timer = QTimer(self, singleShot=True, interval=QUIET)
        self._timer.timeout.connect(self.prepare)
        self._idle = QTimer(self, singleShot=True, interval=0)
        self._idle.timeout.connect(self._go_on)

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
        if self.ready:
            self._busy = False
        else:
            self._pieces = self._making()
            self._idle.start()

    def _go_on(self) -> None:
        """One piece; the window has its say before the next."""
        if next(self._pieces, self) is self:
            self._busy = False
        else:
            self._idle.start()

    def _making(self) -> Iterator[None]:
        """The page, none of its pieces longer than two frames."""
        from ui.metrics import board, page  # noqa: F401 - they are loaded by this

        yield
        made = self._make()
        yield
        if not made.isVisible():
            made.foresee()
            made.board.clocks.foresee()
            room = made.parentWidget()
            if room is not None:
                made.resize(room.size())
            made.grab(QRect(0, 0, 1, 1))  # lays it out
            yield
            made.grab()  # reads its fonts and icons
            yield
        gc.freeze()  # it stays: looking through it again would stop the window for 0.1 s
        self.ready = True

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
