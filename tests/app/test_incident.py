"""Incidents declared by hand: what is kept, what is refused, what the timeline says."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.incident import title_of
from app.errors import Conflict, Refused
from app.operations import incident, role, task
from app.operations.incident import Declaration
from app.queries import incident_detail as queries
from app.queries.incident_row import EventRow, IncidentRow
from app.store import Store, open_store
from models.kinds import Category, EventKind, Role, Severity, Source, Stage, Urgency
from models.people import Person
from tests import builders

SHELL = Actor("root", Source.SHELL)
HOUR = timedelta(hours=1)


def row(store: Store, number: int) -> IncidentRow:
    return queries.detail(store, number).row


def told(store: Store, number: int) -> list[tuple[EventKind, str, str]]:
    events: list[EventRow] = queries.timeline(store, number)
    return [(each.kind, each.actor, each.text) for each in events]


def test_a_title_is_enough(store: Store, clock: SetClock) -> None:
    number = incident.declare(store, Declaration("  db is\n down "), SHELL)
    found = row(store, number)
    assert (found.title, found.stage, found.acknowledged) == ("db is down", Stage.TRIAGE, False)
    assert (found.severity, found.urgency, found.category) == (Severity.SEV3, Urgency.HIGH, None)
    assert found.created_at == found.detected_at == clock.now()
    assert found.impact_started_at is found.acknowledged_at is found.resolved_at is None
    assert told(store, number)[0] == (EventKind.DECLARED, "root", "Declared: db is down")


def test_all_that_can_be_said_is_kept(store: Store, clock: SetClock) -> None:
    ana = builders.actor(store, "ana")
    api, database = builders.service(store, "api"), builders.service(store, "database")
    began = clock.now() - HOUR
    said = Declaration(
        "db is down",
        description="*all* of it",
        category=Category.INFRASTRUCTURE,
        severity=Severity.SEV1,
        urgency=Urgency.LOW,
        service=api,
        affected=(database, api, database),
        impact="nobody can pay",
        began=began,
        roles=((Role.COMMANDER, ana.person or 0),),
        drill=True,
    )
    number = incident.declare(store, said, ana)
    found = queries.detail(store, number)
    assert (found.row.service, found.row.declared_by, found.row.drill) == ("api", "ana", True)
    assert (found.row.severity, found.row.urgency) == (Severity.SEV1, Urgency.LOW)
    assert found.row.impact_started_at == began
    assert found.affected == ((database, "database"),)
    assert (found.description, found.impact) == ("*all* of it", "nobody can pay")
    assert [(each.role, each.person) for each in found.roles] == [(Role.COMMANDER, "ana")]
    assert told(store, number)[:2] == [
        (EventKind.DECLARED, "ana", "Declared as a drill: db is down"),
        (EventKind.ROLE, "ana", "ana is incident commander"),
    ]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Declaration(" \n"), "title"),
        (Declaration("x" * 1025), "title"),
        (Declaration("x", description="y" * 100_001), "description"),
        (Declaration("x", impact="y" * 100_001), "impact"),
        (Declaration("x", service=77), "service"),
        (Declaration("x", service=-(2**70)), "service"),
        (Declaration("x", affected=(77,)), "affected"),
        (Declaration("x", policy=77), "policy"),
    ],
)
def test_what_is_wrong_is_refused_beside_its_field(
    store: Store, said: Declaration, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        incident.declare(store, said, SHELL)
    assert refusal.value.field == field
    assert str(refusal.value).endswith(".")
    with pytest.raises(Refused, match="no incident #1"):
        queries.detail(store, 1)


def test_it_cannot_have_begun_in_the_future(store: Store, clock: SetClock) -> None:
    with pytest.raises(Refused, match="future"):
        incident.declare(store, Declaration("x", began=clock.now() + HOUR), SHELL)


def test_a_role_goes_to_somebody_who_is_here(store: Store) -> None:
    gone = builders.person(store, "gone", "Gone Girl")
    with store.write() as session:
        session.get_one(Person, gone).active = False
    with pytest.raises(Refused, match="Gone Girl is not in the team"):
        incident.declare(store, Declaration("x", roles=((Role.SCRIBE, gone),)), SHELL)


@pytest.mark.parametrize("number", [0, -1, 5, 2**63, 2**80])
def test_an_unknown_number_is_one_sentence(store: Store, number: int) -> None:
    for act in (
        lambda: incident.acknowledge(store, number, SHELL),
        lambda: incident.change(store, number, SHELL, None, title="x"),
        lambda: incident.note(store, number, "x", SHELL),
        lambda: queries.timeline(store, number),
        lambda: queries.duty_line(store, number),
    ):
        with pytest.raises(Refused, match=f"There is no incident #{number}"):
            act()


def test_a_note_keeps_its_markdown_and_both_its_times(store: Store, clock: SetClock) -> None:
    number = incident.declare(store, Declaration("x"), SHELL)
    clock.forward(HOUR)
    text = "  * restarted\n  * `ls -l`"
    incident.note(store, number, text + "\n\n", SHELL, at=clock.now() - HOUR / 2)
    *_, note = queries.timeline(store, number)
    assert (note.kind, note.text) == (EventKind.NOTE, text)
    assert (note.at, note.recorded_at) == (clock.now() - HOUR / 2, clock.now())
    assert row(store, number).changed_at == clock.now()


def test_a_note_sent_twice_by_one_click_is_one(store: Store, clock: SetClock) -> None:
    number = incident.declare(store, Declaration("x"), SHELL)
    first = incident.note(store, number, "again", SHELL)
    assert incident.note(store, number, "again", SHELL) == first
    clock.forward(HOUR)
    assert incident.note(store, number, "again", SHELL) != first


@pytest.mark.parametrize("text", ["", " \n\t", "\0", "x" * 100_001])
def test_a_note_needs_words_but_not_a_book(store: Store, text: str) -> None:
    number = incident.declare(store, Declaration("x"), SHELL)
    with pytest.raises(Refused):
        incident.note(store, number, text, SHELL)


def test_a_role_is_handed_over_and_experts_are_many(store: Store, clock: SetClock) -> None:
    ana, ben = builders.actor(store, "ana"), builders.actor(store, "ben")
    assert ana.person
    assert ben.person
    number = incident.declare(store, Declaration("x"), ana)
    for kind in (Role.COMMANDER, Role.EXPERT):
        assert role.assign(store, number, kind, ana.person, ana)
        clock.forward(HOUR)
        assert role.assign(store, number, kind, ben.person, ana)
        assert not role.assign(store, number, kind, ben.person, ana)
    roles = queries.detail(store, number).roles
    held = {(each.role, each.person) for each in roles if each.until is None}
    assert held == {(Role.COMMANDER, "ben"), (Role.EXPERT, "ana"), (Role.EXPERT, "ben")}
    assert (EventKind.ROLE, "ana", "ben is incident commander, after ana") in told(store, number)
    assert role.release(store, number, Role.EXPERT, ana.person, ben)
    assert not role.release(store, number, Role.EXPERT, ana.person, ben)


def test_nobody_takes_what_somebody_else_has_by_now(store: Store) -> None:
    ana, ben = builders.actor(store, "ana"), builders.actor(store, "ben")
    assert ana.person
    assert ben.person
    number = incident.declare(store, Declaration("x"), ana)
    role.assign(store, number, Role.SCRIBE, ben.person, ben)
    with pytest.raises(Conflict, match="ben is scribe"):
        role.assign(store, number, Role.SCRIBE, ana.person, ana, frozenset())
    assert not role.assign(store, number, Role.SCRIBE, ben.person, ana, frozenset())
    assert role.assign(store, number, Role.SCRIBE, ana.person, ana, frozenset([ben.person]))
    assert role.assign(store, number, Role.EXPERT, ben.person, ana, frozenset())
    assert role.assign(store, number, Role.EXPERT, ana.person, ana, frozenset())  # several may
    made = task.add(store, number, "tell sales", ana, owner=ben.person)
    for to in (ana.person, None):
        with pytest.raises(Conflict, match="Task for ben: tell sales"):
            task.give(store, made, to, ana, frozenset())
    assert not task.give(store, made, ben.person, ana, frozenset())
    assert task.give(store, made, None, ana, frozenset([ben.person]))
    assert task.give(store, made, ana.person, ana, frozenset([ben.person]))  # nobody's by now


def test_a_task_is_added_given_done_and_taken_up_again(store: Store, clock: SetClock) -> None:
    ana = builders.actor(store, "ana")
    number = incident.declare(store, Declaration("x"), ana)
    first = task.add(store, number, " call the\nprovider ", ana, due_at=clock.now() + HOUR)
    task.add(store, number, "tell sales", ana, owner=ana.person)
    assert task.give(store, first, ana.person, ana)
    assert not task.give(store, first, ana.person, ana)
    assert task.finish(store, first, ana)
    assert not task.finish(store, first, ana)
    rows = queries.detail(store, number).tasks
    assert [(each.title, each.owner) for each in rows] == [
        ("call the provider", "ana"),
        ("tell sales", "ana"),
    ]
    assert rows[0].done_at == clock.now()
    assert task.resume(store, first, ana)
    texts = [text for kind, _, text in told(store, number) if kind is EventKind.TASK]
    assert texts[-2:] == ["Task done: call the provider", "Task open again: call the provider"]
    with pytest.raises(Refused, match="not there any more"):
        task.finish(store, 999, ana)
    with pytest.raises(Refused, match="few words"):
        task.add(store, number, " ", ana)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_any_text_is_kept_or_refused_never_a_crash(
    kind: str, request: pytest.FixtureRequest
) -> None:
    store = open_store(request.getfixturevalue(f"{kind}_url"), durable=False)
    any_text = st.text(st.characters(), max_size=60)

    @given(any_text, any_text, any_text)
    def declared(title: str, description: str, note: str) -> None:
        number = 0
        with suppress(Refused):
            number = incident.declare(store, Declaration(title, description=description), SHELL)
            incident.note(store, number, note, SHELL)
            incident.change(store, number, SHELL, None, impact=note, title=note)
        assert bool(title_of(title)) is bool(number)
        assert number == 0 or (row(store, number).title and told(store, number))

    declared()
    store.close()
