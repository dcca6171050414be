"""Windows of restrictions: wall-clock ends, clock changes, and how they unite."""

import pytest

from app.domain.rota import Restriction
from models.kinds import Unit
from tests.domain.rotas import WEEKDAYS, daily, rota, rotation, shifts, weekly

# what: restrictions, window looked at, where one person's shifts begin and end (UTC)
CASES: dict[str, tuple[tuple[Restriction, ...], tuple[str, str], list[tuple[str, str]]]] = {
    "no restriction: always": (
        (),
        ("2026-01-05", "2026-01-06"),
        [("01-05 00:00", "01-06 00:00")],
    ),
    "to before from: the next day": (
        (daily("20:00", "08:00", 0),),
        ("2026-01-05", "2026-01-20"),
        [
            ("01-05 19:00", "01-06 07:00"),
            ("01-12 19:00", "01-13 07:00"),
            ("01-19 19:00", "01-20 00:00"),
        ],
    ),
    "to equal to from: 24 hours": (
        (daily("09:00", "09:00", 2),),
        ("2026-01-05", "2026-01-12"),
        [("01-07 08:00", "01-08 08:00")],
    ),
    "to at midnight": (
        (daily("18:00", "00:00", 2),),
        ("2026-01-05", "2026-01-12"),
        [("01-07 17:00", "01-07 23:00")],
    ),
    "no days named: every day": (
        (daily("09:00", "10:00"),),
        ("2026-01-10", "2026-01-12"),
        [("01-10 08:00", "01-10 09:00"), ("01-11 08:00", "01-11 09:00")],
    ),
    "a window belongs to the day it starts on": (
        (daily("20:00", "08:00", 4),),
        ("2026-01-09", "2026-01-16"),
        [("01-09 19:00", "01-10 07:00")],
    ),
    "from weekday to weekday, over the end of the week": (
        (weekly("fri 18:00", "mon 08:00"),),
        ("2026-01-08", "2026-01-15"),
        [("01-09 17:00", "01-12 07:00")],
    ),
    "weekday to the same weekday, later: hours": (
        (weekly("wed 08:00", "wed 12:00"),),
        ("2026-01-05", "2026-01-12"),
        [("01-07 07:00", "01-07 11:00")],
    ),
    "weekday to the same weekday, earlier: nearly a week": (
        (weekly("wed 12:00", "wed 08:00"),),
        ("2026-01-05", "2026-01-12"),
        [("01-05 00:00", "01-07 07:00"), ("01-07 11:00", "01-12 00:00")],
    ),
    "weekday to the same weekday and time: always": (
        (weekly("wed 12:00", "wed 12:00"),),
        ("2026-01-05", "2026-01-12"),
        [("01-05 00:00", "01-12 00:00")],
    ),
    "windows that overlap or touch unite": (
        (
            daily("20:00", "08:00", *WEEKDAYS),
            weekly("sat 08:00", "sun 12:00"),
            weekly("sun 10:00", "mon 00:00"),
        ),
        ("2026-01-09 12:00", "2026-01-13 06:00"),
        [("01-09 19:00", "01-11 23:00"), ("01-12 19:00", "01-13 06:00")],
    ),
    "windows that leave nothing out: always": (
        (daily("08:00", "20:00"), daily("20:00", "08:00")),
        ("2026-03-20", "2026-04-01"),
        [("03-20 00:00", "04-01 00:00")],
    ),
    "spring: a night of 11 hours": (
        (daily("20:00", "08:00", 5),),
        ("2026-03-28", "2026-03-30"),
        [("03-28 19:00", "03-29 06:00")],
    ),
    "autumn: a night of 13 hours": (
        (daily("20:00", "08:00", 5),),
        ("2026-10-24", "2026-10-26"),
        [("10-24 18:00", "10-25 07:00")],
    ),
    "spring: a window in the skipped hour is empty": (
        (daily("02:00", "03:00"),),
        ("2026-03-28", "2026-03-31"),
        [("03-28 01:00", "03-28 02:00"), ("03-30 00:00", "03-30 01:00")],
    ),
    "spring: an end in the skipped hour is its end": (
        (daily("01:30", "02:30", 6), daily("02:45", "04:00", 6)),
        ("2026-03-29", "2026-03-30"),
        [("03-29 00:30", "03-29 02:00")],
    ),
    "autumn: opens at the first, closes at the last of two": (
        (daily("02:30", "02:45", 6),),
        ("2026-10-25", "2026-10-26"),
        [("10-25 00:30", "10-25 01:45")],
    ),
    "autumn: windows apart on the wall may overlap": (
        (daily("18:00", "02:15", 5), daily("02:45", "08:00", 6)),
        ("2026-10-24", "2026-10-26"),
        [("10-24 16:00", "10-25 07:00")],
    ),
    "a window around the one looked at": (
        (weekly("mon 00:00", "sun 00:00"),),
        ("2026-01-07", "2026-01-08"),
        [("01-07 00:00", "01-08 00:00")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("only", "window", "expected"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("unit", Unit)
def test_windows(
    only: tuple[Restriction, ...],
    window: tuple[str, str],
    expected: list[tuple[str, str]],
    unit: Unit,
) -> None:
    found = shifts(rota(rotation(1, start="2025-12-01 07:30", unit=unit, only=only)), *window)
    assert [(each[0][5:], each[1][5:]) for each in found] == expected


def test_start_and_until_cut_windows() -> None:
    night = daily("20:00", "08:00")
    of = rota(rotation(1, 2, start="2026-01-05 23:00", until="2026-01-07 05:00", only=(night,)))
    assert [each[:2] for each in shifts(of, "2026-01-01", "2026-02-01")] == [
        ("2026-01-05 22:00", "2026-01-06 07:00"),
        ("2026-01-06 19:00", "2026-01-07 04:00"),
    ]


def test_half_an_hour_of_lord_howe() -> None:
    of = rota(
        rotation(1, start="2025-12-01 00:00", only=(daily("02:00", "03:00", 6),)),
        zone="Australia/Lord_Howe",
    )
    assert [each[:2] for each in shifts(of, "2026-10-03", "2026-10-04")] == [
        ("2026-10-03 15:30", "2026-10-03 16:00")
    ]
