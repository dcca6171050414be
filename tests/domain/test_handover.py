"""Hand-offs that are real ones, reminders that never come in a burst, Mondays at nine."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.handover import (
    HandOff,
    due_lead,
    hand_offs,
    next_lead,
    next_weekly,
    turns,
    weekly_due,
)
from app.domain.rota import Resolved, Shift
from app.domain.window import Window
from models.kinds import Weekly

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANA, BEN, CY = 1, 2, 3
LEADS = (timedelta(minutes=1), timedelta(minutes=15), HOUR, DAY)
MADRID = ZoneInfo("Europe/Madrid")


def rota(*shifts: tuple[float, float, int, str]) -> Resolved:
    """Hours from now, a person, a source."""
    found = (Shift(NOW + a * HOUR, NOW + b * HOUR, who, why) for a, b, who, why in shifts)
    return Resolved(
        Window(NOW, NOW + 24 * HOUR), tuple(sorted(found, key=lambda s: s.start)), (), 1
    )


def test_who_goes_and_who_comes() -> None:
    found = rota((0, 8, ANA, "weekly"), (8, 16, BEN, "weekly"), (20, 24, CY, "weekly"))
    assert hand_offs(found) == [
        HandOff(NOW + 8 * HOUR, (ANA,), (BEN,)),
        HandOff(NOW + 16 * HOUR, (BEN,), ()),
        HandOff(NOW + 20 * HOUR, (), (CY,)),
    ]


def test_another_source_is_no_hand_off() -> None:
    found = rota((0, 8, ANA, "weekly"), (8, 12, ANA, "override"), (12, 24, ANA, "weekly"))
    assert hand_offs(found) == []
    assert [turn.window for turn in turns(found)] == [found.window]


def test_who_stays_beside_somebody_new_has_none() -> None:
    found = rota((0, 24, ANA, "weekly"), (0, 8, BEN, "weekly"), (8, 24, CY, "weekly"))
    assert hand_offs(found) == [HandOff(NOW + 8 * HOUR, (BEN,), (CY,))]


@given(
    wakes=st.lists(st.integers(0, 3 * 86400), min_size=1, max_size=30).map(sorted),
    leads=st.sets(st.sampled_from(LEADS)),
)
def test_one_who_wakes_late_gets_one_reminder_and_never_an_old_one(
    wakes: list[int], leads: set[timedelta]
) -> None:
    at = NOW + 2 * DAY
    told: set[timedelta] = set()
    for second in wakes:
        now = NOW + timedelta(seconds=second)
        lead = due_lead(at, leads, now)
        ahead = next_lead(at, leads, now)
        assert ahead is None or ahead > now
        if lead is None:
            continue
        assert now < at
        assert not any(other < lead for other in told), "an older one after a newer"
        told.add(lead)
    assert told <= leads


@pytest.mark.parametrize(("minutes", "lead"), [(61, DAY), (60, HOUR), (14, LEADS[1]), (0, None)])
def test_the_last_whose_time_has_come(minutes: int, lead: timedelta | None) -> None:
    at = NOW + timedelta(minutes=minutes)
    assert due_lead(at, LEADS, NOW) == lead


def test_monday_at_nine_where_they_live() -> None:
    before = datetime(2026, 3, 2, 7, 59, tzinfo=UTC)
    assert weekly_due(Weekly.MONDAY, MADRID, before) is None
    assert next_weekly(Weekly.MONDAY, MADRID, before) == before + timedelta(minutes=1)
    nine = before + timedelta(minutes=1)
    assert weekly_due(Weekly.MONDAY, MADRID, nine) == Window(nine, nine + 7 * DAY)
    assert next_weekly(Weekly.MONDAY, MADRID, nine) == nine + 7 * DAY
    evening = nine + 14 * HOUR
    assert weekly_due(Weekly.MONDAY, MADRID, evening) == Window(nine, nine + 7 * DAY)
    assert weekly_due(Weekly.MONDAY, MADRID, evening + 2 * HOUR) is None
    assert weekly_due(Weekly.NEVER, MADRID, nine) is None


def test_friday_looks_over_the_next_week_and_the_clock_change() -> None:
    friday = datetime(2026, 3, 27, 8, tzinfo=UTC)
    span = weekly_due(Weekly.FRIDAY, MADRID, friday)
    assert span == Window(friday, datetime(2026, 4, 6, 7, tzinfo=UTC))
    assert next_weekly(Weekly.FRIDAY, MADRID, friday) == datetime(2026, 4, 3, 7, tzinfo=UTC)
