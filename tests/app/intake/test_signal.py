"""What becomes of signals: alerts, incidents, counters; in order, once, and quickly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select

from app.clock import SetClock
from app.domain.actor import ENGINE
from app.domain.signal import Signal
from app.operations import incident as incidents
from app.operations.signal import Received, process, receive
from app.queries import alert as alerts
from app.queries.alert import AlertRow
from app.queries.integration import integrations
from app.store import Store
from models.alert import Payload
from models.alert import Signal as Row
from models.incident import Event, Incident
from models.kinds import AlertState, EventKind, SignalAction, SignalSeverity, Stage, Urgency
from tests.quiet import Strays

TRIGGER, ACKNOWLEDGE, RESOLVE, NOTE, CHANGE = (
    SignalAction.TRIGGER,
    SignalAction.ACKNOWLEDGE,
    SignalAction.RESOLVE,
    SignalAction.NOTE,
    SignalAction.CHANGE,
)


def said(action: SignalAction, key: str = "db", **more: Any) -> Signal:
    """A signal about one database."""
    return Signal(action, key, title=f"{key} is down", source="db1", **more)


def hear(store: Store, integration: int, *signals: Signal, body: bytes = b"{}") -> None:
    """One request."""
    receive(store, [Received(integration, signals, body, "application/json", store.now())])


def told(store: Store, integration: int, *signals: Signal) -> list[AlertRow]:
    """One request, read at once; all alerts, oldest first."""
    hear(store, integration, *signals)
    while process(store):
        pass
    return alerts.alerts(store)[::-1]


def health(store: Store) -> tuple[int, int, int]:
    """Accepted, dropped, refused of the first integration."""
    row = integrations(store)[0]
    return row.accepted, row.dropped, row.refused


def fates(store: Store) -> list[tuple[str, str, bool]]:
    """State, note and whether there is an alert, of every signal in order."""
    with store.read() as session:
        rows = session.execute(select(Row.state, Row.note, Row.alert_id).order_by(Row.id))
        return [(state, note, alert is not None) for state, note, alert in rows]


def incident(store: Store, number: int) -> Incident:
    """One row."""
    with store.read() as session:
        return session.get_one(Incident, number)


def events(store: Store, kind: EventKind) -> list[str]:
    """What the timelines say of one kind."""
    with store.read() as session:
        return list(session.scalars(select(Event.text).where(Event.kind == kind)))


def test_a_trigger_becomes_an_alert_and_an_incident(store: Store, monitor: int) -> None:
    """With everything the sender said, on the integration's service."""
    occurred = store.now() - timedelta(minutes=5)
    (alert,) = told(
        store,
        monitor,
        said(TRIGGER, severity=SignalSeverity.WARNING, body="It hurts", occurred_at=occurred,
             details={"component": "postgres"}),
    )  # fmt: skip
    assert (alert.integration, alert.service) == ("monitor", "service-of-monitor")
    assert (alert.state, alert.count, alert.title) == (AlertState.OPEN, 1, "db is down")
    assert alert.started_at == occurred
    assert alert.first_at == alert.last_at == store.now()
    assert alert.details == {"component": "postgres", "body": "It hurts"}
    row = incident(store, alert.incident or 0)
    assert (row.title, row.urgency, row.stage) == ("db is down", Urgency.LOW, Stage.TRIAGE)
    assert fates(store) == [("done", "", True)]
    assert health(store) == (1, 0, 0)


def test_repeats_are_counted_and_page_nobody(store: Store, monitor: int, clock: SetClock) -> None:
    """One alert, one incident, one line in the timeline."""
    told(store, monitor, said(TRIGGER))
    clock.forward(timedelta(hours=4))
    (alert,) = told(store, monitor, said(TRIGGER), said(TRIGGER))
    assert alert.count == 3
    assert alert.last_at == store.now() > alert.first_at
    assert len(events(store, EventKind.DECLARED)) == 1
    assert len(events(store, EventKind.ALERT)) == 0
    assert [each.action for each in alerts.occurrences(store, alert.id)] == [TRIGGER] * 3


def test_resolve_closes_and_a_later_trigger_is_new(store: Store, monitor: int) -> None:
    """What is resolved is never opened again."""
    first, second = told(store, monitor, *map(said, (TRIGGER, TRIGGER, RESOLVE, TRIGGER)))
    assert (first.state, first.count) == (AlertState.RESOLVED, 2)
    assert (second.state, second.count) == (AlertState.OPEN, 1)
    assert first.resolved_at == store.now()
    assert incident(store, first.incident or 0).stage is Stage.RESOLVED
    assert incident(store, second.incident or 0).stage is Stage.TRIAGE
    assert health(store) == (4, 0, 0)


def test_acknowledge_answers_the_incident(store: Store, monitor: int) -> None:
    """And repeats stay silent."""
    (alert,) = told(store, monitor, *map(said, (TRIGGER, ACKNOWLEDGE, TRIGGER, ACKNOWLEDGE)))
    assert (alert.state, alert.count) == (AlertState.ACKNOWLEDGED, 2)
    row = incident(store, alert.incident or 0)
    assert row.acknowledged_at == store.now()
    assert row.acknowledged is True
    assert fates(store) == [("done", "", True)] * 4


@pytest.mark.parametrize("action", [ACKNOWLEDGE, RESOLVE, NOTE])
def test_answers_to_nothing_are_dropped_and_counted(
    store: Store, monitor: int, action: SignalAction
) -> None:
    """With the reason beside them."""
    told(store, monitor, said(TRIGGER, "other"), said(action))
    assert fates(store)[1] == ("dropped", f"{action}: no open alert has this key", False)
    assert health(store) == (2, 1, 0)


def test_keys_belong_to_their_integration(store: Store, monitor: int, prometheus: int) -> None:
    """The same key of another sender is another alert."""
    told(store, monitor, said(TRIGGER))
    one, other = told(store, prometheus, said(TRIGGER))
    assert (one.count, other.count) == (1, 1)
    told(store, prometheus, said(RESOLVE))
    states = {row.integration: row.state for row in alerts.alerts(store)}
    assert states == {"monitor": AlertState.OPEN, "prometheus": AlertState.RESOLVED}


def test_changes_are_kept_and_page_nobody(store: Store, monitor: int, clock: SetClock) -> None:
    """They are found beside incidents by service and time."""
    from app.domain.window import Window

    assert told(store, monitor, said(CHANGE, "", details={"links": []})) == []
    at = store.now()
    clock.forward(timedelta(hours=1))
    near = Window(at - timedelta(minutes=1), at + timedelta(minutes=1))
    later = Window(near.end, store.now())
    (row,) = integrations(store)
    (change,) = alerts.changes_near(store, row.service_id, near)
    assert (change.title, change.at) == (" is down", at)
    assert alerts.changes_near(store, None, near) == [change]
    assert alerts.changes_near(store, row.service_id + 99, near) == []
    assert alerts.changes_near(store, None, later) == []


def test_notes_reach_the_timeline(store: Store, monitor: int) -> None:
    """Of the incident their alert belongs to."""
    told(store, monitor, said(TRIGGER), said(NOTE))
    assert events(store, EventKind.NOTE) == ["db is down"]


def test_trouble_after_people_resolved_is_a_new_incident(store: Store, monitor: int) -> None:
    """The sender was never told that somebody closed it."""
    (alert,) = told(store, monitor, said(TRIGGER))
    incidents.resolve(store, alert.incident or 0, ENGINE)
    first, second = told(store, monitor, said(TRIGGER), said(TRIGGER))
    assert (first.state, first.count) == (AlertState.RESOLVED, 1)
    assert (second.state, second.count) == (AlertState.OPEN, 2)
    assert first.incident != second.incident


def test_the_senders_own_resolve_after_people_resolved(store: Store, monitor: int) -> None:
    """Is no stray answer."""
    (alert,) = told(store, monitor, said(TRIGGER))
    incidents.resolve(store, alert.incident or 0, ENGINE)
    (alert,) = told(store, monitor, said(RESOLVE))
    assert alert.state is AlertState.RESOLVED
    assert health(store) == (2, 0, 0)


def test_a_declined_incident_takes_its_repeats_in(store: Store, monitor: int) -> None:
    """Nobody is woken again for what was said to be nothing."""
    (alert,) = told(store, monitor, said(TRIGGER))
    incidents.decline(store, alert.incident or 0, ENGINE)
    (alert,) = told(store, monitor, said(TRIGGER))
    assert alert.count == 2


def test_a_clock_ahead_of_ours_is_not_believed(store: Store, monitor: int) -> None:
    """Nothing begins in the future."""
    tomorrow = store.now() + timedelta(days=1)
    (alert,) = told(store, monitor, said(TRIGGER, occurred_at=tomorrow))
    assert alert.started_at == store.now()


def test_a_delivery_counts_once(store: Store, monitor: int) -> None:
    """Within a commit and across commits; without an id each is its own."""
    one = said(TRIGGER, delivery="d1")
    hear(store, monitor, one, one)
    (alert,) = told(store, monitor, one, said(TRIGGER, delivery="d2"), said(TRIGGER))
    assert alert.count == 3
    assert health(store) == (3, 0, 0)


def test_the_raw_body_is_kept(store: Store, monitor: int) -> None:
    """Once a request, packed where that is smaller."""
    long = b'{"a": "' + b"word " * 2000 + b'"}'
    hear(store, monitor, said(TRIGGER), said(TRIGGER, "other"), body=long)
    hear(store, monitor, said(TRIGGER), body=b"{}")
    with store.read() as session:
        first, second = session.scalars(select(Payload).order_by(Payload.id)).all()
        linked = session.scalars(select(Row.payload_id).order_by(Row.id)).all()
    assert linked == [first.id, first.id, second.id]
    assert len(first.body) < 200 < first.size == len(long)
    kept = alerts.body(store, first.id)
    assert kept is not None
    assert (kept.raw, kept.content_type) == (long, "application/json")
    assert alerts.body(store, second.id + 1) is None


def test_what_was_cut_is_said(store: Store, monitor: int) -> None:
    """In the log of the integration."""
    hear(store, monitor, said(TRIGGER, cut=("payload.summary", "links")))
    (row,) = alerts.spoken(store, monitor)
    assert row.note == "cut: payload.summary, links"
    assert row.event["cut"] == ["payload.summary", "links"]


def test_an_integration_that_is_gone_takes_nobody_with_it(store: Store, monitor: int) -> None:
    """Its requests are left out, and named."""
    gone = monitor + 1000
    batch = [
        Received(each, [said(TRIGGER)], b"{}", "", store.now()) for each in (gone, monitor, gone)
    ]
    assert receive(store, batch, {gone: 3, monitor: 2}) == {gone}
    assert health(store) == (1, 0, 2)
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(Row)) == 1


def test_ten_thousand_repeats_are_exact_and_few_statements(store: Store, monitor: int) -> None:
    """Folded: a statement an alert and a part, not one a signal."""
    storm = [said(TRIGGER, f"k{n % 7}") for n in range(10_000)]
    requests = [storm[i : i + 100] for i in range(0, 10_000, 100)]
    receive(store, [Received(monitor, each, b"{}", "", store.now()) for each in requests])
    statements = count_statements(store)
    found = told(store, monitor)
    assert sum(each.count for each in found) == 10_000
    assert sorted(each.count for each in found) == [1428] * 3 + [1429] * 4
    with store.read() as session:
        linked = dict(
            session.execute(select(Row.alert_id, func.count()).group_by(Row.alert_id)).all()
        )
    assert linked == {each.id: each.count for each in found}
    assert len(statements) < 1500
    assert health(store) == (10_000, 0, 0)


def test_reading_stops_at_its_limit(store: Store, monitor: int) -> None:
    """So that an engine can do other things in between."""
    hear(store, monitor, *[said(TRIGGER)] * 30)
    assert process(store, limit=20) == 20
    assert process(store, limit=20) == 10
    assert process(store) == 0


def test_one_bad_signal_does_not_hold_up_the_others(
    store: Store, monitor: int, strays: Strays
) -> None:
    """It is marked, counted and logged without its words."""
    hear(store, monitor, said(TRIGGER, "a"), said(TRIGGER, "bad"), said(TRIGGER, "c"))
    with store.write() as session:
        row = session.scalars(select(Row).where(Row.dedup_key == "bad")).one()
        row.event = {"title": "secret words"}
    found = told(store, monitor)
    assert [each.dedup_key for each in found] == ["a", "c"]
    assert [state for state, _, _ in fates(store)] == ["done", "failed", "done"]
    assert health(store) == (3, 1, 0)
    (record,) = strays.expect("could not be read: KeyError", times=1)
    assert "secret" not in record.getMessage()


def test_an_idle_engine_writes_nothing(store: Store, monitor: int) -> None:
    """It only looks."""
    statements = count_statements(store)
    assert process(store) == 0
    assert [each for each in statements if not each.startswith(("SELECT", "BEGIN"))] == []
    assert len(statements) <= 2


def test_every_change_is_published(store: Store, monitor: int) -> None:
    """Screens hear of alerts and incidents, repeats included."""
    told(store, monitor, said(TRIGGER))
    heard: list[Any] = []
    store.hub.subscribe(heard.append)
    (alert,) = told(store, monitor, said(TRIGGER))
    assert alert.id in frozenset().union(*(each.ids("alert") for each in heard))


def count_statements(store: Store) -> Sequence[str]:
    """Every statement from now on."""
    seen: list[str] = []

    @event.listens_for(store.database.engine, "before_cursor_execute")
    def note(_c: Any, _k: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    return seen
