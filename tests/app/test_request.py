"""Asking for cover and swapping: who may what, what is in the rota afterwards, who is told."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.domain.workspace import OverrideSpec
from app.errors import Conflict, Refused
from app.operations import request, request_answer, request_decision
from app.operations.request_expiry import settle
from app.operations.rota import add_override
from app.store import Store
from models.kinds import NoticeKind, OverrideKind, RequestState
from models.ledger import Audit
from models.request import Request
from tests.oncall_team import Crew, day, days

WEEKS = [(0, "ana", 7), (7, "ben", 14), (14, "cy", 21)]


@pytest.fixture
def crew(store: Store) -> Crew:
    return Crew.begin(store)


@pytest.fixture
def strict(store: Store) -> Crew:
    """A team whose manager has to approve."""
    return Crew.begin(store, approval=True)


def asks(crew: Crew, *people: str, begin: float = 8, end: float = 9, note: str = "") -> int:
    """Ben asks for cover of a day of his week."""
    ids = [crew.id(each) for each in people]
    span = days(begin, end)
    return request.ask_cover(
        crew.store, crew.schedule(), crew.id("ben"), span, ids, crew.by("ben"), note=note
    )


def offers(crew: Crew) -> int:
    """Ben's week for Cy's."""
    ben, cy = crew.id("ben"), crew.id("cy")
    return request.offer_swap(
        crew.store, crew.schedule(), ben, days(7, 14), cy, days(14, 21), crew.by("ben")
    )


def state(crew: Crew, number: int) -> tuple[RequestState, str]:
    with crew.store.read() as session:
        row = session.get_one(Request, number)
        return row.state, row.why


def test_a_part_of_a_shift_is_covered(crew: Crew) -> None:
    number = asks(crew, "cy", note="dentist")
    assert crew.told("cy") == [
        "Ben Okafor asks you to cover primary, Tue 10 Mar 05:00 - Wed 11 Mar 05:00"
    ]
    found = request_answer.accept(crew.store, number, crew.by("cy"))
    assert found.state is RequestState.DONE
    assert found.sentence == (
        "Cy Lindqvist covers primary for Ben Okafor, Tue 10 Mar 09:00 - Wed 11 Mar 09:00."
    )
    assert crew.on_call() == [
        (0, "ana", 7),
        (7, "ben", 8),
        (8, "cy", 9),
        (9, "ben", 14),
        (14, "cy", 21),
    ]
    said = crew.told("ben", NoticeKind.REQUEST)
    assert said[-1].startswith("Cy Lindqvist covers primary for Ben Okafor, Tue 10 Mar 10:00")


def test_two_swap_their_weeks(crew: Crew) -> None:
    number = offers(crew)
    found = request_answer.accept(crew.store, number, crew.by("cy"))
    assert found.state is RequestState.DONE
    assert crew.on_call() == [(0, "ana", 7), (7, "cy", 14), (14, "ben", 21)]


def test_the_first_of_several_takes_it(crew: Crew) -> None:
    number = asks(crew, "ana", "cy")
    assert request_answer.decline(crew.store, number, crew.by("ana")).state is RequestState.OPEN
    request_answer.accept(crew.store, number, crew.by("cy"))
    with pytest.raises(Refused, match="settled already"):
        request_answer.accept(crew.store, number, crew.by("ana"))


def test_who_declined_may_think_again(crew: Crew) -> None:
    number = asks(crew, "ana", "cy")
    request_answer.decline(crew.store, number, crew.by("ana"))
    request_answer.accept(crew.store, number, crew.by("ana"))
    assert (8, "ana", 9) in crew.on_call()


def test_anyone_of_the_team_is_the_team_without_the_holder(crew: Crew) -> None:
    number = asks(crew)
    assert len(crew.told("ana")) == len(crew.told("cy")) == 1
    assert crew.told("ben") == []
    with pytest.raises(Refused, match="not asked"):
        request_answer.accept(crew.store, number, crew.by("dan"))


def test_when_all_decline_it_ends_and_the_rota_stays(crew: Crew) -> None:
    number = asks(crew, "ana", "cy")
    request_answer.decline(crew.store, number, crew.by("ana"))
    found = request_answer.decline(crew.store, number, crew.by("cy"))
    assert found.state is RequestState.DECLINED
    assert state(crew, number)[1] == "Ana Ruiz, Cy Lindqvist declined."
    assert crew.told("ben", NoticeKind.REQUEST)[-1].startswith("Nobody takes your primary")
    assert crew.on_call() == WEEKS


def test_taken_back_by_its_holder_only(crew: Crew) -> None:
    number = asks(crew, "cy")
    with pytest.raises(Refused, match="Only whose shift"):
        request.take_back(crew.store, number, crew.by("ana"))
    request.take_back(crew.store, number, crew.by("ben"))
    assert crew.told("cy")[-1].startswith("Ben Okafor needs no cover")
    with pytest.raises(Refused, match="taken back"):
        request_answer.accept(crew.store, number, crew.by("cy"))


def test_a_manager_has_to_approve_where_the_team_says_so(strict: Crew) -> None:
    number = offers(strict)
    found = request_answer.accept(strict.store, number, strict.by("cy"))
    assert found.state is RequestState.ACCEPTED
    assert strict.on_call() == WEEKS
    assert strict.told("dan")[-1].startswith("Ben Okafor and Cy Lindqvist would swap")
    with pytest.raises(Refused, match="Only a manager"):
        request_decision.approve(strict.store, number, strict.by("ben"))
    found = request_decision.approve(strict.store, number, strict.by("dan"))
    assert found.state is RequestState.DONE
    assert strict.on_call() == [(0, "ana", 7), (7, "cy", 14), (14, "ben", 21)]
    assert "swapped" in strict.told("cy")[-1]
    assert "swapped" in strict.told("ben")[-1]


def test_a_manager_says_no(strict: Crew) -> None:
    number = asks(strict, "cy")
    request_answer.accept(strict.store, number, strict.by("cy"))
    request_decision.turn_down(strict.store, number, strict.by("dan"), why="Two nights running.")
    assert state(strict, number)[0] is RequestState.DECLINED
    assert strict.told("ben")[-1].startswith("Not approved")
    assert strict.told("cy")[-1].startswith("Not approved")
    assert strict.on_call() == WEEKS


def test_who_accepted_may_withdraw_before_the_manager_speaks(strict: Crew) -> None:
    number = asks(strict, "ana", "cy")
    request_answer.accept(strict.store, number, strict.by("cy"))
    assert request_answer.decline(strict.store, number, strict.by("cy")).state is RequestState.OPEN
    with pytest.raises(Refused, match="Nobody accepted it yet"):
        request_decision.approve(strict.store, number, strict.by("dan"))


def test_a_manager_forces_it_and_asks_for_others(crew: Crew) -> None:
    span = days(7, 14)
    number = request.ask_cover(
        crew.store, crew.schedule(), crew.id("ben"), span, (), crew.by("dan")
    )
    with pytest.raises(Refused, match="Say who"):
        request_decision.force(crew.store, number, crew.by("dan"))
    with pytest.raises(Refused, match="Only a manager"):
        request_decision.force(crew.store, number, crew.by("ben"), crew.id("cy"))
    found = request_decision.force(crew.store, number, crew.by("dan"), crew.id("cy"))
    assert found.state is RequestState.DONE
    assert crew.on_call() == [(0, "ana", 7), (7, "cy", 14), (14, "cy", 21)]
    assert len(crew.told("ben")) == 1
    assert crew.told("cy")[-1].startswith("Cy Lindqvist covers primary")


def test_what_a_manager_asks_for_needs_no_further_approval(strict: Crew) -> None:
    number = request.ask_cover(
        strict.store, strict.schedule(), strict.id("ben"), days(7, 8), (), strict.by("dan")
    )
    assert request_answer.accept(strict.store, number, strict.by("ana")).state is RequestState.DONE


@pytest.mark.parametrize("answer", [request_answer.accept, settle])
def test_a_shift_that_changed_meanwhile_ends_the_request(
    crew: Crew, answer: Callable[..., object]
) -> None:
    number = offers(crew)
    cover = OverrideSpec(OverrideKind.COVER, day(10), day(11), ("ana",))
    add_override(crew.store, crew.schedule(), cover, crew.by("dan"))
    before = crew.on_call()
    if answer is settle:
        assert settle(crew.store) == 1
    else:
        found = request_answer.accept(crew.store, number, crew.by("cy"))
        assert found.state is RequestState.OVERTAKEN
        assert found.sentence.startswith("The shift changed")
    assert state(crew, number) == (
        RequestState.OVERTAKEN,
        "The shift changed since it was asked for.",
    )
    assert crew.on_call() == before
    assert crew.told("ben")[-1].startswith("The shift you spoke of is another now")


def test_it_expires_when_the_shift_begins(crew: Crew) -> None:
    number = asks(crew, "cy")
    crew.clock.at = day(8)
    with pytest.raises(Refused, match="too late"):
        request_answer.accept(crew.store, number, crew.by("cy"))
    assert settle(crew.store) == 1
    assert settle(crew.store) == 0
    assert state(crew, number) == (RequestState.EXPIRED, "Nobody answered in time.")
    assert crew.told("ben")[-1].startswith("Nobody took your primary in time")


def test_a_shift_that_runs_is_covered_from_the_yes_on(crew: Crew) -> None:
    crew.clock.at = day(8.5)
    number = asks(crew, "cy", begin=8, end=9)
    crew.clock.at = day(8.75)
    assert settle(crew.store) == 0
    request_answer.accept(crew.store, number, crew.by("cy"))
    assert (8.75, "cy", 9) in crew.on_call()
    assert (7, "ben", 8.75) in crew.on_call()


def test_two_answer_at_once_one_sees_that(crew: Crew) -> None:
    number = asks(crew, "ana", "cy")
    request_answer.decline(crew.store, number, crew.by("ana"), seen=1)
    with pytest.raises(Conflict, match="answered meanwhile"):
        request_answer.accept(crew.store, number, crew.by("cy"), seen=1)


def test_what_cannot_be_asked(crew: Crew) -> None:
    with pytest.raises(Refused, match="not on call for primary all of that time") as told:
        asks(crew, "cy", begin=6, end=8)
    assert told.value.field == "window"
    with pytest.raises(Refused, match="over, or it ends before"):
        asks(crew, "cy", begin=9, end=8)
    with pytest.raises(Refused, match="nobody to ask"):
        asks(crew, "ben")
    with pytest.raises(Refused, match="too long") as told:
        asks(crew, "cy", note="x" * 501)
    assert told.value.field == "note"
    stranger = replace(crew.by("ana"), person=None)
    with pytest.raises(Refused, match="who you are"):
        request.ask_cover(crew.store, crew.schedule(), crew.id("ben"), days(8, 9), (), stranger)
    with pytest.raises(Refused, match="shifts of your own"):
        request.ask_cover(
            crew.store, crew.schedule(), crew.id("ben"), days(8, 9), (), crew.by("ana")
        )


def test_one_request_for_one_time(crew: Crew) -> None:
    number = asks(crew, "cy")
    with pytest.raises(Refused, match=f"Request {number} asks for this time already"):
        asks(crew, "ana", begin=8.5, end=10)
    asks(crew, "ana", begin=9, end=10)


def test_a_swap_is_for_shifts_to_come(crew: Crew) -> None:
    ana, cy = crew.id("ana"), crew.id("cy")
    with pytest.raises(Refused, match="not begun"):
        request.offer_swap(
            crew.store, crew.schedule(), ana, days(0, 7), cy, days(14, 21), crew.by("ana")
        )


def test_it_stands_in_the_audit_log(crew: Crew) -> None:
    request_answer.accept(crew.store, asks(crew, "cy"), crew.by("cy"))
    with crew.store.read() as session:
        found = session.execute(select(Audit.action, Audit.actor).order_by(Audit.id)).all()
    assert [tuple(row) for row in found[-3:]] == [
        ("request added", "ben"),
        ("schedule changed", "cy"),
        ("request changed", "cy"),
    ]
