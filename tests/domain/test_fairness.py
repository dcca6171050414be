"""What people carry, what is fairly theirs, and the score of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.fairness import Share, score, scored, shares, unfairness
from app.domain.load import loads
from app.domain.moment import zone
from app.domain.rates import WEEK_HOURS, Rates, rates_of
from models.kinds import Measure, Unit
from tests.domain.boards import MADRID, away, board, cover, holiday, rule, schedule
from tests.domain.rotas import ANA, BEN, CY, DAN, daily, utc, window

WEEKLY = schedule(rule("ana", "ben", "cy"))
EVEN = Rates((0.01,) * WEEK_HOURS)


def test_equal_weeks_are_perfectly_fair() -> None:
    of = board(WEEKLY, "2026-01-05 08:00", "2026-02-16 08:00")
    found = shares(of, WEEKLY, rates=EVEN)
    assert [(each.person, each.hours, each.nights, each.weekends) for each in found] == [
        (ANA, 336.0, 14, 2), (BEN, 336.0, 14, 2), (CY, 336.0, 14, 2)
    ]  # fmt: skip
    assert {round(each.part, 9) for each in found} == {round(1 / 3, 9)}
    assert score(found) == pytest.approx(0)


def test_all_for_one_is_what_would_have_to_change_hands() -> None:
    alone = schedule(rule("ana", "ana", "ana"), rule("ben", "cy", name="deputy", layer=0))
    of = board(alone, "2026-01-05 08:00", "2026-02-16 08:00")
    assert score(shares(of, alone)) == pytest.approx(100 * 2 / 3)


def test_whoever_was_away_half_the_time_owes_half_as_much() -> None:
    off = (away(CY, "2026-01-05 08:00", "2026-01-20 08:00"),
           away(CY, "2026-01-15 08:00", "2026-01-26 08:00"))  # fmt: skip
    of = board(WEEKLY, "2026-01-05 08:00", "2026-02-16 08:00", away=off)
    part = {each.person: each.part for each in shares(of, WEEKLY)}
    assert part[ANA] == part[BEN] == pytest.approx(2 * part[CY])
    assert sum(part.values()) == pytest.approx(1)


def test_somebody_who_only_helped_out_has_no_part_and_does_not_count() -> None:
    helped = schedule(rule("ana", "ben"))
    of = board(helped, "2026-01-05 08:00", "2026-02-02 08:00")
    spec = replace(helped, overrides=(cover("2026-01-05 08:00", "2026-01-07 08:00", "dan"),))
    found = {each.person: each for each in shares(of, spec)}
    assert (found[DAN].hours, found[DAN].part) == (48.0, 0.0)
    assert score(found.values()) == score(each for each in found.values() if each.person != DAN)


def test_holidays_count_once_and_pages_are_shown_but_not_scored() -> None:
    of = board(WEEKLY, "2026-01-05 08:00", "2026-02-16 08:00",
               holidays=(holiday("2026-01-06"), holiday("2026-01-19")))  # fmt: skip
    found = {each.person: each for each in shares(of, WEEKLY, pages={ANA: 7})}
    assert [found[each].holidays for each in (ANA, BEN, CY)] == [1, 1, 1]
    assert [found[each].pages for each in (ANA, BEN, CY)] == [7, 0, 0]
    assert unfairness(found.values(), Measure.EXPECTED) is None
    assert score(found.values()) == pytest.approx(0)


def test_a_span_is_cut_out() -> None:
    of = board(WEEKLY, "2026-01-05 08:00", "2026-02-16 08:00")
    found = shares(of, WEEKLY, window("2026-01-12 00:00", "2026-01-13 00:00"))
    assert [(each.person, each.hours) for each in found] == [(BEN, 16.0), (ANA, 8.0), (CY, 0.0)]


def test_it_counts_as_the_load_of_the_grid_does() -> None:
    nights = rule(
        "ben", "cy", name="nights", unit=Unit.DAY, layer=2, only=(daily("20:00", "08:00"),)
    )
    spec = schedule(rule("ana", "ben", "cy", "dan"), nights)
    of = board(spec, "2026-03-20 08:00", "2026-04-20 08:00")
    carried = {e.person: e for e in loads(of.resolved(spec).shifts, zone(MADRID))}
    for each in shares(of, spec):
        load = carried[each.person]
        assert timedelta(hours=each.hours) == load.length
        assert (each.nights, each.weekends) == (load.nights, load.weekends)


def test_an_hour_that_brought_incidents_is_expected_to_bring_more() -> None:
    watched = window("2026-01-05 00:00", "2026-03-02 00:00")
    fridays = [utc("2026-01-09 17:30") + week * timedelta(weeks=1) for week in range(8)]
    rates = rates_of([*fridays, utc("2025-01-01 00:00")], MADRID, watched)
    friday_at_six = 4 * 24 + 18
    assert rates.hourly[friday_at_six] == max(rates.hourly) > 0.6
    assert sum(rates.hourly) == pytest.approx(1.0)  # one a week, wherever it falls
    week = window("2026-03-02 00:00", "2026-03-09 00:00")
    expected = rates.over(MADRID, week)
    assert expected.between(week.start, week.end) == pytest.approx(1.0)
    hour = utc("2026-03-06 17:00")
    assert expected.between(hour, hour + timedelta(hours=1)) == pytest.approx(
        rates.hourly[friday_at_six]
    )
    assert rates_of([], MADRID, window("2026-01-05 00:00", "2026-01-05 00:00")).hourly[0] == 0


figures = st.lists(st.floats(0, 1000), min_size=2, max_size=6)


@given(figures)
def test_the_score_lies_between_fair_and_all_for_one(values: list[float]) -> None:
    due = [1 / len(values)] * len(values)
    found = scored(dict.fromkeys(Measure, values), due)
    assert 0 <= found <= 100 * (1 - 1 / len(values)) + 1e-6


@given(st.integers(2, 6), st.integers(0, 40))
def test_giving_to_who_has_less_never_makes_it_worse(people: int, moved: int) -> None:
    def of(hours: int) -> float:
        rest = [Share(p, 100.0, part=1 / people) for p in range(2, people)]
        return score([Share(0, 100.0 + hours, part=1 / people),
                      Share(1, 100.0 - hours, part=1 / people), *rest])  # fmt: skip

    assert all(of(less) <= of(more) for less, more in pairwise(range(moved + 1)))
