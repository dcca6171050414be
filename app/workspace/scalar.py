"""Raw text of the file as values. Every reader raises ValueError with what was expected."""

import re
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from app.domain.moment import at_wall, duration
from app.domain.problem import hint

Word = TypeVar("Word", bound=StrEnum)

WHOLE = re.compile(r"-?(0|[1-9]\d{0,14})")
DECIMAL = re.compile(r"-?\d{1,9}(\.\d{1,400})?")
TIME = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:(?:[Tt]| +)(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?)"
    r"(?: *(?P<zone>[Zz]|[+-]\d{1,2}(?::?\d{2})?))?)?"
)
OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?")
EXPECTED = "expected a time such as 2026-01-05T09:00"
NOW = timedelta()
NEVER = (datetime(2000, 1, 1), datetime(2000, 1, 2))  # noqa: DTZ001 - stands in for bad wall times
NEVER_UTC = (NEVER[0].replace(tzinfo=UTC), NEVER[1].replace(tzinfo=UTC))
YES, NO = ("true", "yes", "on"), ("false", "no", "off")


def word(kind: type[Word], text: str) -> Word:
    """One of the words of an enum."""
    try:
        return kind(text)
    except ValueError as fault:
        words = [member.value for member in kind]
        most, near = ", ".join(words[:-1]), hint(text, words)
        raise ValueError(f"expected {most} or {words[-1]}{near}") from fault


def whole(text: str) -> int:
    """A whole number."""
    if not WHOLE.fullmatch(text):
        raise ValueError("expected a whole number such as 1")
    return int(text)


def decimal(text: str) -> float:
    """A number, with or without a point."""
    if not DECIMAL.fullmatch(text):
        raise ValueError("expected a number such as 99.9")
    return float(text)


def length(text: str) -> timedelta:
    """A duration."""
    try:
        return duration(text)
    except ValueError as fault:
        raise ValueError("expected one such as 90s, 5m, 2h or 1d") from fault


def truth(text: str) -> bool:
    """true or false."""
    if text.lower() not in YES + NO:
        raise ValueError("expected true or false")
    return text.lower() in YES


def instant(text: str, zone: ZoneInfo) -> datetime:
    """Aware UTC: with an offset as it says, without one by the zone's wall clock; the first of two,
    after a gap its end."""
    wall, offset = _wall(text)
    try:
        return at_wall(wall, zone) if offset is None else (wall - offset).replace(tzinfo=UTC)
    except OverflowError as fault:
        raise ValueError("expected a time between the years 1 and 9999") from fault


def wall(text: str, zone: ZoneInfo) -> datetime:
    """Naive, the zone's wall clock; a time with an offset is read as what that clock shows."""
    shown, offset = _wall(text)
    if offset is None:
        return shown
    at = instant(text, zone)
    found = at.astimezone(zone).replace(tzinfo=None)
    if at_wall(found, zone) != at:
        raise ValueError("expected wall-clock time: this is the second of two such times")
    return found


def day(text: str) -> date:
    """2026-12-24."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as fault:
        raise ValueError("expected a day such as 2026-12-24") from fault


def _wall(text: str) -> tuple[datetime, timedelta | None]:
    found = TIME.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{EXPECTED}, in minutes or whole seconds")
    clock = (found["clock"] or "00:00").partition(".")[0]
    try:
        shown = datetime.fromisoformat(f"{found['day']}T{clock.zfill(len('00:00'))}")
    except ValueError as fault:
        raise ValueError(f"there is no such time; {EXPECTED}") from fault
    return shown, _offset(found["zone"])


def _offset(text: str | None) -> timedelta | None:
    if text is None:
        return None
    found = OFFSET.fullmatch(text)
    if found is None:
        return timedelta()  # Z
    hours, minutes = int(found[2]), int(found[3] or 0)
    if hours > 23 or minutes > 59:
        raise ValueError("there is no such offset; expected one such as +02:00, or Z")
    ahead = timedelta(hours=hours, minutes=minutes)
    return -ahead if found[1] == "-" else ahead
