"""Who has an incident, and where it stands: also when two people answer at the same moment."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from app.clock import SetClock
from app.domain.actor import ENGINE, Actor
from app.errors import Refused
from app.operations import incident
from app.operations.incident import Answer, Declaration
from app.operations.patience import patient
from app.operations.timeline import held, record
from app.queries import incident_detail as queries
from app.queries.incident_row import EventRow, IncidentRow
from app.store import Store, open_store
from models.kinds import EventKind, Source, Stage
from models.people import Person
from tests import builders

SENDER = Actor("prometheus", Source.SENDER)
MINUTE = timedelta(minutes=1)


def declared(store: Store, title: str = "db is down") -> int:
    return incident.declare(store, Declaration(title), Actor("root", Source.SHELL))


def row(store: Store, number: int) -> IncidentRow:
    return queries.detail(store, number).row


def events(store: Store, number: int, kind: EventKind) -> list[EventRow]:
    return [each for each in queries.timeline(store, number) if each.kind is kind]


def test_who_acknowledges_has_it(store: Store, clock: SetClock) -> None:
    ana, number = builders.actor(store, "ana"), declared(store)
    clock.forward(MINUTE)
    answer = incident.acknowledge(store, number, ana)
    assert (answer.new, answer.sentence) == (True, f"#{number} is acknowledged.")
    found = row(store, number)
    assert (found.owner, found.acknowledged, found.stage) == ("ana", True, Stage.INVESTIGATING)
    assert found.acknowledged_at == clock.now()


def test_the_first_acknowledgement_counts_and_a_second_person_is_told(
    store: Store, clock: SetClock
) -> None:
    ben, number = builders.person(store, "ben", "Ben Gun"), declared(store)
    ana = builders.actor(store, "ana")
    first = incident.acknowledge(store, number, Actor("ben", Source.LINK, ben))
    clock.forward(MINUTE)
    again = incident.acknowledge(store, number, Actor("ben", Source.CARD, ben))
    later = incident.acknowledge(store, number, ana)
    twice = incident.acknowledge(store, number, ana)
    assert [each.new for each in (first, again, later, twice)] == [True, False, False, False]
    assert again.sentence == "You already have it."
    assert later.sentence == twice.sentence == "Ben Gun already has it."
    told = events(store, number, EventKind.ACKNOWLEDGED)
    assert [(each.actor, each.source) for each in told] == [
        ("ben", Source.LINK),
        ("ana", Source.DESKTOP),
    ]
    assert row(store, number).acknowledged_at == clock.now() - MINUTE


def test_a_sender_may_acknowledge_without_owning(store: Store) -> None:
    number = declared(store)
    assert incident.acknowledge(store, number, SENDER).holder == "prometheus"
    again = incident.acknowledge(store, number, builders.actor(store, "ana"))
    assert again.sentence == "prometheus already has it."
    found = row(store, number)
    assert (found.owner, found.acknowledged) == (None, True)


def test_acknowledging_leaves_a_later_stage_alone(store: Store) -> None:
    number = declared(store)
    incident.move(store, number, Stage.IDENTIFIED, SENDER)
    incident.acknowledge(store, number, SENDER)
    assert row(store, number).stage is Stage.IDENTIFIED


@pytest.mark.parametrize("over", [Stage.RESOLVED, Stage.DECLINED])
def test_what_is_over_cannot_be_acknowledged_taken_or_given_back(store: Store, over: Stage) -> None:
    ana, number = builders.actor(store, "ana"), declared(store)
    incident.move(store, number, over, ana)
    for act in (incident.acknowledge, incident.unacknowledge, incident.take):
        with pytest.raises(Refused, match=f"#{number} is {over.value} already"):
            act(store, number, ana)
    assert not row(store, number).acknowledged


def test_given_back_it_is_nobodys_and_can_be_acknowledged_anew(
    store: Store, clock: SetClock
) -> None:
    ana, number = builders.actor(store, "ana"), declared(store)
    incident.acknowledge(store, number, ana)
    first = clock.now()
    clock.forward(MINUTE)
    assert incident.unacknowledge(store, number, ana, "must sleep")
    assert not incident.unacknowledge(store, number, ana)
    found = row(store, number)
    assert (found.owner, found.acknowledged, found.stage) == (None, False, Stage.TRIAGE)
    assert found.acknowledged_at == first
    assert incident.acknowledge(store, number, ana).new
    assert len(events(store, number, EventKind.ACKNOWLEDGED)) == 2
    (given,) = events(store, number, EventKind.UNACKNOWLEDGED)
    assert given.text == "Gave it back: must sleep"


def test_taking_over_tells_from_whom(store: Store) -> None:
    ana, ben = builders.actor(store, "ana"), builders.actor(store, "ben")
    number = declared(store)
    incident.take(store, number, ana)
    assert row(store, number).acknowledged
    incident.take(store, number, ben)
    incident.take(store, number, ben)
    incident.hand_over(store, number, ana.person or 0, ben)
    told = [each.text for each in events(store, number, EventKind.ROLE)]
    assert told == ["Took it", "Took it from ana", "Handed to ana from ben"]
    with pytest.raises(Refused, match="nobody of this team"):
        incident.take(store, number, SENDER)
    with pytest.raises(Refused, match="not in the team"):
        incident.hand_over(store, number, 999, ben)


def test_handing_it_to_somebody_does_not_acknowledge_for_them(store: Store) -> None:
    ana, ben = builders.actor(store, "ana"), builders.actor(store, "ben")
    number = declared(store)
    incident.hand_over(store, number, ben.person or 0, ana)
    found = row(store, number)
    assert (found.owner, found.acknowledged) == ("ben", False)


def test_stages_keep_their_clocks_and_tell(store: Store, clock: SetClock) -> None:
    number = declared(store)
    assert incident.move(store, number, Stage.MONITORING, SENDER)
    mitigated = clock.now()
    assert not incident.move(store, number, Stage.MONITORING, SENDER)
    clock.forward(MINUTE)
    assert incident.resolve(store, number, SENDER, "a cable")
    assert not incident.resolve(store, number, SENDER)
    assert incident.move(store, number, Stage.CLOSED, SENDER)
    found = row(store, number)
    assert (found.mitigated_at, found.resolved_at) == (mitigated, clock.now())
    assert [each.text for each in queries.timeline(store, number)][-3:] == [
        "Stage triage → monitoring",
        "Resolved: a cable",
        "Stage resolved → closed",
    ]


def test_a_note_on_what_was_resolved_already_is_not_lost(store: Store) -> None:
    number = declared(store)
    incident.resolve(store, number, SENDER)
    assert not incident.resolve(store, number, SENDER, "it was the cable")
    assert [each.text for each in events(store, number, EventKind.NOTE)] == ["it was the cable"]
    assert len(events(store, number, EventKind.RESOLVED)) == 1


def test_reopened_it_has_no_end_and_belongs_to_who_did_it(store: Store, clock: SetClock) -> None:
    ana, number = builders.actor(store, "ana"), declared(store)
    incident.resolve(store, number, ana)
    clock.forward(MINUTE)
    assert incident.reopen(store, number, ana, "back again")
    assert not incident.reopen(store, number, ana)
    found = row(store, number)
    assert (found.stage, found.resolved_at, found.owner) == (Stage.INVESTIGATING, None, "ana")
    assert found.acknowledged
    (told,) = events(store, number, EventKind.REOPENED)
    assert told.text == "Reopened: back again"
    assert told.data["resolved_at"] == (clock.now() - MINUTE).isoformat()


def test_declined_is_not_resolved(store: Store) -> None:
    number = declared(store)
    assert incident.decline(store, number, SENDER, "a test")
    assert not incident.decline(store, number, SENDER)
    assert row(store, number).resolved_at is None
    with pytest.raises(Refused, match="declined already"):
        incident.resolve(store, number, SENDER)


@pytest.fixture
def paging(store: Store) -> int:
    """An incident whose policy asks cy, then dan."""
    people = (builders.person(store, "cy"), builders.person(store, "dan"))
    policy = builders.policy(store, "two", *people)
    said = Declaration("x", service=builders.service(store, "api", policy))
    return incident.declare(store, said, SENDER)


def test_a_new_incident_asks_by_its_services_policy(
    store: Store, paging: int, clock: SetClock
) -> None:
    found = queries.detail(store, paging)
    assert found.policy == "two"
    assert (found.duty.state, found.duty.round, found.duty.level) == ("running", 1, 1)
    assert found.duty.due_at == clock.now()


@pytest.mark.parametrize("act", [incident.acknowledge, incident.resolve, incident.decline])
def test_an_answer_or_the_end_asks_nobody_any_more(
    store: Store, paging: int, act: Callable[[Store, int, Actor], object]
) -> None:
    act(store, paging, SENDER)
    assert queries.duty_line(store, paging).due_at is None


def test_given_back_the_next_is_asked_at_once(store: Store, paging: int, clock: SetClock) -> None:
    incident.acknowledge(store, paging, SENDER)
    clock.forward(MINUTE)
    incident.unacknowledge(store, paging, SENDER)
    assert queries.duty_line(store, paging).due_at == clock.now()


def test_reopened_by_nobody_of_the_team_it_asks_anew(
    store: Store, paging: int, clock: SetClock
) -> None:
    ana = builders.actor(store, "ana")
    incident.resolve(store, paging, ana)
    incident.reopen(store, paging, ana)
    assert queries.duty_line(store, paging).due_at is None
    incident.resolve(store, paging, ana)
    incident.reopen(store, paging, SENDER)
    duty = queries.duty_line(store, paging)
    assert (duty.acknowledged, duty.due_at, duty.level) == (False, clock.now(), 1)


def together(*acts: Callable[[], object]) -> list[object]:
    """Does everything at the same moment, in threads; gives the results back."""
    gate, results = threading.Barrier(len(acts)), [object()] * len(acts)

    def run(place: int) -> None:
        gate.wait()
        results[place] = acts[place]()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return results


def test_two_who_acknowledge_at_once_are_one_holder_and_two_events(database_url: str) -> None:
    here, there = (open_store(database_url, durable=False) for _ in range(2))
    ana, ben = builders.actor(here, "ana"), builders.actor(here, "ben")
    for _ in range(15):
        number = declared(here)
        answers = together(
            lambda n=number: incident.acknowledge(here, n, ana),  # type: ignore[misc]
            lambda n=number: incident.acknowledge(there, n, ben),  # type: ignore[misc]
            lambda n=number: incident.acknowledge(here, n, ana),  # type: ignore[misc]
        )
        assert sum(isinstance(each, Answer) and each.new for each in answers) == 1
        told = events(here, number, EventKind.ACKNOWLEDGED)
        assert sorted(each.actor for each in told) == ["ana", "ben"]
        assert [each.data["took"] for each in told] == [True, False]
        assert row(here, number).owner == told[0].actor
    here.close()
    there.close()


def test_an_acknowledgement_does_not_mind_news_that_come_meanwhile(database_url: str) -> None:
    here, there = (open_store(database_url, durable=False) for _ in range(2))
    ana, number = builders.actor(here, "ana"), declared(here)

    def news() -> None:
        for i in range(30):
            with there.write() as session:
                found = held(session, number)
                found.urgency = found.urgency
                record(session, found, EventKind.PAGE, f"page {i}", ENGINE, there.now())

    def answers() -> int:
        return sum(
            incident.acknowledge(here, number, ana).new + incident.unacknowledge(here, number, ana)
            for _ in range(15)
        )

    assert together(news, answers)[1] == 30
    assert len(events(here, number, EventKind.PAGE)) == 30
    assert len(events(here, number, EventKind.ACKNOWLEDGED)) == 15
    here.close()
    there.close()


def test_two_transactions_that_wait_for_each_other_are_sorted_out(postgresql_url: str) -> None:
    store = open_store(postgresql_url, durable=False)
    builders.person(store, "ana")
    number, gate, tries = declared(store), threading.Barrier(2), []

    @patient
    def crosswise(incident_first: bool) -> None:
        tries.append(incident_first)
        with store.write() as session:
            for step in range(2):
                if incident_first is (step == 0):
                    held(session, number)
                else:
                    session.get_one(Person, 1, with_for_update=True)
                if len(tries) <= 2 and step == 0:
                    gate.wait()

    together(lambda: crosswise(True), lambda: crosswise(False))
    assert len(tries) >= 3  # a slow machine may bring them together once more
    store.close()
