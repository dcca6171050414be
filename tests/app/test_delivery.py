"""Delivering pages: what fails is handed on, what nobody knows is said, nobody is sent twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app import safe
from app.clock import SetClock
from app.duties.crew import deliver
from app.notify.send import SENT, Outcome
from app.operations.delivery import CLAIM, Delivery, claim, finish, lapse, wanted
from app.operations.escalation_step import advance
from app.queries.incident_row import PageRow
from app.store import Store
from app.vault import Vault
from models.kinds import EventKind, PageState
from models.people import Contact
from tests import builders
from tests.oncall import Night, Who

TEAM = """
watchbill: 1
people:
  - name: ana
    full_name: Ana Ruiz
    contacts: {phone: "night://ana/phone", mail: "night://ana/mail", chat: "night://ana/chat"}
    rules: {high: [{contact: phone, after: 0m}, {contact: mail, after: 3m}]}
  - {name: ben, full_name: Ben Okoro, contacts: {phone: "night://ben/phone"}}
channels: [{name: ops, address: "night://ops/room"}]
policies:
  - name: platform
    levels: [{notify: [person:ana, channel:ops], wait: 5m}, {notify: [person:ben], wait: 30m}]
services: [{name: api, policy: platform}]
"""
FAILED = Outcome(PageState.FAILED, "ntfy: it was not accepted.")


@pytest.fixture
def night(store: Store, clock: SetClock) -> Night:
    """The team."""
    return Night(store, clock, TEAM)


@pytest.fixture
def ana(night: Night) -> Who:
    """Three contacts, two of them in her rules."""
    return night.person("ana")


@pytest.fixture
def ben(night: Night) -> Who:
    """One telephone."""
    return night.person("ben")


@pytest.fixture
def api(night: Night) -> int:
    """What complains about the api."""
    return night.sender("monitor", "api")


def hers(night: Night, who: str | None = "ana") -> list[tuple[str, PageState]]:
    """Contact and state of one person's pages, by the time they were due."""
    return [(page.contact, page.state) for page in night.pages() if page.person == who]


def page(night: Night, contact: str = "phone") -> PageRow:
    """The one page by this contact."""
    [found] = [each for each in night.pages() if each.contact == contact]
    return found


def began(night: Night, api: int) -> None:
    """An incident whose first pages are due, and nothing is sent yet."""
    night.engine._crew.take = lambda deliveries, url: held.extend(deliveries)  # type: ignore[method-assign]
    held: list[Delivery] = []
    night.receives("db down", api)
    night.claimed = held  # type: ignore[attr-defined]


def claimed(night: Night, contact: str = "phone") -> Delivery:
    """The claimed try of a page by this contact."""
    ident = page(night, contact).id
    return next(each for each in night.claimed if each.page == ident)  # type: ignore[attr-defined]


def test_what_was_sent_is_on_record_with_its_try(night: Night, api: int) -> None:
    night.receives("db down", api)
    sent = page(night)
    assert (sent.state, sent.sent_at, sent.error) == (PageState.SENT, night.began, "")
    [tried] = sent.attempts
    assert (tried.number, tried.state, tried.engine) == (1, PageState.SENT, night.engine.ident)


def test_the_try_is_on_disk_before_the_message_leaves(night: Night, api: int) -> None:
    began(night, api)
    waiting = page(night)
    assert waiting.state is PageState.SENDING
    assert [each.state for each in waiting.attempts] == [PageState.SENDING]


def test_a_contact_that_fails_falls_to_the_next_at_once(night: Night, api: int, ana: Who) -> None:
    ana.breaks("phone")
    night.receives("db down", api)
    ana.is_paged("mail")
    assert page(night).state is PageState.FAILED
    assert page(night).error == "night: Failed to send Night notification."
    assert "Paging Ana Ruiz by phone: it failed" in night.says(EventKind.PAGE)[-1]
    assert night.says(EventKind.PAGE)[-1].endswith("Now by mail.")
    night.forward(minutes=4)
    ana.is_left_alone()


def test_when_her_rules_fail_her_other_contacts_are_used(night: Night, api: int, ana: Who) -> None:
    ana.breaks("phone")
    ana.breaks("mail")
    night.receives("db down", api)
    ana.is_paged("chat")


def test_what_failed_is_tried_again_twice(night: Night, api: int, ana: Who) -> None:
    ana.breaks("phone")
    night.receives("db down", api)
    night.forward(seconds=9)
    assert len(page(night).attempts) == 1
    night.forward(seconds=1)
    assert len(page(night).attempts) == 2
    night.forward(seconds=40)
    assert [each.state for each in page(night).attempts] == [PageState.FAILED] * 3
    night.forward(minutes=3)
    assert len(page(night).attempts) == 3
    assert len(ana.messages) == 1


def test_what_failed_first_and_works_then_is_sent(night: Night, api: int, ana: Who) -> None:
    ana.breaks("phone")
    night.receives("db down", api)
    ana.is_paged("mail")
    ana.mends("phone")
    night.forward(seconds=10)
    ana.is_paged("phone")
    assert (page(night).state, page(night).error) == (PageState.SENT, "")


def test_an_answer_ends_the_tries(night: Night, api: int, ana: Who) -> None:
    ana.breaks("phone")
    night.receives("db down", api)
    ana.acknowledges()
    ana.mends("phone")
    night.forward(minutes=1)
    ana.is_paged("mail")
    assert hers(night) == [("phone", PageState.FAILED), ("mail", PageState.SENT)]
    assert page(night).retry_at is None


def test_when_no_contact_is_left_it_is_flagged_and_the_policy_goes_on(
    night: Night, api: int, ana: Who, ben: Who
) -> None:
    for contact in ("phone", "mail", "chat"):
        ana.breaks(contact)
    night.receives("db down", api)
    [flag] = night.says(EventKind.FLAG)
    assert "Paging Ana Ruiz by chat: it failed" in flag
    assert flag.endswith("There is no other contact to use.")
    night.forward(minutes=5)
    ben.is_paged("phone")


def test_a_channel_that_fails_is_flagged(night: Night, api: int) -> None:
    night.box.broken.add(("ops", "room"))
    night.receives("db down", api)
    [flag] = night.says(EventKind.FLAG)
    assert flag.startswith("Paging the channel by ops: it failed")


def test_a_contact_that_was_removed_meanwhile_is_handed_on(
    night: Night, api: int, ana: Who
) -> None:
    night.receives("db down", api)
    ana.is_paged("phone")
    with night.store.write() as session:
        row = session.query(Contact).filter_by(name="mail").one()
        session.delete(row)
    night.forward(minutes=3)
    ana.is_paged("chat")
    assert page(night, "mail").error == "this contact was removed."
    assert len(page(night, "mail").attempts) == 1


def test_without_the_key_it_waits_for_an_engine_that_has_it_then_fails_loudly(
    night: Night, api: int, ana: Who
) -> None:
    real, night.store.vault = night.store.vault, Vault(dict)
    night.receives("db down", api)
    assert page(night).state is PageState.DUE
    night.forward(seconds=29)
    assert page(night).state is PageState.DUE
    night.forward(seconds=1)
    assert page(night).state is PageState.FAILED
    assert "key that opens contacts" in page(night).error
    night.store.vault = real
    night.forward(seconds=15)
    ana.is_paged("mail", "phone")


@pytest.mark.parametrize("said", [b"1:short", b"\xff\xfe\x00"], ids=["text", "binary"])
def test_a_damaged_key_fails_loudly_too(night: Night, api: int, ana: Who, said: bytes) -> None:
    """It once stopped the engine's every round, and nobody was told anything."""
    file = safe.file_of(night.store.ident)
    whole = file.read_bytes()
    file.write_bytes(said)
    night.store.vault.forget()
    night.receives("db down", api)
    night.forward(seconds=31)
    assert page(night).state is PageState.FAILED
    assert str(file) in page(night).error
    assert night.store.vault.damaged
    file.write_bytes(whole)
    night.store.vault.forget()
    night.forward(seconds=15)
    ana.is_paged("mail", "phone")


def test_an_answer_between_claim_and_send_holds_the_message_back(
    night: Night, api: int, ana: Who
) -> None:
    began(night, api)
    ours = claimed(night)
    assert wanted(night.store, ours)
    ana.acknowledges()
    assert not wanted(night.store, ours)
    outcome = deliver(night.store, ours, "")
    assert outcome.state is PageState.CANCELLED
    assert finish(night.store, ours, outcome)
    assert page(night).state is PageState.CANCELLED
    ana.is_left_alone()


def test_a_resolve_between_claim_and_send_does_so_too(night: Night, api: int, ana: Who) -> None:
    began(night, api)
    ana.resolves()
    assert deliver(night.store, claimed(night), "").state is PageState.CANCELLED


def test_what_left_before_the_answer_is_noted_as_sent(night: Night, api: int, ana: Who) -> None:
    began(night, api)
    ana.acknowledges()
    assert finish(night.store, claimed(night), SENT)
    assert page(night).state is PageState.SENT


def test_an_engine_that_died_between_claim_and_outcome(night: Night, api: int, ana: Who) -> None:
    began(night, api)
    del night.engine._crew.take
    assert lapse(night.store) == 0
    night.forward(seconds=CLAIM.total_seconds() - 1)
    ana.is_left_alone()
    night.forward(seconds=1)
    ana.is_paged("mail")
    assert page(night).state is PageState.UNKNOWN
    assert [each.state for each in page(night).attempts] == [PageState.UNKNOWN]
    assert "it may have arrived" in night.says(EventKind.PAGE)[-1]


def test_the_only_contact_is_used_again_when_nobody_knows(night: Night, api: int, ben: Who) -> None:
    night.receives("db down", api)
    began_at_ben(night)
    night.forward(seconds=CLAIM.total_seconds())
    ben.is_paged("phone")
    assert hers(night, "ben") == [("phone", PageState.UNKNOWN), ("phone", PageState.SENT)]


def began_at_ben(night: Night) -> None:
    """Ben's page is claimed by an engine that dies."""
    night.clock.forward(timedelta(minutes=5))
    advance(night.store)
    assert claim(night.store, "dying", 50)


def test_it_is_not_used_again_for_ever(night: Night, api: int, ben: Who) -> None:
    night.receives("db down", api)
    began_at_ben(night)
    for _ in range(6):
        night.clock.forward(CLAIM)
        lapse(night.store)
        claim(night.store, "dying", 50)
    assert hers(night, "ben") == [("phone", PageState.UNKNOWN)] * 3
    assert "no other contact" in night.says(EventKind.FLAG)[-1]


def test_who_lost_the_claim_cannot_write_the_outcome(night: Night, api: int) -> None:
    began(night, api)
    ours = claimed(night)
    night.clock.forward(CLAIM)
    assert lapse(night.store) == 2  # the channel's as well
    assert not wanted(night.store, ours)
    assert deliver(night.store, ours, "").state is PageState.CANCELLED
    for late in (SENT, FAILED, Outcome(PageState.CANCELLED)):
        assert not finish(night.store, ours, late)
    assert page(night).state is PageState.UNKNOWN


def test_who_took_over_is_not_disturbed_by_who_slept(night: Night, api: int, ana: Who) -> None:
    ana.breaks("phone")
    night.receives("db down", api)
    night.clock.forward(timedelta(seconds=10))
    [first] = [each for each in claim(night.store, "one", 50) if each.person]
    night.clock.forward(CLAIM)
    lapse(night.store)
    assert not finish(night.store, first, SENT)


def test_a_hung_message_is_given_up_and_handed_on(night: Night, api: int, ana: Who) -> None:
    began(night, api)
    ours = claimed(night)
    hung = Outcome(PageState.UNKNOWN, "no word from the transport.")
    assert finish(night.store, ours, hung)
    assert not finish(night.store, ours, SENT)
    del night.engine._crew.take
    night.engine.tick()
    ana.is_paged("mail")


def test_a_claim_takes_what_is_due_and_not_more_than_asked(
    night: Night, api: int, ana: Who
) -> None:
    builders.pace(night.store, 0)
    night.engine._crew.take = lambda deliveries, url: None  # type: ignore[method-assign]
    for n in range(5):
        night.receives(f"db {n} down", api)
    night.clock.forward(timedelta(minutes=3))
    assert len(claim(night.store, "one", 3)) == 3
    assert len(claim(night.store, "two", 50)) == 2
    assert claim(night.store, "two", 50) == []


def test_a_secret_never_shows(night: Night, api: int, ana: Who) -> None:
    began(night, api)
    ours = claimed(night)
    assert ours.address == "night://ana/phone"
    assert "night://" not in repr(ours)
