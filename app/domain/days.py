"""The days of a window by the wall clock of a zone, looked up by number: for whoever counts days,
nights, weekends and public holidays of many shifts."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby

from app.domain.board import Holiday
from app.domain.moment import at_wall, zone
from app.domain.rota import Shift
from app.domain.window import Window

NIGHT_ENDS = time(6)  # a night is on call at some time from midnight until then
DAY = timedelta(days=1)
HALF = DAY / 2


@dataclass(frozen=True)
class Days:
    """Consecutive days; `midnights` and `dawns` are the instants (UTC) at which their nights begin
    and end, `free` the numbers of the public holidays."""

    dates: tuple[date, ...]
    midnights: tuple[datetime, ...]
    dawns: tuple[datetime, ...]
    free: Mapping[int, str]

    def touched(self, start: datetime, end: datetime) -> range:
        """The days of which a shift has any time."""
        return range(bisect_right(self.midnights, start) - 1, bisect_left(self.midnights, end))

    def worked(self, start: datetime, end: datetime) -> range:
        """The days a shift counts for: a morning in which it only ends belongs to the day
        before."""
        first = bisect_right(self.midnights, start) - 1
        return range(first, max(first + 1, bisect_left(self.midnights, end - HALF)))

    def nights(self, start: datetime, end: datetime) -> range:
        """The days in whose nights, from midnight until six, a shift has any time."""
        return range(bisect_right(self.dawns, start), bisect_left(self.midnights, end))

    def weekend(self, day: int) -> int | None:
        """The number of the weekend that a day is of; None for a day of the week."""
        number = self.dates[day].toordinal() - 1  # day 0 was a Monday
        return number // 7 if number % 7 >= 5 else None

    def whole(self, day: int) -> Window:
        """From midnight to midnight."""
        return Window(self.midnights[day], self.midnights[day + 1])


def days_of(zone_name: str, window: Window, holidays: Iterable[Holiday] = ()) -> Days:
    """The days of a window and a few more on either side. Raises ValueError for an unknown zone."""
    first, last = (window.start - 2 * DAY).date(), (window.end + 3 * DAY).date()
    dates, midnights, dawns = _grid(zone_name, first, last)
    names: dict[int, str] = {each.day.toordinal(): each.name for each in holidays}
    beginning = first.toordinal()
    free = {day - beginning: name for day, name in names.items() if day - beginning >= 0}
    return Days(dates, midnights, dawns, free)


def stretches(shifts: Iterable[Shift]) -> list[tuple[datetime, datetime]]:
    """When somebody is on call at all: shifts that overlap or touch as one, ascending."""
    found: list[tuple[datetime, datetime]] = []
    for start, end in sorted((each.start, each.end) for each in shifts):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each unbroken row of ascending numbers."""
    for _, row in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        members = [number for _, number in row]
        yield members[0], members[-1]


@lru_cache(maxsize=64)
def _grid(
    name: str, first: date, last: date
) -> tuple[tuple[date, ...], tuple[datetime, ...], tuple[datetime, ...]]:
    where = zone(name)
    dates = tuple(first + number * DAY for number in range((last - first).days + 1))
    midnights = tuple(at_wall(datetime.combine(day, time()), where) for day in dates)
    dawns = tuple(at_wall(datetime.combine(day, NIGHT_ENDS), where) for day in dates)
    return dates, midnights, dawns
