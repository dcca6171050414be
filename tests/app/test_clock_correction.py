"""Correcting an incident's clocks: with a reason, the first value kept, the figures following."""

import json
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from app.cli.main import run
from app.clock import SetClock
from app.domain.window import Window
from app.errors import Conflict, Refused
from app.operations import incident
from app.operations.incident import Declaration
from app.operations.incident_clock import correct
from app.queries.clock import clocks
from app.queries.metrics import Asked, figures
from app.store import Store
from tests import builders

MINUTE = timedelta(minutes=1)


def test_the_first_value_and_the_reason_are_kept(store: Store, clock: SetClock) -> None:
    by = builders.actor(store, "ana")
    begun = clock.now()
    number = incident.declare(store, Declaration("x"), by)
    clock.forward(10 * MINUTE)
    incident.resolve(store, number, by)
    for back, why in ((20, "customers wrote earlier"), (30, "the log says so")):
        correct(store, number, "detected", begun - back * MINUTE, why, by)
    sheet = clocks(store, number)
    row = next(each for each in sheet.clocks if each.name == "detected_at")
    assert row.at == begun - 30 * MINUTE
    assert row.correction is not None
    assert (row.correction.first, row.correction.by) == (begun, "ana")
    assert row.correction.why == "the log says so"
    assert sheet.figures["mttr"] == 40 * MINUTE
    window = Window(begun - timedelta(days=1), clock.now() + MINUTE)
    found = figures(store, Asked(window, ZoneInfo("UTC")))
    assert found.metrics.all.figures["mttr"].seconds.mean == 2400


def test_what_cannot_be_is_refused(store: Store, clock: SetClock) -> None:
    by = builders.actor(store, "ana")
    number = incident.declare(store, Declaration("x"), by)
    version = clocks(store, number).version
    later = clock.now() + MINUTE
    for which, at, why, sentence in (
        ("detected", clock.now(), " ", "Say why"),
        ("detected", later, "so", "in the future"),
        ("noticed", clock.now(), "so", "no clock of an incident"),
        ("created", clock.now(), "so", "no clock of an incident"),
        ("resolved", clock.now(), "so", "has no resolved time"),
    ):
        with pytest.raises(Refused, match=sentence):
            correct(store, number, which, at, why, by)
    incident.acknowledge(store, number, by)
    incident.change(store, number, by, None, title="y")
    with pytest.raises(Conflict):
        correct(store, number, "detected", clock.now() - MINUTE, "so", by, version)


def test_from_a_shell(
    store: Store, clock: SetClock, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    by = builders.actor(store, "ana")
    number = incident.declare(store, Declaration("x"), by)
    call: Callable[..., int] = lambda *words: run(  # noqa: E731
        ["incident", "clock", str(number), *words, "--time-zone", "UTC",
         "--database", database_url]
    )  # fmt: skip
    assert call("impact started", "2026-03-28T23:00Z") == 1
    assert "Say why" in capsys.readouterr().err
    assert call("impact started", "2026-03-28T23:00Z", "--reason", "a customer wrote") == 0
    assert "a customer wrote" in capsys.readouterr().out
    assert call("--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["clocks"]["impact_started_at"]["at"] == "2026-03-28T23:00:00Z"
    assert said["clocks"]["impact_started_at"]["corrected"]
    assert call("detected") == 2
