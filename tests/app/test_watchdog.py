"""What should have been done and was not is said: on the timeline, to those who watch over us, and
by silence to the address that expects our heartbeat."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from sqlalchemy import text

from app.clock import SetClock
from app.domain.actor import Actor
from app.duties.engine import Engine
from app.duties.heartbeat import Heartbeat, healthy
from app.errors import Refused, Unavailable
from app.intake.batch import Batch
from app.notify import outward
from app.operations import sample
from app.operations.heartbeat import SENT, pacemaker, set_heartbeat
from app.operations.watchdog import watch
from app.queries.health import pulse
from app.store import Store, setting
from app.web.app import build
from app.web.server import Server
from models.kinds import EventKind, Source
from tests.oncall import Night
from tests.patience import PATIENCE
from tests.quiet import Strays
from tests.receiver import receiving

TEAM = """
watchbill: 1
people:
  - {name: ana, contacts: {phone: "night://ana/phone"}}
  - {name: ben, contacts: {phone: "night://ben/phone"}}
policies:
  - name: platform
    levels: [{notify: [person:ana], wait: 5m}, {notify: [person:ben], wait: 5m}]
services: [{name: api, policy: platform}]
"""
BY = Actor("fay", Source.SHELL)


@pytest.fixture
def night(store: Store, clock: SetClock) -> Night:
    """Ana, then Ben."""
    return Night(store, clock, TEAM)


def asleep(night: Night, minutes: float) -> None:
    """Time passes, and nobody pages."""
    night.clock.forward(timedelta(minutes=minutes))


def test_a_step_nobody_took_is_flagged_once(night: Night) -> None:
    night.receives("db down", night.sender("monitor", "api"))
    assert watch(night.store) == 0
    asleep(night, 7)
    assert watch(night.store) == 1
    assert watch(night.store) == 0
    assert night.says(EventKind.FLAG) == [
        "Paging is late: the step due at 00:05:00 UTC was not taken in time."
    ]


def test_who_takes_it_late_says_how_late(night: Night) -> None:
    night.receives("db down", night.sender("monitor", "api"))
    night.sleeps(minutes=130)
    assert night.says(EventKind.FLAG) == [
        "Paging was late: this step was due at 00:05:00 UTC, 2 h 5 min ago. No engine took it."
    ]


def test_what_is_done_in_time_is_not_flagged(night: Night) -> None:
    night.receives("db down", night.sender("monitor", "api"))
    night.forward(minutes=20)
    assert [each for each in night.says(EventKind.FLAG) if "late" in each] == []


def test_a_page_that_does_not_leave_is_flagged(night: Night) -> None:
    night.engine._deliver = lambda: 0  # type: ignore[method-assign]
    night.receives("db down", night.sender("monitor", "api"))
    asleep(night, 1.1)
    assert watch(night.store) == 1
    assert "the page by phone due at 00:00:00 UTC has not left" in night.says(EventKind.FLAG)[0]


def test_a_try_that_nobody_ends_is_flagged(night: Night) -> None:
    night.engine._crew.take = lambda parcels, url: None  # type: ignore[method-assign]
    night.receives("db down", night.sender("monitor", "api"))
    asleep(night, 1.4)
    assert pulse(night.store).late_pages == 0
    asleep(night, 0.2)
    assert pulse(night.store).late_pages == 1
    assert watch(night.store) == 1


def test_what_is_kept_back_to_go_with_others_is_not_late(night: Night) -> None:
    night.receives("db 1 down", night.sender("monitor", "api"))
    night.receives("db 2 down", night.sender("other", "api"))
    asleep(night, 1)
    assert pulse(night.store).late_pages == 0


@contextmanager
def browsing(night: Night) -> Iterator[httpx.Client]:
    """Somebody who watches over us."""
    server = Server(build(night.store, Batch(night.store), url=""), "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.start()}"
    with httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        yield client
    server.stop()


def test_healthz_says_it(night: Night) -> None:
    night.receives("db down", night.sender("monitor", "api"))
    with browsing(night) as web:
        assert web.get("/healthz").json()["status"] == "ok"
        asleep(night, 7)
        night.engine._beat_at = 0
        night.engine._beat()
        said = web.get("/healthz")
        metrics = web.get("/metrics").text
    assert (said.status_code, said.json()["status"]) == (503, "late")
    assert said.json()["watchdog"] == {"late_steps": 1, "late_pages": 0, "newer_database": False}
    assert "watchbill_late_steps 1" in metrics


def upgraded(store: Store) -> None:
    """A newer program was here."""
    with store.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))


def test_an_old_engine_stops_when_the_database_is_newer(night: Night, strays: Strays) -> None:
    engine = Engine(night.store, "old", crew=night.engine._crew)
    engine.tick()
    night.receives("db down", night.sender("monitor", "api"))  # by the other engine
    upgraded(night.store)
    engine._beat_at = 0
    night.clock.forward(timedelta(minutes=6))
    assert engine.tick() is None
    strays.expect("newer than this program", times=1)
    assert len(night.pages()) == 1
    engine.start()
    engine._thread.join(PATIENCE)
    assert not engine._thread.is_alive()
    assert pulse(night.store).newer


class Monitor(ThreadingHTTPServer):
    """What expects our heartbeat."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.heard: list[tuple[str, str]] = []
        self.code = 200

    @property
    def url(self) -> str:
        """Where."""
        return f"http://localhost:{self.server_address[1]}/ping/s3cret?x=1"


class _Answer(BaseHTTPRequestHandler):
    server: Monitor

    def do_GET(self) -> None:
        self.server.heard.append((self.path, str(self.headers["host"])))
        self.send_response(self.server.code)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """In silence."""


@pytest.fixture
def monitor() -> Iterator[Monitor]:
    """At work."""
    server = Monitor()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def last(store: Store) -> dict[str, object]:
    """What became of the last beat."""
    with store.read() as session:
        return setting(session, SENT)


def test_it_beats_at_its_pace_whoever_runs(night: Night, monitor: Monitor) -> None:
    set_heartbeat(night.store, monitor.url, BY, inside=True)
    one, two = Heartbeat(night.store), Heartbeat(night.store)
    one.beat()
    two.beat()
    assert monitor.heard == [("/ping/s3cret?x=1", f"localhost:{monitor.server_address[1]}")]
    assert last(night.store)["error"] == ""
    night.clock.forward(timedelta(seconds=60))
    two.beat()
    one.beat()
    assert len(monitor.heard) == 2


def test_it_is_silent_while_paging_is_late(night: Night, monitor: Monitor) -> None:
    set_heartbeat(night.store, monitor.url, BY, inside=True)
    night.receives("db down", night.sender("monitor", "api"))
    asleep(night, 7)
    assert not healthy(night.store)
    Heartbeat(night.store).beat()
    assert monitor.heard == []


def test_the_engine_beats(night: Night, monitor: Monitor) -> None:
    set_heartbeat(night.store, monitor.url, BY, inside=True)
    beating = Heartbeat(night.store)
    beating.work()
    with beating._beating:
        pass
    for thread in threading.enumerate():
        if thread.name == "heartbeat":
            thread.join(PATIENCE)
    assert len(monitor.heard) == 1


def test_what_goes_wrong_is_kept_without_the_secret(night: Night, monitor: Monitor) -> None:
    monitor.code = 500
    set_heartbeat(night.store, monitor.url, BY, inside=True)
    Heartbeat(night.store).beat()
    assert last(night.store)["error"] == "localhost answered 500."
    set_heartbeat(night.store, "http://127.0.0.1:1/s3cret", BY, inside=True)
    Heartbeat(night.store).beat()
    assert last(night.store)["error"] == "127.0.0.1 did not answer: ConnectError."


def test_it_may_be_any_apprise_address(night: Night) -> None:
    with receiving() as receiver:
        set_heartbeat(night.store, receiver.address("/alive"), BY)
        Heartbeat(night.store).beat()
        assert [each["title"] for each in receiver.at("/alive")] == ["Watchbill is alive"]


def test_an_address_inside_the_house_needs_leave(night: Night, monitor: Monitor) -> None:
    set_heartbeat(night.store, monitor.url, BY)
    Heartbeat(night.store).beat()
    assert monitor.heard == []
    assert "inside the house" in str(last(night.store)["error"])


@pytest.mark.parametrize(
    "url", ["ftp://example.org", "http://", "nonsense", "http://x:99999", "http://a b/", "https://"]
)
def test_what_is_no_address_is_refused(store: Store, url: str) -> None:
    with pytest.raises(Refused):
        set_heartbeat(store, url, BY)
    assert pacemaker(store) is None


def test_it_can_be_taken_back(night: Night, monitor: Monitor) -> None:
    set_heartbeat(night.store, monitor.url, BY, inside=True)
    set_heartbeat(night.store, "", BY)
    Heartbeat(night.store).beat()
    assert monitor.heard == []


def test_the_address_is_sealed(night: Night, monitor: Monitor) -> None:
    set_heartbeat(night.store, monitor.url, BY, inside=True)
    with night.store.read() as session:
        assert "s3cret" not in str(setting(session, "heartbeat"))
        assert "s3cret" not in str(session.execute(text("SELECT * FROM audit")).all())
    assert "s3cret" not in repr(pacemaker(night.store))


def test_nothing_leaves_from_the_sample_team(night: Night, monitor: Monitor) -> None:
    sample.mark(night.store)
    set_heartbeat(night.store, monitor.url, BY, inside=True)
    Heartbeat(night.store).beat()
    assert monitor.heard == []


def test_a_host_that_is_not_there_is_said() -> None:
    with pytest.raises(Unavailable, match="cannot be found"):
        outward.get("http://nowhere.invalid/x")
