"""Problems gather incidents, and their work-around stands beside the next one; both databases."""

import json

import pytest
from typer.testing import CliRunner

from app.domain.actor import Actor
from app.errors import Conflict, Refused
from app.operations import incident, problem
from app.operations.incident import Declaration
from app.operations.problem import Wanted
from app.queries import problem as queries
from app.queries.incident_detail import timeline
from app.store import Store
from models.kinds import Category, EventKind, Source
from models.kinds_learn import ProblemState
from models.service import Service

ANA, BEN = Actor("ana", Source.SHELL), Actor("ben", Source.SHELL)
LEAK = "Checkout workers run out of memory"


def service(store: Store, name: str = "checkout") -> int:
    with store.write() as session:
        row = Service(name=name)
        session.add(row)
        session.flush()
        return row.id


def declared(store: Store, title: str, on: int | None = None,
             category: Category | None = None) -> int:  # fmt: skip
    return incident.declare(store, Declaration(title, service=on, category=category), ANA)


def test_the_work_around_stands_beside_the_next_one(store: Store) -> None:
    on = service(store)
    first = declared(store, "Checkout pods killed, out of memory", on)
    said = Wanted(LEAK, "A cache without a limit", "Restart the oldest pod", service=on)
    ident = problem.create(store, said, ANA, [first])
    second = declared(store, "Checkout pods killed, out of memory", on)
    found = queries.behind(store, second)
    assert found.linked is None
    assert [each.problem.workaround for each in found.suggested] == ["Restart the oldest pod"]
    assert "#1 was 100% alike" in found.suggested[0].why
    assert "same service" in found.suggested[0].why
    assert problem.link(store, ident, second, BEN)
    assert not problem.link(store, ident, second, BEN)
    linked = queries.behind(store, second).linked
    assert linked is not None
    assert (linked.id, linked.incidents) == (ident, 2)
    assert timeline(store, second)[-1].kind is EventKind.PROBLEM


def test_service_and_category_are_enough_and_both_must_fit(store: Store) -> None:
    on, other = service(store), service(store, "mail")
    said = Wanted(LEAK, workaround="Restart", service=on, category=Category.PERFORMANCE)
    problem.create(store, said, ANA)
    near = declared(store, "zzz", on, Category.PERFORMANCE)
    for number in (declared(store, "yyy", on), declared(store, "xxx", other, Category.PERFORMANCE)):
        assert queries.behind(store, number).suggested == ()
    assert queries.behind(store, near).suggested[0].why == "same service; same category"


def test_what_is_fixed_is_not_offered(store: Store) -> None:
    on = service(store)
    first = declared(store, "Out of memory", on)
    ident = problem.create(store, Wanted(LEAK, service=on), ANA, [first])
    fixed = Wanted(LEAK, service=on, state=ProblemState.FIXED)
    problem.change(store, ident, fixed, BEN)
    assert queries.behind(store, declared(store, "Out of memory", on)).suggested == ()
    assert queries.problems(store, ended=False) == []
    assert queries.problem(store, ident).row.fixed_at is not None


def test_an_open_incident_hears_of_a_new_work_around(store: Store) -> None:
    number = declared(store, "Out of memory")
    ident = problem.create(store, Wanted(LEAK), ANA, [number])
    problem.change(store, ident, Wanted(LEAK, workaround="Restart the oldest pod"), BEN)
    assert timeline(store, number)[-1].text == f"Work-around of P{ident}: Restart the oldest pod"


def test_an_incident_has_one_cause(store: Store) -> None:
    number = declared(store, "Out of memory")
    first = problem.create(store, Wanted(LEAK), ANA, [number])
    second = problem.create(store, Wanted("A bad switch"), ANA)
    problem.link(store, second, number, BEN)
    assert queries.problem(store, first).incidents == ()
    assert [each.number for each in queries.problem(store, second).incidents] == [number]
    assert problem.unlink(store, number, BEN)
    assert not problem.unlink(store, number, BEN)


def test_a_known_error_says_what_is_known(store: Store) -> None:
    ident = problem.create(store, Wanted(LEAK), ANA)
    with pytest.raises(Refused, match="a cause or a work-around"):
        problem.change(store, ident, Wanted(LEAK, state=ProblemState.KNOWN), ANA)
    seen = queries.problem(store, ident).row.version
    problem.change(store, ident, Wanted(LEAK, "A cache"), BEN, seen)
    with pytest.raises(Conflict, match="ben changed"):
        problem.change(store, ident, Wanted(LEAK, "A leak"), ANA, seen)
    with pytest.raises(Refused, match="no problem P99"):
        problem.link(store, 99, 1, ANA)


def test_one_that_is_removed_leaves_its_incidents(store: Store) -> None:
    number = declared(store, "Out of memory")
    ident = problem.create(store, Wanted(LEAK), ANA, [number])
    problem.remove(store, ident, ANA)
    assert queries.problems(store) == []
    assert queries.behind(store, number).linked is None


def test_from_a_shell(database_url: str) -> None:
    from app.cli.main import _register, app

    _register()

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, ["--database", database_url, *words])
        assert done.exit_code == 0, done.output
        return done.output

    run("incident", "declare", "Disk full")
    run("problem", "create", "Logs are never rotated", "--incident", "1")
    run("problem", "change", "P1", "--workaround", "Delete old logs", "--state", "known error")
    assert "Delete old logs" in run("problem", "show", "P1")
    run("incident", "declare", "Disk full")
    said = json.loads(run("problem", "behind", "2", "--json"))
    assert said["suggested"][0]["workaround"] == "Delete old logs"
    run("problem", "link", "P1", "2")
    assert json.loads(run("problem", "list", "--json"))["problems"][0]["incidents"] == 2
