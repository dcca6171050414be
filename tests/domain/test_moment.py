"""Times and durations as people write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import moment

MADRID = ZoneInfo("Europe/Madrid")


@pytest.mark.parametrize(
    ("said", "zone", "expected"),
    [
        ("2026-03-28T23:00", "Europe/Madrid", "2026-03-28T22:00:00Z"),
        ("2026-03-28T22:00Z", "Europe/Madrid", "2026-03-28T22:00:00Z"),
        ("2026-03-28T22:00+05:30", "Europe/Madrid", "2026-03-28T16:30:00Z"),
        ("2026-03-29T02:30", "Europe/Madrid", "2026-03-29T01:00:00Z"),  # skipped: the gap's end
        ("2026-10-25T02:30", "Europe/Madrid", "2026-10-25T00:30:00Z"),  # twice: the first
        ("2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:30:00Z"),  # half an hour's gap
        ("2011-12-30T12:00", "Pacific/Apia", "2011-12-30T10:00:00Z"),  # a day that never was
        ("2026-03-08T00:30", "America/Havana", "2026-03-08T05:00:00Z"),  # midnight is skipped
        ("2026-01-05", "UTC", "2026-01-05T00:00:00Z"),
    ],
)
def test_an_instant_is_read_as_meant(said: str, zone: str, expected: str) -> None:
    assert moment.stamp(moment.instant(said, ZoneInfo(zone))) == expected


@pytest.mark.parametrize("said", ["", "tomorrow", "2026-13-01", "25:00", "2026-02-30T10:00"])
def test_no_time_is_refused_with_what_was_said(said: str) -> None:
    with pytest.raises(ValueError, match="expected ISO 8601") as refusal:
        moment.instant(said, MADRID)
    assert repr(said) in str(refusal.value)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("90s", 90), ("5m", 300), ("2h", 7200), ("1d", 86400), ("1h30m", 5400), ("0m", 0), ("0", 0)],
)
def test_a_duration_is_read(said: str, seconds: int) -> None:
    assert moment.duration(said) == timedelta(seconds=seconds)


@pytest.mark.parametrize("said", ["", "5", "m", "-5m", "5 m", "1.5h", "5x", "٥m", "99999d"])
def test_no_duration_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"duration|ten years"):
        moment.duration(said)


@given(st.integers(0, 3 * 365 * 86400))
def test_a_duration_is_read_back_as_it_was_spoken(seconds: int) -> None:
    length = timedelta(seconds=seconds)
    assert moment.duration(moment.spoken(length)) == length


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1)),
    st.sampled_from(["Europe/Madrid", "Australia/Lord_Howe", "America/Havana", "Asia/Kathmandu"]),
)
def test_a_wall_time_is_its_first_instant_or_the_end_of_its_gap(wall: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    found = moment.at_wall(wall, zone)
    shown = found.astimezone(zone).replace(tzinfo=None)
    assert shown >= wall
    assert (found - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None) < wall
    assert found.tzinfo is UTC
