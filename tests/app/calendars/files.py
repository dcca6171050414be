"""iCalendar files as other programs write them, and broken ones."""

from __future__ import annotations

VTIMEZONE = """BEGIN:VTIMEZONE
TZID:Our own
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE"""


def event(*lines: str, uid: str = "") -> str:
    """One event."""
    name = uid or str(abs(hash(lines)))
    return "\n".join(("BEGIN:VEVENT", f"UID:{name}", *lines, "END:VEVENT"))


def calendar(*parts: str, head: str = "") -> bytes:
    """A whole file."""
    begin = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Somebody//Else//EN"
    text = "\n".join((begin, *([head] if head else []), *parts, "END:VCALENDAR", ""))
    return text.replace("\n", "\r\n").encode()


GOOD = event("DTSTART:20260105T080000Z", "DTEND:20260106T080000Z", "SUMMARY:ana")
BROKEN = {  # each with a part of what is to be said
    "empty": (b"", "no iCalendar file"),
    "text": (b"hello", "no iCalendar file"),
    "yaml": (b"watchbill: 1\n", "no iCalendar file"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\xff", "not UTF-8"),
    "cut off": (calendar(GOOD)[:-20], "breaks off"),
    "no event": (calendar(), "no event"),
    "no begin": (calendar(event("SUMMARY:x", "DTEND:20260106T080000Z")), "line 4: the event 'x'"),
    "bad begin": (calendar(event("DTSTART:tomorrow", "SUMMARY:x")), "DTSTART cannot be read"),
    "bad end": (calendar(event("DTSTART:20260105T080000Z", "DTEND:soon")), "DTEND cannot be read"),
    "backwards": (
        calendar(event("DTSTART:20260105T080000Z", "DTEND:20260104T080000Z")), "before it starts",
    ),
    "no end": (calendar(event("DTSTART:20260105T080000Z")), "takes no time"),
    "mixed": (
        calendar(event("DTSTART;VALUE=DATE:20260105", "DTEND:20260106T080000Z")),
        "both of one kind",
    ),
    "zone": (
        calendar(event("DTSTART;TZID=Mars/Base:20260105T080000",
                       "DTEND;TZID=Mars/Base:20260106T080000")), "'Mars/Base' is neither known",
    ),
    "year": (calendar(event("DTSTART:00010101T080000Z", "DURATION:PT1H")), "outside the years"),
    "often": (
        calendar(event("DTSTART:20260105T080000Z", "DURATION:PT1H", "RRULE:FREQ=SECONDLY")),
        "repeats 'SECONDLY'",
    ),
    "never": (
        calendar(event("DTSTART:20260105T080000Z", "DURATION:PT1H",
                       "RRULE:FREQ=DAILY;INTERVAL=0")), "INTERVAL",
    ),
    "rule": (
        calendar(event("DTSTART:20260105T080000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=XX")),
        "line 4",
    ),
    "until": (
        calendar(event("DTSTART:20260105T080000Z", "DURATION:PT1H",
                       "RRULE:FREQ=WEEKLY;UNTIL=whenever")), "line 4",
    ),
    "line": (b"BEGIN:VCALENDAR\r\nnonsense\r\nEND:VCALENDAR\r\n", "cannot be read"),
}  # fmt: skip
