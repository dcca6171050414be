"""Overrides act on what the rotations give, never on each other."""

from itertools import permutations

import pytest

from app.domain.resolve import neighbours, next_change, who
from app.domain.rota import OVERRIDE, Neighbours, Override, PersonId
from models.kinds import OverrideKind
from tests.domain.rotas import (
    ANA,
    BEN,
    CY,
    DAN,
    EVA,
    daily,
    gaps,
    override,
    rota,
    rotation,
    shifts,
    utc,
)

COVER, REPLACE, ADD, REMOVE = OverrideKind
FROM = "2026-01-05 00:00"
SPAN = "2026-01-07 08:00", "2026-01-07 16:00"
NOON = utc("2026-01-07 12:00")


def cover(*people: PersonId) -> Override:
    return override(COVER, *SPAN, people=people)


def replace(out: PersonId, *people: PersonId) -> Override:
    return override(REPLACE, *SPAN, people=people, out=(out,))


def add(*people: PersonId) -> Override:
    return override(ADD, *SPAN, people=people)


def remove(*out: PersonId) -> Override:
    return override(REMOVE, *SPAN, out=out)


CASES: dict[str, tuple[tuple[Override, ...], tuple[PersonId, ...]]] = {
    # on call by the rotation: Ana and Ben, in this order
    "cover: alone, instead of everybody": ((cover(CY),), (CY,)),
    "cover by several": ((cover(DAN, CY),), (DAN, CY)),
    "cover by one who is on call anyway": ((cover(BEN),), (BEN,)),
    "of two covers the later written": ((cover(CY), cover(DAN)), (DAN,)),
    "replace: only that part": ((replace(ANA, CY),), (BEN, CY)),
    "replace by one who is on call": ((replace(ANA, BEN),), (BEN,)),
    "replace where that person is not on call": ((replace(CY, DAN),), (ANA, BEN)),
    "replace by several": ((replace(ANA, CY, DAN),), (BEN, CY, DAN)),
    "replace of both": ((replace(ANA, CY), replace(BEN, DAN)), (CY, DAN)),
    "the same person replaced twice": ((replace(ANA, CY), replace(ANA, DAN)), (BEN, CY, DAN)),
    "remove": ((remove(ANA),), (BEN,)),
    "remove where that person is not on call": ((remove(CY),), (ANA, BEN)),
    "remove both": ((remove(ANA, BEN),), ()),
    "add": ((add(CY),), (ANA, BEN, CY)),
    "add one who is on call": ((add(ANA),), (ANA, BEN)),
    "swap on one schedule: both still there": ((replace(ANA, BEN), replace(BEN, ANA)), (BEN, ANA)),
    "chain: A by B, B by C": ((replace(ANA, CY), replace(CY, DAN)), (BEN, CY)),
    "remove does not touch who replaces": ((replace(ANA, CY), remove(CY)), (BEN, CY)),
    "remove does not touch who is added": ((add(CY), remove(CY)), (ANA, BEN, CY)),
    "removed and added": ((remove(ANA), add(ANA)), (BEN, ANA)),
    "removed and replaced": ((remove(ANA), replace(ANA, CY)), (BEN, CY)),
    "replace does nothing below a cover": ((cover(ANA), replace(ANA, CY)), (ANA,)),
    "remove does nothing to a cover": ((cover(ANA), remove(ANA)), (ANA,)),
    "add unites with a cover": ((add(EVA), cover(CY), add(DAN)), (CY, EVA, DAN)),
}


@pytest.mark.parametrize(("overrides", "expected"), CASES.values(), ids=CASES)
def test_overrides(overrides: tuple[Override, ...], expected: tuple[PersonId, ...]) -> None:
    of = rota(rotation((ANA, BEN), start=FROM), zone="Etc/UTC", overrides=overrides)
    assert who(of, NOON) == expected
    assert who(of, utc(SPAN[1])) == (ANA, BEN)


@pytest.mark.parametrize(("overrides", "expected"), CASES.values(), ids=CASES)
def test_the_order_of_overrides_other_than_covers_does_not_matter(
    overrides: tuple[Override, ...], expected: tuple[PersonId, ...]
) -> None:
    covers = [each for each in overrides if each.kind is COVER]
    others = [each for each in overrides if each.kind is not COVER]
    for order in permutations(others):
        of = rota(rotation((ANA, BEN), start=FROM), overrides=(*order, *covers), zone="Etc/UTC")
        assert set(who(of, NOON)) == set(expected)


def test_a_swap_of_two_shifts() -> None:
    """Ana has the first week, Ben the second; they change places on two days."""
    first = override(REPLACE, "2026-01-07", "2026-01-08", (BEN,), (ANA,))
    second = override(REPLACE, "2026-01-14", "2026-01-15", (ANA,), (BEN,))
    of = rota(rotation(ANA, BEN, start=FROM), zone="Etc/UTC", overrides=(first, second))
    assert shifts(of, "2026-01-05", "2026-01-19") == [
        ("2026-01-05 00:00", "2026-01-07 00:00", ANA, "weekly"),
        ("2026-01-07 00:00", "2026-01-08 00:00", BEN, OVERRIDE),
        ("2026-01-08 00:00", "2026-01-12 00:00", ANA, "weekly"),
        ("2026-01-12 00:00", "2026-01-14 00:00", BEN, "weekly"),
        ("2026-01-14 00:00", "2026-01-15 00:00", ANA, OVERRIDE),
        ("2026-01-15 00:00", "2026-01-19 00:00", BEN, "weekly"),
    ]


def test_one_swap_over_a_hand_off_by_both_names() -> None:
    both = tuple(
        override(REPLACE, "2026-01-11", "2026-01-13", (comes,), (goes,))
        for comes, goes in ((ANA, BEN), (BEN, ANA))
    )
    of = rota(rotation(ANA, BEN, start=FROM), zone="Etc/UTC", overrides=both)
    assert [each[2:] for each in shifts(of, "2026-01-10", "2026-01-14")] == [
        (ANA, "weekly"),
        (BEN, OVERRIDE),
        (ANA, OVERRIDE),
        (BEN, "weekly"),
    ]


def test_replace_works_only_while_that_person_is_on_call() -> None:
    long = override(REPLACE, "2026-01-09", "2026-01-16", (CY,), (ANA,))
    of = rota(rotation(ANA, BEN, start=FROM), zone="Etc/UTC", overrides=(long,))
    assert shifts(of, "2026-01-08", "2026-01-17") == [
        ("2026-01-08 00:00", "2026-01-09 00:00", ANA, "weekly"),
        ("2026-01-09 00:00", "2026-01-12 00:00", CY, OVERRIDE),
        ("2026-01-12 00:00", "2026-01-17 00:00", BEN, "weekly"),
    ]


def test_the_source_is_the_rotation_while_it_gives_the_person() -> None:
    added, covered = add(ANA), override(COVER, *SPAN, people=(ANA,))
    plain = rota(rotation(ANA, start=FROM), zone="Etc/UTC", overrides=(added,))
    assert [each[3] for each in shifts(plain, "2026-01-07", "2026-01-08")] == ["weekly"]
    alone = rota(rotation(ANA, start=FROM), zone="Etc/UTC", overrides=(covered,))
    assert [each[3] for each in shifts(alone, "2026-01-07", "2026-01-08")] == [
        "weekly",
        OVERRIDE,
        "weekly",
    ]


def test_adjoining_overrides_of_one_person_are_one_shift() -> None:
    halves = (
        override(COVER, "2026-01-07 08:00", "2026-01-07 12:00", (CY,)),
        override(COVER, "2026-01-07 12:00", "2026-01-07 16:00", (CY,)),
    )
    of = rota(rotation(ANA, start=FROM), zone="Etc/UTC", overrides=halves)
    assert shifts(of, "2026-01-07", "2026-01-08")[1] == (*(SPAN), CY, OVERRIDE)


def test_the_lower_layer_does_not_come_through_a_removal() -> None:
    low, high = rotation(BEN, layer=1, start=FROM), rotation(ANA, layer=2, start=FROM)
    of = rota(low, high, zone="Etc/UTC", overrides=(remove(ANA),))
    assert gaps(of, "2026-01-07", "2026-01-08") == [(*SPAN, False)]


def test_a_removal_beside_an_empty_slot_leaves_no_deliberate_gap() -> None:
    one, two = rotation(ANA, name="one", start=FROM), rotation((), name="two", start=FROM)
    of = rota(one, two, zone="Etc/UTC", overrides=(remove(ANA),))
    assert gaps(of, "2026-01-07", "2026-01-08") == [(*SPAN, False)]


def test_overrides_fill_gaps() -> None:
    of = rota(rotation((), start=FROM), zone="Etc/UTC", overrides=(add(CY),))
    assert gaps(of, "2026-01-07", "2026-01-08") == [
        ("2026-01-07 00:00", SPAN[0], True),
        (SPAN[1], "2026-01-08 00:00", True),
    ]
    nobody = rota(zone="Etc/UTC", overrides=(cover(CY),))
    assert [each[2] for each in shifts(nobody, "2026-01-07", "2026-01-08")] == [CY]


def test_an_override_without_time_does_nothing() -> None:
    backwards = override(COVER, SPAN[1], SPAN[0], (CY,))
    nothing = override(COVER, SPAN[0], SPAN[0], (CY,))
    of = rota(rotation(ANA, start=FROM), zone="Etc/UTC", overrides=(backwards, nothing))
    assert [each[2] for each in shifts(of, "2026-01-07", "2026-01-08")] == [ANA]


def test_next_change_and_neighbours() -> None:
    of = rota(rotation(ANA, BEN, start=FROM), zone="Etc/UTC", overrides=(cover(CY),))
    month = 30 * (utc("2026-01-02") - utc("2026-01-01"))
    assert next_change(of, utc("2026-01-06"), month) == utc(SPAN[0])
    assert next_change(of, utc(SPAN[0]), month) == utc(SPAN[1])
    assert neighbours(of, NOON, month) == Neighbours((ANA,), utc(SPAN[0]), utc(SPAN[1]), (ANA,))
    assert neighbours(of, utc("2026-01-06"), month) == Neighbours(
        (), utc(FROM), utc(SPAN[0]), (CY,)
    )


def test_no_change_within_the_horizon() -> None:
    year = 365 * (utc("2026-01-02") - utc("2026-01-01"))
    of = rota(rotation(ANA, start=FROM), zone="Etc/UTC")
    assert next_change(of, utc("2026-02-01"), year) is None
    assert neighbours(of, utc("2028-01-01"), year) == Neighbours(None, None, None, None)
    assert neighbours(of, utc("2026-12-01"), year) == Neighbours((), utc(FROM), None, None)
    late = rota(rotation(ANA, start=FROM, until="2026-12-01 00:00"), zone="Etc/UTC")
    assert next_change(late, utc("2026-02-01"), year) == utc("2026-12-01")
    assert next_change(late, utc("2026-02-01"), year / 2) is None


def test_a_hand_off_to_oneself_is_no_change() -> None:
    of = rota(
        rotation(ANA, ANA, name="day", start=FROM, only=(daily("08:00", "16:00"),)),
        rotation(ANA, name="night", start=FROM, only=(daily("16:00", "08:00"),)),
        zone="Etc/UTC",
    )
    year = 365 * (utc("2026-01-02") - utc("2026-01-01"))
    assert next_change(of, utc("2026-02-01"), year) is None
