"""Working together in one incident: help is called for, it is put to sleep, people are seen."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.workspace import TargetSpec
from app.errors import Refused
from app.operations import bridge, incident, presence, responder, snooze, tie
from app.operations.incident import Declaration
from app.queries import incident_detail
from app.queries.incident_paper import exported
from app.queries.incident_story import catch_up
from app.queries.page import pages_to
from app.queries.together import present, together
from app.queries.why import why
from app.store import Store
from models.kinds import EventKind, Source, Stage, TargetKind
from models.kinds_together import ResponderState
from tests.app.test_night import TEAM
from tests.oncall import Night


def person(name: str) -> TargetSpec:
    return TargetSpec(TargetKind.PERSON, name)


@pytest.fixture
def night(store: Store, clock: SetClock) -> Night:
    return Night(store, clock, TEAM)


def opened(night: Night) -> int:
    """An incident that ana has."""
    night.receives("db down", night.sender("prom", "api"))
    incident.acknowledge(night.store, 1, night.person("ana").actor)
    night.box.messages.clear()
    return 1


def states(night: Night) -> dict[str, ResponderState]:
    return {each.person: each.state for each in together(night.store, 1).responders}


def told(night: Night, kind: EventKind) -> list[str]:
    return [each.text for each in incident_detail.timeline(night.store, 1) if each.kind is kind]


def test_help_is_really_paged_although_somebody_has_it(night: Night) -> None:
    number, ana = opened(night), night.person("ana")
    asked = responder.request(night.store, number, [person("ben")], ana.actor, "the proxy")
    assert asked == [night.person("ben").id]
    assert states(night) == {"ben": ResponderState.NOTIFYING}
    night.engine.tick()
    (message,) = night.box.messages
    assert (message.to, message.by) == ("ben", "phone")
    assert "Ana Ruiz asks you to help: the proxy" in message.body
    assert [each.incident for each in pages_to(night.store, night.person("ben").id)] == [1]
    answer = incident.acknowledge(night.store, number, night.person("ben").actor)
    assert answer.sentence == "You help Ana Ruiz with #1 now."
    assert states(night) == {"ben": ResponderState.ENGAGED}
    assert pages_to(night.store, night.person("ben").id) == []
    assert incident_detail.detail(night.store, number).row.owner == "ana"
    assert told(night, EventKind.RESPONDER) == [
        "Ben Okoro is asked to help: the proxy",
        "Ben Okoro comes to help",
    ]


def test_who_says_nothing_who_says_no_and_who_cannot_be_reached(night: Night) -> None:
    number, ana = opened(night), night.person("ana")
    team = TargetSpec(TargetKind.TEAM, "everybody")
    night.box.broken = {("cy", "phone"), ("cy", "mail")}
    responder.request(night.store, number, [team], ana.actor)
    night.forward(minutes=2)
    assert states(night) == {"ben": ResponderState.NOTIFYING, "cy": ResponderState.FAILED}
    night.forward(minutes=4)
    assert states(night)["ben"] is ResponderState.NO_ANSWER
    assert responder.answer(night.store, number, night.person("ben").actor, comes=False, why="ill")
    assert states(night)["ben"] is ResponderState.DECLINED
    assert told(night, EventKind.RESPONDER)[-1] == "Ben Okoro cannot help: ill"
    assert not responder.answer(night.store, number, ana.actor, comes=True)


def test_who_is_on_call_by_a_schedule_is_asked_and_called_off_by_the_end(night: Night) -> None:
    number, ben = opened(night), night.person("ben")
    on_call = TargetSpec(TargetKind.SCHEDULE, "primary")
    assert responder.request(night.store, number, [on_call], ben.actor) == [night.person("ana").id]
    (row,) = together(night.store, number).responders
    assert row.via == "schedule:primary"
    incident.resolve(night.store, number, ben.actor)
    assert states(night) == {"ana": ResponderState.CALLED_OFF}
    night.forward(minutes=10)
    assert not [each for each in night.box.messages if "asks you" in each.body]


def test_a_merge_calls_off_who_was_asked(night: Night) -> None:
    number, ana = opened(night), night.person("ana")
    other = incident.declare(night.store, Declaration("It is the disk"), ana.actor)
    responder.request(night.store, number, [person("ben")], ana.actor)
    tie.merge(night.store, number, other, ana.actor)
    assert states(night) == {"ben": ResponderState.CALLED_OFF}


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        (person("dan"), "no contact"),
        (TargetSpec(TargetKind.SCHEDULE, "empty"), "nobody to ask"),
        (person("zoe"), "no person called 'zoe'"),
        (TargetSpec(TargetKind.CHANNEL, "ops"), "expected person:, team: or schedule:"),
    ],
)
def test_nobody_to_ask_is_said(night: Night, target: TargetSpec, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        responder.request(night.store, opened(night), [target], night.person("ana").actor)
    assert together(night.store, 1).responders == ()


def test_an_acknowledgement_by_another_does_not_call_help_off(night: Night) -> None:
    night.receives("db down", night.sender("prom", "api"))
    responder.request(night.store, 1, [person("cy")], night.person("ben").actor)
    incident.acknowledge(night.store, 1, night.person("ana").actor)
    night.engine.tick()
    assert "cy" in {each.to for each in night.box.messages}


def test_what_is_snoozed_pages_anew_when_its_time_comes(night: Night) -> None:
    night.receives("db down", night.sender("prom", "api"))
    ana, until = night.person("ana"), night.clock.now() + timedelta(hours=2)
    snooze.snooze(night.store, 1, until, ana.actor, "waits for the provider")
    night.box.messages.clear()
    night.forward(minutes=119)
    assert night.box.messages == []
    assert together(night.store, 1).snoozed_until == until
    night.forward(minutes=2)
    assert [(each.to, each.at) for each in night.box.messages] == [("ana", until)]
    found = incident_detail.detail(night.store, 1)
    assert (found.row.acknowledged, found.row.stage) == (False, Stage.TRIAGE)
    assert together(night.store, 1).snoozed_until is None


def test_a_snooze_ends_quietly_with_the_incident_or_by_hand(night: Night) -> None:
    number, ana = opened(night), night.person("ana")
    hour = night.clock.now() + timedelta(hours=1)
    snooze.snooze(night.store, number, hour, ana.actor)
    assert snooze.wake(night.store, number, ana.actor)
    assert not snooze.wake(night.store, number, ana.actor)
    snooze.snooze(night.store, number, hour, ana.actor)
    incident.resolve(night.store, number, ana.actor)
    night.forward(minutes=90)
    assert night.box.messages == []
    with pytest.raises(Refused, match="quiet already"):
        snooze.snooze(night.store, number, night.clock.now() + timedelta(hours=1), ana.actor)


def test_a_time_that_has_passed_is_no_snooze(night: Night) -> None:
    with pytest.raises(Refused, match="has passed"):
        snooze.snooze(night.store, opened(night), night.clock.now(), night.person("ana").actor)


def test_people_are_seen_while_they_look(night: Night) -> None:
    number, store = opened(night), night.store
    ana, ben = night.person("ana").id, night.person("ben").id
    assert presence.here(store, "desk-1", ana, number)
    assert not presence.here(store, "desk-1", ana, number)
    assert presence.here(store, "desk-2", ben, number)
    assert [each.person for each in present(store, number)] == ["ana", "ben"]
    night.clock.forward(presence.AGAIN)
    presence.here(store, "desk-2", ben, number)
    night.clock.forward(presence.AGAIN * 2)
    assert [each.person for each in present(store, number)] == ["ben"]
    assert presence.sweep(store) == 1
    assert presence.away(store, "desk-2")
    assert present(store, number) == ()


def test_a_room_is_made_once_and_cannot_be_guessed(night: Night) -> None:
    number, ana = opened(night), night.person("ana").actor
    room = bridge.open_room(night.store, number, ana)
    assert room.startswith("https://meet.jit.si/incident-1-")
    assert len(room.rpartition("-")[2]) == 10
    assert bridge.open_room(night.store, number, ana) == room
    incident.change(night.store, number, ana, None, bridge="tel:+4930123456")
    assert bridge.open_room(night.store, number, ana) == "tel:+4930123456"
    with pytest.raises(Refused, match="no address to talk at"):
        incident.change(night.store, number, ana, None, bridge="javascript:alert(1)")


def test_a_call_for_help_is_told_apart_from_a_level_of_the_policy(night: Night) -> None:
    number, ana = opened(night), night.person("ana")
    responder.request(night.store, number, [person("cy")], ana.actor, "the proxy")
    night.engine.tick()
    (found,) = why(night.store, number, night.person("cy").id, "UTC")
    assert "Ana Ruiz asks you to help: the proxy." in found.sentences[0]
    pages = incident_detail.detail(night.store, number).pages
    assert {each.person for each in pages if each.responder_id} == {"cy"}


def test_what_leaves_is_masked(night: Night) -> None:
    number, ana = opened(night), night.person("ana")
    secret = "AKIAIOSFODNN7EXAMPLE"
    incident.note(night.store, number, f"key {secret} of bob@customer.example", ana.actor)
    for kind in ("md", "html", "json"):
        made = exported(night.store, number, kind, ZoneInfo("UTC"))
        assert secret.encode() not in made.content
        assert b"bob@customer" not in made.content
        assert "e-mail" in made.masked
    plain = exported(night.store, number, "json", ZoneInfo("UTC"), plain=True)
    assert secret.encode() in plain.content
    assert plain.masked == ""


def test_who_comes_late_hears_that_nobody_has_what_a_machine_reopened(night: Night) -> None:
    number = opened(night)
    incident.resolve(night.store, number, night.person("ana").actor)
    night.forward(minutes=1)
    incident.reopen(night.store, number, Actor("flow", Source.ENGINE))
    said = [line for chapter in catch_up(night.store, number, ZoneInfo("UTC"))
            for line in chapter.lines]  # fmt: skip
    assert "Nobody has it" in said
    assert not [line for line in said if line.startswith("Better since")]
    assert any("is paged at" in line for line in said)
