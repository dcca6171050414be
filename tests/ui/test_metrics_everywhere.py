"""One night's figures by every way out: the page, the command, the API and Prometheus agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from pytestqt.qtbot import QtBot

from app.clock import SetClock
from app.operations import incident, token
from app.operations.incident import Declaration
from app.store import Store, open_store
from models.kinds import Category
from tests import builders
from tests.desk import bridge_on
from tests.journeys.program import Program
from ui.metrics.page import MetricsPage

BEGIN = datetime(2024, 5, 6, 21, tzinfo=UTC)  # long ago: what is open hurts the whole span
ASKED = {"from": "2024-05-06T00:00Z", "to": "2024-05-08T00:00Z", "time_zone": "UTC"}
OPEN = re.compile(r"^watchbill_incidents_open\{.*\} (\d+)$", re.MULTILINE)
Document = dict[str, Any]


@pytest.fixture
def past(database_url: str) -> Iterator[Store]:
    """Four incidents of one service: two resolved, one acknowledged, one as it came."""
    clock = SetClock(BEGIN)
    store = open_store(database_url, clock=clock)
    by, api = builders.actor(store, "ana"), builders.service(store, "api")
    for title in ("Disk full", "Disk full on db-2", "Cards fail", "Search is slow"):
        incident.declare(store, Declaration(title, service=api, category=Category.PERFORMANCE), by)
        clock.forward(timedelta(minutes=7))
    for number, minutes in ((1, 3), (2, 11), (3, 5)):
        clock.forward(timedelta(minutes=minutes))
        incident.acknowledge(store, number, by)
    for number in (1, 2):
        clock.forward(timedelta(minutes=20))
        incident.resolve(store, number, by)
    yield store
    store.close()


def test_every_way_out_says_the_same(past: Store, database_url: str, qtbot: QtBot) -> None:
    by = builders.actor(past, "ben")
    program, key = Program(database_url), token.make(past, "grafana", by)
    words = [f"--{name.replace('_', '-')}={value}" for name, value in ASKED.items()]
    shell: Document = program.ask("metrics", *words)
    with program.serving() as serving:
        head = {"authorization": f"Bearer {key}"}
        found = httpx.get(f"{serving.url}/api/v1/metrics", headers=head, params=ASKED).json()
        told = httpx.get(f"{serving.url}/metrics").text
    assert found["response"] is None  # kept from scripts; shown where nobody is a manager
    assert {name for name in shell if shell[name] != found[name]} <= {"as_of", "response"}
    assert sum(map(int, OPEN.findall(told))) == shell["open"] == 2
    assert shell["incidents"] == 4
    assert tiles(past, qtbot) == {
        "incidents": shell["incidents"],
        "mtta": shell["mtta"]["median_s"],
        "mttr": shell["to_resolve"]["median_s"],
        "availability": pytest.approx(shell["services"][0]["uptime"]),
        "sleep": shell["interruptions"]["sleep"],
        "recurrence": shell["recurrence"]["30"]["share"],
    }


def tiles(store: Store, qtbot: QtBot) -> dict[str, float | None]:
    """What the page shows of the same two days."""
    bridge = bridge_on(store)
    page = MetricsPage(bridge)
    qtbot.addWidget(page)
    page.chips.live_in("UTC")
    page.chips.choose_days(date(2024, 5, 6), date(2024, 5, 7))
    page.show()
    qtbot.waitUntil(lambda: page.borne is not None and not page.asking and not page._stale)
    found = {name: each.tile.value for name, each in page.board.tiles.items() if each.tile}
    bridge.close()
    return found
