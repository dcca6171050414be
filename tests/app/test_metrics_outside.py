"""The same figures for scripts: the HTTP API with its tokens, pay, privacy, maintenance."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.cli.main import run
from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.duty import Rate
from app.errors import Refused
from app.operations import figures, incident, token
from app.operations.incident import Declaration
from app.queries.duty import pay
from app.queries.privacy import may_see
from app.store import Store
from app.web import api
from models.kinds import Source
from models.people import Membership, Team
from models.rota import Schedule, Served
from models.status import Component, Maintenance
from tests import builders

BY = Actor("ana", Source.SHELL)


@pytest.fixture
def web(store: Store) -> TestClient:
    app = FastAPI()
    app.include_router(api.router(store))
    return TestClient(app)


@pytest.fixture
def key(store: Store) -> dict[str, str]:
    return {"authorization": f"Bearer {token.make(store, 'grafana', BY)}"}


def test_only_a_token_opens_the_door(web: TestClient, store: Store, key: dict[str, str]) -> None:
    for shown in ({}, {"authorization": "Bearer wb_guess"}, {"authorization": "Basic eDp5"}):
        answer = web.get("/api/v1/metrics", headers=shown)
        assert (answer.status_code, answer.json()["status"]) == (401, "unauthorized")
    assert web.get("/api/v1/metrics", headers=key).status_code == 200
    with pytest.raises(Refused, match="already"):
        token.make(store, "grafana", BY)
    assert [each.name for each in token.tokens(store)] == ["grafana"]
    token.revoke(store, "grafana", BY)
    assert web.get("/api/v1/metrics", headers=key).status_code == 401


def test_the_api_says_what_the_shell_says(
    web: TestClient, store: Store, key: dict[str, str], clock: SetClock, database_url: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    by = builders.actor(store, "ana")
    api_service = builders.service(store, "api")
    incident.declare(store, Declaration("x", service=api_service), by)
    clock.forward(timedelta(minutes=3))
    incident.acknowledge(store, 1, by)
    incident.resolve(store, 1, by)
    asked = {"from": "2026-03-28T00:00Z", "to": "2026-03-30T00:00Z", "service": "api"}
    found = web.get("/api/v1/metrics", headers=key, params=asked).json()
    assert found["mtta"]["mean_s"] == 180
    words = [f"--{name}={value}" for name, value in asked.items()]
    assert run(["metrics", *words, "--json", "--time-zone", "UTC", "--database", database_url]) == 0
    said = json.loads(capsys.readouterr().out)
    differing = {name for name in found if found[name] != said[name]} - {"as_of"}
    assert differing <= {"response"}  # kept from a script, shown where nobody is a manager
    text = web.get("/api/v1/metrics", headers=key, params=asked | {"format": "csv"}).text
    assert dict(csv.reader(io.StringIO(text)))["mtta.mean_s"] == "180.0"


def test_a_script_asks_for_tags(web: TestClient, store: Store, key: dict[str, str]) -> None:
    by = builders.actor(store, "ana")
    for names in (("eu", "pos"), ("eu",), ()):
        incident.declare(store, Declaration("x", tags=names), by)
    for asked, count in ((["EU"], 2), (["pos"], 1), (["pos", "eu"], 2), ([], 3)):
        found = web.get("/api/v1/metrics", headers=key, params={"tag": asked}).json()
        assert found["incidents"] == count


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"tag": "nowhere"}, "no tag"),
        ({"service": "apo"}, "no service"),
        ({"from": "soon"}, "no time"),
        ({"span": "ages"}, "ages"),
        ({"time_zone": "Mars/Base"}, "zone"),
        ({"severity": "SEV9"}, "SEV9"),
        ({"from": "2026-03-02T00:00Z", "to": "2026-03-01T00:00Z"}, "before it begins"),
    ],
)
def test_bad_questions_get_a_sentence(
    web: TestClient, key: dict[str, str], said: dict[str, str], sentence: str
) -> None:
    answer = web.get("/api/v1/metrics", headers=key, params=said)
    assert answer.status_code == 400
    assert sentence in answer.text


def test_pay_is_hours_times_rates(
    store: Store, clock: SetClock, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A Saturday and a Monday, twelve hours each from midnight in Madrid."""
    ana = builders.person(store, "ana", "=Ana()")
    with store.write() as session:
        row = Schedule(
            name="primary", time_zone="Europe/Madrid",
            stored_at=datetime(2026, 1, 1, tzinfo=UTC), recorded_until=clock.now(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        for day in (6, 8):
            begin = datetime(2026, 2, day, 23, tzinfo=UTC)
            served = Served(schedule_id=row.id, start_at=begin, person_id=ana,
                            end_at=begin + timedelta(hours=12))  # fmt: skip
            session.add(served)
    rates = ["--rate", "weekday=2", "--rate", "night=5", "--rate", "weekend=7"]
    words = [
        "pay",
        "--from",
        "2026-02-01",
        "--to",
        "2026-03-01",
        "--time-zone",
        "Europe/Madrid",
        "--csv",
    ]
    assert run([*words, *rates, "--currency", "EUR", "--database", database_url]) == 0
    (found,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (found["person"], found["full_name"], found["hours"]) == ("ana", "'=Ana()", "24.0")
    assert (found["weekend_h"], found["night_h"], found["weekday_h"]) == ("12.0", "6.0", "6.0")
    assert (found["amount"], found["currency"]) == (str(12 * 7 + 6 * 5 + 6 * 2.0), "EUR")
    assert pay(store).rates[Rate.NIGHT] == 5
    assert run(["pay", "--rate", "lunch=3", "--database", database_url]) == 1
    assert "no rate" in capsys.readouterr().err


def test_figures_of_single_people_are_for_managers(store: Store) -> None:
    ana, ben = builders.actor(store, "ana"), builders.actor(store, "ben")
    assert may_see(store, ben.person)  # there is no manager yet
    with store.write() as session:
        team = Team(name="platform")
        team.memberships = [Membership(person_id=ana.person, manager=True)]
        session.add(team)
    assert (may_see(store, ana.person), may_see(store, ben.person)) == (True, False)
    with pytest.raises(Refused, match="Only a manager"):
        figures.keep_private(store, False, ben)
    figures.keep_private(store, False, ana)
    assert may_see(store, ben.person)


def test_maintenance_is_neither_up_nor_down_if_so_asked(
    web: TestClient, store: Store, key: dict[str, str], clock: SetClock
) -> None:
    """Two hours of impact, the first of them planned; of a day of 23 hours."""
    by = builders.actor(store, "ana")
    service = builders.service(store, "api")
    begin = clock.now() - timedelta(days=1)
    incident.declare(store, Declaration("x", service=service, began=begin), by)
    with store.write() as session:
        row = Component(name="API", service_id=service, created_at=begin)
        session.add(row)
        session.flush()
        session.add(Maintenance(
            slug="abc", title="x", created_at=begin, components=[row.id],
            starts_at=begin - timedelta(hours=1), ends_at=begin + timedelta(hours=1),
        ))  # fmt: skip
    from app.operations.incident_clock import correct

    correct(store, 1, "detected", begin, "so", by)
    correct(store, 1, "mitigated", begin + timedelta(hours=2), "so", by)
    asked = {"from": "2026-03-28T00:00Z", "to": "2026-03-29T00:00Z"}
    for planned, down, passed in (("true", 2, 24), ("false", 1, 23)):
        asked["maintenance"] = planned
        (level,) = web.get("/api/v1/metrics", headers=key, params=asked).json()["services"]
        assert level["down_s"] == down * 3600
        assert level["uptime"] == pytest.approx(1 - down / passed)
