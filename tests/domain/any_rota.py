"""Rotas made up by hypothesis, near the clock changes of 40 zones."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from app.domain.rota import Override, Restriction, Rota, Rotation
from app.domain.window import Window
from models.kinds import OverrideKind, Turns, Unit

FORTY_ZONES = """
    Africa/Cairo Africa/Casablanca Africa/El_Aaiun Africa/Johannesburg Africa/Nairobi
    America/Anchorage America/Asuncion America/Bogota America/Chicago America/Godthab
    America/Havana America/Los_Angeles America/Mexico_City America/New_York America/Noronha
    America/Santiago America/Sao_Paulo America/St_Johns Antarctica/Troll Asia/Amman
    Asia/Beirut Asia/Gaza Asia/Jerusalem Asia/Kathmandu Asia/Kolkata Asia/Pyongyang
    Asia/Tehran Asia/Tokyo Atlantic/Azores Australia/Adelaide Australia/Lord_Howe
    Australia/Sydney Etc/UTC Europe/Dublin Europe/Istanbul Europe/London Europe/Madrid
    Pacific/Apia Pacific/Auckland Pacific/Chatham
"""
ZONES = FORTY_ZONES.split()
FIRST_YEAR, YEARS = 2009, 10
PEOPLE = range(1, 7)
SECOND = timedelta(seconds=1)


@cache
def changes(zone: str) -> list[datetime]:
    """The days, at noon UTC, on which a zone's offset changes in the ten years."""
    where = ZoneInfo(zone)
    first = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    days = [first + timedelta(days=day) for day in range(YEARS * 365)]
    offsets = [at.astimezone(where).utcoffset() for at in days]
    noon = timedelta(hours=12)
    return [at + noon for at, (a, z) in zip(days, pairwise(offsets), strict=False) if a != z]


hours = st.integers(0, 23) | st.integers(0, 3)  # most clocks change before three
times = st.builds(time, hours, st.sampled_from([0, 0, 15, 30, 45]))
people = st.sampled_from(PEOPLE)
crews = st.lists(people, max_size=2, unique=True).map(tuple)
one_or_two = st.lists(people, min_size=1, max_size=2, unique=True).map(tuple)


@st.composite
def restrictions(draw: st.DrawFn) -> Restriction:
    if draw(st.booleans()):
        days = draw(st.sets(st.integers(0, 6), min_size=1))
        return Restriction(tuple(sorted(days)), (None, draw(times)), (None, draw(times)))
    weekdays = st.integers(0, 6)
    return Restriction((), (draw(weekdays), draw(times)), (draw(weekdays), draw(times)))


@st.composite
def rotations(draw: st.DrawFn, near: datetime, ages: st.SearchStrategy[int]) -> Rotation:
    """`ages` are in days; a rotation of hours is never older than a year."""
    unit = draw(st.sampled_from(Unit))
    age = draw(st.just(0) | ages)
    age = age % 365 if unit is Unit.HOUR else age
    start = datetime.combine(near - timedelta(days=age), draw(times))
    until = st.integers(-5, 25).map(lambda days: near.replace(tzinfo=None) + timedelta(days=days))
    return Rotation(
        id=draw(st.integers(1, 9)),
        name=draw(st.sampled_from(["one", "two", "three"])),
        layer=draw(st.integers(1, 3)),
        start=start,
        until=draw(st.none() | until),
        every=draw(st.sampled_from([1, 1, 2, 3, 12, 24] if unit is Unit.HOUR else [1, 1, 2, 3])),
        unit=unit,
        turns=draw(st.sampled_from(Turns)),
        people=tuple(draw(st.lists(crews, min_size=1, max_size=5))),
        restrictions=tuple(draw(st.lists(restrictions(), max_size=3))),
    )


@st.composite
def overrides(draw: st.DrawFn, near: datetime) -> Override:
    quarter = timedelta(minutes=15)
    start = near + draw(st.integers(-400, 400)) * quarter
    end = start + draw(st.integers(1, 400)) * quarter
    kind = draw(st.sampled_from(OverrideKind))
    out = draw(one_or_two) if kind in (OverrideKind.REPLACE, OverrideKind.REMOVE) else ()
    comes = () if kind is OverrideKind.REMOVE else draw(one_or_two)
    return Override(draw(st.integers(1, 9)), kind, Window(start, end), out, comes)


@st.composite
def instants(draw: st.DrawFn, zone: str) -> datetime:
    """Most of them close to a clock change, where there is one."""
    start = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    anywhere = st.integers(0, YEARS * 365 * 24).map(lambda hours: start + hours * 3600 * SECOND)
    return draw(st.sampled_from(changes(zone)) | anywhere if changes(zone) else anywhere)


YOUNG = st.integers(-5, 300)


@st.composite
def rotas(draw: st.DrawFn, ages: st.SearchStrategy[int] = YOUNG) -> tuple[Rota, Window]:
    """A rota and a window of some days in which something happens."""
    zone = draw(st.sampled_from(ZONES))
    near = draw(instants(zone))
    rules = draw(st.lists(rotations(near, ages), min_size=1, max_size=3))
    changed = draw(st.lists(overrides(near), max_size=4))
    before, after = (draw(st.integers(0, 300)) * timedelta(minutes=17) for _ in range(2))
    window = Window(near - before, near + after + SECOND)
    return Rota(zone, tuple(rules), tuple(changed)), window
