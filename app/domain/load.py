"""How much each person carries: time on call, nights and weekends, in the wall clock of a zone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.domain.moment import at_wall
from app.domain.rota import PersonId, Shift

NIGHT_ENDS = time(6)  # a night is on call at some time from midnight until then
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Load:
    """`nights` and `weekends` count each once, however long somebody was on call in it."""

    person: PersonId
    length: timedelta
    nights: int
    weekends: int


def loads(shifts: Iterable[Shift], zone: ZoneInfo) -> tuple[Load, ...]:
    """Of everybody who has a shift, the most loaded first."""
    length: dict[PersonId, timedelta] = defaultdict(timedelta)
    nights: dict[PersonId, set[date]] = defaultdict(set)
    weekends: dict[PersonId, set[date]] = defaultdict(set)
    for shift in shifts:
        length[shift.person] += shift.end - shift.start
        for day in _days(shift, zone):
            if _meets(shift, day, NIGHT_ENDS, zone):
                nights[shift.person].add(day)
            if day.weekday() >= 5:
                weekends[shift.person].add(day - timedelta(days=day.weekday()))
    found = (Load(who, length[who], len(nights[who]), len(weekends[who])) for who in length)
    return tuple(sorted(found, key=lambda load: (-load.length, load.person)))


def _days(shift: Shift, zone: ZoneInfo) -> Iterator[date]:
    """The days a shift touches."""
    day = shift.start.astimezone(zone).date()
    while _midnight(day, zone) < shift.end:
        yield day
        day += DAY


def _meets(shift: Shift, day: date, until: time, zone: ZoneInfo) -> bool:
    """Whether any of a shift lies between midnight and `until` of a day."""
    begin, end = _midnight(day, zone), at_wall(datetime.combine(day, until), zone)
    return shift.start < end and begin < shift.end


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return at_wall(datetime.combine(day, time()), zone)
