"""How many incidents the hours of the week bring, from those they have brought."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from app.domain.moment import zone
from app.domain.window import Window

HOUR = timedelta(hours=1)
WEEK_HOURS = 168
FAITH = 4.0  # weeks: an hour that was watched so long counts as much as the week's mean


@dataclass(frozen=True)
class Rates:
    """Incidents per hour for each hour of the week, from Monday midnight, in a schedule's zone."""

    hourly: tuple[float, ...]

    def over(self, zone_name: str, window: Window) -> "Expected":
        """Ready to be asked about stretches of a window."""
        where = zone(zone_name)
        begin = window.start.replace(minute=0, second=0, microsecond=0)
        hours = int((window.end - begin) / HOUR) + 2
        rates = (self.hourly[_hour((begin + h * HOUR).astimezone(where))] for h in range(hours))
        return Expected(begin, tuple(accumulate(rates, initial=0.0)))


@dataclass(frozen=True)
class Expected:
    """Sums of the rates, hour by hour from `begin`."""

    begin: datetime
    sums: tuple[float, ...]

    def between(self, start: datetime, end: datetime) -> float:
        """The incidents that a stretch of time is expected to bring."""
        return self._until(end) - self._until(start)

    def _until(self, at: datetime) -> float:
        hours = max((at - self.begin) / HOUR, 0.0)
        whole = min(int(hours), len(self.sums) - 2)
        step = self.sums[whole + 1] - self.sums[whole]
        return self.sums[whole] + min(hours - whole, 1.0) * step


def rates_of(incidents: Iterable[datetime], zone_name: str, watched: Window) -> Rates:
    """From when incidents paged somebody, within the time that was watched. An hour of the week
    that was seen only a few times is drawn towards the mean of all:
    (its incidents + FAITH * mean) / (its weeks + FAITH)."""
    where, weeks = zone(zone_name), watched.length / timedelta(weeks=1)
    counts = [0] * WEEK_HOURS
    for at in incidents:
        if at in watched:
            counts[_hour(at.astimezone(where))] += 1
    mean = sum(counts) / (WEEK_HOURS * weeks) if weeks else 0.0
    return Rates(tuple((count + FAITH * mean) / (weeks + FAITH) for count in counts))


def _hour(wall: datetime) -> int:
    return wall.weekday() * 24 + wall.hour
