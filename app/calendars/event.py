"""One event of an iCalendar file: when it is, whom it names, and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.calendars.text import Component, Entry, plain
from app.domain.moment import at_wall
from app.domain.problem import shown

SUMMARY = 200  # characters
DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 1970, 2200
NEEDED = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
REPEATS = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY")


Somebody = tuple[str, ...]  # the ways in which the file names one person


@dataclass(frozen=True)
class Happening:
    """An event once: from instant to instant (UTC), and the same on the wall of the zone it was
    read for. `who` stands beside it; `endless`: one of a series without an end."""

    line: int
    uid: str
    start: datetime
    end: datetime
    wall_start: datetime
    wall_end: datetime
    summary: str
    who: tuple[Somebody, ...] = ()
    endless: bool = False


def sentences(entry: Entry) -> Iterator[str]:
    """What keeps an event from being read, each with its line."""
    for name, why in entry.event.errors:
        if name in NEEDED:
            yield _complaint(entry, f"its {name} cannot be read ({plain(why, 100)})")
            return
    if "DTSTART" not in entry.event:
        yield _complaint(entry, "it has no DTSTART, so nobody knows when it is")
        return
    for why in (*_times(entry.event), *_rule(entry.event)):
        yield _complaint(entry, why)


def cancelled(event: Component) -> bool:
    """Whether it was called off."""
    return str(event.get("STATUS", "")).upper() == "CANCELLED"


def repeats(event: Component) -> bool:
    """Whether it is more than one happening, or changes one."""
    return any(each in event for each in ("RRULE", "RDATE", "RECURRENCE-ID"))


def ends(event: Component) -> bool:
    """Whether its repetitions end some day."""
    rule = event.get("RRULE")
    return rule is None or "COUNT" in rule or "UNTIL" in rule


def happening(entry: Entry, event: Component, zone: ZoneInfo) -> Happening:
    """An event without its repetitions; times without a zone, and days, are those of `zone`."""
    start = _begin(event)
    end = _end(event, start)
    return Happening(
        entry.line,
        str(event.get("UID", "")),
        instant(start, zone),
        instant(end, zone),
        wall(start, zone),
        wall(end, zone),
        plain(event.get("SUMMARY"), SUMMARY),
        tuple(dict.fromkeys(_who(event))),
    )


def instant(at: date, zone: ZoneInfo) -> datetime:
    """A file's time as UTC."""
    if not isinstance(at, datetime):
        at = datetime(at.year, at.month, at.day)  # noqa: DTZ001 - a day on somebody's wall
    return at.astimezone(UTC) if at.tzinfo is not None else at_wall(at, zone)


def wall(at: date, zone: ZoneInfo) -> datetime:
    """A file's time as the zone's wall clock shows it."""
    if not isinstance(at, datetime):
        return datetime(at.year, at.month, at.day)  # noqa: DTZ001 - a day on somebody's wall
    return at if at.tzinfo is None else at.astimezone(zone).replace(tzinfo=None)


def _times(event: Component) -> Iterator[str]:
    for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
        stamp = event.get(name)
        if stamp is None:
            continue
        if isinstance(stamp, list) or not isinstance(getattr(stamp, "dt", None), date):
            yield f"it needs one {name} that is a time"
            return
        zone = stamp.params.get("TZID")
        if zone and isinstance(stamp.dt, datetime) and stamp.dt.tzinfo is None:
            yield f"the time zone {shown(str(zone))} is neither known nor defined in the file"
        if not FIRST_YEAR <= stamp.dt.year <= LAST_YEAR:
            yield f"its {name} lies outside the years {FIRST_YEAR} to {LAST_YEAR}"
    yield from _length(event)


def _length(event: Component) -> Iterator[str]:
    start = event["DTSTART"].dt
    length = event.get("DURATION")
    if length is not None and not isinstance(getattr(length, "dt", None), timedelta):
        yield "its DURATION is no length of time"
        return
    if "DTEND" in event and isinstance(start, datetime) != isinstance(event["DTEND"].dt, datetime):
        yield "it begins on a day and ends at a time; expected both of one kind"
        return
    try:
        end = _end(event, start)
    except (OverflowError, ValueError):
        yield "it ends after the end of the calendar"
        return
    if instant(end, ZoneInfo("UTC")) <= instant(start, ZoneInfo("UTC")):
        takes = "DTEND" in event or length is not None
        yield "it ends before it starts" if takes else "it has no end, so it takes no time"


def _rule(event: Component) -> Iterator[str]:
    rule = event.get("RRULE")
    if rule is None:
        return
    if isinstance(rule, list):
        yield "it has two repetition rules (RRULE); expected one"
        return
    often = [str(each).upper() for each in rule.get("FREQ", [])]
    if len(often) != 1 or often[0] not in REPEATS:
        said = shown(often[0]) if often else "nothing"
        yield f"it repeats {said}; expected FREQ to be one of {', '.join(REPEATS)}"
    for name in ("INTERVAL", "COUNT"):
        number = (rule.get(name) or [1])[0]
        if not isinstance(number, int) or not 1 <= number <= 100_000:
            yield f"the {name} of its repetition is {shown(str(number))}; expected 1 or more"


def _complaint(entry: Entry, why: str) -> str:
    name = plain(entry.event.get("SUMMARY"), 60)
    named = f"the event {shown(name)}" if name else "an event without a name"
    return f"line {entry.line}: {named} cannot be used: {why}."


def _begin(event: Component) -> date:
    found: date = event["DTSTART"].dt
    return found


def _end(event: Component, start: date) -> date:
    """RFC 5545 3.6.1: days count on the wall, hours by the clock; a day without an end is one."""
    if "DTEND" in event:
        end: date = event["DTEND"].dt
        # many programs write a day's event with the same day as its end
        return end if isinstance(end, datetime) or end != start else end + DAY
    length = event["DURATION"].dt if "DURATION" in event else None
    if not isinstance(start, datetime):
        return start + (length or DAY)
    if length is None:
        return start
    days = start + timedelta(days=length.days)
    if days.tzinfo is None:
        return days + timedelta(seconds=length.seconds)
    return (days.astimezone(UTC) + timedelta(seconds=length.seconds)).astimezone(days.tzinfo)


def _who(event: Component) -> Iterator[Somebody]:
    """Our own mark, else attendees by address and name."""
    marks = [plain(each, 64) for each in _listed(event, "X-WATCHBILL-PERSON")]
    if marks:
        yield from ((each,) for each in marks)
        return
    for attendee in _listed(event, "ATTENDEE"):
        address = str(attendee)
        address = address[7:] if address.lower().startswith("mailto:") else address
        names = (plain(address, 254), plain(getattr(attendee, "params", {}).get("CN"), 200))
        yield tuple(each for each in names if each)


def _listed(event: Component, name: str) -> list[Any]:
    found = event.get(name)
    return found if isinstance(found, list) else [] if found is None else [found]
