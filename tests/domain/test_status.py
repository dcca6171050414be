"""Which state wins, what a day was like, how much of the time it was up, when to remind."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.domain.status import (
    DAYS,
    Span,
    days,
    first_reminder,
    next_reminder,
    overall,
    state_at,
    uptime,
    worst,
)
from app.domain.status_soundness import page_problems
from app.domain.workspace import PageSpec
from models.kinds_status import ComponentState as State

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
BORN = NOW - timedelta(days=400)
MADRID = ZoneInfo("Europe/Madrid")
HOUR = timedelta(hours=1)


def test_the_worst_wins_and_nothing_is_good() -> None:
    assert worst([]) is State.OPERATIONAL
    assert worst([State.DEGRADED, State.MAJOR, State.PARTIAL]) is State.MAJOR
    assert worst([State.MAINTENANCE, State.DEGRADED]) is State.DEGRADED


def test_ninety_days_the_last_is_today() -> None:
    bars = days([], NOW, MADRID, BORN)
    assert len(bars) == DAYS
    assert bars[-1].date.isoformat() == "2026-11-28"
    assert bars[-1].watched == 13 * 3600  # Madrid's day began at 23:00 UTC
    assert uptime(bars) == 1


def test_a_day_on_which_clocks_change_is_longer() -> None:
    bars = {day.date.isoformat(): day for day in days([], NOW, MADRID, BORN)}
    assert bars["2026-10-25"].watched == 25 * 3600


def test_a_major_outage_counts_whole_a_partial_one_in_part_slow_not() -> None:
    yesterday = NOW - timedelta(days=1)
    for state, weight in ((State.MAJOR, 1.0), (State.PARTIAL, 0.3), (State.DEGRADED, 0.0)):
        bars = days([Span(state, yesterday, yesterday + HOUR)], NOW, MADRID, BORN)
        assert bars[-2].down == pytest.approx(3600 * weight)
        assert bars[-2].worst is state
        assert bars[-1].worst is State.OPERATIONAL


def test_where_two_meet_the_worse_counts_once() -> None:
    yesterday = NOW - timedelta(days=1)
    spans = [
        Span(State.MAJOR, yesterday, yesterday + HOUR),
        Span(State.MAJOR, yesterday + HOUR / 2, yesterday + 2 * HOUR),
        Span(State.PARTIAL, yesterday, yesterday + 3 * HOUR),
    ]
    assert days(spans, NOW, MADRID, BORN)[-2].down == pytest.approx(2 * 3600 + 0.3 * 3600)


def test_what_goes_on_reaches_until_now_and_over_midnight() -> None:
    bars = days([Span(State.MAJOR, NOW - timedelta(hours=14))], NOW, MADRID, BORN)
    assert bars[-2].down == pytest.approx(3600)
    assert bars[-1].down == bars[-1].watched


def test_nothing_is_known_from_before_it_was_there() -> None:
    bars = days([], NOW, MADRID, NOW - timedelta(days=3))
    assert sum(day.watched > 0 for day in bars) == 4
    assert uptime(days([], NOW, MADRID, NOW)) is None


def test_the_state_at_an_instant() -> None:
    spans = [Span(State.PARTIAL, NOW - HOUR, NOW)]
    assert state_at(spans, NOW - HOUR) is State.PARTIAL
    assert state_at(spans, NOW) is State.OPERATIONAL


@pytest.mark.parametrize(
    ("states", "indicator"),
    [([], "none"), ([State.OPERATIONAL] * 2, "none"), ([State.DEGRADED], "minor"),
     ([State.OPERATIONAL, State.PARTIAL], "major"), ([State.MAJOR, State.OPERATIONAL], "major"),
     ([State.MAJOR], "critical"), ([State.MAINTENANCE], "maintenance")],
)  # fmt: skip
def test_the_whole_in_one_word(states: list[State], indicator: str) -> None:
    assert overall(states)[0] == indicator


def test_reminders_before_at_and_after_and_then_no_more() -> None:
    due, since = NOW + timedelta(minutes=30), NOW
    first = first_reminder(due, since)
    assert first == due - timedelta(minutes=5)
    second = next_reminder(due, first, 1)
    assert second == due
    third = next_reminder(due, due, 2)
    assert third == due + timedelta(minutes=10)
    assert next_reminder(due, due + timedelta(minutes=10), 3) is None
    assert first_reminder(NOW + timedelta(minutes=8), NOW) == NOW + timedelta(minutes=8)


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://status.example.org", True), ("http://[::1]:8420/x", True),
        ("http://localhost:8420", True), ("http://[bad", False), ("http://a:b", False),
        ("http://a]b", False), ("https://u@h", False),
    ],
)  # fmt: skip
def test_the_page_has_an_address_or_a_sentence_says_why_not(url: str, good: bool) -> None:
    assert (not list(page_problems(PageSpec(url=url)))) is good
