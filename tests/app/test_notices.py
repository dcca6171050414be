"""Notices that are no pages: delivered like pages, after them, by whatever contact works."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import SetClock
from app.duties.crew import deliver
from app.notify.send import SENT, Outcome
from app.operations import notice_delivery, sample
from app.operations.claim import CLAIM
from app.operations.notice import tell
from app.operations.notice_delivery import NoticeDelivery, claim, finish, lapse
from app.store import Store
from models.kinds import NoticeKind, PageState
from models.notice import Message, MessageAttempt
from models.people import Contact, Person
from tests.oncall import Night, Who

TEAM = """
watchbill: 1
people:
  - name: ana
    contacts: {phone: "night://ana/phone", mail: "night://ana/mail", chat: "night://ana/chat"}
    rules: {high: [{contact: phone, after: 0m}], low: [{contact: mail, after: 0m}]}
  - {name: ben, contacts: {phone: "night://ben/phone"}}
  - {name: dan}
policies: [{name: platform, levels: [{notify: [person:ana, person:ben], wait: 30m}]}]
services: [{name: api, policy: platform}]
"""


@pytest.fixture
def night(store: Store, clock: SetClock) -> Night:
    """The team."""
    return Night(store, clock, TEAM)


@pytest.fixture
def ana(night: Night) -> Who:
    """Her mail is for what is not urgent."""
    return night.person("ana")


def told(
    night: Night,
    who: Who,
    kind: NoticeKind = NoticeKind.HAND_OFF,
    *,
    after: timedelta = timedelta(),
    key: str | None = None,
    contact: str = "",
) -> bool:
    """Plans a notice."""
    now = night.clock.now()
    with night.store.write() as session:
        asked = select(Contact.id).where(Contact.person_id == who.id, Contact.name == contact)
        by = session.scalar(asked)
        return tell(
            session, who.id, kind, "Soon", "Your shift begins.", now,
            due_at=now + after, key=key, contact_id=by,
        )  # fmt: skip


def states(night: Night) -> list[tuple[PageState, list[tuple[str, PageState]]]]:
    """Each notice with its tries."""
    with night.store.read() as session:
        return [
            (row.state, [(tried.contact, tried.state) for tried in row.attempts])
            for row in session.scalars(select(Message).order_by(Message.id))
        ]


def in_hand(night: Night) -> NoticeDelivery:
    """Claimed by an engine that says nothing."""
    [found] = claim(night.store, "dying", 50)
    return found


def test_it_goes_by_the_first_contact_for_low_urgency(night: Night, ana: Who) -> None:
    assert told(night, ana)
    night.engine.tick()
    came = ana.is_paged("mail")
    assert (came.title, came.body) == ("Soon", "Your shift begins.")
    assert states(night) == [(PageState.SENT, [("mail", PageState.SENT)])]


def test_it_waits_until_it_is_due(night: Night, ana: Who) -> None:
    told(night, ana, after=timedelta(minutes=15))
    night.forward(minutes=14, seconds=59)
    ana.is_left_alone()
    night.forward(seconds=1)
    ana.is_paged("mail")


def test_the_same_thing_is_told_once(night: Night, ana: Who) -> None:
    assert told(night, ana, key="hand-off 1")
    assert not told(night, ana, key="hand-off 1")
    night.engine.tick()
    assert len(ana.messages) == 1


def test_what_fails_goes_by_the_next_contact_at_once(night: Night, ana: Who) -> None:
    ana.breaks("mail")
    told(night, ana)
    night.engine.tick()
    ana.is_paged("phone")
    assert states(night)[0] == (
        PageState.SENT,
        [("mail", PageState.FAILED), ("phone", PageState.SENT)],
    )


def test_when_all_fail_they_are_tried_again_with_pauses_and_then_no_more(
    night: Night, ana: Who
) -> None:
    for contact in ("mail", "phone", "chat"):
        ana.breaks(contact)
    told(night, ana)
    night.engine.tick()
    assert [by for by, _ in states(night)[0][1]] == ["mail", "phone", "chat"]
    night.forward(seconds=9)
    assert len(states(night)[0][1]) == 3
    night.forward(minutes=10)
    state, tries = states(night)[0]
    assert (state, len(tries)) == (PageState.FAILED, 9)


def test_a_test_uses_its_own_contact_only(night: Night, ana: Who) -> None:
    ana.breaks("chat")
    told(night, ana, NoticeKind.TEST, contact="chat")
    night.forward(minutes=5)
    ana.is_left_alone()
    assert states(night) == [(PageState.FAILED, [("chat", PageState.FAILED)] * 3)]
    ana.mends("chat")
    told(night, ana, NoticeKind.TEST, contact="chat")
    night.engine.tick()
    assert "Say that it arrived: http://watch.example.org/proof/" in ana.is_paged("chat").body


def test_a_failure_is_noted_with_the_contact(night: Night, ana: Who) -> None:
    ana.breaks("mail")
    told(night, ana)
    night.engine.tick()
    with night.store.read() as session:
        row = session.query(Contact).filter_by(person_id=ana.id, name="mail").one()
    assert row.failed_at == night.clock.now()
    assert row.failure == "night: Failed to send Night notification."


def test_who_has_left_or_has_no_contact_is_told_nothing(night: Night, ana: Who) -> None:
    told(night, night.person("dan"))
    told(night, ana)
    with night.store.write() as session:
        session.get_one(Person, ana.id).active = False
    night.engine.tick()
    ana.is_left_alone()
    assert [state for state, _ in states(night)] == [PageState.CANCELLED] * 2


def test_who_left_between_claim_and_sending_is_not_told(night: Night, ana: Who) -> None:
    told(night, ana)
    ours = in_hand(night)
    with night.store.write() as session:
        session.get_one(Person, ana.id).active = False
    assert deliver(night.store, ours, "").state is PageState.CANCELLED


def test_an_engine_that_died_is_followed_by_another_contact(night: Night, ana: Who) -> None:
    told(night, ana)
    ours = in_hand(night)
    assert lapse(night.store) == 0
    night.clock.forward(CLAIM)
    night.engine.tick()
    ana.is_paged("phone")
    assert not finish(night.store, ours, SENT)
    assert states(night) == [
        (PageState.SENT, [("mail", PageState.UNKNOWN), ("phone", PageState.SENT)])
    ]


def test_the_only_contact_is_not_used_twice_for_a_notice(night: Night) -> None:
    ben = night.person("ben")
    told(night, ben)
    in_hand(night)
    night.clock.forward(CLAIM)
    night.forward(minutes=5)
    ben.is_left_alone()
    assert states(night) == [(PageState.UNKNOWN, [("phone", PageState.UNKNOWN)])]


def test_an_old_claim_cannot_write_over_a_new_one(night: Night, ana: Who) -> None:
    told(night, ana)
    first = in_hand(night)
    night.clock.forward(CLAIM)
    lapse(night.store)
    second = in_hand(night)
    assert not finish(night.store, first, Outcome(PageState.FAILED, "late"))
    assert finish(night.store, second, SENT)
    with night.store.read() as session:
        assert session.query(MessageAttempt).count() == 2


def test_pages_go_before_notices(night: Night, ana: Who) -> None:
    told(night, ana)
    night.receives("db down", night.sender("monitor", "api"))
    assert [each.by for each in ana.messages] == ["phone", "mail"]


def test_a_notice_waits_while_its_contact_was_just_used_for_a_page(night: Night) -> None:
    ben, api = night.person("ben"), night.sender("monitor", "api")
    night.receives("db down", api)
    ben.is_paged("phone")
    told(night, ben)
    night.forward(seconds=59)
    ben.is_left_alone()
    night.forward(seconds=1)
    assert ben.is_paged("phone").title == "Soon"


def test_the_sample_team_is_sent_nothing(night: Night, ana: Who) -> None:
    sample.mark(night.store)
    told(night, ana)
    night.engine.tick()
    ana.is_left_alone()
    with night.store.read() as session:
        row = session.scalars(select(Message)).one()
    assert (row.state, row.error) == (PageState.SENT, sample.NOTHING_SENT)


def test_a_few_at_a_time(night: Night, ana: Who, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[int] = []
    real = notice_delivery.claim
    monkeypatch.setattr(
        notice_delivery, "claim", lambda *said: taken.append(said[2]) or real(*said)
    )
    for _ in range(6):
        told(night, ana)
    night.engine.tick()
    assert max(taken) == 4
    assert len(ana.messages) == 6
