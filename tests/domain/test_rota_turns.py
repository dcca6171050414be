"""What uses a turn up: time that the restrictions leave (worked), or the clock (calendar)."""

from collections import Counter

from models.kinds import Turns, Unit
from tests.domain.rotas import WEEKDAYS, daily, rota, rotation, shifts, weekly

HOUR, DAY, WEEK, MONTH = Unit
OFFICE = daily("09:00", "17:00", *WEEKDAYS)
NIGHT = daily("20:00", "08:00")


def days_of_14_people(turns: Turns) -> Counter[int]:
    people = rotation(*range(14), start="2026-01-05 00:00", unit=DAY, turns=turns, only=(OFFICE,))
    return Counter(each[2] for each in shifts(rota(people), "2026-01-05", "2026-04-13"))


def test_14_people_on_weekdays_all_work_alike() -> None:
    assert days_of_14_people(Turns.WORKED) == dict.fromkeys(range(14), 5)


def test_14_people_by_the_calendar_do_not() -> None:
    weekend = {5, 6, 12, 13}
    assert days_of_14_people(Turns.CALENDAR) == dict.fromkeys(set(range(14)) - weekend, 7)


def test_a_weekend_without_windows_uses_no_turn() -> None:
    nights = rotation(
        *range(1, 9), start="2026-01-08 09:00", unit=DAY, only=(daily("20:00", "08:00", *WEEKDAYS),)
    )
    assert [each[:3] for each in shifts(rota(nights), "2026-01-08", "2026-01-14")] == [
        ("2026-01-08 19:00", "2026-01-09 07:00", 1),
        ("2026-01-09 19:00", "2026-01-10 07:00", 2),
        ("2026-01-12 19:00", "2026-01-13 07:00", 3),
        ("2026-01-13 19:00", "2026-01-14 00:00", 4),
    ]


def test_two_worked_days_a_turn_span_a_weekend() -> None:
    pairs = rotation(1, 2, 3, 4, start="2026-01-05 00:00", every=2, unit=DAY, only=(OFFICE,))
    found = shifts(rota(pairs), "2026-01-05", "2026-01-15")
    assert [(each[0][8:10], each[2]) for each in found] == [
        ("05", 1), ("06", 1), ("07", 2), ("08", 2), ("09", 3), ("12", 3), ("13", 4), ("14", 4),
    ]  # fmt: skip


def test_whoever_holds_a_week_works_all_its_windows() -> None:
    weeks = rotation(
        1, 2, start="2026-01-05 09:00", only=(OFFICE, weekly("sat 10:00", "sat 12:00"))
    )
    found = shifts(rota(weeks), "2026-01-05", "2026-01-13")
    assert [each[2] for each in found] == [1] * 6 + [2]


def test_a_week_is_used_up_by_the_calendar_whatever_is_left_of_it() -> None:
    begins = "2026-01-10 12:00"  # a Saturday; the first turn's window lies days later
    weeks = rotation(1, 2, start=begins, only=(weekly("fri 18:00", "sat 18:00"),))
    assert [each[:3] for each in shifts(rota(weeks), "2026-01-10", "2026-01-18")] == [
        ("2026-01-10 11:00", "2026-01-10 17:00", 1),
        ("2026-01-16 17:00", "2026-01-17 11:00", 1),
        ("2026-01-17 11:00", "2026-01-17 17:00", 2),
    ]


def test_months_hold_their_windows() -> None:
    months = rotation(1, 2, start="2026-01-31 00:00", unit=MONTH, only=(OFFICE,))
    counted = Counter(each[2] for each in shifts(rota(months), "2026-01-31", "2026-03-31"))
    assert counted == {1: 20, 2: 21}  # 2 to 27 February; 2 to 30 March


def test_a_day_whose_window_is_skipped_uses_no_turn() -> None:
    early = rotation(
        *range(1, 9), start="2026-03-22 00:00", unit=DAY, only=(daily("02:00", "03:00", 6),)
    )
    assert [each[:3] for each in shifts(rota(early), "2026-03-22", "2026-04-06")] == [
        ("2026-03-22 01:00", "2026-03-22 02:00", 1),
        ("2026-04-05 00:00", "2026-04-05 01:00", 2),
    ]


def test_a_day_into_which_a_repeated_hour_runs_uses_a_turn() -> None:
    late = rotation(
        *range(1, 9), start="2026-10-24 02:00", unit=DAY, only=(daily("20:00", "02:00", 5),)
    )
    assert [each[:3] for each in shifts(rota(late), "2026-10-24", "2026-11-02")] == [
        ("2026-10-24 18:00", "2026-10-25 00:00", 1),
        ("2026-10-25 00:00", "2026-10-25 01:00", 2),
        ("2026-10-31 19:00", "2026-11-01 01:00", 3),
    ]


def test_twelve_worked_hours_stay_on_the_wall_over_clock_changes() -> None:
    nights = rotation(*range(1, 400), start="2026-03-27 20:00", every=12, unit=HOUR, only=(NIGHT,))
    found = shifts(rota(nights), "2026-03-27", "2026-11-01")
    assert [each[2] for each in found] == list(range(1, len(found) + 1))
    assert {each[0][11:] for each in found} == {"19:00", "18:00"}
    assert len(found) == 219  # nights from 27 March to 31 October


def test_a_day_is_24_worked_hours_where_windows_leave_nothing_out() -> None:
    whole = (daily("09:00", "09:00"),)
    days = rotation(1, 2, 3, start="2026-01-01 09:00", unit=DAY, only=whole)
    hours = rotation(1, 2, 3, start="2026-01-01 09:00", every=24, unit=HOUR, only=whole)
    plain = rotation(1, 2, 3, start="2026-01-01 09:00", unit=DAY)
    expected = shifts(rota(plain), "2026-01-01", "2027-01-01")
    assert shifts(rota(days), "2026-01-01", "2027-01-01") == expected
    assert shifts(rota(hours), "2026-01-01", "2027-01-01") == expected


def test_fifty_years_of_weekdays_are_counted() -> None:
    ten = rotation(*range(10), start="1976-01-05 00:00", unit=DAY, only=(OFFICE,))
    (monday,) = shifts(rota(ten), "2026-01-05", "2026-01-06")
    assert monday[2] == 2609 * 5 % 10  # weeks since then, five days each


def test_a_skipped_day_of_the_week_uses_no_turn() -> None:
    fridays = rotation(
        *range(1, 9), start="2011-12-22 00:00", unit=DAY, only=(daily("09:00", "17:00", 3, 4, 5),)
    )
    found = shifts(rota(fridays, zone="Pacific/Apia"), "2011-12-22", "2012-01-01 12:00")
    assert [each[:3] for each in found] == [
        ("2011-12-22 19:00", "2011-12-23 03:00", 1),  # Thursday 22nd, at -10
        ("2011-12-23 19:00", "2011-12-24 03:00", 2),
        ("2011-12-24 19:00", "2011-12-25 03:00", 3),
        ("2011-12-29 19:00", "2011-12-30 03:00", 4),  # Thursday 29th; there is no Friday
        ("2011-12-30 19:00", "2011-12-31 03:00", 5),  # Saturday 31st, at +14
    ]
