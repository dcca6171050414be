"""Turns one integration's signals, in order, into alerts: new, repeated, acknowledged, resolved.

Repeats are folded: ten thousand of them cost one UPDATE of their alert and one of themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.operations import incident as incidents
from app.operations.health import Tally, count
from app.operations.timeline import held, record
from models.alert import UNRESOLVED, Alert, Integration
from models.alert import Signal as Row
from models.incident import Incident
from models.kinds import AlertState, EventKind, SignalAction, SignalSeverity, Source, Stage
from models.session import touch

OVER = (Stage.RESOLVED, Stage.CLOSED)  # a declined incident still takes its repeats in
HEAVY = 4  # signals that touch an incident, in one transaction: others want to write, too
PART = 500  # ids in one statement


class Pending(Protocol):
    """A row of the signal table, as far as the fold needs it."""

    id: int
    action: SignalAction
    dedup_key: str
    received_at: datetime


class Fate(NamedTuple):
    """What becomes of signals: which alert they belong to, or why they were dropped."""

    alert: int | None
    state: str = "done"
    note: str = ""


@dataclass
class Repeats:
    """How often an alert was heard again, and when last."""

    count: int
    last_at: datetime


class Reading:
    """One transaction's worth of one integration, which nobody else reads meanwhile."""

    def __init__(self, session: Session, integration: int, now: datetime) -> None:
        self._session = session
        self._integration = session.get_one(Integration, integration)
        self._by = Actor(self._integration.name, Source.SENDER)
        self._now = now
        self._open: dict[str, Alert] = {}
        self._over: set[int | None] = set()
        self._repeats: dict[int, Repeats] = {}
        self._fates: dict[Fate, list[int]] = defaultdict(list)
        self._heavy = 0

    def read(self, rows: Sequence[Any]) -> int:
        """Reads pending signals in order until there was enough of heavy work; how many."""
        self._look_up({row.dedup_key for row in rows})
        done = 0
        for row in rows:
            self._fates[self._take(row)].append(row.id)
            done += 1
            if self._heavy >= HEAVY:
                break
        self._write_down()
        return done

    def _take(self, row: Pending) -> Fate:
        if row.action is SignalAction.CHANGE:
            return Fate(None)
        alert = self._open.get(row.dedup_key)
        if row.action is SignalAction.TRIGGER:
            return self._triggered(row, alert)
        if alert is None:
            return Fate(None, "dropped", f"{row.action}: no open alert has this key")
        self._heavy += 1
        if row.action is SignalAction.RESOLVE:
            self._resolved(row, alert)
        elif row.action is SignalAction.ACKNOWLEDGE:
            self._acknowledged(alert)
        else:
            self._noted(row, alert)
        return Fate(alert.id)

    def _triggered(self, row: Pending, alert: Alert | None) -> Fate:
        if alert is not None and alert.incident_id in self._over:
            self._end(alert, row.received_at)  # people ended its incident: this is trouble anew
            alert = None
        if alert is None:
            self._heavy += 1
            alert = self._open[row.dedup_key] = self._begun(row)
        else:
            known = self._repeats.setdefault(alert.id, Repeats(0, alert.last_at))
            known.count, known.last_at = known.count + 1, max(known.last_at, row.received_at)
        return Fate(alert.id)

    def _begun(self, row: Pending) -> Alert:
        """A new alert and, by default, an incident of its own."""
        event = self._event(row)
        said = event["occurred_at"]
        alert = Alert(
            integration_id=self._integration.id,
            service_id=self._integration.service_id,
            dedup_key=row.dedup_key,
            severity=SignalSeverity(event["severity"]),
            title=event["title"],
            source=event["source"],
            details=event["details"] | ({"body": event["body"]} if event["body"] else {}),
            started_at=min(datetime.fromisoformat(said), row.received_at)
            if said
            else row.received_at,
            first_at=row.received_at,
            last_at=row.received_at,
        )
        incidents.open_for_alert(self._session, alert, self._now)
        return alert

    def _resolved(self, row: Pending, alert: Alert) -> None:
        incident = self._incident(alert)
        self._end(alert, row.received_at)
        if incident is not None:
            incidents.alert_resolved(self._session, incident, alert, self._by, self._now)

    def _acknowledged(self, alert: Alert) -> None:
        incident = self._incident(alert)
        if alert.state is AlertState.OPEN:
            alert.state = AlertState.ACKNOWLEDGED
        if incident is not None and incident.stage.open:
            incidents.acknowledge_in(self._session, incident, self._by, self._now)

    def _noted(self, row: Pending, alert: Alert) -> None:
        incident = self._incident(alert)
        if incident is not None:
            said = self._event(row)["title"]
            record(self._session, incident, EventKind.NOTE, said, self._by, self._now)

    def _incident(self, alert: Alert) -> Incident | None:
        """Held before its alert is written to, as people's operations do, or two could deadlock."""
        return held(self._session, alert.incident_id) if alert.incident_id else None

    def _end(self, alert: Alert, at: datetime) -> None:
        alert.state, alert.resolved_at = AlertState.RESOLVED, at
        del self._open[alert.dedup_key]
        self._session.flush()  # before another alert may take its key

    def _event(self, row: Pending) -> dict[str, Any]:
        asked = select(Row.event).where(Row.id == row.id)
        return dict(self._session.execute(asked).scalar_one())

    def _look_up(self, keys: set[str]) -> None:
        for some in _parts(sorted(keys)):
            asked = select(Alert).where(
                Alert.integration_id == self._integration.id, UNRESOLVED, Alert.dedup_key.in_(some)
            )
            self._open |= {alert.dedup_key: alert for alert in self._session.scalars(asked)}
        numbers = {alert.incident_id for alert in self._open.values() if alert.incident_id}
        for some in _parts(sorted(numbers)):
            ended = select(Incident.id).where(Incident.id.in_(some), Incident.stage.in_(OVER))
            self._over.update(self._session.scalars(ended))

    def _write_down(self) -> None:
        for ident, heard in sorted(self._repeats.items()):
            values = {"count": Alert.count + heard.count, "last_at": heard.last_at}
            _update(self._session, Alert, Alert.id == ident, values)
            touch(self._session, "alert", ident)
        for fate, idents in self._fates.items():
            for some in _parts(idents):
                note = {"note": fate.note} if fate.note else {}
                fated = {"alert_id": fate.alert, "state": fate.state} | note
                _update(self._session, Row, Row.id.in_(some), fated)
        dropped = sum(len(ids) for fate, ids in self._fates.items() if fate.state == "dropped")
        if dropped:
            count(self._session, [Tally(self._integration.id, dropped=dropped)])


def _update(session: Session, table: Any, where: Any, values: Mapping[str, Any]) -> None:
    unseen = {"synchronize_session": False}  # the objects in the session are not asked again
    session.execute(update(table).where(where).values(**values), execution_options=unseen)


def _parts(everything: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (everything[i : i + PART] for i in range(0, len(everything), PART))
