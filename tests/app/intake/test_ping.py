"""Heartbeats on a real server: every way in which a job can call, and Opsgenie's."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.intake import ping
from app.intake.http import GONE, LIMIT
from app.operations.signal import process
from app.queries import alert as alerts
from app.queries.integration import integrations, pasted
from app.queries.life_sign import LifeRow
from models.kinds import AlertState, Format, Life
from tests import builders
from tests.app.intake.conftest import Site
from tests.app.intake.payloads import KEY
from tests.app.intake.test_http import health, wrong
from tests.patience import until

GENIE = "g" * 32


@pytest.fixture
def heart(site: Site) -> Site:
    """A heartbeat called backup-nightly."""
    builders.sender(site.store, "backup-nightly", KEY, Format.HEARTBEAT)
    return site


def life(site: Site) -> LifeRow:
    """What is known of it."""
    found = next(row.life for row in integrations(site.store) if row.life)
    assert found is not None
    return found


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT"])
@pytest.mark.parametrize("path", [f"/in/{KEY}", f"/in/heartbeat/{KEY}"])
def test_every_way_to_call(heart: Site, method: str, path: str) -> None:
    answer = heart.client.request(method, path)
    assert answer.status_code == (202 if method in ("POST", "PUT") else 200)
    if method != "HEAD":
        assert answer.json() == {"status": "success", "message": "Ping heard", "signals": 0}
    assert life(heart).state is Life.ALIVE
    assert life(heart).heard_at == heart.store.now()
    assert heart.woken


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "path", [f"/in/{KEY}/fail", f"/in/heartbeat/{KEY}/fail", f"/in/{KEY}?state=fail"]
)
def test_a_failure_and_then_a_ping(heart: Site, method: str, path: str) -> None:
    answer = heart.client.request(method, path)
    assert answer.json() == {"status": "success", "message": "Failure noted", "signals": 1}
    process(heart.store)
    [row] = alerts.alerts(heart.store)
    assert (row.title, row.state) == ("backup-nightly failed", AlertState.OPEN)
    heart.client.get(f"/in/{KEY}?state=run")
    process(heart.store)
    assert [each.state for each in alerts.alerts(heart.store)] == [AlertState.RESOLVED]


@pytest.mark.parametrize(
    ("body", "note"),
    [(b"", ""), (b"12 GB\0 in 4 min\n", "12 GB in 4 min"), (b"\xff\xfe", "\ufffd\ufffd"),
     (b"x" * 9000, "x" * 500), ("\u00e9".encode() * 5000, "\u00e9" * 500)],
)  # fmt: skip
def test_any_body_is_a_note(heart: Site, body: bytes, note: str) -> None:
    assert heart.client.post(f"/in/{KEY}", content=body).status_code == 202
    assert life(heart).note == note


def test_a_body_over_the_limit_is_told(heart: Site) -> None:
    answer = heart.client.post(f"/in/{KEY}", content=b"x" * (LIMIT + 1))
    assert "512 KB" in wrong(answer, 413)[0]
    until(lambda: health(heart) == [(0, 1)])
    assert life(heart).state is Life.WAITING


def test_a_key_nobody_has(site: Site) -> None:
    for method in ("GET", "POST"):
        assert wrong(site.client.request(method, f"/in/{'f' * 32}"), 404) == [GONE]
    assert wrong(site.client.request("DELETE", f"/in/{KEY}"), 405)


def test_others_are_asked_nothing(site: Site) -> None:
    """GET is a heartbeat's alone, and so is /fail."""
    builders.sender(site.store, "monitor", KEY)
    wrong(site.client.get(f"/in/{KEY}"), 405)
    assert wrong(site.client.post(f"/in/{KEY}/fail", json={}), 404) == [ping.NO_FAIL]
    wrong(site.client.get(f"/in/heartbeat/{KEY}"), 400)
    wrong(site.client.post("/in/fail", json={}), 404)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", ["backup-nightly", "Backup%20Nightly"])
def test_opsgenies_ping(heart: Site, method: str, name: str) -> None:
    builders.sender(heart.store, "genie", GENIE, Format.OPSGENIE)
    headers = {"authorization": f"GenieKey {GENIE}"}
    answer = heart.client.request(method, f"/v2/heartbeats/{name}/ping", headers=headers)
    assert answer.status_code == 202
    said = answer.json()
    assert said == {"result": "PONG - Heartbeat received", "took": 0.0,
                    "requestId": str(UUID(said["requestId"]))}  # fmt: skip
    assert life(heart).state is Life.ALIVE


def test_opsgenies_ping_refused(heart: Site) -> None:
    builders.sender(heart.store, "genie", GENIE, Format.OPSGENIE)
    path = "/v2/heartbeats/backup-nightly/ping"
    assert "GenieKey" in wrong(heart.client.get(path), 401)[0]
    theirs = {"authorization": f"GenieKey {KEY}"}
    assert "not opsgenie" in wrong(heart.client.get(path, headers=theirs), 400)[0]
    ours = {"authorization": f"GenieKey {GENIE}"}
    other = heart.client.get("/v2/heartbeats/nightly/ping", headers=ours)
    assert wrong(other, 404) == [
        "There is no heartbeat called 'nightly' here: add an integration of that name and format."
    ]
    assert life(heart).state is Life.WAITING


def test_what_to_paste() -> None:
    found = [each.value for each in pasted(Format.HEARTBEAT, KEY, "https://w.example/")]
    line = f"curl -fsS --retry 3 https://w.example/in/heartbeat/{KEY}"
    assert found == [line, f"{line}/fail"]
