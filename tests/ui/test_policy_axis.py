"""The time axis of a dry run: every mark has room, and the order is that of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ui.policies.dry_axis import Axis

BEGIN = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
minutes = st.lists(st.integers(0, 10_000), min_size=1, max_size=30, unique=True)


@given(minutes, st.integers(0, 2000))
def test_marks_stand_apart_and_in_order(found: list[int], wide: int) -> None:
    instants = [BEGIN + timedelta(minutes=each) for each in sorted(found)]
    axis = Axis(dict.fromkeys(instants, 20.0), 100.0, 100.0 + wide)
    places = [axis.x(each) for each in instants]
    apart = min(20.0, max(wide, 1) / len(instants))
    steps = [b - a for a, b in pairwise(places)]
    assert all(step >= apart - 1e-6 for step in steps)
    assert places[0] == 100.0
    assert places[-1] <= 100.0 + max(wide, 1) - apart + 1e-6


def test_what_is_left_over_goes_by_time() -> None:
    instants = {BEGIN: 20.0, BEGIN + timedelta(minutes=1): 20.0, BEGIN + timedelta(minutes=10): 0.0}
    axis = Axis(instants, 0.0, 140.0)
    assert [axis.x(each) for each in instants] == [0.0, 30.0, 140.0]
    assert axis.x(BEGIN + timedelta(seconds=30)) == 15.0


def test_nothing_to_show() -> None:
    assert Axis({}, 0.0, 100.0).x(BEGIN) == 0.0
