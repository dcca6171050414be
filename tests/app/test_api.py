"""The HTTP API on a real socket: what a script does, and what it is told when it errs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.cli.main import run
from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.workspace import RotationSpec, ScheduleSpec
from app.errors import Unavailable
from app.operations import incident, rota, token
from app.operations.incident import Declaration
from app.queries import people as people_query
from app.store import Store
from app.web import api_catalogue
from models.kinds import Source, Unit
from models.people import Person
from tests import builders
from tests.app.intake.conftest import serving


@dataclass
class Script:
    """A program with a token."""

    client: httpx.Client
    store: Store
    ana: Actor

    def get(self, path: str, **params: Any) -> Any:
        return self.said(self.client.get(f"/api/v1{path}", params=params), 200)

    def post(self, path: str, code: int = 200, **body: Any) -> Any:
        return self.said(self.client.post(f"/api/v1{path}", json=body), code)

    def patch(self, path: str, code: int = 200, **body: Any) -> Any:
        return self.said(self.client.patch(f"/api/v1{path}", json=body), code)

    @staticmethod
    def said(answer: httpx.Response, code: int) -> Any:
        assert answer.status_code == code, answer.text
        document = answer.json()
        if code >= 400:
            assert document.keys() == {"status", "message", "errors"}
            assert document["errors"]
            assert "Value error" not in answer.text
        return document


BAD: list[tuple[str, str, bytes | None, int, str]] = [
        ("GET", "/incidents/77", None, 404, "#77"),
        ("GET", f"/incidents/{10**30}", None, 404, "no incident"),
        ("GET", "/incidents/abc", None, 400, "number"),
        ("POST", "/incidents/77/ack", None, 404, "#77"),
        ("POST", "/incidents", b"{nonsense", 400, "body"),
        ("POST", "/incidents", b"\xff\xfe", 400, "body"),
        ("POST", "/incidents", b"[" * 100_000, 400, "body"),
        ("POST", "/incidents", b"[]", 400, "body"),
        ("POST", "/incidents", b'{"title": 5}', 400, "title"),
        ("POST", "/incidents", b'{"title": " "}', 400, "title"),
        ("POST", "/incidents", b'{"title": "x", "colour": "red"}', 400, "colour"),
        ("POST", "/incidents", b'{"title": "x", "severity": "SEV9"}', 400, "severity"),
        ("POST", "/incidents", b'{"title": "x", "service": "none"}', 400, "no service"),
        ("POST", "/incidents", b'{"title": "x", "impact_started_at": 5}', 400, "ISO 8601"),
        ("POST", "/incidents", b'{"title": "x", "impact_started_at": "2026-03-01T00:00"}', 400,
         "timezone"),
        ("POST", "/incidents", b" " * 600_000, 413, "512 KB"),
        ("PATCH", "/incidents/1", b"{}", 400, "what to change"),
        ("PATCH", "/incidents/1", b'{"title": null}', 400, "null"),
        ("PATCH", "/incidents/1", b'{"title": "y", "version": 99}', 409, "meanwhile"),
        ("POST", "/incidents/1/notes", b'{"text": "  "}', 400, "nothing to note"),
        ("GET", "/incidents?limit=0", None, 400, "limit"),
        ("GET", "/incidents?sort=beauty", None, 400, "beauty"),
        ("GET", "/incidents?service=none", None, 400, "no service"),
        ("GET", "/oncall?from=2026-03-01T00:00Z", None, 400, "with `to`"),
        ("GET", "/oncall?at=soon", None, 400, "no time"),
        ("GET", "/oncall?at=9999-12-31T23:59Z&time_zone=Mars", None, 400, "Mars"),
        ("GET", "/oncall?schedule=none", None, 400, "no schedule"),
        ("GET", "/simulate", None, 400, "subject"),
        ("GET", "/simulate?subject=none", None, 400, "none"),
        ("GET", "/alerts?before=x", None, 400, "before"),
        ("DELETE", "/incidents/1", None, 405, "method"),
        ("GET", "/nothing", None, 404, "nothing"),
]  # fmt: skip


@pytest.fixture
def script(store: Store) -> Iterator[Script]:
    ana = builders.actor(store, "ana")
    with serving(store) as site:
        site.client.headers["authorization"] = f"Bearer {token.make(store, 'bot', ana)}"
        yield Script(site.client, store, ana)


def test_an_incident_lives_from_a_script(
    script: Script, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ben = builders.person(script.store, "ben")
    builders.service(script.store, "api", builders.policy(script.store, "platform", ben))
    said = {"title": "Disk full", "service": "api", "severity": "SEV2", "roles": {"scribe": "ben"}}
    (made,) = script.post("/incidents", 201, **said)["incidents"]
    assert (made["number"], made["declared_by"], made["service"]) == (1, "ana", "api")
    script.post("/incidents/1/escalate")
    (had,) = script.post("/incidents/1/ack")["incidents"]
    assert (had["owner"], had["acknowledged"]) == ("ana", True)
    script.post("/incidents/1/unack", reason="lunch")
    noted = script.post("/incidents/1/notes", 201, text="It is /var.", at="2026-03-29T00:00:00Z")
    change: dict[str, Any] = {
        "severity": "SEV1",
        "urgency": "low",
        "stage": "identified",
        "service": None,
    }
    change |= {
        "version": noted["incidents"][0]["version"],
        "owner": "ben",
        "category": "performance",
        "customers": 7,
        "reason": "it grew",
    }
    (changed,) = script.patch("/incidents/1", **change)["incidents"]
    for key in ("severity", "urgency", "stage", "service", "owner", "category"):
        assert changed[key] == change[key]
    assert script.get("/incidents/1")["customers"] == 7
    timeline = script.get("/incidents/1/events")["timeline"]
    assert {"declared", "note", "field"} <= {each["kind"] for each in timeline}
    assert {each["source"] for each in timeline if each["actor"] == "ana"} == {"api"}
    late = script.get("/incidents/1/events", after=noted["event"])["timeline"]
    assert all(each["id"] > noted["event"] for each in late)
    assert run(["incident", "show", "1", "--json", "--database", database_url]) == 0
    assert script.get("/incidents/1") == json.loads(capsys.readouterr().out)
    (done,) = script.post("/incidents/1/resolve", reason="emptied")["incidents"]
    assert done["stage"] == "resolved"
    (back,) = script.post("/incidents/1/reopen")["incidents"]
    assert back["stage"] == "investigating"
    (gone,) = script.post("/incidents/1/decline")["incidents"]
    assert gone["stage"] == "declined"


def test_a_list_is_filtered_and_turned_page_by_page(script: Script) -> None:
    for number in range(1, 6):
        incident.declare(script.store, Declaration(f"fault {number}"), script.ana)
    incident.resolve(script.store, 2, script.ana)
    first = script.get("/incidents", limit=3)
    rest = script.get("/incidents", limit=3, offset=first["next"])
    numbers = [each["number"] for each in first["incidents"] + rest["incidents"]]
    assert (numbers, rest["next"]) == ([5, 4, 3, 1], None)
    assert len(script.get("/incidents", all=True)["incidents"]) == 5
    ask = {"stage": ["resolved", "closed"], "sort": "number", "from": "2026-03-28T00:00Z"}
    assert [each["number"] for each in script.get("/incidents", **ask)["incidents"]] == [2]
    assert script.get("/incidents", mine=True)["incidents"] == []
    assert script.get("/incidents", search="fault 4")["incidents"][0]["number"] == 4


def test_on_call_and_simulation_are_the_shells_documents(
    script: Script, clock: SetClock, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _primary(script, clock)
    builders.policy(script.store, "platform", script.ana.person or 0)
    window = {"from": "2026-03-28T00:00:00Z", "to": "2026-04-05T00:00:00Z"}
    begin = {"at": "2026-03-29T06:00:00Z"}
    for path, params, words in (
        ("/oncall", {"schedule": "primary"} | window, ["oncall", "primary", "--from",
         window["from"], "--to", window["to"]]),
        ("/oncall", begin, ["oncall", "--at", begin["at"]]),
        ("/simulate", {"subject": "platform", "ack_after": "2m"} | begin,
         ["simulate", "platform", "--at", begin["at"], "--ack-after", "2m"]),
    ):  # fmt: skip
        assert run([*words, "--json", "--database", database_url]) == 0
        assert script.get(path, **params) == json.loads(capsys.readouterr().out)
    assert script.get("/oncall", **begin)["schedules"][0]["on_call"] == ["ana"]


def test_a_cover_is_written_and_taken_out(script: Script, clock: SetClock) -> None:
    _primary(script, clock)
    builders.person(script.store, "ben")
    times = {"start": "2026-03-30T08:00:00+02:00", "end": "2026-03-30T18:00:00+02:00"}
    path, noon = "/schedules/primary/overrides", {"at": "2026-03-30T12:00:00Z"}
    written = script.post(path, 201, kind="cover", people=["ben"], **times)
    assert written["overrides"][0]["cover"] == "ben"
    assert script.get("/oncall", schedule="primary", **noon)["on_call"] == ["ben"]
    assert script.get("/schedules")["schedules"] == [written | {"on_call": ["ana"]}]
    gone = script.client.delete(f"/api/v1{path}", params=times)
    assert (gone.status_code, gone.content) == (204, b"")
    assert script.get("/oncall", schedule="primary", **noon)["on_call"] == ["ana"]
    script.said(script.client.delete(f"/api/v1{path}", params=times), 404)
    script.post("/schedules/none/overrides", 404, kind="cover", people=["ben"], **times)
    wrong = script.post(path, 400, kind="cover", people=["bob"], **times)
    assert "bob" in wrong["message"]


def test_the_catalogue_and_alerts(script: Script) -> None:
    service = builders.service(
        script.store, "api", builders.policy(script.store, "platform", script.ana.person or 0)
    )
    sender = builders.integration(script.store, "monitor", service)
    with script.store.write() as session:
        session.add_all(
            builders.alert(script.store, sender, service, f"disk {n}") for n in range(3)
        )
    assert [each["name"] for each in script.get("/people")["people"]] == ["ana"]
    (found,) = script.get("/services")["services"]
    assert (found["name"], found["policy"]) == ("api", "platform")
    (policy,) = script.get("/policies")["policies"]
    assert policy["levels"][0]["notify"] == ["person:ana"]
    assert policy["services"] == ["api"]
    assert script.get("/teams") == {"teams": []}
    first = script.get("/alerts", limit=2, open=True)
    rest = script.get("/alerts", limit=2, before=first["next"])
    titles = [each["title"] for each in first["alerts"] + rest["alerts"]]
    assert (titles, rest["next"]) == (["disk 2", "disk 1", "disk 0"], None)


def test_bad_input_gets_a_sentence(script: Script) -> None:
    incident.declare(script.store, Declaration("x"), script.ana)
    headers = {"content-type": "application/json"}
    for method, path, said, code, word in BAD:
        answer = script.client.request(method, f"/api/v1{path}", content=said, headers=headers)
        document = script.said(answer, code)
        assert word in " ".join([document["message"], *document["errors"]]), (method, path, said)
    (kept,) = script.get("/incidents", all=True)["incidents"]
    assert (kept["title"], kept["version"]) == ("x", 1)


def test_without_a_token_there_is_nothing_to_see(script: Script) -> None:
    ways = (("GET", "/incidents"), ("POST", "/incidents"), ("GET", "/people"), ("GET", "/oncall"))
    for shown in ("", "Bearer wb_guess", "Basic YTpi", "Bearer"):
        for method, path in ways:
            answer = script.client.request(
                method, f"/api/v1{path}", headers={"authorization": shown}, content=b"{"
            )
            assert script.said(answer, 401)["status"] == "unauthorized"
            assert answer.headers["www-authenticate"] == "Bearer"
    with script.store.write() as session:
        session.get_one(Person, script.ana.person).active = False
    script.said(script.client.get("/api/v1/incidents"), 401)


def test_head_is_get_without_the_body(script: Script) -> None:
    """RFC 9110 9.3.2: whatever GET says of it, faults and all."""
    incident.declare(script.store, Declaration("slow"), script.ana)
    for path in ("/incidents", "/incidents/1", "/incidents/2", "/metrics?format=csv", "/nothing"):
        full, head = (script.client.request(m, f"/api/v1{path}") for m in ("GET", "HEAD"))
        assert (head.status_code, head.content) == (full.status_code, b"")
        for name in ("content-type", "content-length"):
            assert head.headers[name] == full.headers[name]
    assert script.client.head("/api/v1/incidents/1/ack").status_code == 405
    assert script.client.head("/healthz").status_code == 503  # nobody pages here
    del script.client.headers["authorization"]
    assert script.client.head("/api/v1/incidents").status_code == 401


def test_what_is_private_is_for_the_team(script: Script) -> None:
    """A token made by an account that is nobody of the team opens everything but that."""
    incident.declare(script.store, Declaration("leak"), script.ana)
    incident.declare(script.store, Declaration("slow"), script.ana)
    script.patch("/incidents/1", private=True)
    assert script.get("/incidents/1")["title"] == "leak"
    key = token.make(script.store, "cron", Actor("root", Source.SHELL))
    script.client.headers["authorization"] = f"Bearer {key}"
    assert [each["number"] for each in script.get("/incidents")["incidents"]] == [2]
    for path in ("/incidents/1", "/incidents/1/events"):
        script.said(script.client.get(f"/api/v1{path}"), 404)
    script.post("/incidents/1/ack", 404)
    script.patch("/incidents/1", 404, title="mine")
    (had,) = script.post("/incidents/2/ack")["incidents"]
    assert (had["acknowledged"], had["owner"]) == (True, None)
    assert "root" in script.said(script.client.get("/api/v1/incidents?mine=1"), 400)["message"]


def test_a_database_that_cannot_be_had_is_told(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(store: Store, *, everyone: bool = False) -> list[people_query.PersonRow]:
        raise Unavailable("The database cannot be reached.")

    monkeypatch.setattr(api_catalogue, "people", gone)
    answer = script.client.get("/api/v1/people")
    assert script.said(answer, 503)["message"] == "The database cannot be reached."
    assert int(answer.headers["retry-after"]) > 0


def test_the_description_says_it_all(script: Script) -> None:
    found = script.client.get("/api/openapi.json").json()
    operations = {
        (method, path): each
        for path, methods in found["paths"].items()
        if path.startswith("/api/v1")
        for method, each in methods.items()
    }
    idents = [each["operationId"] for each in operations.values()]
    assert len(idents) == len(set(idents)) >= 22
    assert {"list_incidents", "declare_incident", "ack_incident", "show_oncall"} <= set(idents)
    assert found["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    for each in operations.values():
        assert each["summary"]
        assert each["security"] == [{"token": []}]
        assert {"401", "4XX", "503"} <= each["responses"].keys()
        assert "422" not in each["responses"]


def _primary(script: Script, clock: SetClock) -> None:
    """Ana, by the week, in Madrid."""
    start = clock.now().replace(tzinfo=None) - timedelta(days=70)
    weekly = RotationSpec("weekly", start, Unit.WEEK, (("ana",),))
    spec = ScheduleSpec("primary", "Europe/Madrid", rotations=(weekly,))
    rota.save_schedule(script.store, spec, script.ana)
