"""PagerDuty's own client, of which nothing is changed but the address."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from pagerduty import EventsApiV2Client, HttpError
from sqlalchemy import select

from app.operations.signal import process
from app.queries import alert as alerts
from models.alert import Signal
from models.incident import Incident
from models.kinds import AlertState, SignalAction, SignalSeverity, Stage
from tests.app.intake.conftest import Site
from tests.app.intake.payloads import KEY
from tests.certificate import certified
from tests.tunnel import Tunnel

TIMESTAMP = "2026-03-01T10:00:00.123456+00:00Z"  # as the client means to write it; 7.2.0 raises


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of our own for 127.0.0.1, with its key, in one file."""
    return certified(tmp_path)


@pytest.fixture
def client(
    site: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[EventsApiV2Client]:
    """It insists on https: a tunnel stands before the plain server."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with Tunnel(int(site.url.rsplit(":", 1)[1]), context) as tunnel:
        client = EventsApiV2Client(KEY, base_url=f"https://127.0.0.1:{tunnel.port}")
        yield client
        client.close()


@pytest.mark.usefixtures("monitor")
def test_trigger_acknowledge_resolve(site: Site, client: EventsApiV2Client) -> None:
    """The life of an alert."""
    key = client.trigger(
        "db1 is down",
        "db1.example.org",
        severity="error",
        payload={"component": "postgres", "timestamp": TIMESTAMP},
        custom_details={"load": 1.5},
        links=[{"href": "https://example.org/runbook", "text": "Runbook"}],
    )
    assert client.trigger("db1 is down", "db1.example.org", dedup_key=key) == key
    process(site.store)
    (alert,) = alerts.alerts(site.store)
    assert (alert.dedup_key, alert.count, alert.title) == (key, 2, "db1 is down")
    assert alert.severity is SignalSeverity.ERROR
    assert alert.details["custom_details"] == {"load": 1.5}

    assert client.acknowledge(key) == key
    process(site.store)
    assert alerts.alerts(site.store)[0].state is AlertState.ACKNOWLEDGED
    assert client.resolve(key) == key
    process(site.store)
    assert alerts.alerts(site.store)[0].state is AlertState.RESOLVED
    with site.store.read() as session:
        (incident,) = session.scalars(select(Incident)).all()
    assert incident.stage is Stage.RESOLVED
    assert incident.acknowledged_at is not None


@pytest.mark.usefixtures("monitor")
def test_change_events(site: Site, client: EventsApiV2Client) -> None:
    """With the client's way to write a time, which no standard knows."""
    client.submit("api 1.2 deployed", source="ci", timestamp=TIMESTAMP, custom_details={"a": "b"})
    process(site.store)
    with site.store.read() as session:
        (signal,) = session.scalars(select(Signal)).all()
    assert (signal.action, signal.state, signal.note) == (SignalAction.CHANGE, "done", "")
    assert signal.event["occurred_at"] is not None
    assert alerts.alerts(site.store) == []


def test_an_unknown_key_raises(client: EventsApiV2Client) -> None:
    """As it would at PagerDuty, without retries."""
    with pytest.raises(HttpError) as refusal:
        client.trigger("x", "y")
    assert refusal.value.response.status_code == 400
    assert refusal.value.response.json()["errors"] == ["Invalid routing key"]
