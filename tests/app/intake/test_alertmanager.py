"""Alertmanager's webhook: each element an alert, and odd shapes as far as they make sense."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from app.domain.signal import Signal
from app.intake import alertmanager
from app.intake.document import Invalid, plain
from models.kinds import SignalAction, SignalSeverity
from tests.app.intake.payloads import anything, damaged, firing, notification, resolved, tried
from tests.app.intake.test_events_v2 import check


def parsed(body: Any) -> list[Signal]:
    """No header matters here."""
    return alertmanager.parse(body, {})


def test_a_firing_alert_in_full() -> None:
    """Fingerprint, words, severity and links."""
    (signal,) = parsed(notification(firing()))
    assert signal.action is SignalAction.TRIGGER
    assert signal.dedup_key == "c4d2f6a1b0e39785"
    assert signal.title == "Disk of db1 is full"
    assert signal.body == "0 bytes are left."
    assert signal.severity is SignalSeverity.CRITICAL
    assert signal.source == "db1:9100"
    assert signal.occurred_at == datetime(2026, 3, 1, 10, 0, 0, 123456, UTC)
    assert signal.cut == ()
    assert signal.details["labels"]["alertname"] == "DiskFull"
    assert signal.details["annotations"]["summary"] == "Disk of db1 is full"
    assert signal.details["receiver"] == "watchbill"
    assert signal.details["groupKey"] == '{}:{alertname="DiskFull"}'
    assert [link["text"] for link in signal.details["links"]] == ["Expression"]


def test_each_alert_speaks_for_itself() -> None:
    """Whatever the group's own status is."""
    signals = parsed(notification(resolved("a"), firing("b"), status="firing"))
    assert [(each.dedup_key, each.action) for each in signals] == [
        ("a", SignalAction.RESOLVE),
        ("b", SignalAction.TRIGGER),
    ]
    assert signals[0].occurred_at == datetime(2026, 3, 1, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("alert", "group", "action"),
    [
        ("firing", "resolved", SignalAction.TRIGGER),
        (None, "resolved", SignalAction.RESOLVE),
        (None, None, SignalAction.TRIGGER),
        ("RESOLVED", "firing", SignalAction.RESOLVE),
        ("pending", "resolved", SignalAction.TRIGGER),
        (7, "firing", SignalAction.TRIGGER),
    ],
)
def test_status(alert: Any, group: Any, action: SignalAction) -> None:
    """The group's where the alert has none; what nobody knows still fires."""
    (signal,) = parsed(notification(firing() | {"status": alert}, status=group))
    assert signal.action is action


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        ("critical", SignalSeverity.CRITICAL),
        ("page", SignalSeverity.CRITICAL),
        ("error", SignalSeverity.ERROR),
        ("Warning", SignalSeverity.WARNING),
        ("info", SignalSeverity.INFO),
        ("none", SignalSeverity.INFO),
        ("", alertmanager.UNSAID),
        ("whatever", alertmanager.UNSAID),
    ],
)
def test_severity_is_a_label(said: str, severity: SignalSeverity) -> None:
    """Unknown ones still wake somebody."""
    (signal,) = parsed(notification(firing(severity=said)))
    assert signal.severity is severity


def test_titles() -> None:
    """Summary, else the alert's name, else a description, else the fingerprint."""
    alert = firing()
    bare = {"labels": {"job": "x"}, "fingerprint": "f1"}
    bodies = [
        alert,
        alert | {"annotations": {}},
        bare | {"annotations": {"description": "It hurts"}},
        bare,
    ]
    titles = [each.title for each in parsed(notification(*bodies))]
    assert titles == ["Disk of db1 is full", "DiskFull", "It hurts", "Alert f1"]


def test_without_a_fingerprint_the_labels_make_one() -> None:
    """Whatever their order."""
    one = {"labels": {"a": "1", "b": "2"}}
    same = {"labels": {"b": "2", "a": "1"}, "fingerprint": ""}
    other = {"labels": {"a": "1", "b": "3"}, "fingerprint": None}
    keys = [each.dedup_key for each in parsed(notification(one, same, other))]
    assert keys[0] == keys[1] != keys[2]
    assert all(keys)


def test_what_was_left_out_is_noted() -> None:
    """On the first alert that did come."""
    *_, note = parsed(notification(firing("a"), firing("b"), truncatedAlerts=12))
    assert note.action is SignalAction.NOTE
    assert note.dedup_key == "a"
    assert note.title == "12 more alerts of this group were left out by the sender"


def test_what_cannot_be_read_does_not_spoil_the_rest() -> None:
    """It is noted beside it."""
    signals = parsed(notification({}, firing("a"), None, "x"))
    assert [each.action for each in signals] == [SignalAction.TRIGGER, SignalAction.NOTE]
    assert signals[1].title.startswith("3 alerts")


@pytest.mark.parametrize("shape", [lambda a: [a], lambda a: a, lambda a: {"alerts": [a]}])
def test_other_shapes(shape: Any) -> None:
    """A bare list, one alert alone, a notification without its envelope."""
    (signal,) = parsed(shape(firing()))
    assert signal.dedup_key == "c4d2f6a1b0e39785"


def test_an_empty_notification_is_no_fault() -> None:
    """Nothing is said, nothing happens."""
    assert parsed(notification()) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (None, "must be a JSON object"),
        ("x", "must be a JSON object"),
        ({}, "'alerts' is missing or not a list"),
        ({"alerts": {"a": 1}}, "'alerts' is missing or not a list"),
        (notification({}, 5), "'alerts[1]' has neither a fingerprint nor labels"),
    ],
)
def test_refusals(body: Any, said: str) -> None:
    """Only where nothing at all can be read."""
    with pytest.raises(Invalid) as refusal:
        parsed(body)
    assert said in refusal.value.errors[-1]


def test_refusals_stay_short() -> None:
    """However many alerts were bad."""
    with pytest.raises(Invalid) as refusal:
        parsed(notification(*[{}] * 5000))
    assert len(refusal.value.errors) == alertmanager.MOST_ERRORS


def test_a_long_group_key_does_not_multiply() -> None:
    """It is kept with each alert, so it is cut."""
    (signal,) = parsed(notification(firing(), groupKey="g" * 100_000))
    assert len(signal.details["groupKey"]) == 2000


@given(damaged(notification(firing(), resolved("b"), truncatedAlerts=1)) | anything)
def test_damaged_notifications_are_taken_or_refused(body: Any) -> None:
    """In sentences."""
    check(tried(lambda: parsed(plain(body))))
