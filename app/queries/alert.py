"""Alerts and the signals they are made of: lists, occurrences, raw bodies, changes nearby."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app.domain.packing import unpacked
from app.domain.window import Window
from app.store import Store
from models.alert import CHANGED, Alert, Integration, Payload, Signal
from models.incident import Incident
from models.kinds import AlertState, SignalAction, SignalSeverity
from models.service import Service

PAGE = 200  # rows


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One alert. `count` is how often it was heard; `details` is what its first signal said."""

    id: int
    integration: str
    service: str
    incident: int | None
    dedup_key: str
    state: AlertState
    severity: SignalSeverity
    title: str
    source: str
    count: int
    started_at: datetime
    first_at: datetime
    last_at: datetime
    resolved_at: datetime | None
    details: dict[str, Any]
    drill: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One signal, as the log of an alert or an integration shows it. `event` is what it said;
    `note` says what was cut, or why it was dropped; `payload` is the id of the raw body."""

    id: int
    received_at: datetime
    action: SignalAction
    dedup_key: str
    state: str
    note: str
    event: dict[str, Any]
    payload: int | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Something somebody changed, beside an incident. `at` is the sender's clock where it said."""

    id: int
    integration: str
    service: str
    at: datetime
    title: str
    source: str
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Body:
    """A request's body as it came."""

    received_at: datetime
    content_type: str
    raw: bytes


ROW = (
    select(Alert, Integration, Service.name)
    .join(Integration, Integration.id == Alert.integration_id)
    .join(Service, Service.id == Alert.service_id)
)


def of_incident(store: Store, number: int) -> list[AlertRow]:
    """An incident's alerts, oldest first."""
    with store.read() as session:
        return _rows(session, ROW.where(Alert.incident_id == number).order_by(Alert.id))


def alerts(
    store: Store,
    *,
    open_only: bool = False,
    before: int | None = None,
    limit: int = PAGE,
    whole: bool = True,
) -> list[AlertRow]:
    """Newest first; `before` is the id of the last row of the page before. Unless `whole`, those of
    private incidents are left out."""
    asked = ROW.order_by(Alert.id.desc()).limit(limit)
    if open_only:
        asked = asked.where(Alert.state != AlertState.RESOLVED)
    if before is not None:
        asked = asked.where(Alert.id < before)
    if not whole:
        hidden = select(Incident.id).where(Incident.private)
        asked = asked.where(or_(Alert.incident_id.is_(None), Alert.incident_id.not_in(hidden)))
    with store.read() as session:
        return _rows(session, asked)


def occurrences(
    store: Store, alert: int, *, before: int | None = None, limit: int = PAGE
) -> list[Occurrence]:
    """The signals of one alert, newest first."""
    return _occurrences(store, select(Signal).where(Signal.alert_id == alert), before, limit)


def spoken(
    store: Store, integration: int, *, before: int | None = None, limit: int = PAGE
) -> list[Occurrence]:
    """What one integration said, newest first: to see what a sender really sends."""
    of = select(Signal).where(Signal.integration_id == integration)
    return _occurrences(store, of, before, limit)


def changes_near(store: Store, service: int | None, window: Window) -> list[ChangeRow]:
    """Change events heard in a window, of one service or of all, newest first."""
    asked = (
        select(Signal, Integration.name, Service.name)
        .join(Integration, Integration.id == Signal.integration_id)
        .join(Service, Service.id == Integration.service_id)
        .where(CHANGED, Signal.received_at >= window.start, Signal.received_at < window.end)
        .order_by(Signal.received_at.desc(), Signal.id.desc())
    )
    if service is not None:
        asked = asked.where(Integration.service_id == service)
    with store.read() as session:
        return [_change(*row) for row in session.execute(asked)]


def body(store: Store, payload: int) -> Body | None:
    """A raw body; None when it is no longer kept."""
    with store.read() as session:
        row = session.get(Payload, payload)
    return Body(row.received_at, row.content_type, unpacked(row.body, row.size)) if row else None


def _rows(session: Session, asked: Select[Alert, Integration, str]) -> list[AlertRow]:
    return [_row(*row) for row in session.execute(asked)]


def _row(alert: Alert, integration: Integration, service: str) -> AlertRow:
    return AlertRow(
        id=alert.id,
        integration=integration.name,
        service=service,
        incident=alert.incident_id,
        dedup_key=alert.dedup_key,
        state=alert.state,
        severity=alert.severity,
        title=alert.title,
        source=alert.source,
        count=alert.count,
        started_at=alert.started_at,
        first_at=alert.first_at,
        last_at=alert.last_at,
        resolved_at=alert.resolved_at,
        details=alert.details,
        drill=integration.drill is not None,
    )


def _occurrences(
    store: Store, asked: Select[Signal], before: int | None, limit: int
) -> list[Occurrence]:
    if before is not None:
        asked = asked.where(Signal.id < before)
    with store.read() as session:
        rows = session.scalars(asked.order_by(Signal.id.desc()).limit(limit)).all()
    return [
        Occurrence(
            row.id,
            row.received_at,
            row.action,
            row.dedup_key,
            row.state,
            row.note,
            row.event,
            row.payload_id,
        )
        for row in rows
    ]


def _change(signal: Signal, integration: str, service: str) -> ChangeRow:
    event = signal.event
    said = event["occurred_at"]
    return ChangeRow(
        id=signal.id,
        integration=integration,
        service=service,
        at=datetime.fromisoformat(said) if said else signal.received_at,
        title=event["title"],
        source=event["source"],
        details=event["details"],
    )
