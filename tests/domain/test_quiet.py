"""Quiet hours and the hours of contacts: when somebody may be told of what is not urgent."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.quiet import opening
from app.domain.rota import Restriction

MADRID = ZoneInfo("Europe/Madrid")


def daily(opens: str, closes: str, *days: int) -> Restriction:
    """A window of every day, or of some."""
    return Restriction(days, (None, time.fromisoformat(opens)), (None, time.fromisoformat(closes)))


NIGHT = (daily("22:00", "07:00"),)
OFFICE = (daily("09:00", "17:00", 0, 1, 2, 3, 4),)


def at(said: str) -> datetime:
    """Wall clock of Madrid."""
    return datetime.fromisoformat(said).replace(tzinfo=MADRID).astimezone(UTC)


@pytest.mark.parametrize(
    ("asked", "hours", "quiet", "told"),
    [
        ("2026-11-24T12:00", (), (), "2026-11-24T12:00"),
        ("2026-11-24T12:00", (), NIGHT, "2026-11-24T12:00"),
        ("2026-11-24T23:30", (), NIGHT, "2026-11-25T07:00"),
        ("2026-11-24T06:59:59", (), NIGHT, "2026-11-24T07:00"),
        ("2026-11-24T07:00", (), NIGHT, "2026-11-24T07:00"),
        ("2026-11-24T12:00", OFFICE, (), "2026-11-24T12:00"),
        ("2026-11-27T17:00", OFFICE, (), "2026-11-30T09:00"),  # Friday evening
        ("2026-11-27T18:00", OFFICE, NIGHT, "2026-11-30T09:00"),
        ("2026-11-24T23:00", (daily("00:00", "08:00"),), NIGHT, "2026-11-25T07:00"),
        ("2026-10-25T01:30", (), (daily("01:00", "03:00"),), "2026-10-25T03:00"),  # 25 hours
        ("2026-03-29T00:30", (), (daily("00:00", "02:30"),), "2026-03-29T03:00"),  # 02:30 is not
    ],
)
def test_the_first_good_moment(
    asked: str, hours: tuple[Restriction, ...], quiet: tuple[Restriction, ...], told: str
) -> None:
    assert opening(at(asked), "Europe/Madrid", hours, quiet) == at(told)


def test_who_is_always_quiet_is_told_at_once() -> None:
    now = at("2026-11-24T12:00")
    assert opening(now, "Europe/Madrid", (), (daily("00:00", "00:00"),)) == now
    assert opening(now, "Europe/Madrid", OFFICE, (daily("08:00", "18:00"),)) == now


CLOCKS = st.times(timezones=st.none()).map(lambda each: each.replace(microsecond=0))
WINDOWS = st.lists(
    st.builds(
        lambda days, opens, closes: Restriction(
            tuple(sorted(set(days))), (None, opens), (None, closes)
        ),
        st.lists(st.integers(0, 6), max_size=3), CLOCKS, CLOCKS,
    ),
    max_size=3,
).map(tuple)  # fmt: skip


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["UTC", "Europe/Madrid", "Australia/Lord_Howe", "America/Havana"]),
    WINDOWS,
    WINDOWS,
)
def test_never_earlier_never_a_week_later_and_then_for_good(
    now: datetime,
    zone: str,
    hours: tuple[Restriction, ...],
    quiet: tuple[Restriction, ...],
) -> None:
    told = opening(now, zone, hours, quiet)
    assert now <= told <= now + timedelta(days=8)
    assert opening(told, zone, hours, quiet) == told
