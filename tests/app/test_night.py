"""Nights on call, from the signal to the message, on both databases."""

from __future__ import annotations

import pytest

from app.clock import SetClock
from app.domain.actor import Actor
from app.operations import incident
from app.queries.page import pages_to, unanswered
from app.queries.upcoming import upcoming_of
from app.store import Store
from app.workspace.apply import apply
from app.workspace.read import read
from models.kinds import EventKind, PageState, SignalAction, SignalSeverity, Source
from tests.oncall import Night, Who

TEAM = """
watchbill: 1
people:
  - name: ana
    full_name: Ana Ruiz
    time_zone: Europe/Madrid
    contacts: {phone: "night://ana/phone", mail: "night://ana/mail"}
    rules:
      high: [{contact: phone, after: 0m}, {contact: mail, after: 3m}]
      low: [{contact: mail, after: 0m}]
  - {name: ben, full_name: Ben Okoro, contacts: {phone: "night://ben/phone"}}
  - {name: cy, contacts: {phone: "night://cy/phone", mail: "night://cy/mail"}}
  - {name: dan}
teams:
  - {name: platform, members: [ana, ben]}
  - {name: everybody, members: [ben, cy], managers: [ana]}
channels:
  - {name: ops, address: "night://ops/room"}
schedules:
  - name: primary
    time_zone: Europe/Madrid
    rotations:
      - {name: weekly, start: 2026-01-05T09:00, shift: {every: 1, unit: week}, people: [ana]}
  - name: empty
    time_zone: Europe/Madrid
    rotations:
      - {name: weekly, start: 2026-01-05T09:00, shift: {every: 1, unit: week}, people: [nobody]}
services:
  - {name: api, team: platform, policy: plain}
  - {name: web, policy: thorough}
  - {name: dark}
policies:
  - name: plain
    levels:
      - {notify: [schedule:primary], wait: 5m}
      - {notify: [person:ben, channel:ops], wait: 10m}
    repeat: 1
    last_resort: [team:everybody]
  - name: thorough
    levels:
      - {notify: [schedule:empty], wait: 5m}
      - {notify: [team:platform], wait: 5m, retry: 1, ack: all}
      - {notify: [person:dan, person:cy], wait: 5m}
"""


@pytest.fixture
def night(store: Store, clock: SetClock) -> Night:
    """The team, and nothing has happened yet."""
    return Night(store, clock, TEAM)


@pytest.fixture
def ana(night: Night) -> Who:
    """On call, and thorough about her rules."""
    return night.person("ana")


@pytest.fixture
def ben(night: Night) -> Who:
    """One telephone."""
    return night.person("ben")


@pytest.fixture
def cy(night: Night) -> Who:
    """No rules."""
    return night.person("cy")


@pytest.fixture
def api(night: Night) -> int:
    """What complains about the api."""
    return night.sender("monitor", "api")


@pytest.fixture
def web(night: Night) -> int:
    """What complains about the web."""
    return night.sender("prober", "web")


def test_nobody_answers(night: Night, api: int, ana: Who, ben: Who, cy: Who) -> None:
    night.receives("db down", api)
    ana.is_paged("phone")
    ben.is_left_alone()
    night.forward(minutes=4)
    ana.is_paged("mail")
    night.forward(minutes=1)
    ben.is_paged("phone")
    night.forward(minutes=10)
    ana.is_paged("phone")
    night.forward(minutes=5)
    assert unanswered(night.store) == []
    night.forward(minutes=10)
    ana.is_paged("mail")
    ben.is_paged("phone", "phone")
    cy.is_paged("phone", "mail")
    assert [each.incident for each in unanswered(night.store)] == [1]
    night.forward(minutes=600)
    for who in (ana, ben, cy):
        who.is_left_alone()
    assert night.says(EventKind.ESCALATED) == [
        "Escalated to level 2",
        "Escalated to level 1, round 2 of 2",
        "Escalated to level 2, round 2 of 2",
        "Escalated to the last resort",
    ]
    assert night.says(EventKind.FLAG) == [
        "Every round went by without an answer; the last resort was paged."
    ]


def test_an_answer_stops_everything_at_once(night: Night, api: int, ana: Who, ben: Who) -> None:
    night.receives("db down", api)
    night.forward(minutes=2)
    ana.is_paged("phone")
    assert ana.acknowledges().new
    night.forward(minutes=60)
    ana.is_left_alone()
    ben.is_left_alone()
    assert [page.state for page in night.pages()] == [PageState.SENT, PageState.CANCELLED]
    assert unanswered(night.store) == []


def test_an_answer_after_the_last_resort_silences_the_alarm(
    night: Night, api: int, cy: Who
) -> None:
    night.receives("db down", api)
    night.forward(minutes=45)
    assert unanswered(night.store)
    cy.acknowledges()
    assert unanswered(night.store) == []


def test_the_end_of_the_alert_stops_everything(night: Night, api: int, ana: Who, ben: Who) -> None:
    night.receives("db down", api)
    night.forward(minutes=1)
    ana.is_paged("phone")
    night.receives("db down", api, action=SignalAction.RESOLVE)
    night.forward(minutes=60)
    ana.is_left_alone()
    ben.is_left_alone()


def test_low_urgency_goes_by_its_own_rules(night: Night, api: int, ana: Who) -> None:
    night.receives("disk filling", api, severity=SignalSeverity.WARNING)
    message = ana.is_paged("mail")
    assert message.title == "[SEV3] disk filling - api"
    assert "low urgency" in message.body


def test_what_a_page_says(night: Night, api: int, ana: Who) -> None:
    night.receives("db down", api, severity=SignalSeverity.CRITICAL)
    message = ana.is_paged("phone")
    assert message.title == "[SEV1] db down - api"
    assert message.body.splitlines() == [
        "#1 on api, since Sun 01:00 CET.",
        "Level 1.",
        "If nobody acknowledges: Ben Okoro, ops at Sun 01:05 CET.",
        f"Acknowledge or resolve: http://watch.example.org/ack/{message.token}",
    ]


def test_a_channel_is_told_and_needs_no_answer(night: Night, api: int, ana: Who) -> None:
    night.receives("db down", api)
    night.forward(minutes=5)
    [room] = [message for message in night.box.messages if message.to == "ops"]
    assert room.title == "[SEV1] db down - api"


def test_nobody_on_call_is_flagged_and_passed_over(night: Night, web: int, ana: Who) -> None:
    night.receives("web down", web)
    ana.is_paged("phone")
    assert night.says(EventKind.FLAG) == ["Level 1 passed over: nobody on call (schedule:empty)"]


def test_ack_all_asks_until_everybody_has_answered(
    night: Night, web: int, ana: Who, ben: Who
) -> None:
    night.receives("web down", web)
    ana.is_paged("phone")
    ben.is_paged("phone")
    assert ana.acknowledges().waits
    night.forward(minutes=5)
    ana.is_left_alone()
    ben.is_paged("phone")
    assert not ben.acknowledges().waits
    night.forward(minutes=60)
    ana.is_left_alone()
    ben.is_left_alone()


def test_somebody_without_a_contact_is_flagged(night: Night, web: int, cy: Who) -> None:
    night.receives("web down", web)
    night.forward(minutes=10)
    cy.is_paged("phone", "mail")
    assert "Level 3: dan has no contact" in night.says(EventKind.FLAG)


def test_without_a_policy_it_is_flagged_and_nobody_is_paged(night: Night) -> None:
    night.receives("it is dark", night.sender("lamp", "dark"))
    night.forward(minutes=60)
    assert night.box.messages == []
    [flag] = night.says(EventKind.FLAG)
    assert flag.startswith("No policy: nobody is paged.")


def test_escalate_now_pages_the_next_level_at_once(
    night: Night, api: int, ana: Who, ben: Who
) -> None:
    night.receives("db down", api)
    ana.is_paged("phone")
    ana.acknowledges()
    night.forward(minutes=30)
    ana.escalates()
    ben.is_paged("phone")
    night.forward(minutes=10)
    ana.is_paged("phone")


def test_escalate_now_does_not_repeat_a_level_that_has_retries(
    night: Night, web: int, ben: Who, cy: Who
) -> None:
    night.receives("web down", web)
    ben.is_paged("phone")
    ben.escalates()
    ben.is_left_alone()
    cy.is_paged("phone", "mail")


def test_escalate_now_after_the_end_begins_another_round(night: Night, api: int, ana: Who) -> None:
    night.receives("db down", api)
    night.forward(minutes=120)
    ana.is_paged()
    ana.escalates()
    ana.is_paged("phone")
    assert night.says(EventKind.ESCALATED)[-2:] == [
        "Escalate now",
        "Escalated to level 1, round 3 of 3",
    ]


def test_after_a_sleep_one_step_a_tick_and_no_burst(
    night: Night, api: int, ana: Who, ben: Who
) -> None:
    night.receives("db down", api)
    ana.is_paged("phone")
    night.sleeps(minutes=120)
    ana.is_paged("mail")
    ben.is_paged("phone")
    night.forward(minutes=9)
    ana.is_left_alone()
    night.forward(minutes=1)
    ana.is_paged("phone")


def test_of_several_late_pages_by_one_contact_only_the_newest_leaves(
    night: Night, web: int, ben: Who
) -> None:
    ben.breaks("phone")
    night.receives("web down", web)
    ben.mends("phone")
    night.sleeps(minutes=6)
    ben.is_paged("phone")
    states = [page.state for page in night.pages() if page.person == "ben"]
    assert states == [PageState.FAILED, PageState.SENT]


def test_a_rule_added_later_does_not_fire_for_the_past(night: Night, api: int, ben: Who) -> None:
    night.receives("db down", api)
    night.forward(minutes=6)
    ben.is_paged("phone")
    once = '{name: ben, full_name: Ben Okoro, contacts: {phone: "night://ben/phone"}}'
    rules = "rules: {high: [{contact: phone, after: 0m}, {contact: phone, after: 2m}]}"
    change(night, once, f"{once[:-1]}, {rules}}}")
    night.forward(minutes=8)
    ben.is_left_alone()


def test_an_open_incident_keeps_its_policy(night: Night, api: int, ana: Who, ben: Who) -> None:
    night.receives("db down", api)
    ana.is_paged("phone")
    change(night, "notify: [person:ben, channel:ops]", "notify: [person:cy]")
    night.forward(minutes=5)
    ben.is_paged("phone")


def test_the_alert_card_knows_who_is_next(night: Night, api: int, ana: Who, ben: Who) -> None:
    night.receives("db down", api)
    night.forward(minutes=1)
    [card] = pages_to(night.store, ana.id)
    assert (card.incident, card.title, card.service, card.level) == (1, "db down", "api", 1)
    assert card.next is not None
    assert card.next.people == ("Ben Okoro", "ops")
    assert night.minute(card.next.at) == 5
    assert pages_to(night.store, ben.id) == []
    ana.acknowledges()
    assert pages_to(night.store, ana.id) == []
    assert upcoming_of(night.store, 1) is None


def test_reopened_and_escalated(night: Night, api: int, ana: Who, ben: Who) -> None:
    night.receives("db down", api)
    ana.is_paged("phone")
    ana.resolves()
    night.forward(minutes=60)
    incident.reopen(night.store, 1, ana.actor)
    ana.escalates()
    ben.is_paged("phone")


def change(night: Night, before: str, after: str) -> None:
    """Edits the workspace file and applies it."""
    assert before in TEAM
    changed = read(TEAM.replace(before, after).encode()).workspace
    apply(night.store, changed, Actor("test", Source.FILE))
