"""The wall clock of a zone and the instants it stands for, both as integers of microseconds.

Integers because aware datetimes of one zone subtract as wall time, and because they are fast;
microseconds because that is what a datetime holds, so nothing is ever rounded.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MICRO = timedelta(microseconds=1)
HOUR = 3_600_000_000
DAY = 24 * HOUR
WEEK = 7 * DAY
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_ON_THE_WALL = EPOCH.replace(tzinfo=None)
END_OF_TIME = datetime.max.replace(tzinfo=UTC)
MONDAY = -3 * DAY  # the Monday before the epoch, on the wall
EARLIEST, LATEST = -(10**20), 10**20  # beyond all datetimes
FIRST_YEAR, LAST_YEAR = 1830, 9998  # no zone changed before; a datetime ends soon after

# Offsets are sampled this often. The shortest stretch that any zone had between two changes is
# 3.99 days (Africa/Freetown, 1939), so no change and its reverse fall between two samples.
SAMPLE = 3 * DAY


def instant(at: datetime) -> int:
    """An aware datetime as microseconds since the epoch."""
    return (at - EPOCH) // MICRO


def aware(at: int) -> datetime:
    """The aware UTC datetime of an instant."""
    return EPOCH + at * MICRO


@lru_cache(maxsize=4096)
def length(micros: int) -> timedelta:
    """So many microseconds; those between hand-offs are few, and known at once the next time."""
    return micros * MICRO


def face(wall: datetime) -> int:
    """A naive datetime as microseconds of wall time since 1970."""
    return (wall - EPOCH_ON_THE_WALL) // MICRO


def naive(wall: int) -> datetime:
    """The naive datetime of a wall time; the last there is for those beyond."""
    return EPOCH_ON_THE_WALL + min(wall, instant(END_OF_TIME)) * MICRO


@dataclass(frozen=True, slots=True)
class Change:
    """The zone's offset from UTC goes from `before` to `after`."""

    at: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Clock:
    """Stretches of constant offset; the first begins at EARLIEST.

    `firsts` and `lasts` are the wall times from which a stretch answers, where a time that exists
    twice is read as the first or the last of the two. A time that does not exist is read as the
    first instant after the gap.
    """

    changes: tuple[Change, ...]
    starts: tuple[int, ...]
    offsets: tuple[int, ...]
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def first(self, walls: Sequence[int]) -> list[int]:
        """The instants of ascending wall times, the first of two."""
        return self._read(walls, self.firsts)

    def last(self, walls: Sequence[int]) -> list[int]:
        """The instants of ascending wall times, the last of two."""
        return self._read(walls, self.lasts)

    def wall(self, at: int) -> int:
        """What the clock shows at an instant."""
        return at + self.offsets[bisect_right(self.starts, at) - 1]

    def highest(self, at: int) -> int:
        """A wall time that no first reading up to this instant exceeds."""
        i = bisect_right(self.starts, at) - 1
        return max(at + self.offsets[i], self.starts[i] + self.offsets[max(i - 1, 0)])

    def _read(self, walls: Sequence[int], breaks: Sequence[int]) -> list[int]:
        instants: list[int] = []
        stretch = bisect_right(breaks, walls[0]) - 1 if walls else 0
        while (done := len(instants)) < len(walls):
            offset, start = self.offsets[stretch], self.starts[stretch]
            stretch += 1
            ahead = bisect_left(walls, breaks[stretch], done) if stretch < len(breaks) else None
            opened = start + offset
            instants += [w - offset if w > opened else start for w in walls[done:ahead]]
        return instants


@lru_cache(maxsize=256)
def clock(zone: str, first: int, last: int) -> Clock:
    """The zone's clock, exact from a year to a year; outside, the nearest offset holds on."""
    begin, end = max(first, FIRST_YEAR), min(last, LAST_YEAR)
    changes = tuple(change for year in range(begin, end + 1) for change in _changes(zone, year))
    beginning = changes[0].before if changes else _offset(zone, _new_year(begin))
    return Clock(
        changes,
        (EARLIEST, *(c.at for c in changes)),
        (beginning, *(c.after for c in changes)),
        (EARLIEST, *(c.at + c.before for c in changes)),
        (EARLIEST, *(c.at + min(c.before, c.after) for c in changes)),
    )


@lru_cache(maxsize=4096)
def _changes(zone: str, year: int) -> tuple[Change, ...]:
    return tuple(_search(zone, _new_year(year), _new_year(year + 1)))


def _search(zone: str, at: int, end: int) -> Iterator[Change]:
    before = _offset(zone, at)
    while at < end:
        ahead = min(at + SAMPLE, end)
        if _offset(zone, ahead) != before:
            ahead = _bisected(zone, at, ahead, before)
            after = _offset(zone, ahead)
            yield Change(ahead, before, after)
            before = after
        at = ahead


def _bisected(zone: str, low: int, high: int, before: int) -> int:
    """The first second of (low, high] whose offset is another than `before`."""
    seconds = range(low // 1_000_000, high // 1_000_000 + 1)
    found = bisect_left(seconds, True, key=lambda s: _offset(zone, s * 1_000_000) != before)
    return seconds[found] * 1_000_000


def _offset(zone: str, at: int) -> int:
    offset = aware(at).astimezone(ZoneInfo(zone)).utcoffset()
    return (offset or timedelta()) // MICRO


def _new_year(year: int) -> int:
    return instant(datetime(year, 1, 1, tzinfo=UTC))
