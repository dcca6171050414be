"""Fair fill: legal before fair, never worse than what is there, and the same each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from app.domain.board import Away, Board, Holiday, Limits
from app.domain.check import checks
from app.domain.fairness import score, shares
from app.domain.fill import Filled, Unfit, filled
from app.domain.fill_slots import FILLED
from app.domain.rota import Shift
from app.domain.window import Window
from app.domain.wish import Wish, WishSpec
from app.domain.workspace import ScheduleSpec
from models.kinds import CheckKind, OverrideKind, Unit
from tests.domain.boards import NAMES, OFF, away, board, rule, schedule
from tests.domain.rotas import ANA, BEN, CY, DAN, EVA, daily, said, utc, weekly, window

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
FIVE = ("ana", "ben", "cy", "dan", "eva")
START, END = "2026-01-05 08:00", "2026-03-02 08:00"  # eight weeks
NIGHTS = rule("dan", "eva", name="nights", unit=Unit.DAY, layer=2, only=(daily("20:00", "08:00"),))


def disturbed(spec: ScheduleSpec, seed: int, limits: Limits = OFF) -> Board:
    """Everybody takes a few days off at some time, and there are two public holidays."""
    random, start = Random(seed), utc(START)
    off = []
    for person in range(1, 6):
        begin = start + random.randrange(42) * DAY
        off.append(Away(person, Window(begin, begin + random.choice([2, 5, 10]) * DAY)))
    days = [start + random.randrange(56) * DAY for _ in range(2)]
    holidays = tuple(Holiday(each.date(), "a holiday") for each in days)
    return board(spec, START, END, away=tuple(off), holidays=holidays, limits=limits)


def rota_of(kind: str) -> ScheduleSpec:
    match kind:
        case "weekly":
            return schedule(rule(*FIVE))
        case "daily":
            return schedule(rule(*FIVE, unit=Unit.DAY))
        case "pairs":
            return schedule(rule(("ana", "ben"), ("cy", "dan"), "eva", unit=Unit.DAY, every=2))
        case _:
            days = rule("ana", "ben", "cy", name="days")
            weekends = rule("ana", "ben", "cy", "dan", "eva", name="weekends", layer=3,
                            only=(weekly("fri 18:00", "mon 08:00"),))  # fmt: skip
            return schedule(days, NIGHTS, weekends)


def is_sound(found: Filled, of: Board, before: ScheduleSpec) -> None:
    """What is said of a proposal is so, and nobody is paged for nothing or left alone."""
    resolved = of.resolved(found.spec)
    rank = found.after.grave, found.after.amber, found.after.score
    assert rank <= (found.before.grave, found.before.amber, found.before.score)
    listed = checks(of, found.spec, resolved)
    assert found.after.grave == sum(each.grave for each in listed)
    assert score(found.after.shares) == pytest.approx(found.after.score)
    old = of.resolved(before)
    assert resolved.gaps == old.gaps
    assert people_at_once(resolved.shifts) == people_at_once(old.shifts)


def people_at_once(shifts: tuple[Shift, ...]) -> timedelta:
    return sum((each.end - each.start for each in shifts), timedelta())


@pytest.mark.parametrize("kind", ["weekly", "daily", "pairs", "layers"])
@pytest.mark.parametrize("seed", range(6))
def test_it_is_never_worse_than_going_round_and_no_one_away_is_planned(
    kind: str, seed: int
) -> None:
    spec = rota_of(kind)
    of = disturbed(spec, seed)
    found = filled(of, spec, of.window, rows=[each.name for each in spec.rotations])
    is_sound(found, of, spec)
    assert found.after.grave == 0
    assert found.after.score <= found.before.score or found.before.grave


@pytest.mark.parametrize("seed", range(6))
def test_days_are_shared_better_than_by_going_round(seed: int) -> None:
    """The rounds know of no time off; with days to hand out there is always something better."""
    spec = rota_of("daily")
    of = disturbed(spec, seed, Limits(timedelta(hours=11), 5, 6, 72))
    found = filled(of, spec, of.window)
    is_sound(found, of, spec)
    assert found.after.amber == 0
    assert found.after.score < min(found.before.score, 8)
    assert 0 < found.changed <= found.turns


@pytest.mark.parametrize("seed", range(2))
def test_a_year_with_time_off_and_holidays_is_fairer_than_going_round(seed: int) -> None:
    """Eight people, each away three times, and a public holiday a month."""
    team = NAMES[:8]
    spec = schedule(rule(*team))
    random, start = Random(seed), utc(START)
    begins = [start + random.randrange(350) * DAY for _ in range(3 * len(team))]
    off = tuple(
        Away(number % len(team) + 1, Window(begin, begin + random.choice([3, 7, 14]) * DAY))
        for number, begin in enumerate(begins)
    )
    days = sorted({(start + random.randrange(364) * DAY).date() for _ in range(12)})
    holidays = tuple(Holiday(day, "a holiday") for day in days)
    of = board(spec, START, "2027-01-04 08:00", team=8, away=off, holidays=holidays, limits=OFF)
    found = filled(of, spec, of.window)
    is_sound(found, of, spec)
    assert found.before.grave > 0 == found.after.grave
    assert found.after.score < found.before.score


def test_a_fair_rota_is_left_as_it_is() -> None:
    spec = schedule(rule("ana", "ben", "cy", "dan"))
    of = board(spec, START, END)
    found = filled(of, spec, of.window)
    assert found.spec == spec
    assert (found.changed, found.after.score) == (0, pytest.approx(0))


def test_the_same_question_has_the_same_answer_and_asked_again_nothing_piles_up() -> None:
    spec = rota_of("daily")
    of = disturbed(spec, 3)
    one, other = (filled(of, spec, of.window) for _ in range(2))
    assert one == other
    again = filled(of, one.spec, of.window)
    assert again.after.grave == 0
    assert again.after.score <= one.after.score + 1e-9
    assert len(again.spec.overrides) <= len(one.spec.overrides) + 3
    starts = [each.start for each in again.spec.overrides]
    assert len(set(starts)) == len(starts)


def test_what_is_written_replaces_only_who_had_the_turn() -> None:
    spec = rota_of("daily")
    of = disturbed(spec, 1)
    for each in filled(of, spec, of.window).spec.overrides:
        assert (each.kind, each.reason) == (OverrideKind.REPLACE, FILLED)
        assert len(each.people) == len(each.out) == 1


def test_only_turns_that_begin_in_the_span_and_are_to_come() -> None:
    spec = rota_of("weekly")
    of = replace(disturbed(spec, 2), now=utc("2026-01-14 00:00"))
    of = replace(of, past=board(spec, START, "2026-01-14 00:00").resolved(spec))
    span = window("2026-01-05 00:00", "2026-02-09 00:00")
    found = filled(of, spec, span, people=["dan", "eva"])
    for each in found.spec.overrides:
        assert utc("2026-01-19 08:00") <= each.start < span.end
    assert found.turns == 3  # of 19 and 26 January, and 2 February


def test_only_the_rows_that_were_chosen() -> None:
    spec = rota_of("layers")
    of = disturbed(spec, 4)
    found = filled(of, spec, of.window, rows=["nights"], people=FIVE)
    before = [each for each in of.resolved(spec).shifts if each.source in ("days", "weekends")]
    after = of.resolved(found.spec).shifts
    assert [each for each in after if each.source in ("days", "weekends")] == before
    assert found.changed > 0


def test_a_turn_of_nights_that_is_given_away_is_one_override_if_it_can_be() -> None:
    only = (daily("20:00", "08:00"),)
    spec = schedule(rule("ana", "ben", only=only), rule("cy", name="days", layer=0))
    off = (away(ANA, "2026-01-06 00:00", "2026-01-08 00:00"),)
    of = board(spec, START, "2026-01-19 08:00", away=off)
    found = filled(of, spec, of.window, rows=["weekly"])
    (ana, ben) = found.spec.overrides
    assert [said(at) for at in (ana.start, ana.end)] == ["2026-01-05 19:00", "2026-01-12 07:00"]
    assert (ana.out, ana.people, ben.out, ben.people) == (
        ("ana",), ("ben",), ("ben",), ("ana",)
    )  # fmt: skip


def test_a_week_that_nobody_can_take_whole_is_cut() -> None:
    spec = schedule(rule("ana", "ben"))
    off = (away(ANA, "2026-01-06 00:00", "2026-01-07 00:00"),
           away(BEN, "2026-01-09 00:00", "2026-01-10 00:00"))  # fmt: skip
    of = board(spec, START, "2026-01-19 08:00", away=off)
    found = filled(of, spec, of.window)
    assert (found.before.grave, found.after.grave) == (1, 0)
    assert not [e for e in checks(of, found.spec, of.resolved(found.spec)) if e.grave]


def test_gaps_are_filled_when_all_rows_are() -> None:
    spec = schedule(rule("ana", "ben", start="2026-01-12 09:00"))
    of = board(spec, START, "2026-02-02 08:00", team=2)
    found = filled(of, spec, of.window)
    assert [each.kind for each in checks(of, spec, of.resolved(spec))] == [CheckKind.GAP]
    assert of.resolved(found.spec).gaps == ()
    assert found.spec.overrides[0].kind is OverrideKind.COVER


def test_what_was_carried_before_counts() -> None:
    """Ana had three of four weeks; now it is the others' turn."""
    spec = schedule(rule("ana", "ana", "ana", "ben", "ana", "ben", "ana", "ben"))
    of = board(spec, START, END, now="2026-02-02 07:00")
    found = filled(of, spec, window("2026-02-02 00:00", END))
    hours = {each.person: each.hours for each in found.after.shares}
    assert hours[ANA] == hours[BEN] == 4 * 168
    assert found.after.score == pytest.approx(0)


def test_wishes_are_heard_where_it_costs_nobody_anything() -> None:
    spec = schedule(rule("ana", "ben", "cy", "dan"))
    first, last = utc("2026-01-05 08:00").date(), utc("2026-01-11 08:00").date()
    wishes = (
        Wish(ANA, WishSpec((), first, last)),
        Wish(CY, WishSpec((0, 1, 2), first, last, gladly=True)),
    )
    of = replace(board(spec, START, END, team=4), wishes=wishes)
    found = filled(of, spec, of.window)
    assert of.resolved(found.spec).shifts[0].person == CY
    assert found.after.wishes < found.before.wishes
    assert found.after.score == pytest.approx(found.before.score)


def test_other_schedules_count_as_being_busy() -> None:
    spec = rota_of("weekly")
    busy = tuple(
        Shift(utc(START) + week * WEEK, utc(START) + (week + 1) * WEEK, person, "second")
        for week, person in enumerate([ANA, ANA, BEN, BEN, CY, CY, DAN, EVA])
    )
    of = board(spec, START, END, elsewhere=busy)
    found = filled(of, spec, of.window)
    assert found.before.grave > 0 == found.after.grave


def test_when_it_is_enough_what_was_found_is_still_no_worse() -> None:
    spec = rota_of("daily")
    of = disturbed(spec, 5)
    found = filled(of, spec, of.window, enough=lambda: True)
    is_sound(found, of, spec)


def test_limits_that_are_drafted_are_heeded() -> None:
    spec = schedule(rule("ana", "ben", "cy", unit=Unit.DAY, every=2))
    of = board(spec, START, "2026-02-02 08:00")
    four = replace(spec, rotations=(replace(spec.rotations[0], every=1, people=(("ana",),) * 6
                                            + (("ben",),) * 2 + (("cy",),)),),
                   limits=replace(OFF, days_running=3))  # fmt: skip
    found = filled(of, four, of.window)
    assert (found.before.amber, found.after.amber) == (3, 0)


def test_nothing_to_fill_or_nobody_for_it_is_said() -> None:
    spec = rota_of("weekly")
    of = board(spec, START, END)
    with pytest.raises(Unfit, match="No turn begins"):
        filled(of, spec, window("2026-01-06 00:00", "2026-01-07 00:00"))
    with pytest.raises(Unfit, match="nobody"):
        filled(of, spec, of.window, people=["zoe"])


def test_its_shares_are_those_of_the_schedule() -> None:
    spec = rota_of("layers")
    of = disturbed(spec, 2)
    found = filled(of, spec, of.window)
    assert found.before.shares == shares(of, spec)
    assert found.after.shares == shares(of, found.spec)
