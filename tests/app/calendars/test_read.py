"""Files of other programs as time off: what they mean, and what is wrong with them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calendars.read import away_events, read
from app.domain.workspace import TimeOffSpec
from app.errors import Refused
from tests.app.calendars.files import BROKEN, GOOD, VTIMEZONE, calendar, event
from tests.app.calendars.rota import at

NOW = at("2026-11-24T03:00:00")
MADRID = ZoneInfo("Europe/Madrid")
MUTABLE = calendar(
    GOOD,
    event("DTSTART;TZID=Our own:20260105T200000", "DURATION:P1DT2H", "SUMMARY:own",
          "RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=MO,TH", "EXDATE;TZID=Our own:20260108T200000"),
    VTIMEZONE, event("DTSTART;VALUE=DATE:20260803", "DTEND;VALUE=DATE:20260817"),
)  # fmt: skip


def away(*parts: str, zone: str = "Europe/Madrid") -> list[TimeOffSpec]:
    """Read for somebody there."""
    return away_events(calendar(*parts), zone, NOW)


def spans(found: list[TimeOffSpec]) -> list[tuple[str, str]]:
    """Wall clock, without seconds."""
    return [(f"{each.start:%m-%dT%H:%M}", f"{each.end:%m-%dT%H:%M}") for each in found]


@pytest.mark.parametrize(
    ("lines", "zone", "span"),
    [
        (("DTSTART;VALUE=DATE:20260803", "DTEND;VALUE=DATE:20260817"), "Europe/Madrid",
         ("08-03T00:00", "08-17T00:00")),
        (("DTSTART;VALUE=DATE:20260803",), "Pacific/Apia", ("08-03T00:00", "08-04T00:00")),
        (("DTSTART;VALUE=DATE:20260803", "DTEND;VALUE=DATE:20260803"), "UTC",
         ("08-03T00:00", "08-04T00:00")),
        (("DTSTART;VALUE=DATE:20260803", "DURATION:P2W"), "UTC", ("08-03T00:00", "08-17T00:00")),
        (("DTSTART:20260803T090000", "DTEND:20260803T170000"), "Asia/Tokyo",
         ("08-03T09:00", "08-03T17:00")),
        (("DTSTART:20260803T090000Z", "DTEND:20260803T170000Z"), "Asia/Tokyo",
         ("08-03T18:00", "08-04T02:00")),
        (("DTSTART;TZID=America/New_York:20260803T090000", "DURATION:PT90M"), "Europe/Madrid",
         ("08-03T15:00", "08-03T16:30")),
        (("DTSTART;TZID=W. Europe Standard Time:20260803T090000", "DURATION:PT1H"), "UTC",
         ("08-03T07:00", "08-03T08:00")),
        (("DTSTART;TZID=Our own:20260803T090000", "DURATION:PT1H"), "UTC",
         ("08-03T07:00", "08-03T08:00")),
        (("DTSTART;TZID=Europe/Madrid:20260328T220000", "DURATION:PT10H"), "Europe/Madrid",
         ("03-28T22:00", "03-29T09:00")),
        (("DTSTART;TZID=Europe/Madrid:20260328T220000", "DURATION:P1D"), "Europe/Madrid",
         ("03-28T22:00", "03-29T22:00")),
    ],
)  # fmt: skip
def test_when(lines: tuple[str, ...], zone: str, span: tuple[str, str]) -> None:
    """Days and times without a zone are the person's; all others are read as they say."""
    assert spans(away(VTIMEZONE, event(*lines), zone=zone)) == [span]


def test_series() -> None:
    """Repeated, with one left out, one moved, one called off, one added."""
    start = "DTSTART;TZID=Europe/Madrid:20260316T090000"
    rule = ("RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE;TZID=Europe/Madrid:20260323T090000")
    extra = "RDATE;TZID=Europe/Madrid:20260501T090000"
    moved = event(
        "RECURRENCE-ID;TZID=Europe/Madrid:20260330T090000",
        "DTSTART;TZID=Europe/Madrid:20260331T100000", "DURATION:PT2H", "SUMMARY:moved", uid="s",
    )  # fmt: skip
    off = event(
        "RECURRENCE-ID;TZID=Europe/Madrid:20260406T090000", "STATUS:CANCELLED",
        "DTSTART;TZID=Europe/Madrid:20260406T090000", "DURATION:PT1H", uid="s",
    )  # fmt: skip
    found = away(event(start, "DURATION:PT1H", "SUMMARY:s", *rule, extra, uid="s"), moved, off)
    assert spans(found) == [
        ("03-16T09:00", "03-16T10:00"), ("03-31T10:00", "03-31T12:00"),
        ("04-13T09:00", "04-13T10:00"), ("05-01T09:00", "05-01T10:00"),
    ]  # fmt: skip
    assert [each.reason for each in found] == ["s", "moved", "s", "s"]


def test_over_the_clock_change() -> None:
    """A daily night of Lord Howe keeps its wall clock."""
    night = event(
        "DTSTART;TZID=Australia/Lord_Howe:20260402T220000",
        "DTEND;TZID=Australia/Lord_Howe:20260403T060000", "RRULE:FREQ=DAILY;UNTIL=20260406T235959Z",
    )  # fmt: skip
    reading = read(calendar(night), ZoneInfo("Australia/Lord_Howe"), NOW)
    assert {(each.wall_start.hour, each.wall_end.hour) for each in reading.happenings} == {(22, 6)}
    lengths = [each.end - each.start for each in reading.happenings]
    assert sorted(set(lengths)) == [timedelta(hours=8), timedelta(hours=8, minutes=30)]


def test_without_an_end() -> None:
    """Two years from now, and not what was before."""
    found = away(event("DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=MONTHLY", "SUMMARY:first"))
    assert found[0].start == datetime(2026, 12, 1)
    assert found[-1].start == datetime(2028, 11, 1)


def test_reasons_can_be_shown() -> None:
    """Whatever a summary holds."""
    (found,) = away(event("DTSTART;VALUE=DATE:20260803", f"SUMMARY:a\\nb\x07\t c{'d' * 300}"))
    assert found.reason.startswith("a b c")
    assert len(found.reason) <= 200
    assert found.reason.isprintable()


def test_twice_is_once() -> None:
    """The same event under two names."""
    lines = ("DTSTART;VALUE=DATE:20260803", "SUMMARY:x")
    assert len(away(event(*lines, uid="1"), event(*lines, uid="2"))) == 1


@pytest.mark.parametrize("name", BROKEN)
def test_broken(name: str) -> None:
    """One sentence that says what, and where."""
    data, part = BROKEN[name]
    with pytest.raises(Refused) as fault:
        away_events(data, MADRID, NOW)
    assert part in str(fault.value)
    assert str(fault.value).endswith(".")
    assert "\n" not in str(fault.value)


def test_all_that_is_wrong_at_once() -> None:
    """Each on its line."""
    bad = event("DTSTART:20260105T080000Z", "SUMMARY:two")
    worse = event("SUMMARY:three")
    with pytest.raises(Refused) as fault:
        away(GOOD, bad, worse)
    first, second = str(fault.value).splitlines()
    assert first.startswith("line 10: the event 'two'")
    assert second.startswith("line 15: the event 'three'")


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """Are refused with a sentence, or read."""
    _read_or_refuse(data)


@given(
    st.lists(
        st.tuples(st.integers(0, len(MUTABLE) - 1), st.sampled_from("0:;=,\r\nTZX-9 ")), max_size=6
    )
)
def test_any_damage(changes: list[tuple[int, str]]) -> None:
    """Of a file that was good."""
    data = bytearray(MUTABLE)
    for place, letter in changes:
        data[place] = ord(letter)
    _read_or_refuse(bytes(data))


@given(st.data())
def test_any_lines(data: st.DataObject) -> None:
    """Left out, twice, in another order."""
    lines = MUTABLE.split(b"\r\n")
    chosen = data.draw(st.lists(st.sampled_from(lines), max_size=40))
    _read_or_refuse(b"\r\n".join([lines[0], *chosen, b"END:VCALENDAR"]))


def _read_or_refuse(data: bytes) -> None:
    try:
        found = away_events(data, MADRID, NOW)
    except Refused as fault:
        said = str(fault)
    else:
        said = "read"
        assert all(each.start < each.end for each in found)
    assert said.strip()
