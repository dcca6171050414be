"""Times and durations as people write them, and as we write them back."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
SHAPE = re.compile(r"(?:[0-9]{1,12}[dhms])+")
PART = re.compile(r"([0-9]+)([dhms])")
LONGEST = 10 * 365 * 86400  # seconds


def zone(name: str) -> ZoneInfo:
    """An IANA zone. Raises ValueError with a sentence."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise ValueError(f"{name!r} is no IANA time zone such as Europe/Madrid") from fault


def at_wall(wall: datetime, where: ZoneInfo) -> datetime:
    """The instant (UTC) of a naive wall-clock time: the first of two, and after a gap its end."""
    there = wall.replace(tzinfo=where, fold=0)
    instant = there.astimezone(UTC)
    if instant.astimezone(where).replace(tzinfo=None) == wall:
        return instant
    before = there.utcoffset() or timedelta()  # in a gap fold=0 counts by the offset before it
    after = there.replace(fold=1).utcoffset() or timedelta()
    low, high = wall - max(before, after), wall - min(before, after)
    return _first_after_gap(low.replace(tzinfo=UTC), high.replace(tzinfo=UTC), where)


def instant(said: str, where: ZoneInfo) -> datetime:
    """ISO 8601 with zone or offset, or wall clock of `where`; aware UTC.
    Raises ValueError with a sentence."""
    try:
        found = datetime.fromisoformat(said.strip())
    except ValueError as fault:
        raise ValueError(
            f"{said!r} is no time; expected ISO 8601 such as 2026-03-28T23:00 or 2026-03-28T22:00Z"
        ) from fault
    try:
        return found.astimezone(UTC) if found.tzinfo else at_wall(found, where)
    except OverflowError as fault:
        raise ValueError(f"{said!r} lies outside the years 1 to 9999") from fault


def stamp(at: datetime) -> str:
    """UTC with `Z` and whole seconds (cut, not rounded)."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def duration(said: str) -> timedelta:
    """`90s`, `5m`, `2h`, `1d`, `1h30m`; `0` alone needs no unit. Raises ValueError with a
    sentence."""
    text = said.strip().lower()
    if text == "0":
        return timedelta()
    if not SHAPE.fullmatch(text):
        raise ValueError(f"{said!r} is no duration; expected one such as 90s, 5m, 2h or 1d")
    seconds = sum(int(n) * UNITS[unit] for n, unit in PART.findall(text))
    if seconds > LONGEST:
        raise ValueError(f"{said!r} is longer than ten years")
    return timedelta(seconds=seconds)


def spoken(length: timedelta) -> str:
    """A duration as `duration` reads it, in the largest units that leave no rest: `1h30m`, `0m`."""
    seconds, parts = int(length.total_seconds()), []
    for unit in "dhms":
        count, seconds = divmod(seconds, UNITS[unit])
        parts += [f"{count}{unit}"] if count else []
    return "".join(parts) or "0m"


def _first_after_gap(low: datetime, high: datetime, where: ZoneInfo) -> datetime:
    """The transition between two instants that differ in offset, to the second."""
    start = low.astimezone(where).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        if middle.astimezone(where).utcoffset() == start:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)
