"""The server's own part: ports, stopping, overload, health, metrics."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import update
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from app.clock import SetClock
from app.errors import Refused
from app.intake.batch import Batch
from app.operations.signal import process
from app.queries import health
from app.store import Store
from app.web import app as web
from app.web.server import Server
from models.incident import Escalation
from models.kinds import PageState, SignalAction, Urgency
from models.ledger import Engine
from models.page import Page
from tests.app.intake.conftest import Site, serving
from tests.app.intake.payloads import EVENT, KEY
from tests.app.intake.test_signal import hear, said
from tests.patience import PATIENCE
from tests.quiet import Strays
from tests.senders import request


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    """The smallest application; `/slow` takes its time."""
    if scope["path"] == "/slow":
        await asyncio.sleep(30)
    await PlainTextResponse("hello")(scope, receive, send)


def get(port: int, host: str = "127.0.0.1") -> str:
    """What the server says."""
    return httpx.get(f"http://{host}:{port}/", trust_env=False).text


def alive(store: Store) -> None:
    """An engine that was here a moment ago."""
    now = store.now()
    with store.write() as session:
        session.add(
            Engine(id="e", name="e", kind="serve", program="1", started_at=now, seen_at=now)
        )


def test_a_port_of_its_own() -> None:
    """Port 0 takes a free one and says which; stopped, it is free again."""
    server = Server(hello, "127.0.0.1", 0)
    port = server.start()
    assert get(port) == "hello"
    begin = time.monotonic()
    server.stop()
    assert time.monotonic() - begin < 20  # not for as long as a connection is kept
    again = Server(hello, "127.0.0.1", port)
    assert again.start() == port
    again.stop()


def test_other_hosts() -> None:
    """A name and IPv6."""
    for host, url in (("localhost", "localhost"), ("::1", "[::1]")):
        server = Server(hello, host, 0)
        assert get(server.start(), url) == "hello"
        server.stop()


def test_a_taken_port_is_one_sentence() -> None:
    """With the remedy."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Refused, match=f"Port {port} on 127.0.0.1 is taken.*--port"):
            Server(hello, "127.0.0.1", port).start()


@pytest.mark.parametrize("host", ["no.such.host.invalid", "300.1.1.1", "x" * 70, "192.0.2.1"])
def test_an_impossible_host_is_one_sentence(host: str) -> None:
    """No traceback."""
    with pytest.raises(Refused, match=r"listen on"):
        Server(hello, host, 0).start()


def test_stopping_waits_a_second_at_most(strays: Strays) -> None:
    """For answers that never come, and for connections nobody closes."""
    server = Server(hello, "127.0.0.1", 0)
    port = server.start()
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.1)
        begin = time.monotonic()
        server.stop()
        assert time.monotonic() - begin < 20  # of 30
    strays.expect("timeout graceful shutdown exceeded")
    strays.expect("Exception in ASGI application")  # the sleeper's own


@pytest.mark.usefixtures("monitor")
def test_stopping_answers_who_still_waits(store: Store, strays: Strays) -> None:
    """503, so that the sender comes again."""
    batch = Batch(store)  # that never starts: as if the database hung
    server = Server(web.build(store, batch, url=""), "127.0.0.1", 0)
    port = server.start()
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(request("/v2/enqueue", EVENT))
        time.sleep(0.3)
        server.stop()
        assert line.recv(4096).startswith(b"HTTP/1.1 503")
    batch.stop()
    strays.expect("timeout graceful shutdown exceeded")


def test_stopping_twice_or_before_the_start() -> None:
    """Is nothing."""
    server = Server(hello, "127.0.0.1", 0)
    server.stop()
    server = Server(hello, "127.0.0.1", 0)
    server.start()
    server.stop()
    server.stop()


def test_small_answers_are_not_held_back(site: Site) -> None:
    """As they would be on a socket made without naming TCP: 40 ms each."""
    with httpx.Client(base_url=site.url, trust_env=False) as client:
        took = []
        for _ in range(50):
            begin = time.monotonic()
            client.post("/v2/enqueue", json={})
            took.append(time.monotonic() - begin)
        assert min(took[25:]) < 0.04  # the first few are not held back either way


def test_garbage_on_the_line(site: Site) -> None:
    """Is answered 400 and nothing else happens."""
    port = int(site.url.rsplit(":", 1)[1])
    for noise in (
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"HELO x\r\n\r\n",
        b"\0" * 99,
    ):
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
            line.sendall(noise)
            line.shutdown(socket.SHUT_WR)
            assert line.recv(4096)[:12] in (b"HTTP/1.1 400", b"")
    assert site.client.post("/v2/enqueue", json={}).status_code == 400


def test_too_many_at_once_get_503(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """At once, with Retry-After."""
    monkeypatch.setattr(web, "MOST_AT_ONCE", 1)
    with serving(store) as site:
        port = int(site.url.rsplit(":", 1)[1])
        head = b"POST /v2/enqueue HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n"
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
            line.sendall(head)
            time.sleep(0.2)
            busy = site.client.post("/v2/enqueue", json={})
            assert (busy.status_code, busy.headers["retry-after"]) == (503, "5")
            assert busy.json()["status"] == "unavailable"
            line.sendall(b"{}")
            assert line.recv(4096).startswith(b"HTTP/1.1 400")
        assert site.client.post("/v2/enqueue", json={}).status_code == 400


def test_keys_are_not_logged(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever the level."""
    caplog.set_level(logging.DEBUG)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio", "app"):
        caplog.set_level(logging.DEBUG, name)
    site.client.post(f"/in/{KEY}", json={"title": "secret words"})
    site.client.post("/v2/enqueue", json=EVENT)
    server_side = [r for r in caplog.records if not r.name.startswith(("httpx", "httpcore"))]
    said = " ".join(record.getMessage() for record in server_side)
    assert KEY not in said
    assert "secret" not in said


def test_health(site: Site, clock: SetClock) -> None:
    """200 while an engine lives and the database answers."""
    answer = site.client.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (503, "no engine")
    alive(site.store)
    answer = site.client.get("/healthz")
    assert answer.status_code == 200
    kind = "sqlite" if site.store.database.lite else "postgresql"
    assert answer.json() == {
        "status": "ok",
        "database": {"state": "ok", "kind": kind},
        "engine": {"state": "alive", "alive": 1, "seen_at": "2026-03-29T00:00:00Z", "lag_s": 0.0},
        "watchdog": {"late_steps": 0, "late_pages": 0, "newer_database": False},
        "signals": {"pending": 0, "waiting": 0},
    }
    clock.forward(timedelta(seconds=31))
    assert site.client.get("/healthz").status_code == 503


def test_monitors_that_ask_for_the_head_alone(site: Site) -> None:
    """Said as GET says it, with no body."""
    assert site.client.head("/healthz").status_code == 503
    alive(site.store)
    for path in ("/healthz", "/metrics"):
        asked = site.client.head(path)
        assert (asked.status_code, asked.content) == (200, b"")
        assert asked.headers["content-type"] == site.client.get(path).headers["content-type"]


@pytest.mark.usefixtures("monitor")
def test_metrics(site: Site, clock: SetClock) -> None:
    """Figures that a Prometheus reads, and the lag of what nobody does."""
    alive(site.store)
    site.client.post("/v2/enqueue", json=EVENT)
    clock.forward(timedelta(seconds=20))
    text = site.client.get("/metrics").text
    assert "watchbill_signals_pending 1\n" in text
    assert "watchbill_engine_lag_seconds 20\n" in text
    process(site.store)
    add_page(site.store)
    answer = site.client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = answer.text.splitlines()
    for line in (
        'watchbill_incidents_open{severity="SEV2",urgency="high"} 1',
        'watchbill_pages{state="sent"} 1',
        'watchbill_signals_total{integration="monitor",outcome="accepted"} 1',
        'watchbill_signals_total{integration="monitor",outcome="dropped"} 0',
        'watchbill_requests_refused_total{reason="malformed"} 0',
        "watchbill_signals_pending 0",
        "watchbill_engines_alive 1",
    ):
        assert line in lines
    assert lines[0].startswith("# HELP watchbill_")


def add_page(store: Store) -> None:
    """One that was sent."""
    now = store.now()
    with store.write() as session:
        session.add(
            Page(incident_id=1, contact="mail", urgency=Urgency.HIGH, round=1, level=1, attempt=1,
                 created_at=now, due_at=now, state=PageState.SENT, sent_at=now)
        )  # fmt: skip


def test_the_lag_counts_pages_and_steps(store: Store, clock: SetClock, monitor: int) -> None:
    """What is due and not done is late, whatever it is; what is under way is not."""
    assert health.pulse(store).lag(store.now()) == timedelta()
    hear(store, monitor, said(SignalAction.TRIGGER))
    process(store)
    add_page(store)
    due_at(store, PageState.DUE)
    clock.forward(timedelta(seconds=7))
    assert health.pulse(store).lag(store.now()) == timedelta(seconds=7)
    due_at(store, PageState.SENDING)
    assert health.pulse(store).lag(store.now()) == timedelta()


def due_at(store: Store, state: PageState) -> None:
    """The only page in some state; no step of the policy is due."""
    with store.write() as session:
        session.get_one(Page, 1).state = state
        session.execute(update(Escalation).values(due_at=None))


def test_the_schema_is_served(site: Site) -> None:
    """And no page of scripts from elsewhere."""
    assert site.client.get("/api/openapi.json").json()["info"]["title"] == "Watchbill"
    assert site.client.get("/docs").status_code == 404
