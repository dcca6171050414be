"""Where a rough place lands: quarters, hours or days of the zone's wall clock, or a hand-off.

Pure: instants in and out are aware UTC. `free` (Shift) rounds to whole minutes only.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.domain.moment import at_wall
from app.domain.window import Window

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
STEPS = (15 * MINUTE, HOUR, 6 * HOUR, DAY)
LEAST = 2.0  # pixels that a step must take, or a hand could not aim at it
REACH = 7.0  # pixels from which a hand-off draws a hand, if that is no more than a step


def step_for(pixels_an_hour: float) -> timedelta:
    """The finest step that a hand can aim at."""
    seen = (step for step in STEPS if pixels_an_hour * (step / HOUR) >= LEAST)
    return next(seen, DAY)


@dataclass(frozen=True)
class Snap:
    """How one picture snaps: `magnets` (ascending) draw from `reach` around them."""

    zone: ZoneInfo
    step: timedelta
    magnets: tuple[datetime, ...] = ()
    reach: timedelta = timedelta()

    @classmethod
    def of(cls, zone: ZoneInfo, pixels_an_hour: float, magnets: Iterable[datetime]) -> "Snap":
        """For a zoom."""
        step = step_for(pixels_an_hour)
        reach = min(HOUR * (REACH / max(pixels_an_hour, 0.001)), step * 0.7)
        return cls(zone, step, tuple(sorted(set(magnets))), reach)

    def near(self, at: datetime, *, free: bool = False) -> datetime:
        """The hand-off near by, else the nearest step of the wall clock."""
        if free:
            return _nearest(at, _steps(at, MINUTE, self.zone))
        magnet = self._magnet(at)
        if magnet is not None and abs(magnet - at) <= self.reach:
            return magnet
        return _nearest(at, _steps(at, self.step, self.zone))

    def moved(self, window: Window, start: datetime, *, free: bool = False) -> Window:
        """A window with its beginning near `start`, as long on the wall clock as it was; a hand-off
        draws either end."""
        begins = self.near(start, free=free)
        found = shifted(window, begins, self.zone)
        if free or begins in self.magnets:
            return found
        end = shifted(window, start, self.zone).end
        magnet = self._magnet(end)
        if magnet is None or abs(magnet - end) > self.reach:
            return found
        return _ended(window, magnet, self.zone)

    def _magnet(self, at: datetime) -> datetime | None:
        place = bisect_left(self.magnets, at)
        around = self.magnets[max(0, place - 1) : place + 1]
        return min(around, key=lambda each: abs(each - at), default=None)


def stepped(at: datetime, steps: int, step: timedelta, zone: ZoneInfo) -> datetime:
    """So many steps on, from one multiple of `step` of the day to the next; what lies between two
    goes to the nearer one in that direction first."""
    for _ in range(abs(steps)):
        ahead = sorted(_steps(at, step, zone))
        at = (
            next(each for each in ahead if each > at)
            if steps > 0
            else next(each for each in reversed(ahead) if each < at)
        )
    return at


def shifted(window: Window, start: datetime, zone: ZoneInfo) -> Window:
    """The window begun elsewhere, as long on the zone's wall clock as it was."""
    length = _wall(window.end, zone) - _wall(window.start, zone)
    end = at_wall(_wall(start, zone) + length, zone)
    return Window(start, end if end > start else start + window.length)


def day_of(at: datetime, zone: ZoneInfo) -> Window:
    """The day of the zone that holds an instant."""
    midnight = datetime.combine(at.astimezone(zone).date(), time())
    return Window(at_wall(midnight, zone), at_wall(midnight + DAY, zone))


def _ended(window: Window, end: datetime, zone: ZoneInfo) -> Window:
    length = _wall(window.end, zone) - _wall(window.start, zone)
    start = at_wall(_wall(end, zone) - length, zone)
    return Window(start if start < end else end - window.length, end)


def _wall(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


def _steps(at: datetime, step: timedelta, zone: ZoneInfo) -> Iterator[datetime]:
    """The multiples of a step of the day around an instant, both readings of a time that exists
    twice, the end of a gap for one that does not exist."""
    wall = _wall(at, zone)
    midnight = datetime.combine(wall.date(), time())
    low = midnight + (wall - midnight) // step * step
    for n in range(-2, 4):
        near = low + n * step
        first = at_wall(near, zone)
        yield first
        second = near.replace(tzinfo=zone, fold=1).astimezone(UTC)
        if second > first:
            yield second


def _nearest(at: datetime, found: Iterable[datetime]) -> datetime:
    return min(found, key=lambda each: (abs(each - at), each))
