"""iCalendar out: shifts as VEVENTs, the same bytes for the same shifts.

UTC with `Z` and no VTIMEZONE: icalendar's generated zones are read an hour off by ical.js. No
METHOD: a feed invites nobody. No time of writing: the ETag would change at each poll.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from icalendar.prop import vText

from app.domain.rota import OVERRIDE
from app.version import VERSION

MEDIA_TYPE = "text/calendar; charset=utf-8"
FORM = 1  # rises when the same shifts come out as other bytes
REFRESH = timedelta(hours=1)
PRODUCT = f"-//Watchbill//Watchbill {VERSION}//EN"
NOBODY = "nobody"
SHADOW, COVER = "shadow", "cover"  # roles beside the names of rotations
END = "\r\n"
WIDTH = 75  # octets in a line


@dataclass(frozen=True, slots=True)
class Event:
    """A shift for a calendar. `who` is the name people use, `before` and `after` are whom they take
    over from and hand over to (empty: not known)."""

    uid: str
    sequence: int
    modified_at: datetime
    start: datetime
    end: datetime
    schedule: str
    source: str
    person: str
    who: str
    before: str = ""
    after: str = ""
    shadow: bool = False

    @property
    def role(self) -> str:
        """The rotation's name, or what else brings them on call."""
        return SHADOW if self.shadow else COVER if self.source == OVERRIDE else self.source


def written(
    name: str,
    events: Iterable[Event],
    *,
    personal: bool = False,
    reminders: Sequence[timedelta] = (),
    changed_at: datetime | None = None,
) -> bytes:
    """A calendar called `name`. `personal`: all shifts are one person's, who need not be named in
    each. `reminders` are times before a shift begins; `changed_at` is when they were last chosen.
    """
    alarms = [alarm for each in reminders for alarm in _alarm(each)]
    lines = [*_head(name)]
    for event in events:
        lines += _event(event, personal, changed_at or event.modified_at, alarms)
    return (END.join([*lines, "END:VCALENDAR"]) + END).encode()


def summary(event: Event, personal: bool) -> str:
    """Schedule and role; and who, unless that goes without saying."""
    what = f"{event.schedule} ({event.role})"
    if event.shadow:
        return f"Shadow: {what}" if personal else f"{event.who} shadows: {what}"
    return f"On call: {what}" if personal else f"{event.who} on call: {what}"


def description(event: Event) -> str:
    """Who, where, and the hand-offs."""
    named = event.who if event.who == event.person else f"{event.who} ({event.person})"
    lines = [f"{named} {'shadows' if event.shadow else 'is on call for'} {event.schedule}."]
    if event.before:
        lines.append(_hand_off("Takes over from", event.before, "before"))
    if event.after:
        lines.append(_hand_off("Hands over to", event.after, "after"))
    return "\n".join(lines)


def _hand_off(verb: str, people: str, side: str) -> str:
    return f"Nobody is on call just {side}." if people == NOBODY else f"{verb} {people}."


def instant(at: datetime) -> str:
    """UTC in iCalendar's form."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ").zfill(16)


def length(of: timedelta) -> str:
    """A duration in iCalendar's form, of whole seconds."""
    seconds = int(of.total_seconds())
    days, seconds = divmod(seconds, 86400)
    parts = [(seconds // 3600, "H"), (seconds // 60 % 60, "M"), (seconds % 60, "S")]
    clock = "".join(f"{count}{unit}" for count, unit in parts if count)
    if not clock and not days:
        return "PT0S"
    return f"P{f'{days}D' if days else ''}{f'T{clock}' if clock else ''}"


def _head(name: str) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield _text("PRODID", PRODUCT)
    yield "CALSCALE:GREGORIAN"
    yield _text("NAME", name)
    yield _text("X-WR-CALNAME", name)
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{length(REFRESH)}"
    yield f"X-PUBLISHED-TTL:{length(REFRESH)}"


def _event(
    event: Event, personal: bool, changed_at: datetime, alarms: Iterable[str]
) -> Iterator[str]:
    modified = instant(max(event.modified_at, changed_at))
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"  # ours: short and plain
    yield f"DTSTAMP:{modified}"
    yield f"LAST-MODIFIED:{modified}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART:{instant(event.start)}"
    yield f"DTEND:{instant(event.end)}"
    yield _text("SUMMARY", summary(event, personal))
    yield _text("DESCRIPTION", description(event))
    yield "STATUS:CONFIRMED"
    yield "TRANSP:TRANSPARENT"  # on call is not busy
    yield _text("X-WATCHBILL-SCHEDULE", event.schedule)
    yield _text("X-WATCHBILL-PERSON", event.person)
    yield _text("X-WATCHBILL-ROLE", event.role)
    yield from alarms
    yield "END:VEVENT"


def _alarm(before: timedelta) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield "DESCRIPTION:On call"
    yield f"TRIGGER:-{length(before)}"
    yield "END:VALARM"


@lru_cache(maxsize=4096)  # the same names, over and over
def _text(name: str, words: str) -> str:
    escaped: bytes = vText(words).to_ical()
    return _folded(f"{name}:{escaped.decode()}")


def _folded(line: str) -> str:
    """RFC 5545 3.1: no more than 75 octets in a line, a character never torn apart."""
    if len(line) <= WIDTH and line.isascii():
        return line
    parts, begin, octets = [], 0, 0
    for place, each in enumerate(line):
        size = len(each.encode())
        if octets + size > WIDTH:
            parts.append(line[begin:place])
            begin, octets = place, 1  # the space that says that it goes on
        octets += size
    return f"{END} ".join([*parts, line[begin:]])
