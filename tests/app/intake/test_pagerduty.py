"""PagerDuty's v3 webhooks, as they come to the address of an events_v2 integration."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from app.domain.signal import Signal
from app.intake import events_v2
from app.intake.document import Invalid, plain
from models.kinds import SignalAction, SignalSeverity
from tests.app.intake.conftest import Site
from tests.app.intake.payloads import EVENT, KEY, anything, damaged, tried
from tests.app.intake.test_events_v2 import check

INCIDENT: dict[str, Any] = {
    "id": "PGR0VU2",
    "type": "incident",
    "html_url": "https://acme.example.org/incidents/PGR0VU2",
    "number": 2,
    "status": "triggered",
    "incident_key": "srv01/HTTP",
    "title": "A little bump in the road",
    "service": {"id": "PF9KMXH", "summary": "API Service", "type": "service_reference"},
    "assignees": [{"id": "PTUXL6G", "summary": "User 123", "type": "user_reference"}],
    "priority": {"id": "PSO75BM", "summary": "P1", "type": "priority_reference"},
    "urgency": "high",
}
WEBHOOK: dict[str, Any] = {
    "event": {
        "id": "5ac64822-4adc-4fda-ade0-410becf0de4f",
        "event_type": "incident.triggered",
        "resource_type": "incident",
        "occurred_at": "2020-10-02T18:45:22.169Z",
        "agent": {"id": "PLH1HKV", "summary": "Tenex Engineer", "type": "user_reference"},
        "client": None,
        "data": INCIDENT,
    }
}


def told(kind: str, **data: Any) -> list[Signal]:
    """The signals of an event of this kind, with some fields of its incident replaced."""
    event = copy.deepcopy(WEBHOOK["event"])
    event |= {"event_type": kind, "data": event["data"] | data}
    return events_v2.parse({"event": event}, {"x-webhook-id": "w-1"})


def test_a_webhook_in_full() -> None:
    """The event's own id marks the delivery: two subscriptions tell the same event."""
    assert told("incident.triggered") == [
        Signal(
            action=SignalAction.TRIGGER,
            dedup_key="PGR0VU2",
            title="A little bump in the road",
            severity=SignalSeverity.CRITICAL,
            source="API Service",
            occurred_at=datetime(2020, 10, 2, 18, 45, 22, 169000, UTC),
            delivery="5ac64822-4adc-4fda-ade0-410becf0de4f",
            details={
                "links": [{"href": INCIDENT["html_url"], "text": "Incident in PagerDuty"}],
                "event_type": "incident.triggered",
                "number": 2,
                "status": "triggered",
                "urgency": "high",
                "priority": "P1",
                "incident_key": "srv01/HTTP",
                "assignees": ["User 123"],
            },
        )
    ]


@pytest.mark.parametrize(
    ("kind", "action"),
    [
        ("incident.reopened", SignalAction.TRIGGER),
        ("incident.acknowledged", SignalAction.ACKNOWLEDGE),
        ("incident.resolved", SignalAction.RESOLVE),
        ("incident.escalated", SignalAction.NOTE),
        ("incident.reassigned", SignalAction.NOTE),
        ("pagey.ping", None),
        ("service.updated", None),
        ("incident.from_the_future", None),
    ],
)
def test_kinds(kind: str, action: SignalAction | None) -> None:
    """What is not known pages nobody."""
    assert [each.action for each in told(kind)] == ([action] if action else [])


def test_notes_name_who_said_it() -> None:
    """A note's own incident is the one it belongs to."""
    note = {"id": "PWL7QXS", "type": "incident_note", "content": "It is the disk",
            "incident": {"id": "PGR0VU2", "summary": "A little bump"}}  # fmt: skip
    event = WEBHOOK["event"] | {"event_type": "incident.annotated", "data": note}
    (said,) = events_v2.parse({"event": event}, {})
    assert (said.dedup_key, said.title) == (
        "PGR0VU2",
        "Tenex Engineer in PagerDuty: It is the disk",
    )
    (moved,) = told("incident.escalated")
    assert moved.title == "Tenex Engineer in PagerDuty escalated it"


@pytest.mark.parametrize(
    ("urgency", "priority", "severity"),
    [
        ("high", "P1", SignalSeverity.CRITICAL),
        ("high", "P4", SignalSeverity.ERROR),
        ("high", None, SignalSeverity.ERROR),
        ("low", "P1", SignalSeverity.WARNING),
        ("low", None, SignalSeverity.WARNING),
        ("low", "P5", SignalSeverity.INFO),
    ],
)
def test_urgency_rules(urgency: str, priority: str | None, severity: SignalSeverity) -> None:
    """Whoever is woken there is woken here, and nobody else."""
    rank = {"summary": priority} if priority else None
    (signal,) = told("incident.triggered", urgency=urgency, priority=rank)
    assert signal.severity is severity


def test_an_incident_without_an_id() -> None:
    """The one thing that is needed."""
    with pytest.raises(Invalid, match=r"event\.data\.id"):
        told("incident.triggered", id=None)


def test_events_of_the_api_stay_events() -> None:
    """What has a routing key is none of these, whatever else it holds."""
    (signal,) = events_v2.parse(EVENT | WEBHOOK, {})
    assert signal.dedup_key == EVENT["dedup_key"]
    with pytest.raises(Invalid, match="event_action"):
        events_v2.parse(WEBHOOK | {"routing_key": KEY}, {})


@given(damaged(WEBHOOK))
def test_damaged_webhooks(body: Any) -> None:
    """One field is anything: read or refused, never an error of ours."""
    check(tried(lambda: events_v2.parse(plain(body), {})))


@given(anything)
def test_anything_as_an_event(event: Any) -> None:
    """Nothing that is said breaks the reading."""
    tried(lambda: events_v2.parse(plain({"event": event}), {}))


@pytest.mark.usefixtures("monitor")
def test_its_life_by_http(site: Site) -> None:
    """One alert from beginning to end, one delivery counted once, a ping taken kindly."""
    for kind, mark, count in (
        ("pagey.ping", "e-0", 0),
        ("incident.triggered", "e-1", 1),
        ("incident.triggered", "e-1", 1),
        ("incident.resolved", "e-2", 1),
    ):
        event = WEBHOOK["event"] | {"event_type": kind, "id": mark}
        answer = site.client.post(f"/in/{KEY}", json={"event": event})
        assert (answer.status_code, answer.json()["signals"]) == (202, count)
