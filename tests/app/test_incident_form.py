"""The form of an incident as a team makes it: categories, fields of its own, reasons."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.actor import Actor
from app.domain.incident_form import SHIPPED
from app.domain.workspace import CategorySpec, FieldSpec, RespondingSpec
from app.errors import Refused
from app.operations import incident
from app.operations.incident import Declaration
from app.queries import incident_detail
from app.queries.dependency import depends
from app.queries.incident_form import incident_form
from app.store import Store
from app.workspace.apply import apply, dump
from app.workspace.read import read
from models.kinds import Category, Severity, Source, Stage
from models.kinds_together import FieldKind
from tests import builders

FIELDS = (
    FieldSpec("Ticket", FieldKind.LINK, declare=True),
    FieldSpec("Plan", FieldKind.CHOICE, ("free", "paid"), declare=True, needed=True),
    FieldSpec("Regions hit", FieldKind.SEVERAL, ("EU", "US", "Asia")),
    FieldSpec("Lost", FieldKind.NUMBER, about="In euros."),
    FieldSpec("Due", FieldKind.DATE),
    FieldSpec("Account manager", FieldKind.PERSON),
    FieldSpec("Contract", FieldKind.TEXT),
)


@pytest.fixture
def ana(store: Store) -> Actor:
    return builders.actor(store, "ana")


def custom(store: Store, number: int) -> dict[str, Any]:
    return dict(incident_detail.detail(store, number).custom)


def test_the_shipped_categories_until_the_team_has_its_own(store: Store, ana: Actor) -> None:
    assert incident_form(store).categories == SHIPPED
    number = incident.declare(store, Declaration("x", category=Category.SECURITY), ana)
    renamed = {str(Category.SECURITY): "leak"}
    builders.form(
        store, ana, categories=[CategorySpec("leak"), CategorySpec("hardware")], renamed=renamed
    )
    assert incident_detail.detail(store, number).row.category == "leak"
    incident.change(store, number, ana, None, category="Hardware")
    assert incident_detail.detail(store, number).row.category == "hardware"
    with pytest.raises(Refused, match="there are: leak, hardware"):
        incident.change(store, number, ana, None, category="performance")
    builders.form(store, ana, categories=[])
    assert incident_form(store).categories == SHIPPED
    incident.change(store, number, ana, None, category="hardware")  # it stays what it was


def test_own_fields_are_checked_kept_and_told(store: Store, ana: Actor) -> None:
    builders.form(store, ana, fields=FIELDS)
    with pytest.raises(Refused, match="Plan is needed") as fault:
        incident.declare(store, Declaration("x"), ana)
    assert fault.value.field == "Plan"
    number = incident.declare(store, Declaration("x", custom=(("plan", "Paid"),)), ana)
    assert incident.declare(store, Declaration("by a rule"), Actor("flow", Source.ENGINE))
    incident.change(
        store, number, ana, None,
        custom={"Regions hit": "us, EU", "Lost": "1 200,5", "Due": "2026-04-01",
                "Account manager": "ana", "Ticket": "https://example.org/1"},
        customers="2 400", regions="EU, US",
    )  # fmt: skip
    assert custom(store, number) == {
        "Plan": "paid", "Regions hit": ["EU", "US"], "Lost": 1200.5, "Due": "2026-04-01",
        "Account manager": "ana", "Ticket": "https://example.org/1",
    }  # fmt: skip
    found = incident_detail.detail(store, number)
    assert (found.customers, found.regions) == (2400, ("EU", "US"))
    incident.change(store, number, ana, None, custom={"Lost": None})
    assert "Lost" not in custom(store, number)
    told = [each.text for each in incident_detail.timeline(store, number)]
    assert "Regions hit none → EU, US" in told
    assert "Lost 1200.5 → none" in told
    assert "Customers none → 2400" in told


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("Plan", "gold", "one of: free, paid"),
        ("Lost", "much", "wants a number"),
        ("Due", "tomorrow", "a date such as"),
        ("Ticket", "ftp://x", "a link that begins"),
        ("Account manager", "zoe", "nobody called 'zoe'"),
        ("Colour", "red", "no field called 'Colour'"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_wrong_value_is_said_beside_its_field(
    store: Store, ana: Actor, name: str, value: str, sentence: str
) -> None:
    builders.form(store, ana, fields=FIELDS)
    number = incident.declare(store, Declaration("x", custom=(("Plan", "free"),)), ana)
    with pytest.raises(Refused, match=sentence) as fault:
        incident.change(store, number, ana, None, custom={name: value})
    assert fault.value.field == name
    assert custom(store, number) == {"Plan": "free"}


def test_a_reason_is_asked_for_where_the_team_wants_it(store: Store, ana: Actor) -> None:
    builders.form(store, ana, responding=RespondingSpec("", ("severity", "stage", "resolve")))
    number = incident.declare(store, Declaration("x"), ana)
    for act in (
        lambda: incident.change(store, number, ana, None, severity=Severity.SEV1),
        lambda: incident.accept(store, number, ana),
        lambda: incident.resolve(store, number, ana),
    ):
        with pytest.raises(Refused, match="say why") as fault:
            act()
        assert fault.value.field == "why"
    incident.change(store, number, ana, None, why="half of all orders", severity=Severity.SEV1)
    incident.accept(store, number, ana, "real")
    told = [each.text for each in incident_detail.timeline(store, number)]
    assert told[-2:] == [
        "Severity SEV3 → SEV1: half of all orders",
        "Stage triage → investigating: real",
    ]
    at_night = Actor("ana", Source.LINK, ana.person)
    assert incident.resolve(store, number, at_night)
    assert incident_detail.detail(store, number).row.stage is Stage.RESOLVED


FILE = """watchbill: 1
categories:
  - {name: leak, about: Somebody saw what they should not.}
  - hardware
fields:
  - {name: Plan, kind: choice, choices: [free, paid], declare: true, needed: true}
  - {name: Contract}
incidents: {bridge: "https://meet.example.org/", why: [severity, resolve]}
"""


def test_the_workspace_file_holds_it_all(store: Store, ana: Actor) -> None:
    reading = read(FILE.encode())
    assert reading.problems == []
    done = apply(store, reading.workspace, ana)
    assert "+ category leak" in map(str, done.changes)
    text, _ = dump(store)
    again = read(text.encode())
    assert again.problems == []
    assert again.workspace.categories == reading.workspace.categories
    assert again.workspace.fields == reading.workspace.fields
    assert again.workspace.responding == reading.workspace.responding
    assert apply(store, again.workspace, ana, prune=True).changes == ()
    more = read(b"watchbill: 1\ncategories: [software]\n").workspace
    apply(store, more, ana)
    assert [each.name for each in incident_form(store).categories] == [
        "software", "leak", "hardware",
    ]  # fmt: skip
    reading = read(b"watchbill: 1\nfields:\n  - {name: A, kind: choice}\n")
    assert "nothing to choose from" in reading.problems[0].sentence


def test_what_stands_on_a_service_is_known(store: Store, ana: Actor) -> None:
    text = """watchbill: 1
services:
  - {name: cloud, kind: third_party}
  - {name: db, depends_on: [cloud]}
  - {name: api, depends_on: [db]}
  - {name: shop, depends_on: [api]}
"""
    apply(store, read(text.encode()).workspace, ana)
    with store.read() as session:
        from models.service import Service

        ids = {row.name: row.id for row in session.query(Service)}
    up, down = depends(store, ids["db"])
    assert [(each.name, each.steps, each.through) for each in up] == [
        ("api", 1, "db"), ("shop", 2, "api"),
    ]  # fmt: skip
    assert [each.name for each in down] == ["cloud"]
    number = incident.declare(store, Declaration("slow", service=ids["db"]), ana)
    assert [each.name for each in incident_detail.detail(store, number).stands_on_it] == [
        "api", "shop",
    ]  # fmt: skip
