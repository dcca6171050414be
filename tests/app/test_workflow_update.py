"""Workflows that say something: updates in the timeline, on the status page and to groups; masked
as those of people are, and never out of a private incident or an exercise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import SetClock
from app.domain.condition import Comparison, Operator
from app.domain.uses import uses
from app.domain.workflow_words import step_words
from app.duties.tidy import KEPT, sweep
from app.errors import Refused
from app.operations import incident
from app.operations.incident import Declaration, declare
from app.operations.stakeholder import find_stakeholder, remove_stakeholder
from app.operations.workflow import save_workflow
from app.queries.spec import workspace
from app.queries.status_public import board
from app.queries.status_update import outlook
from app.queries.workflow import workflow
from app.queries.workflow_rehearsal import rehearsal
from app.store import Store
from app.workspace.apply import apply, dump
from app.workspace.read import read
from models.kinds import Severity
from models.notice import Message
from models.service import Service
from models.status import Dispatch
from tests.app.workflows import FILE, TEAM, flow, log, work

GROUPS = """status_page: {title: Acme}
stakeholders: [{name: managers, notify: [person:ben, channel:room]}]
"""
PUBLIC = (
    "{do: post public update, value: We are looking into it, "
    "text: '{{impact}} Write to ana@example.org.', to: group:managers, due: 30m}"
)
TELL = "{do: notify stakeholders, to: group:managers, text: '{{severity}}: {{title}} at {{began}}'}"
INSIDE = "{do: post internal update, text: 'It is {{stage}}.'}"


def settle(store: Store, *then: str) -> None:
    text = TEAM + GROUPS + "workflows:\n" + flow("Say", "impact changed", *then)
    reading = read(text.encode())
    assert not reading.problems, [each.sentence for each in reading.problems]
    apply(store, reading.workspace, FILE)


def opened(store: Store, kind: str = "") -> int:
    with store.read() as session:
        service = session.scalar(select(Service.id).where(Service.name == "database"))
    said = Declaration("It is down", severity=Severity.SEV2, service=service, drill=kind == "drill")
    number = declare(store, said, FILE)
    if kind == "private":
        incident.change(store, number, FILE, None, private=True)
    incident.change(store, number, FILE, None, impact="No orders.")
    return number


def left(store: Store) -> tuple[list[str], int]:
    """What people and rooms were told."""
    with store.read() as session:
        told = session.scalars(select(Message.body).where(Message.subject.contains("SEV2")))
        return list(told), len(session.scalars(select(Dispatch)).all())


def test_updates_go_where_they_are_meant_to_and_are_masked(store: Store) -> None:
    settle(store, PUBLIC, TELL, INSIDE)
    number = opened(store)
    work(store)
    (run,) = log(store)
    assert [each.outcome for each in run.deeds] == [
        "Posted on the status page and sent to managers (1 e-mail address masked).",
        "Posted in the timeline and sent to managers.",
        "Posted in the timeline.",
    ]
    public, told, inside = outlook(store, number).said
    assert [each.public for each in (public, told, inside)] == [True, False, False]
    assert "No orders. Write to [e-mail address masked]." in public.text
    assert public.text.startswith("We are looking into a problem")
    assert told.text.startswith("SEV2: It is down at ")
    assert inside.text == "It is Investigating."
    assert {each.actor for each in (public, told, inside)} == {"workflow Say"}
    assert [each.text for each in board(store).open[0].updates] == [public.text]
    bodies, rooms = left(store)
    assert (len(bodies), rooms) == (2, 2)


@pytest.mark.parametrize("kind", ["private", "drill"])
def test_nothing_leaves_a_private_incident_or_an_exercise(store: Store, kind: str) -> None:
    settle(store, PUBLIC, TELL, INSIDE)
    number = opened(store, kind)
    work(store)
    (run,) = log(store)
    assert [each.state.value for each in run.deeds] == ["failed", "failed", "done"]
    assert "nothing of it leaves the house" in run.deeds[0].outcome
    assert [each.text for each in outlook(store, number).said] == ["It is Investigating."]
    assert not board(store).open
    assert left(store) == ([], 0)


def test_a_dry_run_says_what_would_be_said(store: Store) -> None:
    settle(store, PUBLIC, TELL, INSIDE)
    spec = workflow(store, "Say").spec
    lines = rehearsal(store, spec, opened(store)).found[0].lines
    assert "[e-mail address masked]" in lines[0].why
    assert lines[0].why.startswith("ben, room: “")
    assert lines[2].why == "“It is Investigating.”"
    lines = rehearsal(store, spec, opened(store, "private")).found[0].lines
    assert "would be refused" in lines[1].why
    assert not outlook(store, 1).said


def test_a_group_and_a_template_that_are_not_there_are_refused(store: Store) -> None:
    settle(store, TELL)
    text, _ = dump(store)
    assert "notify stakeholders" in text
    assert apply(store, read(text.encode()).workspace, FILE).changes == ()
    reading = read((TEAM + "workflows:\n" + flow("Other", "opened",
                    "{do: post internal update, value: No such template}")).encode())  # fmt: skip
    with pytest.raises(Refused, match="no template called"):
        save_workflow(store, reading.workspace.workflows[0], FILE)


@pytest.mark.parametrize(
    ("step", "column", "words"),
    [
        ("{do: post public update}", 12, "needs 'text' or 'value'"),
        ("{do: notify stakeholders, text: x}", 12, "needs 'to'"),
        ("{do: notify stakeholders, text: x, to: group:board}", 51, "no group called"),
        ("{do: notify stakeholders, text: x, to: person:ana}", 51, "a group such as"),
        ("{do: page, to: group:managers}", 27, "people, not a group"),
        ("{do: post internal update, text: '{{sevrity}}'}", 45, "sevrity"),
        ("{do: post internal update, text: x, to: group:managers}", 52, "takes no 'to'"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(step: str, column: int, words: str) -> None:
    head = TEAM + GROUPS + "workflows:\n  - name: x\n    when: [opened]\n"
    (found,) = read(f"{head}    then: [{step}]\n".encode()).problems
    assert (found.line, found.column) == (len(head.splitlines()) + 1, column)
    assert words in found.sentence


def test_what_a_workflow_names_is_not_taken_out_from_under_it(store: Store) -> None:
    settle(
        store, TELL, "{do: page, to: [person:ana, team:platform]}", "{do: set service, value: api}",
        "{do: message channel, to: channel:room, text: x}",
    )  # fmt: skip
    with store.read() as session:
        found = workspace(session, None)
    for kind, name, step in (("stakeholder", "managers", 1), ("person", "ana", 2),
                             ("team", "platform", 2), ("service", "api", 3),
                             ("channel", "room", 4)):  # fmt: skip
        assert f"workflow “Say” (step {step})" in uses(kind, name, found, store.now())
    ident = find_stakeholder(store, "managers")
    assert ident is not None
    with pytest.raises(Refused, match="still needed by workflow “Say”"):
        remove_stakeholder(store, ident, FILE)
    apply(store, read(b"watchbill: 1\n").workspace, FILE, prune=True)
    assert find_stakeholder(store, "managers") is None


def test_runs_that_met_nothing_are_swept_after_a_month(store: Store, clock: SetClock) -> None:
    settle(store, INSIDE)
    never = Comparison("severity", Operator.IS, ("SEV4",))
    row = workflow(store, "Say")
    save_workflow(store, replace(row.spec, condition=never), FILE, ident=row.id)
    opened(store)
    work(store)
    clock.forward(KEPT)
    sweep(store)
    assert [each.state.value for each in log(store)] == ["unmet"]
    clock.forward(timedelta(seconds=1))
    sweep(store)
    assert log(store) == []


def test_it_reads_as_a_sentence(store: Store) -> None:
    settle(store, PUBLIC, TELL)
    steps = workflow(store, "Say").spec.steps
    assert [step_words(each) for each in steps] == [
        (
            "post a public update from the template “We are looking into it” with "
            "“{{impact}} Write to ana@example.org.” and tell the group managers (the next in 30m)"
        ),
        "post an update “{{severity}}: {{title}} at {{began}}” and tell the group managers",
    ]
