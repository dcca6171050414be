"""Any JSON: usual names are understood, everything else is kept."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from app.domain.signal import Signal
from app.intake import generic
from app.intake.document import Invalid, plain
from models.kinds import SignalAction, SignalSeverity
from tests.app.intake.payloads import EVENT, anything, damaged, firing, tried
from tests.app.intake.test_events_v2 import check

INCIDENT_IO = {
    "title": "Disk full",
    "status": "firing",
    "deduplication_key": "disk-1",
    "description": "0 bytes are left",
    "source_url": "https://example.org/alert/1",
}
ZENDUTY = {"alert_type": "critical", "message": "Disk full", "entity_id": "disk-1"}


def parsed(body: Any, **headers: str) -> Signal:
    """The only signal in a body."""
    (signal,) = generic.parse(body, {name.replace("_", "-"): v for name, v in headers.items()})
    return signal


def test_incident_io_and_zenduty_shapes() -> None:
    """Their own names of the same things."""
    one, other = parsed(INCIDENT_IO), parsed(ZENDUTY)
    assert one.title == other.title == "Disk full"
    assert one.dedup_key == other.dedup_key == "disk-1"
    assert one.body == "0 bytes are left"
    assert one.details["links"] == [{"href": "https://example.org/alert/1"}]
    assert other.severity is SignalSeverity.CRITICAL


def test_the_summary_of_zenduty_is_the_longer_text() -> None:
    """Its `message` is the title; in other shapes a summary is one."""
    said = parsed(ZENDUTY | {"summary": "0 bytes are left on /var"})
    assert (said.title, said.body) == ("Disk full", "0 bytes are left on /var")
    assert parsed(ZENDUTY | {"message": None, "summary": "Disk full"}).title == "Disk full"
    assert parsed({"summary": "Disk full", "message": "0 bytes"}).title == "Disk full"


@pytest.mark.parametrize(
    ("word", "action"),
    [
        ("firing", SignalAction.TRIGGER),
        ("Resolved", SignalAction.RESOLVE),
        ("ok", SignalAction.RESOLVE),
        ("acknowledged", SignalAction.ACKNOWLEDGE),
        ("comment", SignalAction.NOTE),
        ("deploy", SignalAction.CHANGE),
        ("strange", SignalAction.TRIGGER),
        (17, SignalAction.TRIGGER),
        (None, SignalAction.TRIGGER),
    ],
)
def test_actions(word: Any, action: SignalAction) -> None:
    """What is not known is trouble."""
    assert parsed({"title": "x", "status": word}).action is action


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        ({"severity": "Warning"}, SignalSeverity.WARNING),
        ({"priority": "P1"}, SignalSeverity.CRITICAL),
        ({"level": "info", "priority": "later"}, SignalSeverity.INFO),
        ({}, SignalSeverity.ERROR),
    ],
)
def test_severities(said: dict[str, str], severity: SignalSeverity) -> None:
    """By word or by P1-P5."""
    assert parsed({"title": "x"} | said).severity is severity


def test_without_a_key_title_and_source_are_one() -> None:
    """So that a repeat is a repeat, and a resolve finds its alert."""
    first = parsed({"title": "Disk full", "host": "db1", "value": 1})
    again = parsed({"title": "Disk full", "host": "db1", "value": 2, "status": "ok"})
    other = parsed({"title": "Disk full", "host": "db2"})
    assert first.dedup_key == again.dedup_key != other.dedup_key


def test_a_list_is_many_signals() -> None:
    """With deliveries that stay apart."""
    signals = generic.parse([{"title": "a"}, {}, "b"], {"idempotency-key": "d1"})
    assert [each.title for each in signals] == ["a", "b"]
    assert signals[0].delivery == "d1"
    assert signals[1].delivery not in (None, "d1")


def test_nothing_with_a_name_we_know() -> None:
    """The JSON itself is the title, and all of it is kept."""
    signal = parsed({"q": {"r": [1, 2]}})
    assert signal.title == '{"q":{"r":[1,2]}}'
    assert signal.details["fields"] == {"q": {"r": [1, 2]}}


def test_long_deliveries_are_hashed() -> None:
    """A column has an end."""
    assert len(parsed({"title": "x"}, idempotency_key="d" * 500).delivery or "") == 64


@pytest.mark.parametrize("body", [None, {}, [], "", [{}, None]])
def test_an_empty_body_is_refused(body: Any) -> None:
    """With an example of what was expected."""
    with pytest.raises(Invalid, match="empty"):
        generic.parse(body, {})


@given(damaged(INCIDENT_IO | {"more": EVENT}) | damaged([firing()]) | anything)
def test_anything_is_taken_or_refused(body: Any) -> None:
    """In sentences."""
    check(tried(lambda: generic.parse(plain(body), {})))
