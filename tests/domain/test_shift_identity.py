"""Which shift is the same as before, and who hands over to whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.rota import Shift
from app.domain.shift_identity import HandOff, Known, hand_offs, recognised
from app.domain.window import Window

START = datetime(2026, 11, 2, tzinfo=UTC)
SEEN = Window(START - timedelta(days=30), START + timedelta(days=60))
SPAN = st.tuples(st.integers(1, 3), st.integers(0, 40), st.integers(1, 12), st.sampled_from("ab"))


def shift(person: int, begin: float, length: float, source: str = "a") -> Shift:
    """So many hours after the start."""
    start = START + timedelta(hours=begin)
    return Shift(start, start + timedelta(hours=length), person, source)


def known(ident: int, of: Shift, *, gone: bool = False) -> Known:
    """The same, remembered."""
    return Known(ident, of.person, of.source, Window(of.start, of.end), gone)


def same(before: list[Known], *after: Shift) -> dict[int, int]:
    """Place to id."""
    return {place: each.id for place, each in recognised(before, after).items()}


def test_what_is_the_same() -> None:
    """Longer, shorter, moved a little; of another person or elsewhere it is another."""
    old = [known(7, shift(1, 0, 8))]
    assert same(old, shift(1, 0, 12)) == {0: 7}
    assert same(old, shift(1, 6, 8, "b")) == {0: 7}
    assert same(old, shift(2, 0, 8)) == {}
    assert same(old, shift(1, 8, 8)) == {}


def test_the_larger_part_is_the_same() -> None:
    """Of a shift that is split; and one that is there before one that is gone."""
    old = [known(7, shift(1, 0, 10))]
    assert same(old, shift(1, 0, 3), shift(1, 4, 6)) == {1: 7}
    both = [known(7, shift(1, 0, 10), gone=True), known(8, shift(1, 6, 10))]
    assert same(both, shift(1, 0, 9)) == {0: 8}
    assert same([known(7, shift(1, 0, 10), gone=True)], shift(1, 0, 10)) == {0: 7}


def test_one_that_did_not_change_is_itself() -> None:
    """However large a part of it another one shares."""
    old = [known(1, shift(1, 0, 4)), known(2, shift(1, 4, 20, "b"))]
    assert same(old, shift(1, 0, 4), shift(1, 4, 2, "b"), shift(1, 6, 18)) == {0: 1, 2: 2}


@given(st.lists(SPAN, max_size=8), st.lists(SPAN, max_size=8))
def test_each_is_recognised_once(before: list[tuple[int, int, int, str]],
                                 after: list[tuple[int, int, int, str]]) -> None:  # fmt: skip
    """By a shift of the same person that shares time with it; and nothing that could be is not."""
    old = [known(place, shift(*each)) for place, each in enumerate(before)]
    new = [shift(*each) for each in after]
    found = recognised(old, new)
    assert len({each.id for each in found.values()}) == len(found)
    used = {each.id for each in found.values()}
    for place, each in enumerate(new):
        window = Window(each.start, each.end)
        could = {one.id for one in old if one.person == each.person and one.window.meet(window)}
        assert found[place].id in could if place in found else could <= used


def test_hand_offs() -> None:
    """Adjoining shifts of one person are one stretch; a gap is nobody."""
    shifts = [
        shift(1, 0, 8), shift(2, 8, 4), shift(2, 12, 4, "b"), shift(3, 20, 4), shift(1, 8, 8),
    ]  # fmt: skip
    assert hand_offs(shifts, SEEN) == [
        HandOff((), ()), HandOff((1,), ()), HandOff((1,), ()), HandOff((), ()), HandOff((), ()),
    ]  # fmt: skip


def test_joining_and_leaving() -> None:
    """Where nobody changes over, those who go on are named."""
    shifts = [shift(1, 0, 12), shift(2, 4, 4)]
    assert hand_offs(shifts, SEEN) == [HandOff((), ()), HandOff((1,), (1,))]


def test_beyond_what_was_seen() -> None:
    """Nothing is said."""
    seen = Window(START, START + timedelta(hours=8))
    assert hand_offs([shift(1, 0, 8)], seen) == [HandOff(None, None)]
