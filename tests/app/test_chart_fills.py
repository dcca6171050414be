"""Colour never alone: each part of a stack is told from the others without it."""

from app.charts.bars import HATCHES
from app.charts.value import Fill
from app.queries.pictures import FILLS, INKS, RATES


def test_every_fill_has_a_hatch_of_its_own() -> None:
    assert set(HATCHES) == set(Fill)
    assert len(set(HATCHES.values())) == len(Fill)


def test_the_parts_of_what_interrupts_and_of_the_load_differ() -> None:
    for inks in (INKS, RATES):
        assert len({FILLS[ink] for ink in inks.values()}) == len(inks)
