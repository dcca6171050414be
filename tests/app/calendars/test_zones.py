"""Foreign readers see the resolver's instants, over every kind of clock change."""

from __future__ import annotations

import pytest

from app.domain.window import Window
from app.operations.calendar import exported
from app.queries.oncall import finals
from tests.app.calendars.rota import Team, at
from tests.foreign import READERS

PLACES = {  # half an hour, at midnight, a day that never was, both hemispheres, none at all
    "Australia/Lord_Howe": ("2026-03-25", "2026-10-15"),
    "America/Havana": ("2026-03-01", "2026-11-10"),
    "Pacific/Apia": ("2011-09-20", "2012-04-10"),
    "Europe/Madrid": ("2026-03-20", "2026-11-01"),
    "America/Santiago": ("2026-03-25", "2026-09-15"),
    "Australia/Sydney": ("2026-03-25", "2026-10-15"),
    "Africa/Casablanca": ("2026-02-01", "2026-04-01"),
    "Asia/Kathmandu": ("2026-03-01", "2026-04-01"),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("place", PLACES)
def test_the_resolver_s_instants(team: Team, place: str, reader: str) -> None:
    """Hand-offs at the very times that are skipped, or come twice."""
    nights = [{"from": "23:59", "to": "02:15"}]
    rotations = [
        {"name": "days", "start": "2010-01-04T02:30", "shift": {"every": 1, "unit": "day"},
         "people": ["ana", "ben", ["cy", "dan"]]},
        {"name": "nights", "layer": 2, "start": "2010-01-04T00:00", "restrictions": nights,
         "shift": {"every": 12, "unit": "hour"}, "people": ["ben", "nobody", "cy"]},
    ]  # fmt: skip
    team.plans({"name": "primary", "time_zone": place, "rotations": rotations})
    start, end = (at(f"{day}T00:00:00") for day in PLACES[place])
    seen = READERS[reader](exported(team.store, schedule="primary", window=Window(start, end)))
    (final,) = finals(team.store, Window(start, end), "primary")
    assert len(final.shifts) > 20
    assert sorted((each.start, each.end) for each in seen) == sorted(
        (each.start, each.end) for each in final.shifts
    )
    assert len({each.uid for each in seen}) == len(seen)


@pytest.mark.parametrize("reader", READERS)
def test_one_person_s_export(team: Team, reader: str) -> None:
    """Of every schedule, clipped."""
    rotation = {
        "name": "days", "start": "2026-01-05T09:00", "shift": {"every": 1, "unit": "day"},
        "people": ["ana", "ben"],
    }  # fmt: skip
    plan = {"time_zone": "UTC", "rotations": [rotation]}
    team.plans({"name": "one"} | plan, {"name": "two"} | plan)
    window = Window(at("2026-01-05T12:00:00"), at("2026-01-09T12:00:00"))
    seen = READERS[reader](exported(team.store, person="ana", window=window))
    days = [("2026-01-05T12", "2026-01-06T09"), ("2026-01-07T09", "2026-01-08T09"),
            ("2026-01-09T09", "2026-01-09T12")]  # fmt: skip
    spans = [(at(f"{start}:00:00"), at(f"{end}:00:00")) for start, end in days]
    assert [(each.start, each.end) for each in seen] == sorted(spans * 2)
    assert {each.summary for each in seen} == {"On call: one (days)", "On call: two (days)"}
