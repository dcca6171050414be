"""When somebody may be told of what is not urgent: outside their quiet hours, and within the hours
of the contact. What is urgent asks nobody."""

from datetime import datetime

from app.domain.restriction import Span, open_windows, united_week
from app.domain.rota import Restriction
from app.domain.wall import DAY, WEEK, aware, clock, instant

Hours = tuple[Restriction, ...]


def opening(at: datetime, zone: str, hours: Hours, quiet: Hours) -> datetime:
    """The first instant from `at` on within the hours (none: always) and outside the quiet ones,
    by the clock of the zone. `at` itself where a week holds no such instant: better told at a bad
    time than never."""
    low = instant(at)
    high = low + WEEK + DAY
    silent = _windows(quiet, zone, low, high) if quiet else []
    for begin, end in _windows(hours, zone, low, high):
        free = _after(begin, silent)
        if free < end:
            return at if free == low else aware(free)
    return at


def _windows(hours: Hours, zone: str, low: int, high: int) -> list[Span]:
    week = united_week(hours)
    if week is None:  # no hours, or all of them
        return [(low, high)]
    year = aware(low).year
    return open_windows(week, clock(zone, year - 1, year + 1), low, high)


def _after(at: int, silent: list[Span]) -> int:
    """The first instant from here on in none of these spans, which are ascending and apart."""
    for begin, end in silent:
        if begin <= at < end:
            at = end
    return at
