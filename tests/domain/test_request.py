"""Who may do what to a request: the whole table, and that nobody can do anything once it ended."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.request import Act, Ask, accepted, acts, deadline, declined, held, refusal
from app.domain.rota import Resolved, Shift
from app.domain.window import Window
from models.kinds import RequestAnswer, RequestKind, RequestState

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
BEN, CY, ANA, DAN = 1, 2, 3, 4
SPAN = Window(NOW + HOUR, NOW + 9 * HOUR)
WAITING, NO = RequestAnswer.WAITING, RequestAnswer.DECLINED


def ask(
    state: RequestState = RequestState.OPEN,
    taker: int | None = None,
    **answers: RequestAnswer,
) -> Ask:
    """Ben asks Cy and Ana."""
    said = {CY: answers.get("cy", WAITING), ANA: answers.get("ana", WAITING)}
    return Ask(RequestKind.COVER, state, BEN, SPAN, said, SPAN.start, None, taker)


@pytest.mark.parametrize(
    ("asked", "person", "manages", "may"),
    [
        (ask(), BEN, False, {Act.TAKE_BACK}),
        (ask(), CY, False, {Act.ACCEPT, Act.DECLINE}),
        (ask(), DAN, True, {Act.TAKE_BACK, Act.FORCE}),
        (ask(), DAN, False, set()),
        (ask(), None, False, set()),
        (ask(cy=NO), CY, False, {Act.ACCEPT}),
        (ask(RequestState.ACCEPTED, CY), CY, False, {Act.DECLINE}),
        (ask(RequestState.ACCEPTED, CY), ANA, False, set()),
        (ask(RequestState.ACCEPTED, CY), BEN, False, {Act.TAKE_BACK}),
        (
            ask(RequestState.ACCEPTED, CY),
            DAN,
            True,
            {Act.TAKE_BACK, Act.APPROVE, Act.TURN_DOWN},
        ),
    ],
)
def test_who_may_do_what(asked: Ask, person: int | None, manages: bool, may: set[Act]) -> None:
    assert set(acts(asked, person, manages, NOW)) == may


@given(
    state=st.sampled_from([each for each in RequestState if not each.open]),
    act=st.sampled_from(Act),
    person=st.sampled_from([BEN, CY, ANA, DAN, None]),
    manages=st.booleans(),
)
def test_an_ended_one_is_left_alone(
    state: RequestState, act: Act, person: int | None, manages: bool
) -> None:
    assert refusal(ask(state), act, person, manages, NOW)


def test_too_late_is_too_late_for_all() -> None:
    assert acts(ask(), CY, True, SPAN.start) == ()
    assert "began" in refusal(ask(), Act.ACCEPT, CY, False, SPAN.start)


def test_a_yes_needs_approval_or_not() -> None:
    assert accepted(ask(), CY, approved=True).state is RequestState.DONE
    waits = accepted(ask(), CY, approved=False)
    assert (waits.state, waits.taker) == (RequestState.ACCEPTED, CY)
    again = declined(waits, CY)
    assert (again.state, again.taker) == (RequestState.OPEN, None)


def test_declined_when_nobody_is_left() -> None:
    once = declined(ask(), CY)
    assert once.state is RequestState.OPEN
    assert declined(once, ANA).state is RequestState.DECLINED


def test_until_when_an_answer_helps() -> None:
    later = Window(SPAN.start - HOUR / 2, SPAN.end)
    assert deadline(RequestKind.SWAP, SPAN, later, NOW) == later.start
    assert deadline(RequestKind.COVER, SPAN, None, NOW) == SPAN.start
    assert deadline(RequestKind.COVER, SPAN, None, SPAN.start) == SPAN.end


def test_held_without_a_break() -> None:
    parts = (Shift(SPAN.start, NOW + 4 * HOUR, BEN, "weekly"),
             Shift(SPAN.start, NOW + 3 * HOUR, CY, "weekly"),
             Shift(NOW + 4 * HOUR, SPAN.end, BEN, "override"))  # fmt: skip
    resolved = Resolved(SPAN, parts, (), 1.0)
    assert held(resolved, BEN, SPAN)
    assert not held(resolved, CY, SPAN)
    assert not held(resolved, BEN, Window(SPAN.start, SPAN.start))
