"""What being on call comes to for each person: hours by kind, nights, weekends, holidays, pay."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.domain.days import Days, stretches
from app.domain.rota import PersonId, Shift

HOUR = timedelta(hours=1)


class Rate(StrEnum):
    """What an hour on call is paid as; the last that applies counts."""

    WEEKDAY = "weekday"
    NIGHT = "night"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Duty:
    """`hours` by what they are paid as add up to all; nights (midnight to six), weekends and
    public holidays count each once, however long somebody was on call in it."""

    person: PersonId
    hours: Mapping[Rate, float]
    nights: int
    weekends: int
    holidays: int

    @property
    def total(self) -> float:
        """All hours."""
        return sum(self.hours.values())

    def pay(self, rates: Mapping[Rate, float]) -> float:
        """Hours times their rate, in the rates' currency."""
        return sum(hours * rates.get(kind, 0.0) for kind, hours in self.hours.items())


@dataclass
class _Sums:
    hours: dict[Rate, float] = field(default_factory=lambda: dict.fromkeys(Rate, 0.0))
    nights: set[date] = field(default_factory=set)
    weekends: set[int] = field(default_factory=set)
    holidays: set[date] = field(default_factory=set)


def duties(schedules: Iterable[tuple[Sequence[Shift], Days]]) -> tuple[Duty, ...]:
    """Of everybody who has a shift, most hours first. `schedules`: shifts with the days of their
    schedule's zone and country. Whoever is on call for two schedules at once is so once: the
    schedule that comes first says what the hour is."""
    sums: dict[PersonId, _Sums] = defaultdict(_Sums)
    taken: dict[PersonId, list[tuple[datetime, datetime]]] = defaultdict(list)
    for shifts, days in schedules:
        for person, own in _by_person(shifts).items():
            for start, end in stretches(own):
                for free in _without(start, end, taken[person]):
                    _add(sums[person], *free, days)
            taken[person] = sorted([*taken[person], *stretches(own)])
    found = (_duty(person, each) for person, each in sums.items())
    return tuple(sorted(found, key=lambda each: (-each.total, each.person)))


def _by_person(shifts: Iterable[Shift]) -> Mapping[PersonId, list[Shift]]:
    found: dict[PersonId, list[Shift]] = defaultdict(list)
    for each in shifts:
        found[each.person].append(each)
    return found


def _without(
    start: datetime, end: datetime, taken: Iterable[tuple[datetime, datetime]]
) -> list[tuple[datetime, datetime]]:
    """What of a stretch is in none of the taken ones."""
    left = [(start, end)]
    for low, high in taken:
        cut = [((a, min(b, low)), (max(a, high), b)) for a, b in left]
        left = [part for parts in cut for part in parts if part[0] < part[1]]
    return left


def _add(sums: _Sums, start: datetime, end: datetime, days: Days) -> None:
    sums.nights.update(days.dates[day] for day in days.nights(start, end))
    for day in days.touched(start, end):
        whole = days.whole(day)
        dawn = min(days.dawns[day], whole.end)
        low, high = max(start, whole.start), min(end, whole.end)
        weekend = days.weekend(day)
        if weekend is not None:
            sums.weekends.add(weekend)
        if day in days.free:
            sums.holidays.add(days.dates[day])
        night = max(min(high, dawn) - low, timedelta())
        sums.hours[_rate(days, day, True)] += night / HOUR
        sums.hours[_rate(days, day, False)] += (high - low - night) / HOUR


def _rate(days: Days, day: int, night: bool) -> Rate:
    if day in days.free:
        return Rate.HOLIDAY
    if days.weekend(day) is not None:
        return Rate.WEEKEND
    return Rate.NIGHT if night else Rate.WEEKDAY


def _duty(person: PersonId, sums: _Sums) -> Duty:
    return Duty(person, sums.hours, len(sums.nights), len(sums.weekends), len(sums.holidays))
