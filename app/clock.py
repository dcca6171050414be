"""What time it is: asked of a value, so that a night can be played in a second."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that knows the time."""

    def now(self) -> datetime:
        """Aware UTC."""
        ...


class SystemClock:
    """This machine's clock, moved by what the database's clock is ahead of it."""

    def __init__(self, ahead: timedelta = timedelta()) -> None:
        self.ahead = ahead

    def now(self) -> datetime:
        """Aware UTC."""
        return datetime.now(UTC) + self.ahead


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
