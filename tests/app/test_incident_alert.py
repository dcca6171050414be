"""What alerts do: one opens an incident, others join, the last one resolves it."""

from datetime import timedelta

import pytest

from app.clock import SetClock
from app.domain.actor import Actor
from app.operations import incident
from app.queries import incident_detail as queries
from app.store import Store
from models.alert import Alert
from models.incident import Incident
from models.kinds import (
    AlertState,
    Category,
    EventKind,
    ServiceKind,
    Severity,
    SignalSeverity,
    Source,
    Stage,
    Urgency,
)
from tests import builders

MINUTE = timedelta(minutes=1)
SENDER = Actor("prometheus", Source.SENDER)


@pytest.fixture
def api(store: Store) -> int:
    return builders.service(store, "api")


@pytest.fixture
def prometheus(store: Store, api: int) -> int:
    return builders.integration(store, "prometheus", api)


def opened(store: Store, alert: Alert) -> int:
    with store.write() as session:
        session.add(alert)
        session.flush()
        return incident.open_for_alert(session, alert, store.now()).id


def joined(store: Store, number: int, alert: Alert) -> int:
    with store.write() as session:
        session.add(alert)
        session.flush()
        incident.alert_joined(session, session.get_one(Incident, number), alert, store.now())
        return alert.id


def resolved(store: Store, number: int, alert: int) -> None:
    with store.write() as session:
        found = session.get_one(Alert, alert)
        found.state, found.resolved_at = AlertState.RESOLVED, store.now()
        about = session.get_one(Incident, number)
        incident.alert_resolved(session, about, found, SENDER, store.now())


def test_an_alert_opens_an_incident_of_its_own(
    store: Store, clock: SetClock, api: int, prometheus: int
) -> None:
    alert = builders.alert(store, prometheus, api, "db is\ndown", SignalSeverity.ERROR)
    alert.started_at = clock.now() - 5 * MINUTE
    alert.first_at = clock.now() - MINUTE
    number = opened(store, alert)
    found = queries.detail(store, number)
    row = found.row
    assert (row.title, row.service, row.alerts) == ("db is down", "api", 1)
    assert (row.severity, row.urgency, row.stage) == (Severity.SEV2, Urgency.HIGH, Stage.TRIAGE)
    assert (row.impact_started_at, row.detected_at) == (alert.started_at, alert.first_at)
    assert row.declared_by is None
    assert [(each.title, each.sender) for each in found.alerts] == [("db is\ndown", "prometheus")]
    first = queries.timeline(store, number)[0]
    assert (first.kind, first.actor, first.source) == (
        EventKind.DECLARED,
        "prometheus",
        Source.SENDER,
    )
    assert first.data == {"alert": alert.id}


def test_no_title_is_too_long_or_too_empty_to_open_one(
    store: Store, api: int, prometheus: int
) -> None:
    long = opened(store, builders.alert(store, prometheus, api, "x" * 5000))
    empty = opened(store, builders.alert(store, prometheus, api, " \n"))
    assert len(queries.detail(store, long).row.title) == 1024
    assert queries.detail(store, empty).row.title == "An alert without a title"


def test_trouble_of_somebody_elses_service_is_a_third_partys(store: Store) -> None:
    cloud = builders.service(store, "cloud", kind=ServiceKind.THIRD_PARTY)
    sender = builders.integration(store, "status", cloud)
    number = opened(store, builders.alert(store, sender, cloud))
    assert queries.detail(store, number).row.category == Category.THIRD_PARTY


def test_the_last_alert_that_ends_resolves_the_incident(
    store: Store, clock: SetClock, api: int, prometheus: int
) -> None:
    number = opened(store, builders.alert(store, prometheus, api, "first"))
    second = joined(store, number, builders.alert(store, prometheus, api, "second"))
    found = queries.detail(store, number)
    assert (found.row.alerts, len(found.alerts)) == (2, 2)
    clock.forward(MINUTE)
    resolved(store, number, found.alerts[0].id)
    assert queries.detail(store, number).row.stage.open
    clock.forward(MINUTE)
    resolved(store, number, second)
    row = queries.detail(store, number).row
    assert (row.stage, row.resolved_at) == (Stage.RESOLVED, clock.now())
    told = [each.text for each in queries.timeline(store, number) if each.actor == "prometheus"]
    assert told == [
        "Opened by an alert: first",
        "Alert: second",
        "Alert resolved: first",
        "Alert resolved: second",
        "Resolved: every alert is resolved",
    ]


def test_an_alert_that_ends_late_leaves_what_is_over_as_it_is(
    store: Store, api: int, prometheus: int
) -> None:
    number = opened(store, builders.alert(store, prometheus, api))
    incident.decline(store, number, SENDER)
    resolved(store, number, queries.detail(store, number).alerts[0].id)
    assert queries.detail(store, number).row.stage is Stage.DECLINED
