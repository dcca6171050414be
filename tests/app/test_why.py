"""The delivery log in words: why was I paged, and why was I not; and what a late answer is told."""

from __future__ import annotations

import json

import pytest

from app.cli.main import run
from app.clock import SetClock
from app.domain.actor import Actor
from app.errors import Refused
from app.operations import incident
from app.queries.why import why
from app.store import Store
from models.kinds import EventKind, SignalSeverity, Source
from tests.oncall import Night, Who

TEAM = """
watchbill: 1
people:
  - name: ana
    full_name: Ana Ruiz
    contacts: {phone: "night://ana/phone", mail: "night://ana/mail"}
    rules: {high: [{contact: phone, after: 0m}, {contact: mail, after: 3m}]}
  - {name: ben, full_name: Ben Okoro, contacts: {phone: "night://ben/phone"}}
  - {name: cy, contacts: {phone: "night://cy/phone"}}
  - {name: dan}
  - {name: eva, contacts: {phone: "night://eva/phone"}}
teams: [{name: all, members: [cy, dan]}]
schedules:
  - name: primary
    time_zone: UTC
    rotations:
      - {name: always, start: 2026-01-05T09:00, shift: {every: 1, unit: week}, people: [ana]}
policies:
  - name: platform
    levels:
      - {notify: ["schedule:primary"], wait: 5m}
      - {notify: ["person:ben"], wait: 5m}
      - {notify: ["team:all"], wait: 5m, pick: round_robin}
services: [{name: api, policy: platform}]
"""

FAILURE = "night: Failed to send Night notification."
ANSWERED = "Ana Ruiz had acknowledged it at 00:01:00."


@pytest.fixture
def night(store: Store, clock: SetClock) -> Night:
    """Ana, then Ben, then one of the team."""
    return Night(store, clock, TEAM)


def told(night: Night, name: str) -> tuple[bool, str]:
    """Whether somebody was paged, and the words."""
    [found] = why(night.store, 1, night.person(name).id)
    return found.paged, "\n".join(found.sentences)


def test_who_was_paged_is_told_the_way_from_the_policy_to_the_contact(night: Night) -> None:
    night.receives("db down", night.sender("monitor", "api"))
    night.person("ana").breaks("mail")
    night.forward(minutes=6)
    night.person("ben").acknowledges()
    paged, words = told(night, "ana")
    assert paged
    assert words.splitlines() == [
        "00:00:00 level 1 of platform, which notifies schedule:primary (Ana Ruiz was on call).",
        "By phone: sent at 00:00:00.",
        f"By mail (by rule 3m later): failed after 3 tries, {FAILURE}",
    ]
    assert told(night, "ben")[1].splitlines() == [
        "00:05:00 level 2 of platform, which notifies Ben Okoro.",
        "By phone: sent at 00:05:00.",
    ]


def test_what_was_called_off_says_by_whom(night: Night) -> None:
    night.receives("db down", night.sender("monitor", "api"))
    night.forward(minutes=1)
    night.person("ana").acknowledges()
    assert "called off, Ana Ruiz had acknowledged it at 00:01:00." in told(night, "ana")[1]


def test_who_was_not_reached_is_told_who_answered_first(night: Night) -> None:
    night.receives("db down", night.sender("monitor", "api"))
    night.forward(minutes=1)
    night.person("ana").acknowledges()
    assert told(night, "ben") == (
        False,
        f"Level 2 notifies Ben Okoro, but was not reached: {ANSWERED}",
    )


def test_who_is_in_no_level_is_told_whom_the_levels_ask(night: Night) -> None:
    night.receives("db down", night.sender("monitor", "api"))
    paged, words = told(night, "eva")
    assert not paged
    assert words.splitlines() == [
        "No level of platform leads to eva.",
        "Level 1 notifies schedule:primary: ana on call, 00:00:00.",
        "Level 2 notifies Ben Okoro; it was not reached.",
        "Level 3 notifies team:all; it was not reached.",
    ]


def test_who_cannot_be_reached_is_told_so(night: Night) -> None:
    night.receives("db down", night.sender("monitor", "api"))
    night.forward(minutes=11)
    _, words = told(night, "dan")
    assert words.splitlines()[0] == "dan has no contact: a page could not reach them."


def test_whose_turn_it_was_not(night: Night) -> None:
    with night.store.write() as session:
        from models.people import Contact

        session.add(
            Contact(person_id=night.person("dan").id, name="phone", address=b"", scheme="night")
        )
    night.receives("db down", night.sender("monitor", "api"))
    night.forward(minutes=11)
    assert "Level 3 notifies one of team:all in turn: it was cy." in told(night, "dan")[1]


def test_low_urgency_is_said(night: Night) -> None:
    night.receives("disk slow", night.sender("monitor", "api"), SignalSeverity.WARNING)
    assert "Its urgency is low" in told(night, "eva")[1]


def test_what_went_in_one_message_is_said(night: Night) -> None:
    api = night.sender("monitor", "api")
    for title in ("one", "two", "three"):
        night.receives(title, api)
    assert "to leave at 00:01:00" in why(night.store, 2)[0].sentences[1]
    night.forward(minutes=1)
    assert why(night.store, 2)[0].sentences[1] == (
        "By phone: sent at 00:01:00, in one message with one other."
    )


def test_an_incident_without_a_policy(night: Night) -> None:
    said = incident.Declaration(title="x")
    number = incident.declare(night.store, said, Actor("eva", Source.SHELL))
    assert why(night.store, number) == []
    [found] = why(night.store, number, night.person("ana").id)
    assert found.sentences == ("Nobody was paged: the incident has no policy.",)


def test_what_is_not_there_is_refused(night: Night) -> None:
    with pytest.raises(Refused):
        why(night.store, 99)


def test_the_command(
    night: Night, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = night.store.database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("WATCHBILL_DATABASE", url)
    night.receives("db down", night.sender("monitor", "api"))
    assert run(["incident", "why", "1", "--time-zone", "UTC"]) == 0
    assert "Ana Ruiz was paged.\n  00:00:00 level 1 of platform" in capsys.readouterr().out
    assert run(["incident", "why", "1", "--person", "eva", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["people"][0]["person"], document["people"][0]["paged"]) == ("eva", False)
    assert run(["incident", "why", "1", "--person", "zoe"]) == 1
    capsys.readouterr()


def late(who: Who, source: Source) -> incident.Answer:
    """Somebody answers."""
    return incident.acknowledge(who.night.store, 1, Actor(who.name, source, who.id))


def test_a_late_answer_is_told_who_has_it_and_recorded(night: Night) -> None:
    ana, ben = night.person("ana"), night.person("ben")
    night.receives("db down", night.sender("monitor", "api"))
    night.forward(minutes=5)
    late(ben, Source.CARD)
    ana.is_paged()
    night.forward(minutes=2)
    answer = late(ana, Source.LINK)
    assert answer.sentence == "Ben Okoro already has it."
    late(ana, Source.LINK)
    night.engine.tick()
    notice = ana.is_paged("phone")
    assert notice.title == "#1: Ben Okoro already has it"
    assert "Nothing is asked of you." in notice.body
    assert night.says(EventKind.ACKNOWLEDGED) == ["Acknowledged", "Acknowledged as well"]
    night.forward(minutes=2)
    ana.is_left_alone()


def test_who_sees_it_at_once_is_not_written_to(night: Night) -> None:
    ana, ben = night.person("ana"), night.person("ben")
    night.receives("db down", night.sender("monitor", "api"))
    ana.is_paged("phone")
    late(ben, Source.CARD)
    late(ana, Source.DESKTOP)
    night.forward(minutes=2)
    ana.is_left_alone()
