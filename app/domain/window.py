"""A stretch of time: the one shape every floor uses for "from ... until"."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Half-open [start, end) between two aware UTC instants; empty when end <= start."""

    start: datetime
    end: datetime

    def __contains__(self, at: datetime) -> bool:
        return self.start <= at < self.end

    def __bool__(self) -> bool:
        return self.start < self.end

    @property
    def length(self) -> timedelta:
        """Elapsed time, never negative."""
        return max(self.end - self.start, timedelta())

    def meet(self, other: "Window") -> "Window":
        """What both cover; empty where they do not touch."""
        return Window(max(self.start, other.start), min(self.end, other.end))
