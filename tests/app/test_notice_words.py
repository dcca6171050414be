"""What people are told apart from pages is in the language of the team."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.language import Language
from app.duties.followup import work
from app.duties.handover import Handover
from app.operations import followup, incident, request, request_answer
from app.operations.followup import Wanted
from app.operations.incident import Declaration
from app.operations.language import set_language
from app.operations.notice_delivery import claim
from app.operations.pager import give_back, take
from app.operations.proof import ask
from app.operations.request_expiry import settle
from app.store import Store
from models.kinds import NoticeKind, Source
from models.notice import Message
from models.people import Contact, Person
from tests.oncall_team import Crew, day, days

BY = Actor("ana", Source.SHELL)
BODY = "Die Zeiten sind die von Europe/Madrid."


@pytest.fixture
def crew(store: Store) -> Crew:
    """A team that works in German."""
    crew = Crew.begin(store)
    set_language(store, Language.GERMAN, BY)
    return crew


def bodies(store: Store, kind: NoticeKind) -> list[str]:
    with store.read() as session:
        asked = select(Message.body).where(Message.kind == kind).order_by(Message.id)
        return list(session.scalars(asked))


def reminded(crew: Crew) -> None:
    with crew.store.write() as session:
        for name in ("ana", "ben"):
            session.get_one(Person, crew.id(name)).reminders = [900]


def test_reminders_of_a_hand_off(crew: Crew) -> None:
    reminded(crew)
    crew.clock.at = day(7) - timedelta(minutes=15)
    assert Handover(crew.store).work() == 2
    assert crew.told("ana") == ["Deine Schicht in primary endet Mo 9. März 10:00 (in 15 min)"]
    assert crew.told("ben") == ["Deine Schicht in primary beginnt Mo 9. März 10:00 (in 15 min)"]
    assert sorted(bodies(crew.store, NoticeKind.HAND_OFF)) == [
        f"Nach dir übernimmt Ben Okafor.\n\n{BODY}",
        f"Übergabe an dich von Ana Ruiz.\n\n{BODY}",
    ]


def test_what_was_told_in_another_language_is_not_told_again(crew: Crew) -> None:
    reminded(crew)
    crew.clock.at = day(7) - timedelta(minutes=15)
    duty = Handover(crew.store)
    assert duty.work() == 2
    set_language(crew.store, Language.SPANISH, BY)
    assert (duty.work(), Handover(crew.store).work()) == (0, 0)


def test_a_swap_is_offered_and_agreed(crew: Crew) -> None:
    ben, cy, by = crew.id("ben"), crew.id("cy"), crew.by("ben")
    spans = days(7, 14), days(14, 21)
    number = request.offer_swap(crew.store, crew.schedule(), ben, spans[0], cy, spans[1], by)
    mine = "Mo 9. März 05:00 - Mo 16. März 05:00"
    theirs = "Mo 16. März 05:00 - Mo 23. März 05:00"
    asked = f"Ben Okafor fragt dich nach einem Tausch in primary: {mine} gegen deine Schicht"
    assert crew.told("cy") == [f"{asked} {theirs}"]
    how = f"`watchbill swap accept {number}` (oder decline)."
    assert bodies(crew.store, NoticeKind.REQUEST)[0].splitlines() == [
        f"Antworte auf der Dienstplan-Seite oder mit {how}",
        "",
        "Die Zeiten sind die von America/New_York.",
    ]
    found = request_answer.accept(crew.store, number, crew.by("cy"))
    assert found.sentence.startswith("Ben Okafor and Cy Lindqvist swapped"), "it is a record"
    assert crew.told("ben")[-1].startswith("Ben Okafor und Cy Lindqvist haben in primary getauscht")


def test_why_a_request_ended(crew: Crew) -> None:
    set_language(crew.store, Language.SPANISH, BY)
    asked = [crew.id("cy")]
    request.ask_cover(
        crew.store, crew.schedule(), crew.id("ben"), days(8, 9), asked, crew.by("ben")
    )
    crew.clock.at = day(9)
    settle(crew.store)
    assert crew.told("ben")[-1] == (
        "Nadie tomó a tiempo tu turno en primary: mar 10 mar 10:00 - mié 11 mar 10:00"
    )
    last = bodies(crew.store, NoticeKind.REQUEST)[-1]
    assert "El cuadrante se queda como está." in last
    assert "Nobody" not in last


def test_the_pager_is_taken_and_given_back(crew: Crew) -> None:
    crew.clock.at = day(1)
    take(crew.store, crew.schedule(), timedelta(hours=6), crew.by("cy"))
    give_back(crew.store, crew.schedule(), crew.by("cy"))
    assert crew.told("ana") == [
        "Cy Lindqvist hat den Pager von primary bis Di 3. März 16:00 übernommen",
        "Cy Lindqvist hat den Pager von primary zurückgegeben: Du hast Bereitschaft",
    ]


def test_a_follow_up_is_given_and_late(crew: Crew) -> None:
    number = incident.declare(crew.store, Declaration("Disk full"), BY)
    incident.resolve(crew.store, number, BY, "Grew the volume")
    followup.add(crew.store, number, Wanted("Alarm at 80 %", owner=crew.id("ben")), BY)
    crew.clock.forward(timedelta(days=120))
    assert work(crew.store) == 1
    given, late = crew.told("ben", NoticeKind.TASK)
    assert given == "Eine Folgeaufgabe für dich: Alarm at 80 %"
    assert late.startswith("Überfällig seit ")
    first, second = bodies(crew.store, NoticeKind.TASK)
    assert first.startswith(f"Von ana, zu #{number} „Disk full“, fällig ")
    assert second.startswith(f"Folgeaufgabe von #{number} „Disk full“, fällig ")


def test_a_contact_test(crew: Crew) -> None:
    with crew.store.read() as session:
        contact = session.scalars(select(Contact.id).where(Contact.person_id == crew.id("ben")))
        first = contact.first()
    assert first is not None
    ask(crew.store, first)
    [test] = claim(crew.store, "here", 5)
    subject, body = test.words(crew.store, "https://watchbill.example.org")
    assert subject == "Watchbill-Kontakttest"
    assert body.startswith("Alarmierungen für Ben Okafor kommen auf diesem Weg (mail).")
    assert "Sag, dass es angekommen ist: https://" in body
