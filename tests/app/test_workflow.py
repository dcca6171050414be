"""Workflows at work: set off by what happens and by the clock, once, in order, never in circles."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import SetClock
from app.domain.actor import Actor
from app.errors import Refused
from app.operations import incident, problem, task
from app.operations.incident import Declaration, declare
from app.operations.workflow import switch
from app.operations.workflow_run import start_by_hand, stop
from app.operations.workflow_step import advance
from app.queries.incident_detail import detail, timeline
from app.queries.workflow import workflow
from app.store import Store
from models.kinds import RunState, Severity, Source
from models.page import Page
from models.people import Person
from models.service import Service
from tests.app.workflows import deeds, flow, log, settle, states, told, work


def somebody(store: Store, name: str = "ana") -> Actor:
    with store.read() as session:
        return Actor(name, Source.DESKTOP, session.scalars(
            select(Person.id).where(Person.name == name)
        ).one())  # fmt: skip


def opened(
    store: Store, severity: Severity = Severity.SEV2, title: str = "It is down", by: str = "ana"
) -> int:
    with store.read() as session:
        service = session.scalars(select(Service.id).where(Service.name == "database")).one()
    said = Declaration(title, severity=severity, service=service)
    return declare(store, said, somebody(store, by))


def change(store: Store, number: int, **fields: object) -> None:
    incident.change(store, number, somebody(store), None, **fields)


def test_what_happens_sets_it_off_and_its_conditions_are_looked_at(store: Store) -> None:
    settle(
        store,
        flow(
            "Bad ones", "opened, severity raised",
            "{do: add task, text: 'Tell the board about #{{number}} {{title}}', to: person:ben}",
            "{do: set urgency, value: low}",
            more="if: {field: severity, is: [SEV1, SEV2]}",
        ),
    )  # fmt: skip
    mild, bad = opened(store, Severity.SEV3), opened(store)
    work(store)
    assert states(store) == ["unmet", "done"]
    assert log(store)[0].outcome == "Not run: severity is SEV3."
    shown = detail(store, bad)
    assert [(each.title, each.owner) for each in shown.tasks] == [
        (f"Tell the board about #{bad} It is down", "ben")
    ]
    assert shown.row.urgency.value == "low"
    change(store, mild, severity="SEV1")
    work(store)
    assert states(store) == ["unmet", "done", "done"]
    assert "workflow Bad ones" in {each.actor for each in timeline(store, mild)}


def test_what_a_step_does_and_its_record_are_one(store: Store) -> None:
    """A step that is refused leaves nothing, says why, and the next one is done all the same."""
    settle(store, flow("Odd", "opened", "{do: set stage, value: closed}",
                       "{do: add note, text: 'Look at {{service}}'}"))  # fmt: skip
    number = opened(store)
    work(store)
    (run,) = log(store)
    assert [each.state.value for each in run.deeds] == ["failed", "done"]
    assert run.state is RunState.FAILED
    assert run.deeds[0].outcome == run.outcome != ""
    assert "Look at database" in told(store, number)
    assert detail(store, number).row.stage.open


def test_the_first_fault_ends_one_that_says_so(store: Store) -> None:
    settle(store, flow("Strict", "opened", "{do: set stage, value: closed}",
                       "{do: add note, text: never}", more="on_failure: stop"))  # fmt: skip
    number = opened(store)
    work(store)
    assert deeds(store) == [("move it to closed", "failed")]
    assert "never" not in told(store, number)


def test_a_delay_is_waited_for_and_the_world_is_looked_at_again(
    store: Store, clock: SetClock
) -> None:
    settle(store, flow("Slow", "opened", "{do: add note, text: 'still nobody', after: 10m}",
                       more="if: {field: acknowledged, is: 'no'}"))  # fmt: skip
    first, second, third = (opened(store) for _ in range(3))
    work(store)
    clock.forward(timedelta(minutes=9))
    work(store)
    assert states(store) == ["waiting"] * 3
    incident.acknowledge(store, second, somebody(store))
    incident.resolve(store, third, somebody(store))
    clock.forward(timedelta(minutes=1))
    work(store)
    assert "still nobody" in told(store, first)
    assert [each.outcome for each in log(store)] == [
        "",
        "Ended: its conditions hold no more (somebody has it).",
        f"Ended: #{third} is resolved.",
    ]


def test_again_and_again_until_somebody_has_it(store: Store, clock: SetClock) -> None:
    until = "repeat: {every: 5m, until: {field: acknowledged, is: 'yes'}, at_most: 4}"
    settle(store, flow("Nag", "opened", f"{{do: add note, text: Please, {until}}}",
                       "{do: add flag, text: over}"))  # fmt: skip
    heard, unheard = opened(store), opened(store)
    for minute in range(30):
        work(store)
        if minute == 7:
            incident.acknowledge(store, heard, somebody(store))
        clock.forward(timedelta(minutes=1))
    assert told(store, heard).count("Please") == 2
    assert told(store, unheard).count("Please") == 4
    assert [told(store, each).count("over") for each in (heard, unheard)] == [1, 1]


def test_none_sets_itself_off_for_ever(store: Store) -> None:
    settle(
        store,
        flow("Ping", "note added", "{do: add note, text: pong}"),
        flow("Title", "title changed, impact changed", "{do: set impact, text: 'x{{impact}}'}"),
    )
    number = opened(store)
    incident.note(store, number, "hello", somebody(store))
    change(store, number, title="Other")
    work(store)
    assert told(store, number).count("pong") == 1
    assert states(store, "Ping") == ["done", "stopped"]
    assert "for ever" in log(store, "Ping")[-1].outcome
    assert states(store, "Title") == ["done", "stopped"]


def test_a_ring_of_several_ends_and_too_many_an_hour_as_well(store: Store, clock: SetClock) -> None:
    settle(
        store,
        *(flow(f"W{n}", field, f"{{do: {does}}}") for n, (field, does) in enumerate((
            ("note added", "set impact, text: hit"),
            ("impact changed", "set urgency, value: low"),
            ("urgency changed", "set category, value: performance"),
            ("category changed", "raise severity"),
            ("severity changed", "add task, text: never"),
        ))),
        flow("Few", "task done", "{do: add flag, text: few}", more="at_most: 2"),
    )  # fmt: skip
    number = opened(store)
    incident.note(store, number, "go", somebody(store))
    work(store)
    assert [states(store, f"W{n}") for n in range(5)] == [["done"]] * 4 + [["stopped"]]
    for n in range(4):
        task.finish(store, task.add(store, number, f"t{n}", somebody(store)), somebody(store))
        work(store)
    assert states(store, "Few") == ["done", "done", "stopped", "stopped"]
    clock.forward(timedelta(hours=1, seconds=1))
    task.finish(store, task.add(store, number, "later", somebody(store)), somebody(store))
    work(store)
    assert states(store, "Few")[-1] == "done"


def test_the_clock_sets_off_once_for_each_cause(store: Store, clock: SetClock) -> None:
    settle(
        store,
        flow("Old", "open for 30m", "{do: add flag, text: old}"),
        flow("Alone", "nobody answers for 10m", "{do: escalate}"),
        flow("Silent", "no news for 20m", "{do: add flag, text: silent}"),
        flow("Often", "every 15m", "{do: add flag, text: often}"),
    )
    number = opened(store)
    for minute in range(46):
        if minute == 12:
            incident.acknowledge(store, number, somebody(store))
        work(store)
        clock.forward(timedelta(minutes=1))
    texts = told(store, number)
    assert [texts.count(each) for each in ("old", "often", "silent")] == [1, 3, 1]
    assert texts.count("Escalate now") == 1


def test_switching_on_does_not_make_up_for_the_past(store: Store, clock: SetClock) -> None:
    settle(store, flow("Old", "open for 30m", "{do: add flag, text: old}", on=False))
    number = opened(store)
    clock.forward(timedelta(hours=2))
    assert switch(store, "Old", on=True, by=somebody(store))
    assert not switch(store, "Old", on=True, by=somebody(store))
    work(store)
    assert log(store) == []
    assert "old" not in told(store, number)


def test_off_means_off_and_under_way_it_ends(store: Store, clock: SetClock) -> None:
    settle(store, flow("Late", "opened", "{do: add note, text: late, after: 5m}"))
    opened(store)
    work(store)
    switch(store, "Late", on=False, by=somebody(store))
    number = opened(store)
    clock.forward(timedelta(minutes=6))
    work(store)
    assert [each.outcome for each in log(store)] == ["Ended: the workflow was switched off."]
    assert "late" not in told(store, number)


def test_by_hand_and_stopped_by_hand(store: Store, clock: SetClock) -> None:
    settle(store, flow("Hand", "closed", "{do: add note, text: one}",
                       "{do: add note, text: two, after: 1h}", on=False))  # fmt: skip
    number, ana = opened(store), somebody(store)
    row = workflow(store, "Hand")
    assert row.id is not None
    run = start_by_hand(store, row.id, number, ana)
    work(store)
    assert stop(store, run, ana)
    assert not stop(store, run, ana)
    clock.forward(timedelta(hours=2))
    work(store)
    assert ("one" in told(store, number), "two" in told(store, number)) == (True, False)
    assert log(store)[0].outcome == "Stopped by ana."
    with pytest.raises(Refused, match="no incident"):
        start_by_hand(store, row.id, 99, ana)


def test_a_person_a_team_whoever_is_on_call_is_paged(store: Store) -> None:
    settle(store, flow("Page", "opened", "{do: page, to: [team:platform, person:ben]}"))
    number = opened(store)
    work(store)
    with store.read() as session:
        asked = select(Person.name).join(Page, Page.person_id == Person.id)
        assert sorted(session.scalars(asked.where(Page.incident_id == number))) == ["ana", "ben"]
    assert log(store)[0].deeds[0].outcome == "Paged ana, ben."


def test_a_new_edition_changes_nothing_for_what_is_under_way(store: Store, clock: SetClock) -> None:
    settle(store, flow("Ed", "opened", "{do: add note, text: old way, after: 5m}"))
    number = opened(store)
    work(store)
    settle(store, flow("Ed", "opened", "{do: add note, text: new way, after: 5m}"))
    second = opened(store)
    clock.forward(timedelta(minutes=6))
    work(store)
    work(store)
    clock.forward(timedelta(minutes=6))
    work(store)
    assert ("old way" in told(store, number), "new way" in told(store, number)) == (True, False)
    assert "new way" in told(store, second)
    assert [each.edition for each in log(store)] == [1, 2]


def test_every_action_does_something_or_says_why_not(store: Store) -> None:
    """The whole list in one long workflow: none of them stumbles."""
    then = (
        "{do: tell, to: [owner, person:ana], text: hello}",
        "{do: hand to, to: person:ben}",
        "{do: assign role, value: incident commander, to: team:platform}",
        "{do: release role, value: incident commander}",
        "{do: acknowledge}",
        "{do: give back, text: no}",
        "{do: escalate}",
        "{do: request responders, to: person:ben, text: help}",
        "{do: add follow-up, text: 'Later: {{title}}', due: 2d}",
        "{do: link problem, value: Old disks}",
        "{do: set field, value: ticket, text: 'T-{{number}}'}",
        "{do: use policy, value: plain}",
        "{do: raise severity}",
        "{do: lower severity}",
        "{do: set category, value: performance}",
        "{do: set stage, value: identified}",
        "{do: set title, text: 'New: {{title}}'}",
        "{do: set description, text: d}",
        "{do: set service, value: database}",
        "{do: add dependent services}",
        "{do: remove affected service, value: api}",
        "{do: add affected service, value: api}",
        "{do: add link, value: 'https://wiki.example.org/db', text: Wiki}",
        "{do: create bridge}",
        "{do: start best playbook}",
        "{do: start playbook, value: A service is down}",
        "{do: stop playbooks}",
        "{do: open incident, text: 'Follows #{{number}}'}",
        "{do: start workflow, value: Other}",
        "{do: snooze, due: 2h}",
        "{do: resolve, text: done}",
        "{do: begin review}",
        "{do: reopen}",
        "{do: stop here}",
        "{do: add note, text: never}",
    )
    settle(store, flow("All", "note added", *then),
           flow("Other", "closed", "{do: add flag, text: other}"))  # fmt: skip
    problem.create(store, problem.Wanted("Old disks"), somebody(store))
    number = opened(store)
    incident.note(store, number, "go", somebody(store))
    work(store)
    found = log(store, "All")[0]
    failed = [(each.words, each.outcome) for each in found.deeds if each.state.value != "done"]
    assert failed == []
    shown = detail(store, number)
    assert shown.row.title == "New: It is down"
    assert [name for _, name in shown.affected] == ["api"]
    assert {"other", f"Opened #{number + 1}: Follows #{number}"} <= set(told(store, number))
    assert "never" not in told(store, number)


def test_two_engines_do_each_step_once(store: Store) -> None:
    """Both take turns at the same due runs; the second finds them done."""
    settle(store, flow("Once", "opened", "{do: add note, text: once}"))
    numbers = [opened(store) for _ in range(5)]
    for engine in ("one", "two", "one", "two"):
        advance(store, engine, 2, 6)
    work(store, "two")
    assert [told(store, each).count("once") for each in numbers] == [1] * 5
    assert states(store) == ["done"] * 5
