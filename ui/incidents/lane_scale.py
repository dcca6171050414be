"""The time scale of the picture: instants to pixels and back, zoom, pan, and round ticks."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

STEPS = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400,
         2 * 86400, 7 * 86400, 14 * 86400, 28 * 86400, 91 * 86400)  # fmt: skip  # seconds
CLOSEST = timedelta(seconds=20)  # the shortest stretch that fills the width


@dataclass(frozen=True, slots=True)
class Scale:
    """`start` is at x = `left`, `end` at x = `right`; `whole` is all there is to see."""

    left: float
    right: float
    start: datetime
    end: datetime
    whole: tuple[datetime, datetime]

    @classmethod
    def of(cls, left: float, right: float, whole: tuple[datetime, datetime]) -> "Scale":
        """Everything at once."""
        return cls(left, max(right, left + 1), *whole, whole)

    @property
    def zoomed(self) -> bool:
        """Whether only a part is seen."""
        return (self.start, self.end) != self.whole

    def x(self, at: datetime) -> float:
        """Where an instant is; may lie outside."""
        part = (at - self.start) / max(self.end - self.start, timedelta(microseconds=1))
        return self.left + part * (self.right - self.left)

    def at(self, x: float) -> datetime:
        """Which instant is at a place."""
        return self.start + (self.end - self.start) * ((x - self.left) / (self.right - self.left))

    def zoom(self, factor: float, x: float) -> "Scale":
        """`factor` above 1 goes closer; what is at `x` stays there."""
        pivot = self.at(x)
        length = max((self.end - self.start) / factor, CLOSEST)
        if length >= self.whole[1] - self.whole[0]:
            return replace(self, start=self.whole[0], end=self.whole[1])
        start = pivot - length * ((x - self.left) / (self.right - self.left))
        return replace(self, start=start, end=start + length).kept()

    def pan(self, pixels: float) -> "Scale":
        """Move what is seen to the left by so many pixels."""
        by = (self.end - self.start) * (pixels / (self.right - self.left))
        return replace(self, start=self.start + by, end=self.end + by).kept()

    def ticks(self, most: int) -> list[datetime]:
        """Round instants, at most so many; round by the wall clock of this machine's zone."""
        seconds = (self.end - self.start).total_seconds()
        step = next((s for s in STEPS if seconds / s <= most), STEPS[-1])
        here = self.start.astimezone()
        offset = (here.utcoffset() or timedelta()).total_seconds()
        first = self.start.timestamp() + offset
        at = self.start + timedelta(seconds=(-first) % step)
        found: list[datetime] = []
        while at <= self.end and len(found) <= most:
            found.append(at)
            at += timedelta(seconds=step)
        return found

    def kept(self) -> "Scale":
        """Not beyond what there is to see."""
        low, high = self.whole
        by = max(low - self.start, timedelta()) or min(high - self.end, timedelta())
        return replace(self, start=self.start + by, end=self.end + by)
