"""Hand-offs sit on the wall-clock grid of `start`; each table was worked out by hand."""

import pytest

from app.domain.resolve import who
from models.kinds import Turns, Unit
from tests.domain.rotas import gaps, rota, rotation, shifts, utc

HOUR, DAY, WEEK, MONTH = Unit

MANY = tuple(range(1, 100))  # each turn another person

CASES = {
    "Madrid, spring: 02:30 does not exist, the first instant after the gap is 01:00 UTC": (
        ("Europe/Madrid", "2026-03-27 02:30", 1, DAY, "2026-03-31"),
        ["03-27 01:30", "03-28 01:30", "03-29 01:00", "03-30 00:30"],
    ),
    "Madrid, autumn: 02:30 exists twice, the first is 00:30 UTC": (
        ("Europe/Madrid", "2026-10-24 02:30", 1, DAY, "2026-10-27"),
        ["10-24 00:30", "10-25 00:30", "10-26 01:30"],
    ),
    "New York, spring": (
        ("America/New_York", "2026-03-07 02:30", 1, DAY, "2026-03-10"),
        ["03-07 07:30", "03-08 07:00", "03-09 06:30"],
    ),
    "New York, autumn, by weeks": (
        ("America/New_York", "2026-10-25 01:30", 1, WEEK, "2026-11-10"),
        ["10-25 05:30", "11-01 05:30", "11-08 06:30"],
    ),
    "Lord Howe, spring: 02:00 to 02:30 is skipped": (
        ("Australia/Lord_Howe", "2026-10-03 02:15", 1, DAY, "2026-10-05"),
        ["10-02 15:45", "10-03 15:30", "10-04 15:15"],
    ),
    "Lord Howe, autumn: 01:30 to 02:00 comes twice": (
        ("Australia/Lord_Howe", "2026-04-04 01:45", 1, DAY, "2026-04-06"),
        ["04-03 14:45", "04-04 14:45", "04-05 15:15"],
    ),
    "Havana, spring: there is no midnight": (
        ("America/Havana", "2026-03-07 00:00", 1, DAY, "2026-03-10"),
        ["03-07 05:00", "03-08 05:00", "03-09 04:00"],
    ),
    "Havana, autumn: there are two midnights": (
        ("America/Havana", "2026-10-31 00:00", 1, DAY, "2026-11-03"),
        ["10-31 04:00", "11-01 04:00", "11-02 05:00"],
    ),
    "Apia skipped 30 December: the hand-off of 09:00 comes when the 31st begins": (
        ("Pacific/Apia", "2011-12-28 09:00", 1, DAY, "2012-01-01"),
        ["12-28 19:00", "12-29 19:00", "12-30 10:00", "12-30 19:00", "12-31 19:00"],
    ),
    "Apia, midnight: the two hand-offs of the skipped day count once": (
        ("Pacific/Apia", "2011-12-29 00:00", 1, DAY, "2012-01-01"),
        ["12-29 10:00", "12-30 10:00", "12-31 10:00"],
    ),
    "Casablanca in Ramadan: back on 15 February, forth on 22 March": (
        ("Africa/Casablanca", "2026-02-14 02:30", 18, DAY, "2026-04-10"),
        ["02-14 01:30", "03-04 02:30", "03-22 02:00", "04-09 01:30"],
    ),
    "Kathmandu is 5:45 ahead": (
        ("Asia/Kathmandu", "2026-01-05 09:00", 2, WEEK, "2026-02-10"),
        ["01-05 03:15", "01-19 03:15", "02-02 03:15"],
    ),
    "hours: twelve of them by the wall clock, whatever the clock does at night": (
        ("Europe/Madrid", "2026-03-28 08:00", 12, HOUR, "2026-03-30"),
        ["03-28 07:00", "03-28 19:00", "03-29 06:00", "03-29 18:00"],
    ),
    "hours, spring: the two hand-offs at 02:00 and 03:00 count once": (
        ("Europe/Madrid", "2026-03-29 00:00", 1, HOUR, "2026-03-29 03:00"),
        ["03-28 23:00", "03-29 00:00", "03-29 01:00", "03-29 02:00"],
    ),
    "hours, autumn: the hour that comes twice is one turn": (
        ("Europe/Madrid", "2026-10-25 01:00", 1, HOUR, "2026-10-25 04:00"),
        ["10-24 23:00", "10-25 00:00", "10-25 02:00", "10-25 03:00"],
    ),
    "months keep the day, or take the month's last": (
        ("Etc/UTC", "2026-01-31 09:00", 1, MONTH, "2026-06-01"),
        ["01-31 09:00", "02-28 09:00", "03-31 09:00", "04-30 09:00", "05-31 09:00"],
    ),
    "months in a leap year": (
        ("Etc/UTC", "2027-12-30 00:00", 1, MONTH, "2028-04-01"),
        ["12-30 00:00", "01-30 00:00", "02-29 00:00", "03-30 00:00"],
    ),
    "quarters": (
        ("Europe/Madrid", "2025-11-30 00:00", 3, MONTH, "2026-09-01"),
        ["11-29 23:00", "02-27 23:00", "05-29 22:00", "08-29 22:00"],
    ),
}


@pytest.mark.parametrize(("rule", "begins"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("turns", Turns)
def test_hand_offs(rule: tuple[str, str, int, Unit, str], begins: list[str], turns: Turns) -> None:
    zone, start, every, unit, end = rule
    of = rota(rotation(*MANY, start=start, every=every, unit=unit, turns=turns), zone=zone)
    found = shifts(of, start[:4] + "-01-01", end)
    assert [each[0][5:] for each in found] == begins
    assert [each[2] for each in found] == list(MANY[: len(found)])


def test_every_hand_off_ends_the_turn_before() -> None:
    for (zone, start, every, unit, end), _ in CASES.values():
        of = rota(rotation(*MANY, start=start, every=every, unit=unit), zone=zone)
        found = shifts(of, start[:4] + "-01-01", end)
        assert [each[1] for each in found[:-1]] == [each[0] for each in found[1:]]


def test_slots_come_round() -> None:
    of = rota(rotation(1, 2, 3, start="2026-01-05 00:00"), zone="Etc/UTC")
    assert [each[2] for each in shifts(of, "2026-01-05", "2026-02-16")] == [1, 2, 3, 1, 2, 3]


def test_people_of_a_slot_work_together() -> None:
    of = rota(rotation(1, (3, 2), start="2026-01-05 00:00"), zone="Etc/UTC")
    assert shifts(of, "2026-01-11", "2026-01-13") == [
        ("2026-01-11 00:00", "2026-01-12 00:00", 1, "weekly"),
        ("2026-01-12 00:00", "2026-01-13 00:00", 2, "weekly"),
        ("2026-01-12 00:00", "2026-01-13 00:00", 3, "weekly"),
    ]


def test_nobody_before_start_and_from_until_on() -> None:
    of = rota(rotation(1, start="2026-03-29 02:30", until="2026-10-25 02:30"))
    assert shifts(of, "2026-01-01", "2027-01-01") == [
        ("2026-03-29 01:00", "2026-10-25 00:30", 1, "weekly")
    ]
    assert gaps(of, "2026-01-01", "2027-01-01") == [
        ("2026-01-01 00:00", "2026-03-29 01:00", False),
        ("2026-10-25 00:30", "2027-01-01 00:00", False),
    ]


def test_a_start_that_exists_twice_is_the_first() -> None:
    of = rota(rotation(1, start="2026-10-25 02:30"))
    assert shifts(of, "2026-10-25", "2026-10-26")[0][0] == "2026-10-25 00:30"


def test_hand_offs_before_a_window_that_ends_in_the_repeated_hour() -> None:
    """At 01:15 UTC the clock shows 02:15 again; the hand-off of 02:45 was at 00:45 UTC."""
    of = rota(rotation(*MANY, start="2026-10-25 00:45", unit=HOUR))
    assert [each[0][11:] for each in shifts(of, "2026-10-25", "2026-10-25 01:15")] == [
        "00:00", "00:45",
    ]  # fmt: skip
    assert [each[2] for each in shifts(of, "2026-10-25 01:15", "2026-10-25 03:00")] == [3, 4]


@pytest.mark.parametrize("until", ["2026-03-01 00:00", "2026-02-01 00:00"])
def test_a_rotation_that_ends_before_it_starts_gives_nobody(until: str) -> None:
    of = rota(rotation(1, start="2026-03-01 00:00", until=until))
    assert shifts(of, "2026-01-01", "2027-01-01") == []


@pytest.mark.parametrize("zone", ["Europe/Madrid", "Pacific/Apia", "America/Havana"])
@pytest.mark.parametrize("at", ["00:00", "02:30"])
def test_a_day_is_24_hours(zone: str, at: str) -> None:
    days = rotation(1, 2, 3, start=f"2009-12-31 {at}", every=1, unit=DAY)
    hours = rotation(1, 2, 3, start=f"2009-12-31 {at}", every=24, unit=HOUR)
    span = "2010-01-01", "2013-01-01"
    assert shifts(rota(days, zone=zone), *span) == shifts(rota(hours, zone=zone), *span)


def test_a_rotation_of_fifty_years_ago_counts_every_day() -> None:
    of = rota(rotation(*range(1, 8), start="1976-01-05 09:00", unit=DAY))  # a Monday
    (monday,) = shifts(of, "2026-01-05 08:00", "2026-01-06 08:00")
    assert monday[2] == 1  # weeks later to the day


@pytest.mark.parametrize("unit", [DAY, WEEK, MONTH])
@pytest.mark.parametrize("zone", ["Pacific/Apia", "America/New_York"])
@pytest.mark.parametrize("start", ["0001-01-01 00:00", "2026-01-31 09:00"])
def test_the_ends_of_time_are_no_trouble(unit: Unit, zone: str, start: str) -> None:
    of = rota(rotation(1, start=start, every=2, unit=unit), zone=zone)
    assert who(of, utc("9999-12-31 23:59:59")) == (1,)
    assert who(of, utc("0001-01-01")) == ((1,) if start < "0001-01-02" and "Apia" in zone else ())
