"""Foreign calendars as a schedule: to the second what they say, as rotations where they repeat."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calendars.crowd import Crowd, Face
from app.calendars.read import read
from app.calendars.rota import planned
from app.domain.board import rota_of
from app.domain.moment import zone
from app.domain.resolve import resolve
from app.domain.window import Window
from app.domain.workspace import ScheduleSpec
from app.errors import Refused
from app.operations.calendar import (
    away_preview,
    exported,
    import_schedule,
    import_time_off,
    schedule_preview,
)
from app.queries.oncall import Final, finals
from models.kinds import Turns, Unit
from tests.app.calendars.files import calendar, event
from tests.app.calendars.rota import ANA, Team, at, cover, weekly

NOW = at("2026-11-24T03:00:00")
CROWD = Crowd(
    [Face("ana", "Ana Ruiz", "ana@example.org"), Face("ben", "Ben Okafor"), Face("cy"),
     Face("ana-b", "Ana")], {"The night desk": "cy", "Rooms": "nobody"}
)  # fmt: skip
WEEK = "DURATION:P7D"


def plan(*parts: str, place: str = "Europe/Madrid") -> ScheduleSpec:
    """What a file comes to."""
    return planned(read(calendar(*parts), zone(place), NOW), CROWD, "new", place, None).spec


def on_call(spec: ScheduleSpec, window: Window) -> list[tuple[str, datetime, datetime]]:
    """By handle."""
    names = [*dict.fromkeys(name for each in spec.rotations for slot in each.people
                            for name in slot),
             *dict.fromkeys(name for each in spec.overrides for name in each.people)]  # fmt: skip
    idents = {name: place for place, name in enumerate(dict.fromkeys(names))}
    shifts = resolve(rota_of(spec, idents), window).shifts
    return sorted((list(idents)[each.person], each.start, each.end) for each in shifts)


def turn(who: str, day: str, interval: int = 3, *more: str) -> str:
    """A week of somebody, every so many."""
    return event(
        f"DTSTART;TZID=Europe/Madrid:{day}T090000", WEEK, f"SUMMARY:On call: {who}",
        f"RRULE:FREQ=WEEKLY;INTERVAL={interval}", *more,
    )  # fmt: skip


def test_taking_turns_is_one_rotation() -> None:
    """Three people, each every third week."""
    spec = plan(turn("Ana Ruiz", "20260105"), turn("ben", "20260112"), turn("cy", "20260119"))
    (rotation,) = spec.rotations
    assert spec.overrides == ()
    assert rotation.people == (("ana",), ("ben",), ("cy",))
    assert (rotation.unit, rotation.every, rotation.until) == (Unit.WEEK, 1, None)
    assert rotation.start == datetime(2026, 1, 5, 9)


def test_a_turn_of_two_weeks_and_an_empty_one() -> None:
    """Ana two weeks, nobody two weeks, ben two weeks."""
    two = "DURATION:P14D"
    parts = [
        event(f"DTSTART;TZID=Europe/Madrid:{day}T090000", two, f"SUMMARY:{who}",
              "RRULE:FREQ=WEEKLY;INTERVAL=6")
        for who, day in (("ana", "20260105"), ("ben", "20260202"))
    ]  # fmt: skip
    (rotation,) = plan(*parts).rotations
    assert (rotation.every, rotation.people) == (2, (("ana",), (), ("ben",)))


def test_working_days() -> None:
    """Hours of some weekdays are restrictions."""
    days = event(
        "DTSTART;TZID=Europe/Madrid:20260105T090000", "DTEND;TZID=Europe/Madrid:20260105T170000",
        "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "SUMMARY:ben",
    )  # fmt: skip
    (rotation,) = plan(days).rotations
    assert rotation.turns is Turns.CALENDAR
    assert rotation.restrictions[0].days == (0, 1, 2, 3, 4)


def test_a_series_with_exceptions() -> None:
    """The rotation holds; a cover and a removal say where it does not."""
    series = event(
        "DTSTART;TZID=Europe/Madrid:20260105T090000", "DURATION:P1D", "SUMMARY:ana",
        "RRULE:FREQ=DAILY;COUNT=30", "EXDATE;TZID=Europe/Madrid:20260110T090000", uid="s",
    )  # fmt: skip
    moved = event(
        "RECURRENCE-ID;TZID=Europe/Madrid:20260115T090000", "SUMMARY:ben",
        "DTSTART;TZID=Europe/Madrid:20260115T090000", "DURATION:P1D", uid="s",
    )  # fmt: skip
    spec = plan(series, moved)
    assert len(spec.rotations) == 1
    said = [(str(each.kind), each.people, each.out) for each in spec.overrides]
    assert said == [("remove", (), ("ana",)), ("cover", ("ben",), ())]


def test_single_events_are_covers() -> None:
    """Together where they overlap."""
    spec = plan(
        event("DTSTART:20260105T080000Z", "DTEND:20260107T080000Z", "SUMMARY:ana"),
        event("DTSTART:20260106T080000Z", "DTEND:20260108T080000Z", "SUMMARY:ben and Cy"),
    )
    assert spec.rotations == ()
    assert [each.people for each in spec.overrides] == [
        ("ana",), ("ana", "ben", "cy"), ("ben", "cy"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        (("SUMMARY:x", "ATTENDEE;CN=Whoever:mailto:ANA@example.org"), ("ana",)),
        (("SUMMARY:x", "ATTENDEE;CN=ben okafor:mailto:other@example.org"), ("ben",)),
        (("SUMMARY:x", "ATTENDEE:mailto:ana@example.org", "ATTENDEE;CN=Rooms:mailto:r@x.org"),
         ("ana",)),
        (("SUMMARY:Primary - Ana Ruiz",), ("ana",)),
        (("SUMMARY:Ana",), ("ana",)),
        (("SUMMARY:cy",), ("cy",)),
        (("SUMMARY:the night  DESK is on call",), ("cy",)),
        (("SUMMARY:anything", "X-WATCHBILL-PERSON:ben"), ("ben",)),
    ],
)  # fmt: skip
def test_who(lines: tuple[str, ...], people: tuple[str, ...]) -> None:
    """By our own mark, by e-mail, by handle, by full name, by what the user said."""
    spec = plan(event("DTSTART:20260105T080000Z", "DURATION:P1D", *lines))
    assert spec.overrides[0].people == people


def test_everybody_unknown_at_once() -> None:
    """With the line and the remedy."""
    day = ("DTSTART:20260105T080000Z", "DURATION:P1D")
    with pytest.raises(Refused) as fault:
        plan(
            event(*day, "SUMMARY:Zoe"), event(*day, "SUMMARY:x", "ATTENDEE:mailto:q@x.org"),
            event(*day, "SUMMARY:ana"),
        )  # fmt: skip
    first, second = str(fault.value).splitlines()
    assert first.startswith("line 4: 'Zoe' names nobody")
    assert "--people 'Zoe=HANDLE'" in first
    assert second.startswith("line 10: 'q@x.org' is not known")


START = datetime(2026, 3, 20)
SPANS = st.tuples(
    st.sampled_from(["ana", "ben", "cy"]), st.integers(0, 60), st.integers(1, 60),
    st.sampled_from(["", "RRULE:FREQ=DAILY;COUNT=4", "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3",
                     "RRULE:FREQ=DAILY;INTERVAL=3;COUNT=3", "RRULE:FREQ=MONTHLY;COUNT=2",
                     "RRULE:FREQ=WEEKLY;BYDAY=TU,SA;COUNT=5"]),
)  # fmt: skip


@given(st.lists(SPANS, min_size=1, max_size=6))
def test_the_schedule_is_the_calendar(listed: list[tuple[str, int, int, str]]) -> None:
    """At every instant the same people, whatever was recognised; over the change of March."""
    parts = [
        event(f"DTSTART;TZID=Europe/Madrid:{START + timedelta(hours=begin * 6):%Y%m%dT%H%M%S}",
              f"DURATION:PT{length * 3}H", f"SUMMARY:{who}", *([rule] if rule else []), uid=str(n))
        for n, (who, begin, length, rule) in enumerate(listed)
    ]  # fmt: skip
    reading = read(calendar(*parts), zone("Europe/Madrid"), NOW)
    spec = planned(reading, CROWD, "new", "Europe/Madrid", None).spec
    window = Window(at("2026-03-10T00:00:00"), at("2026-09-01T00:00:00"))
    got = on_call(spec, window)
    edges = {edge for each in reading.happenings for edge in (each.start, each.end)}
    for edge in sorted(edges | {edge for _, *both in got for edge in both}):
        for instant in (edge, edge - timedelta(seconds=1)):
            wanted = {e.summary for e in reading.happenings if e.start <= instant < e.end}
            assert {who for who, start, end in got if start <= instant < end} == wanted


def test_our_own_export_comes_back(team: Team) -> None:
    """The same shifts under another name."""
    team.plans(weekly(overrides=[cover("2026-12-06T09:00", "2026-12-07T15:00", "dan")]))
    window = Window(at("2026-11-30T08:00:00"), at("2027-02-01T08:00:00"))
    data = exported(team.store, schedule="primary", window=window)
    found = schedule_preview(team.store, "copy", data, zone="Europe/Madrid")
    import_schedule(team.store, found.spec, ANA)
    old, new = (finals(team.store, window, name)[0] for name in ("primary", "copy"))
    assert new.coverage == 1
    for edge in {each.start for each in old.shifts} | {each.start for each in new.shifts}:
        assert people(old, edge) == people(new, edge) != set()


def people(final: Final, instant: datetime) -> set[str]:
    """Who is on call then."""
    return {each.person for each in final.shifts if each.start <= instant < each.end}


def test_a_schedule_of_this_name_stays(team: Team) -> None:
    """Unless it is to be replaced."""
    team.plans(weekly())
    data = calendar(event("DTSTART:20270105T080000Z", "DURATION:P1D", "SUMMARY:dan"))
    found = schedule_preview(team.store, "primary", data, otherwise="Asia/Tokyo")
    assert found.spec.time_zone == "Asia/Tokyo"
    with pytest.raises(Refused, match="already a schedule called 'primary'"):
        import_schedule(team.store, found.spec, ANA)
    import_schedule(team.store, found.spec, ANA, over=True)
    window = Window(at("2027-01-01T00:00:00"), at("2027-02-01T00:00:00"))
    assert [each.person for each in finals(team.store, window, "primary")[0].shifts] == ["dan"]


def test_time_off_once(team: Team) -> None:
    """A second import adds nothing."""
    team.plans(weekly())
    data = calendar(event("DTSTART;VALUE=DATE:20260803", "DTEND;VALUE=DATE:20260817"))
    away = away_preview(team.store, "ana", data)
    assert import_time_off(team.store, "ana", away, ANA) == away != []
    assert away_preview(team.store, "ana", data) == []
    assert import_time_off(team.store, "ana", away, ANA) == []


@pytest.mark.parametrize(
    ("name", "more", "part"),
    [
        ("New One", {}, "no handle"), ("new", {"zone": "Mars/Base"}, "no time zone"),
        ("new", {"people": {"x": "annna"}}, "nobody called 'annna'"),
        ("new", {"team": "nope"}, "no team called 'nope'"),
    ],
)  # fmt: skip
def test_wishes_that_cannot_be(team: Team, name: str, more: dict[str, Any], part: str) -> None:
    """A sentence each."""
    team.plans(weekly())
    data = calendar(event("DTSTART:20270105T080000Z", "DURATION:P1D", "SUMMARY:dan"))
    with pytest.raises(Refused, match=part):
        schedule_preview(team.store, name, data, **more)
