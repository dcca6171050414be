"""An iCalendar file's bytes as components, each event with the line it begins on; or sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from icalendar import Calendar

from app.domain.problem import shown
from app.errors import Refused

MOST_BYTES = 10_000_000
MOST_EVENTS = 20_000
Component = Any  # icalendar types a property as a union of thirty classes, which helps nobody
NO_CALENDAR = "This is no iCalendar file: it does not begin with BEGIN:VCALENDAR."
CUT_OFF = "This iCalendar file breaks off: its last line should be END:VCALENDAR."


@dataclass(frozen=True)
class Entry:
    """An event as it stands in the file."""

    line: int
    event: Component


def calendars(data: bytes) -> list[Component]:
    """The calendars of a file. Raises Refused with a sentence for what is none."""
    text = _text(data)
    try:
        found = Calendar.from_ical(text, multiple=True)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError) as fault:
        raise Refused(f"This iCalendar file cannot be read: {_said(fault)}") from fault
    return [each for each in found if each.name == "VCALENDAR"]


def entries(data: bytes, found: list[Component]) -> list[Entry]:
    """The events of all calendars, in the order of the file. Raises Refused when there is none, or
    too many."""
    events = [event for calendar in found for event in calendar.walk("VEVENT")]
    if not events:
        raise Refused("There is no event in this iCalendar file.")
    if len(events) > MOST_EVENTS:
        raise Refused(f"This file has {len(events)} events; expected at most {MOST_EVENTS}.")
    lines = list(_begins(_text(data)))
    return [
        Entry(lines[place] if place < len(lines) else 0, event)
        for place, event in enumerate(events)
    ]


def plain(words: object, most: int) -> str:
    """Text of a file as one line that every screen and database can hold."""
    spaced = "".join(each if each.isprintable() else " " for each in str(words or ""))
    return " ".join(spaced.split())[:most].strip()


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise Refused(f"This file has {len(data)} bytes; expected at most {MOST_BYTES}.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused("This is no iCalendar file: it is not UTF-8 text.") from fault
    lines = [line.strip().upper() for line in text.splitlines() if line.strip()]
    if not lines or lines[0] != "BEGIN:VCALENDAR":
        raise Refused(NO_CALENDAR)
    if lines[-1] != "END:VCALENDAR":
        raise Refused(CUT_OFF)
    return text.replace("\x00", "")


def _begins(text: str) -> Iterator[int]:
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if line.strip().upper() == "BEGIN:VEVENT":
            yield number


def _said(fault: Exception) -> str:
    words = plain(fault, 200)
    return f"{words}." if words else shown(type(fault).__name__)
