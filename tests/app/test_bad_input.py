"""Whatever is wrong with a policy, a person or a contact: a sentence says so, and somebody else is
paged without waiting for an answer that cannot come."""

from __future__ import annotations

from typing import Any

import pytest

from app.clock import SetClock
from app.domain.actor import Actor
from app.errors import Refused
from app.operations.people import remove_person
from app.operations.policy import save_policy
from app.queries.policy import policies
from app.store import Store
from app.vault import CONTACT
from app.workspace.read import read
from models.kinds import EventKind, Source
from models.people import Contact, Person
from models.policy import Branch, Policy
from tests.oncall import BOXES, Night, Who

BY = Actor("test", Source.DESKTOP)
TEAM = """
watchbill: 1
people:
  - {name: ana, full_name: Ana Ruiz, contacts: {phone: "night://ana/phone"}}
  - {name: ben, contacts: {phone: "night://ben/phone"}}
  - {name: cy, contacts: {phone: "night://cy/phone"}}
policies:
  - name: main
    levels: [{notify: [person:ana], wait: 20m, retry: 2}, {notify: [person:ben], wait: 20m}]
    repeat: 1
    last_resort: [person:cy]
  - {name: other, levels: [{notify: [person:ben], wait: 5m}], last_resort: [person:cy]}
services: [{name: api, policy: main}]
"""


@pytest.fixture
def night(store: Store, clock: SetClock) -> Night:
    """The team."""
    return Night(store, clock, TEAM)


@pytest.fixture
def ana(night: Night) -> Who:
    """First to be paged."""
    return night.person("ana")


@pytest.fixture
def ben(night: Night) -> Who:
    """Second."""
    return night.person("ben")


@pytest.fixture
def cy(night: Night) -> Who:
    """The last resort."""
    return night.person("cy")


def strikes(night: Night) -> list[str]:
    """An alert about the api; what is flagged about it within two minutes."""
    night.receives("db down", night.sender("monitor", "api"))
    night.forward(minutes=2)
    return night.says(EventKind.FLAG)


def readdressed(night: Night, address: str) -> None:
    """Ana's telephone, past every form that would refuse it."""
    with night.store.write() as session:
        row = session.query(Contact).join(Person).filter(Person.name == "ana").one()
        row.address = night.store.vault.seal(address, CONTACT)


@pytest.mark.parametrize("address", ["nonsense", "slack://short", "mailto://", "nosuch://x"])
def test_a_contact_whose_address_is_malformed(night: Night, ben: Who, address: str) -> None:
    readdressed(night, address)
    first, second = strikes(night)
    assert first.startswith("Paging Ana Ruiz by phone: it failed (")
    assert "its address is malformed" in first
    assert second == "Nobody of level 1 can be reached: level 2 is notified now."
    assert night.minute(ben.is_paged("phone").at) == 0


def test_a_service_that_raises(night: Night, ben: Who, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = BOXES[-1].messages.append

    class Bursting(list[Any]):
        """Takes nothing of Ana's."""

        def append(self, message: Any) -> None:
            if message.to == "ana":
                raise RuntimeError("secret word")
            whole(message)

    monkeypatch.setattr(BOXES[-1], "messages", Bursting())
    monkeypatch.setattr(
        Who,
        "messages",
        property(lambda who: [each for each in whole.__self__ if each.to == who.name]),
    )  # type: ignore[attr-defined]
    first, second = strikes(night)
    assert first.startswith("Paging Ana Ruiz by phone: it failed (night")
    assert "secret word" not in first
    assert second == "Nobody of level 1 can be reached: level 2 is notified now."
    assert night.minute(ben.is_paged("phone").at) < 1.5  # after three tries


def test_a_contact_that_fails_for_a_moment_is_given_its_tries(
    night: Night, ana: Who, ben: Who
) -> None:
    ana.breaks("phone")
    night.receives("db down", night.sender("monitor", "api"))
    night.forward(seconds=5)
    ana.mends("phone")
    night.forward(minutes=19)
    ana.is_paged("phone")
    ben.is_left_alone()


def test_a_network_that_is_away_does_not_use_up_the_rounds(
    night: Night, ana: Who, ben: Who, cy: Who
) -> None:
    for who in (ana, ben, cy):
        who.breaks("phone")
    strikes(night)
    night.forward(minutes=15)
    assert not [each for each in night.pages() if each.round > 1 or each.person == "cy"]
    for who in (ana, ben, cy):
        who.mends("phone")
    night.forward(minutes=6)
    ana.is_paged("phone")


def test_somebody_who_left(night: Night, ana: Who, ben: Who) -> None:
    with night.store.write() as session:
        session.get_one(Person, ana.id).active = False
    assert strikes(night) == ["Level 1 passed over: ana has left"]
    assert night.minute(ben.is_paged("phone").at) == 0
    ana.is_left_alone()


def test_who_is_in_a_policy_cannot_be_taken_out_unnoticed(night: Night, ana: Who) -> None:
    with pytest.raises(Refused, match="main"):
        remove_person(night.store, ana.id, BY)
    strikes(night)
    ana.is_paged("phone")


def test_a_circle_of_policies(night: Night, ana: Who, ben: Who) -> None:
    text = TEAM.replace("{name: other,", "{name: other, branches: [{policy: main}],")
    found = read(text.replace("    repeat: 1", "    branches: [{policy: other}]").encode())
    said = [each.sentence for each in found.problems if not each.warning]
    assert "A policy cannot lead back to itself: main -> other -> main." in said
    with night.store.write() as session:
        main = session.query(Policy).filter_by(name="main").one()
        other = session.query(Policy).filter_by(name="other").one()
        main.branches = [Branch(position=0, condition={}, leads_to=other)]
        other.branches = [Branch(position=0, condition={}, leads_to=main)]
    strikes(night)
    ben.is_paged("phone")


def test_an_empty_policy(night: Night, ana: Who, cy: Who) -> None:
    from dataclasses import replace

    row = next(each for each in policies(night.store) if each.name == "main")
    with pytest.raises(Refused, match="has no level"):
        save_policy(night.store, replace(row.spec, levels=()), BY, ident=row.id, seen=row.version)
    with night.store.write() as session:
        session.query(Policy).filter_by(name="main").one().levels = []
    [flag] = strikes(night)
    assert flag == "There is nobody to page on any level; the last resort was paged."
    assert night.minute(cy.is_paged("phone").at) == 0
