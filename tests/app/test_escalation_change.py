"""The course of an escalation changes: branches, hours, reminders, handed on, another policy."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.clock import SetClock
from app.domain.actor import Actor
from app.errors import Refused
from app.operations import incident
from app.operations.escalation_change import apply_policy, hand_to
from app.queries.plan import plan
from app.store import Store, open_store
from app.workspace.apply import apply, dump
from app.workspace.read import read
from models.kinds import EventKind, Severity, SignalSeverity, Source, Urgency
from tests.oncall import Night

LOW = SignalSeverity.WARNING
TEAM = """
watchbill: 1
people:
  - {name: ana, full_name: Ana Ruiz, contacts: {phone: "night://ana/phone"}}
  - {name: ben, contacts: {phone: "night://ben/phone"}}
  - {name: cy, contacts: {phone: "night://cy/phone"}}
  - {name: dan}
schedules:
  - name: primary
    time_zone: UTC
    rotations:
      - {name: daily, start: 2026-01-05T09:00, shift: {every: 1, unit: day}, people: [ana, ben, cy]}
policies:
  - name: main
    time_zone: UTC
    remind: 30m
    branches:
      - {policy: calm, urgency: low}
      - {policy: loud, severity: [SEV2], services: [db]}
    levels: [{notify: ["person:ana"], wait: 10m}, {notify: ["person:ben"], wait: 10m}]
    last_resort: ["person:cy"]
  - name: calm
    time_zone: UTC
    low_hours: [{from: "HOURS", to: "23:59"}]
    levels: [{notify: ["person:ben"], wait: 10m}]
    last_resort: ["person:cy"]
  - name: loud
    levels: [{notify: ["next:primary"], wait: 10m}, {notify: ["previous:primary"], wait: 10m}]
    last_resort: ["person:cy"]
services: [{name: api, policy: main}, {name: db, policy: main}]
"""


@pytest.fixture
def night(store: Store, clock: SetClock) -> Night:
    """Low urgency has an hour to wait."""
    opens = (clock.now().hour + 1) % 24
    return Night(store, clock, TEAM.replace("HOURS", f"{opens:02}:{clock.now().minute:02}"))


def test_the_file_comes_back_as_it_was(store: Store, night: Night, tmp_path: Path) -> None:
    other_store = open_store(f"sqlite:///{tmp_path}/other.db", durable=False)
    text, _ = dump(store)
    assert "branches:" in text
    assert "low_hours:" in text
    assert "remind: 30m" in text
    apply(other_store, read(text.encode()).workspace, Actor("test", Source.FILE))
    again = dump(other_store)[0]
    other_store.close()
    assert again == text


def test_low_urgency_waits_for_its_hours_and_says_so(night: Night) -> None:
    ana, ben = night.person("ana"), night.person("ben")
    night.receives("slow", night.sender("a", "api"), severity=LOW)
    ben.is_left_alone()
    assert night.says(EventKind.FLAG) == ["Level 1: low urgency waits for working hours"]
    night.forward(minutes=59)
    ben.is_left_alone()
    night.forward(minutes=2)
    ben.is_paged()
    ana.is_left_alone()


def test_what_got_urgent_waits_no_longer(night: Night) -> None:
    ben = night.person("ben")
    night.receives("slow", night.sender("a", "api"), severity=LOW)
    incident.change(night.store, 1, ben.actor, None, urgency=Urgency.HIGH)
    night.engine.tick()
    ben.is_paged()


def test_what_was_resolved_while_it_waited_pages_nobody(night: Night) -> None:
    ben = night.person("ben")
    night.receives("slow", night.sender("a", "api"), severity=LOW)
    ben.resolves()
    night.forward(minutes=90)
    ben.is_left_alone()


def test_branches_by_severity_and_service_and_those_beside_who_is_on_call(night: Night) -> None:
    people = {name: night.person(name) for name in ("ana", "ben", "cy")}
    night.receives("full", night.sender("d", "db"), severity=SignalSeverity.ERROR)
    paged = [name for name, who in people.items() if who.messages]
    night.forward(minutes=11)
    later = [name for name, who in people.items() if who.messages and name not in paged]
    order = ["ana", "ben", "cy"]
    assert len(paged) == len(later) == 1
    on_call = next(name for name in order if name not in (*paged, *later))
    after = order[(order.index(on_call) + 1) % 3]
    assert (paged, later) == ([after], [order[(order.index(on_call) - 1) % 3]])


def test_simulate_takes_the_same_branches(night: Night) -> None:
    at = night.clock.now()
    assert plan(night.store, "api", at).policy == "main"
    assert plan(night.store, "db", at, severity=Severity.SEV2).policy == "loud"
    low = plan(night.store, "main", at, Urgency.LOW)
    assert low.policy == "calm"
    assert night.minute(low.pages[0].at) == 60


def test_no_news_pages_again_and_news_begin_the_clock_anew(night: Night) -> None:
    ana, ben = night.person("ana"), night.person("ben")
    night.receives("down", night.sender("a", "api"))
    ana.is_paged()
    ana.acknowledges()
    night.forward(minutes=20)
    incident.note(night.store, 1, "restarting", ana.actor)
    night.forward(minutes=20)
    ana.is_left_alone()
    night.forward(minutes=11)
    ana.is_paged()
    assert night.says(EventKind.UNACKNOWLEDGED) == [
        "Gave it back: no news for 30m since it was acknowledged"
    ]
    ben.is_left_alone()
    night.forward(minutes=10)
    ben.is_paged()


def test_handed_to_somebody_pages_them_and_only_then_the_others(night: Night) -> None:
    ana, ben, cy = (night.person(name) for name in ("ana", "ben", "cy"))
    night.receives("down", night.sender("a", "api"))
    ana.is_paged()
    hand_to(night.store, 1, cy.id, ana.actor)
    night.engine.tick()
    assert "handed it to you" in cy.is_paged().body
    night.forward(minutes=9)
    ben.is_left_alone()
    night.forward(minutes=2)
    ben.is_paged()


def test_it_cannot_be_handed_to_who_cannot_be_reached(night: Night) -> None:
    ana = night.person("ana")
    night.receives("down", night.sender("a", "api"))
    with pytest.raises(Refused, match="dan has no contact"):
        hand_to(night.store, 1, night.person("dan").id, ana.actor)
    ana.resolves()
    with pytest.raises(Refused, match="resolved"):
        hand_to(night.store, 1, ana.id, ana.actor)


def test_an_open_incident_keeps_its_policy_until_the_new_one_is_applied(night: Night) -> None:
    ana, ben, cy = (night.person(name) for name in ("ana", "ben", "cy"))
    night.receives("down", night.sender("a", "api"))
    ana.is_paged()
    changed = TEAM.replace(', {notify: ["person:ben"]', ', {notify: ["person:cy"]')
    assert changed != TEAM
    workspace = read(changed.replace("HOURS", "00:01").encode()).workspace
    apply(night.store, workspace, Actor("test", Source.FILE))
    assert apply_policy(night.store, 1, ana.actor) == "main"
    night.forward(minutes=11)
    cy.is_paged()
    ben.is_left_alone()
