"""A conversation in the timeline: at its time, by people of the team, once."""

from datetime import timedelta

import pytest

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.conversation import Conversation
from app.errors import Refused
from app.intake.conversation import file
from app.operations import conversation, incident
from app.operations.incident import Declaration
from app.queries.incident_detail import timeline
from app.queries.incident_row import EventRow
from app.store import Store
from models.kinds import EventKind, Source
from models.people import Person
from tests import builders, talks
from tests.talks import said

SHELL = Actor("root", Source.SHELL)


@pytest.fixture
def number(store: Store, clock: SetClock) -> int:
    made = incident.declare(store, Declaration("db is down"), SHELL)
    clock.forward(timedelta(minutes=30))
    return made


def talk(*messages: dict[str, object]) -> Conversation:
    return file.read(talks.slack(*messages), "export.zip")


def brought(store: Store, number: int) -> list[EventRow]:
    return [each for each in timeline(store, number) if each.kind is EventKind.MESSAGE]


def test_messages_come_at_their_time_by_whom_they_are(store: Store, number: int) -> None:
    ana = builders.person(store, "anag")
    with store.write() as session:
        session.get_one(Person, ana).email = "A@x.org"
    builders.person(store, "bo", "Bo Lind")
    found = talk(said(60, "U1", "down"), said(90, "U2", "*looking*"), said(95, "U7", "hm"))
    done = conversation.bring(store, number, found, SHELL)
    assert (done.added, done.known, done.strangers) == (3, 0, ("U7",))
    first, second, third = brought(store, number)
    assert (first.actor, first.person_id, first.source) == ("anag", ana, Source.SLACK)
    assert (second.actor, second.text, second.data["channel"]) == ("bo", "**looking**", "inc-db")
    assert (third.actor, third.person_id) == ("U7", None)
    assert first.at == talks.NIGHT + timedelta(seconds=60)
    assert first.recorded_at == talks.NIGHT + timedelta(minutes=30)


def test_the_same_file_twice_adds_nothing(store: Store, number: int) -> None:
    found = talk(said(60, "U1", "down"), said(90, "U2", "up"))
    conversation.bring(store, number, found, SHELL)
    more = talk(said(60, "U1", "down"), said(90, "U2", "up"), said(99, "U2", "sure"))
    again = conversation.bring(store, number, more, SHELL)
    assert (again.added, again.known) == (1, 2)
    assert len(brought(store, number)) == 3


def test_only_the_time_of_the_incident(store: Store, number: int) -> None:
    found = talk(said(60, "U1", "in"), said(-8000, "U1", "before"), said(99_999, "U1", "after"))
    done = conversation.bring(store, number, found, SHELL)
    assert (done.added, done.outside) == (1, 2)
    with pytest.raises(Refused, match="Nothing in it was said between"):
        conversation.bring(store, number, talk(said(99_999, "U1", "after")), SHELL)


def test_of_several_channels_one_is_named(store: Store, number: int) -> None:
    parts = talks.slack_parts(said(60, "U1", "down"))
    found = file.read(
        talks.packed(parts | {"lunch/2026-03-29.json": [said(5, "U2", "pizza")]}), "x"
    )
    with pytest.raises(Refused, match="there are inc-db, lunch"):
        conversation.bring(store, number, found, SHELL)
    with pytest.raises(Refused, match="no channel 'tea'"):
        conversation.bring(store, number, found, SHELL, channels=["tea"])
    assert brought(store, number) == []
    done = conversation.bring(store, number, found, SHELL, channels=["#inc-db"])
    assert (done.added, [each.text for each in brought(store, number)]) == (1, ["down"])


def test_a_dry_run_writes_nothing(store: Store, number: int) -> None:
    done = conversation.bring(store, number, talk(said(60, "U1", "down")), SHELL, dry=True)
    assert done.added == 1
    assert brought(store, number) == []


def test_a_name_that_two_people_have_is_nobodys(store: Store, number: int) -> None:
    builders.person(store, "bo", "Bo Lind")
    builders.person(store, "bo2", "Bo Lind")
    done = conversation.bring(store, number, talk(said(60, "U2", "x")), SHELL)
    assert done.strangers == ("Bo Lind",)
