"""How fast a year of on-call is resolved: 3 layers, 8 people, 52 overrides, a zone with changes.

The yardstick expands the same rota, written as recurring events, with recurring-ical-events. It
only lists the events: putting layers and overrides together would come on top of it. Both are the
thread's own time, so that a busy machine does not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from statistics import median
from time import thread_time
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Event

from app.domain.resolve import resolve, who
from app.domain.rota import Override, Restriction, Rota, Rotation
from app.domain.window import Window
from models.kinds import OverrideKind, Turns, Unit
from tests.bench.table import Row

ZONE = "Europe/Madrid"
EIGHT = range(8)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
YEAR = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
LAST_YEAR = datetime.fromisoformat("2025-12-29")  # Mondays, on the wall
FIFTY_YEARS_AGO = datetime.fromisoformat("1975-12-29")
NIGHTS = Restriction((0, 1, 2, 3, 4), (None, time(20)), (None, time(8)))
WEEKENDS = Restriction((), (4, time(18)), (0, time(8)))


def rows() -> list[Row]:
    """The year beside the yardstick, the same of an old rotation, and a single instant."""
    young, old = year_of_on_call(LAST_YEAR), year_of_on_call(FIFTY_YEARS_AGO)
    calendar = as_calendar(LAST_YEAR)
    year = _median(lambda: resolve(young, YEAR), 101)
    aged = _median(lambda: resolve(old, YEAR), 101)
    expanded = _median(lambda: _expanded(calendar), 5)
    at = datetime(2026, 7, 1, 12, tzinfo=UTC)
    instant = _median(lambda: who(young, at), 501)
    shifts = len(resolve(young, YEAR).shifts)
    return [
        Row(
            f"a year of 3 layers, 8 people, 52 overrides: {shifts} shifts",
            _ms(year),
            f"{_ms(expanded)} for recurring-ical-events to list {_expanded(calendar)} events",
            year / expanded,
            "<= 0.005 (200x faster), about 1 ms",
            year * 200 <= expanded,
        ),
        Row(
            "the same, rotations begun 50 years ago",
            _ms(aged),
            f"{_ms(year)} begun last year",
            aged / year,
            "<= 1.1",
            aged <= 1.1 * year,
        ),
        Row("who is on call at an instant", _ms(instant), "-", None, "<= 0.2 ms", instant <= 2e-4),
    ]


def year_of_on_call(start: datetime) -> Rota:
    """Weeks, above them weekday nights in turn, on top weekends; an override each week."""
    slots = tuple((person,) for person in EIGHT)
    rules = [
        ("weeks", Unit.WEEK, ()),
        ("nights", Unit.DAY, (NIGHTS,)),
        ("weekends", Unit.WEEK, (WEEKENDS,)),
    ]
    nine = start + timedelta(hours=9)
    rotations = [
        Rotation(layer, name, layer, nine, None, 1, unit, Turns.WORKED, slots, only)
        for layer, (name, unit, only) in enumerate(rules, 1)
    ]
    return Rota(ZONE, tuple(rotations), tuple(_overrides()))


def as_calendar(start: datetime) -> Calendar:
    """The same rules as events: nights need five a person, as turns skip the weekends."""
    monday, hours = start.replace(tzinfo=ZoneInfo(ZONE)), timedelta(hours=1)
    calendar = Calendar()
    for person in EIGHT:
        week = monday + person * WEEK
        calendar.add_component(_event(person, week + 9 * hours, WEEK, recurs=True))
        calendar.add_component(_event(person, week + 4 * DAY + 18 * hours, 62 * hours, recurs=True))
    for night in range(8 * 5):
        begin = monday + night // 5 * WEEK + night % 5 * DAY + 20 * hours
        calendar.add_component(_event(night % 8, begin, 12 * hours, recurs=True))
    for each in _overrides():
        calendar.add_component(_event(each.people, each.window.start, each.window.length))
    return calendar


def _overrides() -> Iterator[Override]:
    kinds = list(OverrideKind)
    for week in range(52):
        begin = datetime(2026, 1, 7, 17, tzinfo=UTC) + week * WEEK
        window = Window(begin, begin + timedelta(hours=15))
        yield Override(week, kinds[week % 4], window, (week % 8,), ((week + 3) % 8,))


def _event(who: object, begin: datetime, length: timedelta, *, recurs: bool = False) -> Event:
    event = Event()
    event.add("uid", f"{who} {begin.isoformat()} {length}")
    event.add("dtstart", begin)
    event.add("dtend", begin + length)
    if recurs:
        event.add("rrule", {"freq": "weekly", "interval": 8})
    return event


def _expanded(calendar: Calendar) -> int:
    return len(recurring_ical_events.of(calendar).between(YEAR.start, YEAR.end))


def _median(work: Callable[[], object], times: int) -> float:
    """Seconds; once without counting, so that the zone's clock changes are known."""
    work()
    return median(_seconds(work) for _ in range(times))


def _seconds(work: Callable[[], object]) -> float:
    begun = thread_time()
    work()
    return thread_time() - begun


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:.3g} ms"
