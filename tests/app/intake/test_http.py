"""Posting to a real server: what is answered, and what then lies in the database."""

from __future__ import annotations

import json
import signal
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select, text

from app.intake import batch as batches
from app.intake import events_v2, http, way
from app.operations.signal import process
from app.queries import alert as alerts
from app.queries.integration import addresses, integrations, pasted
from app.store import open_store
from models.alert import Integration, Payload, Signal
from models.kinds import Format, SignalAction
from tests import builders
from tests.app.intake.conftest import Site, serving
from tests.app.intake.payloads import CHANGE, EVENT, KEY, firing, notification, resolved
from tests.patience import until
from tests.postgres import Server
from tests.quiet import Strays

UNKNOWN = "f" * 32
PROMETHEUS = KEY[::-1]


def signals(site: Site) -> int:
    """How many are on disk."""
    with site.store.read() as session:
        return session.scalar(select(func.count()).select_from(Signal)) or 0


def health(site: Site) -> list[tuple[int, int]]:
    """Accepted and refused; what was refused is written down a moment later."""
    return [(row.accepted, row.refused) for row in integrations(site.store)]


def wrong(answer: httpx.Response, code: int) -> list[str]:
    """The errors of an answer in the promised shape."""
    assert answer.status_code == code
    assert answer.headers["content-type"] == "application/json"
    said = answer.json()
    assert set(said) == {"status", "message", "errors"}
    assert said["errors"]
    assert all(isinstance(each, str) and each for each in said["errors"])
    return list(said["errors"])


@pytest.mark.usefixtures("monitor")
def test_enqueue_answers_as_documented(site: Site) -> None:
    """202 with the key; the signal is on disk by then, and an engine was woken."""
    answer = site.client.post("/v2/enqueue", json=EVENT)
    assert answer.status_code == 202
    assert answer.json() == {
        "status": "success",
        "message": "Event processed",
        "dedup_key": "srv01/HTTP",
    }
    assert signals(site) == 1
    assert site.woken
    assert "server" not in answer.headers


@pytest.mark.usefixtures("monitor")
def test_a_key_of_our_making_is_told(site: Site) -> None:
    """So that the sender can resolve it."""
    event = {name: value for name, value in EVENT.items() if name != "dedup_key"}
    key = site.client.post("/v2/enqueue", json=event).json()["dedup_key"]
    answer = {"routing_key": KEY, "event_action": "resolve", "dedup_key": key}
    assert site.client.post("/v2/enqueue", json=answer).status_code == 202
    process(site.store)
    (alert,) = alerts.alerts(site.store)
    assert (alert.dedup_key, alert.resolved_at) == (key, site.store.now())


@pytest.mark.usefixtures("monitor")
def test_a_very_long_key_is_answered_as_it_was(site: Site) -> None:
    """And finds its alert again."""
    event = EVENT | {"dedup_key": "k" * 600}
    for body in (event, event | {"event_action": "resolve"}):
        assert site.client.post("/v2/enqueue", json=body).json()["dedup_key"] == "k" * 600
    process(site.store)
    (alert,) = alerts.alerts(site.store)
    assert alert.resolved_at is not None
    assert alert.details["dedup_key"] == "k" * 600


@pytest.mark.usefixtures("monitor")
def test_change_events(site: Site) -> None:
    """Kept, and page nobody."""
    answer = site.client.post("/v2/change/enqueue", json=CHANGE)
    assert answer.status_code == 202
    assert answer.json() == {"status": "success", "message": "Change event processed"}
    assert process(site.store) == 1
    assert alerts.alerts(site.store) == []
    with site.store.read() as session:
        assert session.scalars(select(Signal.action)).all() == [SignalAction.CHANGE]


@pytest.mark.usefixtures("monitor")
def test_invalid_events(site: Site) -> None:
    """All faults in PagerDuty's words; counted where the key says whose they are."""
    answer = site.client.post("/v2/enqueue", json=EVENT | {"payload": {}})
    errors = wrong(answer, 400)
    assert answer.json()["status"] == "invalid event"
    assert answer.json()["message"] == "Event object is invalid"
    assert errors == [
        f"'payload.{name}' is missing or blank" for name in ("summary", "source", "severity")
    ]
    both = site.client.post("/v2/enqueue", json={"routing_key": "short", "event_action": "x"})
    assert wrong(both, 400)[0] == "Length of 'routing_key' is incorrect (should be 32 characters)"
    assert len(wrong(both, 400)) == 2
    until(lambda: health(site) == [(0, 1)])
    assert signals(site) == 0


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        (b"", "not valid JSON"),
        (b"{", "not valid JSON"),
        (b"[1, 2]", "must be a JSON object"),
        (b"null", "must be a JSON object"),
        (b"a=b&c=d", "not valid JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"\xff\xfe\xfd", "not valid JSON"),
        (b'{"routing_key": {"a": 1}}', "Length of 'routing_key'"),
        (b'{"routing_key": null}', "'routing_key' is missing or blank"),
    ],
)
@pytest.mark.parametrize("path", ["/v2/enqueue", "/v2/change/enqueue"])
def test_malformed_events(site: Site, path: str, raw: bytes, part: str) -> None:
    """400 and a sentence, whatever comes."""
    assert any(part in each for each in wrong(site.client.post(path, content=raw), 400))


@pytest.mark.usefixtures("prometheus")
def test_keys_nobody_has(site: Site) -> None:
    """PagerDuty's own words on its paths, 404 on ours; counted for all."""
    event = EVENT | {"routing_key": UNKNOWN}
    assert wrong(site.client.post("/v2/enqueue", json=event), 400) == ["Invalid routing key"]
    for path in (f"/in/{UNKNOWN}", f"/in/alertmanager/{UNKNOWN}", "/in/x/y", "/in/%00", "/in/é"):
        assert wrong(site.client.post(path, json={}), 404) == [http.GONE]
    counted = 'requests_refused_total{reason="unknown"} 6'
    assert counted in site.client.get("/metrics").text


@pytest.mark.usefixtures("prometheus")
def test_alertmanager_by_key(site: Site) -> None:
    """Each alert a signal; resolved by its fingerprint; PUT is as good as POST."""
    body = notification(firing("a"), firing("b"))
    answer = site.client.post(f"/in/{PROMETHEUS}", json=body)
    assert answer.status_code == 202
    assert answer.json() == {"status": "success", "message": "Event processed", "signals": 2}
    again = site.client.put(f"/in/alertmanager/{PROMETHEUS}", json=notification(resolved("a")))
    assert again.json()["dedup_key"] == "a"
    process(site.store)
    found = {each.dedup_key: each.state.value for each in alerts.alerts(site.store)}
    assert found == {"a": "resolved", "b": "open"}


@pytest.mark.usefixtures("prometheus")
def test_an_empty_notification_is_taken(site: Site) -> None:
    """Nothing was said, and that is no fault."""
    answer = site.client.post(f"/in/{PROMETHEUS}", json=notification())
    assert (answer.status_code, answer.json()["signals"]) == (202, 0)


@pytest.mark.usefixtures("prometheus", "monitor")
def test_the_wrong_format(site: Site) -> None:
    """One sentence that names both."""
    said = "This key belongs to an integration of format alertmanager, not {}."
    grafana = site.client.post(f"/in/grafana/{PROMETHEUS}", json={})
    assert wrong(grafana, 400) == [said.format("grafana")]
    event = EVENT | {"routing_key": PROMETHEUS}
    assert wrong(site.client.post("/v2/enqueue", json=event), 400) == [said.format("events_v2")]
    by_path = site.client.post(f"/in/{KEY}", json=EVENT | {"routing_key": "not looked at"})
    assert by_path.status_code == 202


@pytest.mark.usefixtures("monitor")
@pytest.mark.parametrize("path", ["/v2/enqueue", f"/in/{KEY}"])
@pytest.mark.parametrize("over", [0, 1])
def test_the_largest_body(site: Site, path: str, over: int) -> None:
    """512 KB are taken whole; a byte more is 413, counted while it comes or not."""
    body = json.dumps(EVENT).encode()
    body += b" " * (http.LIMIT + over - len(body))
    answers = [site.client.post(path, content=body), site.client.post(path, content=chunks(body))]
    if over:
        for answer in answers:
            assert "512 KB" in wrong(answer, 413)[0]
    else:
        assert [answer.status_code for answer in answers] == [202, 202]
        with site.store.read() as session:
            assert session.scalars(select(Payload.size)).all() == [http.LIMIT] * 2
    assert signals(site) == (0 if over else 2)


def chunks(body: bytes) -> Iterator[bytes]:
    """So that no Content-Length is sent."""
    for start in range(0, len(body), 50_000):
        yield body[start : start + 50_000]


def test_an_endless_body_is_cut_off(site: Site) -> None:
    """The sender may shout on; nobody listens."""
    head = b"POST /v2/enqueue HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    port = int(site.url.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(head)
        part = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
        sent = 0
        try:
            while sent < 4 * http.DRAINED:
                line.sendall(part)
                sent += len(part)
        except OSError:
            pass  # it hung up
        assert sent < 4 * http.DRAINED


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/v2/enqueue", 405),
        ("PUT", "/v2/enqueue", 405),
        ("DELETE", f"/in/{KEY}", 405),
        ("GET", f"/in/alertmanager/{KEY}", 405),
        ("POST", "/v2/enqueue/", 404),
        ("POST", "/v2/nothing", 404),
        ("POST", "/in", 404),
        ("POST", "/in/", 404),
        ("POST", "/in/a/b/c", 404),
        ("GET", "/", 404),
    ],
)
def test_nothing_there(site: Site, method: str, path: str, code: int) -> None:
    """The same shape for what is no address, and what is none for this method."""
    answer = site.client.request(method, path)
    wrong(answer, code)
    if code == 405:
        assert "POST" in answer.headers["allow"]


@pytest.mark.usefixtures("monitor")
def test_our_own_fault_is_said_in_the_same_shape(
    site: Site, monkeypatch: pytest.MonkeyPatch, strays: Strays
) -> None:
    """And logged without a word of the body."""

    def broken(body: Any) -> str:
        raise KeyError(body["routing_key"])

    monkeypatch.setattr(events_v2, "routing_key", broken)
    answer = site.client.post("/v2/enqueue", json=EVENT)
    assert "log" in wrong(answer, 500)[0]
    (record,) = strays.expect("intake: KeyError in broken", times=1)
    assert KEY not in record.getMessage()
    assert record.exc_info is None


@pytest.mark.usefixtures("monitor")
def test_what_cannot_be_stored_is_503(site: Site, strays: Strays) -> None:
    """With Retry-After; what was answered 503 is not there, and it heals by itself."""
    rename(site, "signal", "away")
    answer = site.client.post("/v2/enqueue", json=EVENT)
    wrong(answer, 503)
    assert int(answer.headers["retry-after"]) > 0
    rename(site, "away", "signal")
    assert signals(site) == 0
    assert site.client.post("/v2/enqueue", json=EVENT).status_code == 202
    if not site.store.database.lite:  # there a missing table is a bug, not an absent database
        strays.expect("a signal could not be stored: ProgrammingError", times=1)


def rename(site: Site, table: str, to: str) -> None:
    """A database that cannot be written."""
    with site.store.write() as session:
        session.execute(text(f"ALTER TABLE {table} RENAME TO {to}"))


def test_a_stopped_database_is_503() -> None:
    """PostgreSQL goes away and comes back; nothing is answered 202 in between."""
    server = Server()
    store = open_store(server.url(server.make()))
    builders.sender(store, "monitor", KEY)
    with serving(store) as site:
        assert site.client.post("/v2/enqueue", json=EVENT).status_code == 202
        assert site.client.get("/healthz").json()["database"]["state"] == "ok"
        server.stop(signal.SIGQUIT)
        for _ in range(3):
            wrong(site.client.post("/v2/enqueue", json=EVENT), 503)
        wrong(site.client.post(f"/in/{UNKNOWN}", json={}), 503)
        assert site.client.get("/healthz").status_code == 503
        assert site.client.get("/metrics").status_code == 503
        server.start()
        assert site.client.post("/v2/enqueue", json=EVENT).status_code == 202
        assert signals(site) == 2
    store.close()
    server.remove()


@pytest.mark.usefixtures("monitor")
def test_a_full_queue_is_503(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather than an answer that comes too late."""
    monkeypatch.setattr(batches, "MOST_WAITING", 0)
    answer = site.client.post("/v2/enqueue", json=EVENT)
    assert wrong(answer, 503) == [batches.FULL]
    assert answer.headers["retry-after"]


@pytest.mark.usefixtures("monitor")
def test_a_slow_database_is_503_in_time(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Senders hang up after some seconds; they get their answer before."""
    monkeypatch.setattr(batches, "PATIENCE", 0.2)
    with site.store.write() as session:  # nobody else writes meanwhile
        session.execute(
            text("LOCK TABLE signal") if not site.store.database.lite else text("SELECT 1")
        )
        assert wrong(site.client.post("/v2/enqueue", json=EVENT), 503) == [batches.LATE]


def test_a_key_that_is_new_or_gone(site: Site) -> None:
    """Other programs add integrations and take them out; that is heard."""
    assert site.client.post(f"/in/{KEY}", json={"title": "x"}).status_code == 404
    ident = builders.sender(site.store, "new", KEY, Format.GENERIC)
    assert site.client.post(f"/in/{KEY}", json={"title": "x"}).status_code == 202
    with site.store.write() as session:
        session.get_one(Integration, ident).active = False
    assert site.client.post(f"/in/{KEY}", json={"title": "x"}).status_code == 404


def test_an_unheard_change_is_found_out(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any news of it: unknown keys are asked for again after a while."""
    monkeypatch.setattr(way, "UNKNOWN_S", 3.0)
    assert site.client.post(f"/in/{KEY}", json={"title": "x"}).status_code == 404
    site.store.database.listeners.clear()  # deaf
    builders.sender(site.store, "new", KEY, Format.GENERIC)
    assert site.client.post(f"/in/{KEY}", json={"title": "x"}).status_code == 404
    until(lambda: site.client.post(f"/in/{KEY}", json={"title": "x"}).status_code == 202)


def test_an_unheard_removal_loses_nothing_else(site: Site, monitor: int) -> None:
    """The writer looks again before it keeps anything."""
    assert site.client.post("/v2/enqueue", json=EVENT).status_code == 202
    site.store.database.listeners.clear()  # deaf
    with site.store.write() as session:
        session.get_one(Integration, monitor).active = False
    assert wrong(site.client.post("/v2/enqueue", json=EVENT), 400) == ["Invalid routing key"]
    assert wrong(site.client.post(f"/in/{KEY}", json=EVENT), 404)


def test_what_to_paste(site: Site) -> None:
    """The address for each format, with the key in it or beside it."""
    assert [each.value for each in pasted(Format.ALERTMANAGER, KEY, "https://w.example/")] == [
        f"https://w.example/in/alertmanager/{KEY}"
    ]
    assert [each.value for each in pasted(Format.EVENTS_V2, KEY, "https://w.example")] == [
        "https://w.example/v2/enqueue",
        KEY,
        f"https://w.example/in/events_v2/{KEY}",
    ]
    with site.store.write() as session:
        sealed = site.store.vault.seal(KEY, "integration.key")
    ident = builders.sender(site.store, "m", KEY, Format.GENERIC)
    with site.store.write() as session:
        session.get_one(Integration, ident).key = sealed
    (address,) = addresses(site.store, ident, site.url)
    assert httpx.post(address.value, json={"title": "x"}, trust_env=False).status_code == 202
    assert addresses(site.store, ident + 1, site.url) == []
