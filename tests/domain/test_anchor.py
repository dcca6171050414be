"""Adding or taking out somebody leaves whose turn it is, and who comes next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.anchor import anchored
from app.domain.resolve import resolve
from app.domain.restriction_text import understood
from app.domain.rota import Rota, Rotation
from app.domain.window import Window
from app.domain.workspace import RotationSpec
from models.kinds import Turns, Unit

NOW = datetime(2026, 11, 25, 10, 30, tzinfo=UTC)
NIGHTS = understood({"days": ["mon", "tue", "wed", "thu", "fri"], "from": "20:00", "to": "08:00"})
WEEKLY = RotationSpec(
    "weekly", datetime(2024, 1, 1, 9), Unit.WEEK, (("ana",), ("ben",), ("cy",), ("dan",), ("eva",))
)
NAMES = ("ana", "ben", "cy", "dan", "eva", "fay")


def order(spec: RotationSpec, now: datetime = NOW, days: int = 200) -> list[str]:
    """Who comes after whom from now on, each stretch once."""
    idents = {name: place for place, name in enumerate(NAMES)}
    rotation = Rotation(
        0, spec.name, 1, spec.start, spec.until, spec.every, spec.unit, spec.turns,
        tuple(tuple(idents[who] for who in slot) for slot in spec.people), spec.restrictions,
    )  # fmt: skip
    shifts = resolve(
        Rota("Europe/Madrid", (rotation,)), Window(now, now + timedelta(days=days, seconds=1))
    ).shifts
    found: list[str] = []
    for each in shifts:
        if not found or found[-1] != NAMES[each.person]:
            found.append(NAMES[each.person])
    return found


def changed(spec: RotationSpec, *people: str) -> list[str]:
    """The order with other people."""
    return order(anchored(spec, tuple((who,) for who in people), "Europe/Madrid", NOW))


def test_somebody_new_at_the_end_comes_after_the_last() -> None:
    here = order(WEEKLY)
    assert here[:5] == ["ben", "cy", "dan", "eva", "ana"]
    after = changed(WEEKLY, "ana", "ben", "cy", "dan", "eva", "fay")
    assert after[:6] == ["ben", "cy", "dan", "eva", "fay", "ana"]


def test_somebody_taken_out_is_left_out_of_the_round() -> None:
    after = changed(WEEKLY, "ana", "ben", "dan", "eva")
    assert after[:5] == ["ben", "dan", "eva", "ana", "ben"]


def test_who_has_the_turn_taken_out_is_followed_by_the_next() -> None:
    """Whoever stands before has the rest of the turn; publishing keeps who is on call for it."""
    after = changed(WEEKLY, "ana", "cy", "dan", "eva")
    assert after[:4] == ["ana", "cy", "dan", "eva"]


def test_the_start_moves_by_whole_turns_and_only_as_far_as_needed() -> None:
    six = tuple((who,) for who in NAMES)
    found = anchored(WEEKLY, six, "Europe/Madrid", NOW)
    assert (found.start - WEEKLY.start) % timedelta(weeks=1) == timedelta()
    assert abs(found.start - WEEKLY.start) <= timedelta(weeks=6)
    assert found.start.time() == WEEKLY.start.time()


@pytest.mark.parametrize("now", [datetime(2023, 12, 1, tzinfo=UTC), NOW])
def test_nothing_moves_for_another_order_or_before_the_start(now: datetime) -> None:
    turned = tuple(reversed(WEEKLY.people))
    assert anchored(WEEKLY, turned, "Europe/Madrid", now) == replace(WEEKLY, people=turned)
    if now < NOW:
        six = tuple((who,) for who in NAMES)
        assert anchored(WEEKLY, six, "Europe/Madrid", now).start == WEEKLY.start


@given(
    st.sampled_from([Unit.HOUR, Unit.DAY, Unit.WEEK]),
    st.integers(1, 3),
    st.integers(2, 5),
    st.integers(0, 5),
    st.booleans(),
    st.integers(0, 60),
)
def test_who_is_on_call_now_stays_whoever_joins(
    unit: Unit, every: int, count: int, at: int, nights: bool, day: int
) -> None:
    now = NOW + timedelta(days=day)
    every = every * 12 if unit is Unit.HOUR else every
    spec = RotationSpec(
        "any", datetime(2026, 1, 5, 9), unit, tuple((who,) for who in NAMES[:count]), every,
        restrictions=(NIGHTS,) if nights and unit is not Unit.HOUR else (), turns=Turns.WORKED,
    )  # fmt: skip
    slots = list(spec.people)
    slots.insert(min(at, count), ("fay",))
    moved = anchored(spec, tuple(slots), "Europe/Madrid", now)
    if moved.start == spec.start and order(moved, now)[:1] != order(spec, now)[:1]:
        # Only where no start of whole turns fits: turns that hours leave empty.
        assert nights
        return
    if not order(spec, now, 0):
        return  # between two shifts: somebody new may come next
    before, after = order(spec, now), order(moved, now)
    assert after[0] == before[0]
    assert [who for who in after if who != "fay"][:count] == before[:count]
