"""What a team brings of its own into workflows: fields and categories in conditions; and incidents
that a workflow relates to each other."""

from __future__ import annotations

import pytest

from app.operations import incident
from app.operations.incident import Declaration, declare
from app.queries.incident_detail import detail
from app.queries.named import service_id
from app.store import Store
from app.workspace.apply import apply
from app.workspace.read import read
from tests.app.workflows import FILE, TEAM, flow, log, told, work

OWN = """categories: [{name: tills, about: Where people pay.}, {name: lights}]
fields:
  - {name: plan, kind: choice, choices: [free, gold]}
  - {name: seats, kind: number}
"""


def settled(store: Store, *workflows: str) -> list[str]:
    """What was wrong with the file; applied when nothing was."""
    text = TEAM.replace("fields: [{name: ticket}]\n", OWN) + "workflows:\n" + "".join(workflows)
    reading = read(text.encode())
    if not reading.problems:
        apply(store, reading.workspace, FILE)
    return [each.sentence for each in reading.problems]


def test_own_fields_and_categories_decide(store: Store) -> None:
    gold = (
        "if:\n  all:\n    - {field: field plan, is: gold}\n    - {field: field seats, greater: 50}"
    )
    tills = "if: {field: category, is: tills}"
    note = "{do: add note, text: '{{field_plan}} customers'}"
    flag = flow("Tills", "opened", "{do: add flag, text: Tills}", more=tills)
    assert not settled(store, flow("Gold", "title changed", note, more=gold), flag)
    number = declare(store, Declaration("It is down", category="tills"), FILE)
    work(store)
    assert "Tills" in told(store, number)
    incident.change(store, number, FILE, None, custom={"plan": "gold", "seats": 20})
    incident.change(store, number, FILE, None, title="Still down")
    work(store)
    assert [run.state.value for run in log(store, "Gold")] == ["unmet"]
    incident.change(store, number, FILE, None, custom={"seats": 51})
    incident.change(store, number, FILE, None, title="Down for all")
    work(store)
    assert "gold customers" in told(store, number)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("{field: field seat, is: 4}", "field seats"),
        ("{field: category, is: till}", "no category"),
    ],
)
def test_what_is_not_there_is_refused(store: Store, condition: str, words: str) -> None:
    (said,) = settled(
        store, flow("X", "opened", "{do: add note, text: x}", more=f"if: {condition}")
    )
    assert words in said


def test_incidents_are_related(store: Store) -> None:
    steps = [f"{{do: relate incident, value: {each}}}" for each in
             ("same service", "same category", "most similar")]  # fmt: skip
    assert not settled(store, flow("Relate", "opened", *steps))
    where = service_id(store, "database")
    first = declare(store, Declaration("Disk full", service=where), FILE)
    second = declare(store, Declaration("Slow", category="lights"), FILE)
    third = declare(store, Declaration("Disk full", service=where, category="lights"), FILE)
    work(store)
    ties = {each.number for each in detail(store, third).together.ties}
    assert ties == {first, second}
