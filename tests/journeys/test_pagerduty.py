"""A night with PagerDuty's own client as the sender: only its address is changed."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest
from pagerduty import EventsApiV2Client

from tests.certificate import certified
from tests.journeys.program import Program
from tests.journeys.team import KEY, Town, night
from tests.tunnel import Tunnel


def test_a_night(
    program: Program, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.do("apply", town.file(tmp_path))
    certificate = certified(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with program.serving() as serving, Tunnel(serving.port, context) as tunnel:
        client = EventsApiV2Client(KEY, base_url=f"https://127.0.0.1:{tunnel.port}")
        night(
            program,
            town,
            fire=lambda: client.trigger("db1 is down", "db1", dedup_key="db1", severity="critical"),
            over=lambda: client.resolve("db1"),
        )
        client.close()
