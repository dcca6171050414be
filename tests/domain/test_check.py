"""What the checks find, what they leave alone, and that asking again is the same as asking anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.board import Board, Limits
from app.domain.check import Check, Checker, ahead, checks
from app.domain.check_words import check_words
from app.domain.rota import Shift
from app.domain.workspace import ScheduleSpec
from models.kinds import CheckKind, Unit
from tests.domain.boards import OFF, away, board, cover, holiday, rule, schedule
from tests.domain.rotas import ANA, BEN, CY, daily, said, utc

HOUR = timedelta(hours=1)
WEEKLY = schedule(rule("ana", "ben", "cy"))
Row = tuple[CheckKind, str, str, int | None, float]


def found(of: Board, spec: ScheduleSpec) -> list[Row]:
    return [row(each) for each in checks(of, spec, of.resolved(spec))]


def row(each: Check) -> Row:
    start, end = said(each.window.start), said(each.window.end)
    return each.kind, start, end, each.person, round(each.figure, 2)


def test_a_sound_rota_has_no_findings() -> None:
    assert found(board(WEEKLY, "2026-01-05 08:00", "2026-04-06 08:00"), WEEKLY) == []


def test_time_off_is_grave_and_says_why() -> None:
    off = away(BEN, "2026-01-14 00:00", "2026-01-16 00:00", "skiing")
    of = board(WEEKLY, "2026-01-05 08:00", "2026-02-02 08:00", away=(off,))
    (check,) = checks(of, WEEKLY, of.resolved(WEEKLY))
    assert row(check) == (CheckKind.TIME_OFF, "2026-01-14 00:00", "2026-01-16 00:00", BEN, 48.0)
    assert check.grave
    assert check.what == "skiing"


def test_the_same_person_in_two_schedules() -> None:
    other = Shift(utc("2026-01-11 00:00"), utc("2026-01-13 00:00"), ANA, "second")
    of = board(WEEKLY, "2026-01-05 08:00", "2026-02-02 08:00", elsewhere=(other,))
    (check,) = checks(of, WEEKLY, of.resolved(WEEKLY))
    assert row(check) == (CheckKind.DOUBLE, "2026-01-11 00:00", "2026-01-12 08:00", ANA, 32.0)
    assert (check.grave, check.what) == (True, "second")


def test_the_same_person_twice_where_two_were_meant() -> None:
    spec = schedule(rule("ana", "ben", "cy"), rule("ben", "cy", "cy", name="deputy"))
    of = board(spec, "2026-01-05 08:00", "2026-01-26 08:00")
    (check,) = checks(of, spec, of.resolved(spec))
    assert row(check) == (CheckKind.DOUBLE, "2026-01-19 08:00", "2026-01-26 08:00", CY, 168.0)
    assert check.what == "deputy"


def test_a_higher_layer_is_no_double_booking() -> None:
    spec = schedule(rule("ana", "ben"), rule("ana", name="nights", layer=2, unit=Unit.DAY,
                                             only=(daily("20:00", "08:00"),)))  # fmt: skip
    assert found(board(spec, "2026-01-05 08:00", "2026-01-26 08:00"), spec) == []


def test_somebody_who_left_and_somebody_without_a_contact() -> None:
    of = board(WEEKLY, "2026-01-05 08:00", "2026-01-26 08:00")
    ana, ben, *rest = of.people
    people = (replace(ana, active=False), replace(ben, reachable=False), *rest)
    assert found(replace(of, people=people), WEEKLY) == [
        (CheckKind.LEFT, "2026-01-05 08:00", "2026-01-12 08:00", ANA, 168.0),
        (CheckKind.UNREACHABLE, "2026-01-12 08:00", "2026-01-19 08:00", BEN, 168.0),
    ]


def test_gaps_but_not_those_that_are_meant() -> None:
    spec = schedule(rule("ana", (), "ben", start="2026-01-07 09:00"))
    of = board(spec, "2026-01-05 08:00", "2026-01-28 08:00")
    gap = (CheckKind.GAP, "2026-01-05 08:00", "2026-01-07 08:00", None, 48.0)
    assert found(of, spec) == [gap]


def test_rest_between_shifts() -> None:
    nine_to_five = rule("ana", start="2026-01-05 09:00", only=(daily("09:00", "17:00"),))
    spec = schedule(nine_to_five, rule("ben", name="late", only=(daily("17:00", "09:00"),)))
    spec = replace(spec, overrides=(cover("2026-01-06 18:00", "2026-01-06 22:00", "ana"),))
    of = board(spec, "2026-01-05 08:00", "2026-01-09 08:00", limits=replace(OFF, rest=11 * HOUR))
    assert [each for each in found(of, spec) if each[3] == ANA] == [
        (CheckKind.REST, "2026-01-06 16:00", "2026-01-06 18:00", ANA, 2.0),
        (CheckKind.REST, "2026-01-06 22:00", "2026-01-07 08:00", ANA, 10.0),
    ]
    assert not found(replace(of, limits=replace(OFF, rest=2 * HOUR)), spec)


def test_limits_count_as_they_are_drafted() -> None:
    of = board(WEEKLY, "2026-01-05 08:00", "2026-02-02 08:00")
    assert not found(of, WEEKLY)
    drafted = replace(WEEKLY, limits=replace(WEEKLY.limits, week_hours=48))
    assert {each[0] for each in found(of, drafted)} == {CheckKind.HOURS}


def test_rest_counts_what_is_done_elsewhere() -> None:
    other = Shift(utc("2026-01-12 12:00"), utc("2026-01-12 16:00"), ANA, "second")
    limits = replace(OFF, rest=11 * HOUR)
    of = board(WEEKLY, "2026-01-05 08:00", "2026-01-26 08:00", elsewhere=(other,), limits=limits)
    short = (CheckKind.REST, "2026-01-12 08:00", "2026-01-12 12:00", ANA, 4.0)
    assert found(of, WEEKLY) == [short]


def test_nights_running() -> None:
    of = board(WEEKLY, "2026-01-05 08:00", "2026-01-19 08:00",
               limits=replace(OFF, nights_running=6))  # fmt: skip
    assert found(of, WEEKLY) == [
        (CheckKind.NIGHTS, "2026-01-05 23:00", "2026-01-12 05:00", ANA, 7.0),
        (CheckKind.NIGHTS, "2026-01-12 23:00", "2026-01-19 05:00", BEN, 7.0),
    ]
    assert not found(replace(of, limits=replace(OFF, nights_running=7)), WEEKLY)


def test_a_week_is_seven_days_running_though_it_ends_on_the_eighth_morning() -> None:
    of = board(WEEKLY, "2026-01-05 08:00", "2026-01-12 08:00", limits=replace(OFF, days_running=7))
    assert not found(of, WEEKLY)
    six = replace(of, limits=replace(OFF, days_running=6))
    assert found(six, WEEKLY) == [
        (CheckKind.DAYS, "2026-01-04 23:00", "2026-01-11 23:00", ANA, 7.0)
    ]


def test_days_running_count_those_that_lie_behind() -> None:
    of = board(WEEKLY, "2026-01-05 08:00", "2026-01-19 08:00", now="2026-01-11 12:00",
               limits=replace(OFF, days_running=6))  # fmt: skip
    assert [each[3] for each in found(of, WEEKLY)] == [ANA, BEN]
    later = board(WEEKLY, "2026-01-05 08:00", "2026-01-19 08:00", now="2026-01-12 12:00",
                  limits=replace(OFF, days_running=6))  # fmt: skip
    assert [each[3] for each in found(later, WEEKLY)] == [BEN]


def test_hours_in_any_seven_days() -> None:
    days = schedule(rule("ana", "ana", "ben", unit=Unit.DAY))
    of = board(days, "2026-01-05 08:00", "2026-01-19 08:00", limits=replace(OFF, week_hours=100))
    assert found(of, days) == [
        (CheckKind.HOURS, "2026-01-05 08:00", "2026-01-12 08:00", ANA, 120.0),
        (CheckKind.HOURS, "2026-01-12 08:00", "2026-01-19 08:00", ANA, 120.0),
    ]
    assert not found(replace(of, limits=replace(OFF, week_hours=120)), days)


def test_public_holidays_say_which_and_how_long() -> None:
    of = board(WEEKLY, "2026-01-05 08:00", "2026-01-19 08:00",
               holidays=(holiday("2026-01-06"), holiday("2026-01-12", "Local")))  # fmt: skip
    found_ = checks(of, WEEKLY, of.resolved(WEEKLY))
    assert [(each.what, each.person, each.figure, each.grave) for each in found_] == [
        ("Epiphany", ANA, 24.0, False),
        ("Local", ANA, 9.0, False),
        ("Local", BEN, 15.0, False),
    ]


def test_what_is_past_is_not_checked_and_a_window_around_limits_what_is_said() -> None:
    off = away(ANA, "2026-01-05 00:00", "2026-02-16 00:00")
    of = board(WEEKLY, "2026-01-05 08:00", "2026-03-02 08:00", away=(off,), now="2026-01-20 00:00")
    assert [said(check.window.start) for check in checks(of, WEEKLY, of.resolved(WEEKLY))] == [
        "2026-01-26 08:00"
    ]
    around = Checker(of, board(WEEKLY, "2026-02-09 00:00", "2026-03-01 00:00").window)
    assert around.checks(of.resolved(WEEKLY)) == ()


starts = st.integers(0, 27 * 24)
handles = st.sampled_from(["ana", "ben", "cy", "dan"])


@given(st.lists(st.tuples(starts, st.integers(1, 90), handles), min_size=1, max_size=6))
def test_asking_again_is_the_same_as_asking_anew(drags: list[tuple[int, int, str]]) -> None:
    """However a drag goes, each frame's checks are those of a fresh look."""
    limits = Limits(11 * HOUR, 3, 6, 60)
    off = (away(BEN, "2026-01-14 00:00", "2026-01-16 00:00"),)
    of = board(WEEKLY, "2026-01-05 08:00", "2026-02-02 08:00", away=off, limits=limits,
               holidays=(holiday("2026-01-06"),), now="2026-01-07 00:00")  # fmt: skip
    checker = Checker(of)
    begin = of.window.start
    for start, length, who in drags:
        drag = replace(cover("2026-01-05 08:00", "2026-01-06 08:00", who),
                       start=begin + start * HOUR, end=begin + (start + length) * HOUR)  # fmt: skip
        spec = replace(WEEKLY, overrides=(drag,))
        resolved = of.resolved(spec)
        assert checker.checks(resolved) == checks(of, spec, resolved)


def test_every_kind_has_its_sentence() -> None:
    limits = Limits(11 * HOUR, 5, 14, 48)
    of = board(WEEKLY, "2026-01-05 08:00", "2026-01-12 08:00", limits=limits)
    said = [
        check_words(Check(kind, True, of.window, ANA, 6.0, "second"), of)
        for kind in CheckKind
        if kind is not CheckKind.GAP
    ]
    assert all(each.startswith("Ana ") and each.endswith(".") for each in said)
    assert "Ana has 6 h of rest between two shifts, 11 h is the least." in said
    gap = Check(CheckKind.GAP, True, of.window, None, 48.5)
    assert check_words(gap, of) == "Nobody is on call for 48.5 h."


def test_the_next_days_with_their_gaps_and_how_much_is_covered() -> None:
    spec = schedule(rule("ana", (), "ben"))
    spec = replace(spec, overrides=(cover("2026-01-06 00:00", "2026-01-07 12:00"),))
    of = board(spec, "2026-01-05 08:00", "2026-04-20 08:00", now="2026-01-06 12:00")
    ten = ahead(of, of.resolved(spec), 10)
    assert (ten.days, ten.gaps, ten.hours) == (10, 1, 24.0)
    assert ten.coverage == (240 - 24) / 240  # the empty slot that begins on the twelfth is meant
    assert ahead(of, of.resolved(spec), 2).coverage == 0.5
