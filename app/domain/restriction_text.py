"""Restrictions as the workspace file writes them, which is also how the database keeps them."""

import re
from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from app.domain.rota import Restriction

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONG = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
TIME = 'expected a time of day such as "20:00"'
MIDNIGHT = re.compile(r"24:00(:00)?")  # the end of a day is the next day's beginning

End = tuple[int | None, time]


def day(text: str) -> int:
    """A weekday, Monday 0. Raises ValueError with what was expected."""
    word = text.strip().lower()
    for names in (DAYS, LONG):
        if word in names:
            return names.index(word)
    raise ValueError(f"expected a weekday: {', '.join(DAYS)}")


def end(text: str, *, closing: bool = False) -> End:
    """`20:00` or `fri 18:00`; a closing end may be 24:00.
    Raises ValueError with what was expected."""
    *named, clock = text.split()
    if len(named) > 1:
        raise ValueError(f'{TIME}, or "fri 18:00"')
    weekday = day(named[0]) if named else None
    if closing and MIDNIGHT.fullmatch(clock):
        return (None if weekday is None else (weekday + 1) % 7), time()
    return weekday, _time(clock)


def days(listed: Iterable[int]) -> tuple[int, ...]:
    """In order, each once; all seven are written as none."""
    found = tuple(sorted(set(listed)))
    return () if len(found) == len(DAYS) else found


def restriction(opens: End, closes: End, on: tuple[int, ...] = ()) -> Restriction:
    """Raises ValueError when the two forms are mixed."""
    if (opens[0] is None) != (closes[0] is None):
        raise ValueError('expected a weekday at both ends or at none, such as "fri 18:00"')
    if opens[0] is not None and on:
        raise ValueError("expected either days, or weekdays in from and to, not both")
    return Restriction(on, opens, closes)


def written(each: Restriction) -> dict[str, Any]:
    """Plain data in the file's form."""
    said: dict[str, Any] = {"days": [DAYS[day] for day in each.days]} if each.days else {}
    return said | {"from": _end(each.opens), "to": _end(each.closes)}


def understood(data: Mapping[str, Any]) -> Restriction:
    """What `written` wrote."""
    on = days([day(each) for each in data.get("days", [])])
    return restriction(end(data["from"]), end(data["to"], closing=True), on)


def _time(text: str) -> time:
    found = CLOCK.fullmatch(text)
    if not found:
        raise ValueError(TIME)
    try:
        hour, minute, second = (int(part or 0) for part in found.groups())
        return time(hour, minute, second)
    except ValueError as fault:
        raise ValueError(f"{TIME}, from 00:00 to 23:59") from fault


def _end(at: End) -> str:
    weekday, clock = at
    shown = clock.isoformat("seconds" if clock.second else "minutes")
    return shown if weekday is None else f"{DAYS[weekday]} {shown}"
