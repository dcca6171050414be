"""What time it is: asked of a value, so that a night can be played in a second.

On PostgreSQL the database's clock rules, for many machines share it; on SQLite there is one machine
and its clock, which may be set back under us and must not stop the pages for it.
"""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

STEP = timedelta(seconds=0.5)  # more than a clock is off by nature between two looks
DAY = timedelta(days=1)


class Clock(Protocol):
    """Anything that knows the time."""

    def now(self) -> datetime:
        """Aware UTC."""
        ...


def steady() -> timedelta:
    """Since some instant: nobody can set it, and where possible it goes on while the machine
    sleeps."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return timedelta(seconds=time.monotonic() if boot is None else time.clock_gettime(boot))


def wall() -> datetime:
    """What this machine's clock says; aware UTC."""
    return datetime.now(UTC)


class SystemClock:
    """This machine's clock, which never goes back by less than a day: time goes on evenly until the
    clock has caught up. A clock that was wrong by more than that is believed when it is mended."""

    def __init__(
        self,
        wall: Callable[[], datetime] = wall,
        steady: Callable[[], timedelta] = steady,
    ) -> None:
        self._wall, self._steady = wall, steady
        self._lock = threading.Lock()
        self._seen = self._last = wall()
        self._mark = steady()
        self._ahead = timedelta()  # of the machine's clock, since somebody set that back

    def now(self) -> datetime:
        """Aware UTC."""
        with self._lock:
            seen, mark = self._wall(), self._steady()
            step = (seen - self._seen) - (mark - self._mark)
            self._seen, self._mark = seen, mark
            if abs(step) > STEP:
                self._ahead = max(self._ahead - step, timedelta())
            if self._ahead > DAY:
                self._ahead, self._last = timedelta(), seen
            self._last = max(self._last, seen + self._ahead)
            return self._last


class DatabaseClock:
    """The database's clock as it was last told, carried on evenly: this machine's own may say what
    it likes."""

    def __init__(self, at: datetime, steady: Callable[[], timedelta] = steady) -> None:
        self._steady = steady
        self.told(at)

    def told(self, at: datetime) -> None:
        """The database says that it is now `at`."""
        self._base = at - self._steady()

    def now(self) -> datetime:
        """Aware UTC."""
        return self._base + self._steady()


class SetClock:
    """A clock that stands until it is moved: for made-up histories and for tests."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Aware UTC."""
        return self.at

    def forward(self, by: timedelta) -> None:
        """Lets time pass."""
        self.at += by
