"""Layers, deliberate gaps, coverage: how several rotations make one row."""

from app.domain.resolve import layer_shifts, resolve, who
from models.kinds import OverrideKind
from tests.domain.rotas import (
    ANA,
    BEN,
    CY,
    DAN,
    daily,
    gaps,
    override,
    rota,
    rotation,
    shifts,
    utc,
    window,
)

OFFICE = daily("08:00", "16:00")
EVENING = daily("16:00", "20:00")
FROM = "2026-01-05 00:00"
DAY = "2026-01-07", "2026-01-08"


def test_the_highest_layer_with_somebody_is_on_call() -> None:
    low = rotation(ANA, name="low", layer=1, start=FROM)
    high = rotation(BEN, name="high", layer=7, start=FROM, only=(OFFICE,))
    assert shifts(rota(low, high, zone="Etc/UTC"), *DAY) == [
        ("2026-01-07 00:00", "2026-01-07 08:00", ANA, "low"),
        ("2026-01-07 08:00", "2026-01-07 16:00", BEN, "high"),
        ("2026-01-07 16:00", "2026-01-08 00:00", ANA, "low"),
    ]


def test_rotations_of_a_layer_add_up() -> None:
    one = rotation(BEN, name="one", start=FROM)
    two = rotation(ANA, name="two", start=FROM, only=(OFFICE,))
    of = rota(one, two, zone="Etc/UTC")
    assert shifts(of, *DAY) == [
        ("2026-01-07 00:00", "2026-01-08 00:00", BEN, "one"),
        ("2026-01-07 08:00", "2026-01-07 16:00", ANA, "two"),
    ]
    assert who(of, utc("2026-01-07 12:00")) == (BEN, ANA)


def test_somebody_given_twice_is_there_once_by_the_first_rotation() -> None:
    one = rotation(ANA, BEN, name="one", start=FROM, only=(OFFICE,))
    two = rotation((ANA, CY), name="two", start=FROM)
    of = rota(one, two, zone="Etc/UTC")
    assert who(of, utc("2026-01-07 12:00")) == (ANA, CY)
    assert shifts(of, *DAY) == [
        ("2026-01-07 00:00", "2026-01-07 08:00", ANA, "two"),
        ("2026-01-07 00:00", "2026-01-08 00:00", CY, "two"),
        ("2026-01-07 08:00", "2026-01-07 16:00", ANA, "one"),
        ("2026-01-07 16:00", "2026-01-08 00:00", ANA, "two"),
    ]


def test_an_empty_slot_lets_the_layer_below_through() -> None:
    low = rotation(ANA, name="low", start=FROM)
    high = rotation((), BEN, name="high", layer=2, start=FROM)
    of = rota(low, high, zone="Etc/UTC")
    assert [each[2] for each in shifts(of, FROM, "2026-01-19")] == [ANA, BEN]
    assert gaps(of, FROM, "2026-01-19") == []


def test_a_gap_is_deliberate_where_an_open_slot_is_empty() -> None:
    of = rota(rotation((), start=FROM, only=(OFFICE, EVENING)), zone="Etc/UTC")
    assert gaps(of, *DAY) == [
        ("2026-01-07 00:00", "2026-01-07 08:00", False),
        ("2026-01-07 08:00", "2026-01-07 20:00", True),
        ("2026-01-07 20:00", "2026-01-08 00:00", False),
    ]


def test_one_empty_slot_in_any_layer_makes_a_gap_deliberate() -> None:
    low = rotation((), layer=1, start=FROM, only=(EVENING,))
    high = rotation(ANA, layer=2, start=FROM, only=(OFFICE,))
    assert gaps(rota(low, high, zone="Etc/UTC"), *DAY) == [
        ("2026-01-07 00:00", "2026-01-07 08:00", False),
        ("2026-01-07 16:00", "2026-01-07 20:00", True),
        ("2026-01-07 20:00", "2026-01-08 00:00", False),
    ]


def test_gaps_of_one_kind_merge() -> None:
    one = rotation((), name="one", start=FROM, only=(OFFICE,))
    two = rotation((), name="two", start=FROM, only=(EVENING,))
    assert gaps(rota(one, two, zone="Etc/UTC"), "2026-01-07 09:00", "2026-01-07 18:00") == [
        ("2026-01-07 09:00", "2026-01-07 18:00", True)
    ]


def test_coverage_is_the_share_with_somebody() -> None:
    of = rota(rotation((ANA, DAN), start=FROM, only=(OFFICE,)), zone="Etc/UTC")
    assert resolve(of, window(*DAY)).coverage == 8 / 24
    assert resolve(of, window("2026-01-07 08:00", "2026-01-07 16:00")).coverage == 1.0


def test_an_empty_window_is_covered() -> None:
    nothing = resolve(rota(rotation(ANA)), window("2026-01-07", "2026-01-07"))
    assert (nothing.shifts, nothing.gaps, nothing.coverage) == ((), (), 1.0)


def test_a_rota_without_rotations_is_one_gap() -> None:
    assert gaps(rota(), *DAY) == [("2026-01-07 00:00", "2026-01-08 00:00", False)]
    assert who(rota(), utc("2026-01-07")) == ()


def test_a_rotation_without_slots_gives_nobody() -> None:
    assert gaps(rota(rotation(start=FROM)), *DAY) == [
        ("2026-01-07 00:00", "2026-01-08 00:00", False)
    ]


def test_rows_of_layers_know_no_other_layer_and_no_override() -> None:
    low = rotation(ANA, name="low", start=FROM)
    high = rotation(BEN, name="high", layer=2, start=FROM, only=(OFFICE,))
    cover = override(OverrideKind.COVER, *DAY, people=(CY,))
    rows = layer_shifts(rota(low, high, zone="Etc/UTC", overrides=(cover,)), window(*DAY))
    assert [[(each.person, each.start.hour) for each in row.shifts] for row in rows] == [
        [(ANA, 0)],
        [(BEN, 8)],
    ]


def test_microseconds_are_kept() -> None:
    of = rota(rotation(ANA, start=FROM), zone="Etc/UTC")
    odd = window("2026-01-07 00:00:00.000001", "2026-01-08 00:00:00.999999")
    (shift,) = resolve(of, odd).shifts
    assert (shift.start, shift.end) == (odd.start, odd.end)
