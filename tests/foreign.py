"""Calendar programs that nobody here wrote: what they are shown of an iCalendar file."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from ical.calendar_stream import IcsCalendarStream


@dataclass(frozen=True, order=True)
class Seen:
    """An event as a program understood it."""

    start: datetime
    end: datetime
    uid: str
    sequence: int
    summary: str
    description: str = ""


def by_ical(data: bytes) -> list[Seen]:
    """The library `ical` (that of Home Assistant)."""
    (calendar,) = IcsCalendarStream.from_ics(data.decode()).calendars
    return sorted(
        Seen(
            each.start.astimezone(UTC),  # type: ignore[union-attr]
            each.end.astimezone(UTC),  # type: ignore[union-attr]
            each.uid,
            each.sequence or 0,
            each.summary or "",
            each.description or "",
        )
        for each in calendar.events
    )


class _Time(ctypes.Structure):
    """struct icaltimetype of libical 3."""

    _fields_ = [
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", ctypes.c_int),
        ("is_daylight", ctypes.c_int),
        ("zone", ctypes.c_void_p),
    ]


def by_libical(data: bytes) -> list[Seen]:
    """libical (that of Evolution, KOrganizer and others), which also must find no fault with it."""
    library = _libical()
    root = library.icalparser_parse_string(data)
    try:
        assert root, "libical cannot read it"
        assert library.icalcomponent_count_errors(root) == 0, "libical found faults"
        assert library.icalrestriction_check(root) == 1, "not what RFC 5546 allows"
        return sorted(_events(library, root))
    finally:
        library.icalcomponent_free(root)


READERS: dict[str, Callable[[bytes], list[Seen]]] = {"ical": by_ical, "libical": by_libical}


def _events(library: ctypes.CDLL, root: int) -> Iterator[Seen]:
    kind = library.icalcomponent_string_to_kind(b"VEVENT")
    each = library.icalcomponent_get_first_component(root, kind)
    while each:
        yield Seen(
            _instant(library, library.icalcomponent_get_dtstart(each)),
            _instant(library, library.icalcomponent_get_dtend(each)),
            library.icalcomponent_get_uid(each).decode(),
            library.icalcomponent_get_sequence(each),
            library.icalcomponent_get_summary(each).decode(),
            library.icalcomponent_get_description(each).decode(),
        )
        each = library.icalcomponent_get_next_component(root, kind)


def _instant(library: ctypes.CDLL, at: _Time) -> datetime:
    assert library.icaltime_is_utc(at), "a time that is not UTC"
    return datetime.fromtimestamp(library.icaltime_as_timet(at), UTC)


def _libical() -> ctypes.CDLL:
    library = ctypes.CDLL("libical.so.3")  # packaging/test.py brings it
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    for name, result, arguments in (
        ("icalparser_parse_string", pointer, [text]),
        ("icalcomponent_count_errors", number, [pointer]),
        ("icalrestriction_check", number, [pointer]),
        ("icalcomponent_free", None, [pointer]),
        ("icalcomponent_string_to_kind", number, [text]),
        ("icalcomponent_get_first_component", pointer, [pointer, number]),
        ("icalcomponent_get_next_component", pointer, [pointer, number]),
        ("icalcomponent_get_dtstart", _Time, [pointer]),
        ("icalcomponent_get_dtend", _Time, [pointer]),
        ("icalcomponent_get_uid", text, [pointer]),
        ("icalcomponent_get_sequence", number, [pointer]),
        ("icalcomponent_get_summary", text, [pointer]),
        ("icalcomponent_get_description", text, [pointer]),
        ("icaltime_is_utc", number, [_Time]),
        ("icaltime_as_timet", ctypes.c_long, [_Time]),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
