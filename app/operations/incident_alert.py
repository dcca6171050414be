"""What alerts do to incidents: the first opens one, further ones join, the last one resolves it."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain import incident as rules
from app.domain.actor import Actor
from app.domain.drill import key_of
from app.domain.tag import of_sender
from app.operations import escalation
from app.operations.incident_stage import end_in
from app.operations.tag import put
from app.operations.timeline import beside, held, record
from models.alert import Alert, Integration
from models.drill import DrillStep
from models.incident import Incident
from models.kinds import (
    AlertState,
    Category,
    EventKind,
    Format,
    ServiceKind,
    Source,
    Stage,
    Urgency,
)
from models.service import Service

# Where a person chose words to find it by, and under which name; Alertmanager's labels are none.
TAGS = {Format.OPSGENIE: "tags", Format.DATADOG: "tags", Format.JIRA: "labels"}
THEIRS = Category.THIRD_PARTY  # a fact; what words suggest is left to people


def open_for_alert(session: Session, alert: Alert, now: datetime) -> Incident:
    """A new incident for a new alert (stored here), on its service, with its policy begun."""
    service = session.get_one(Service, alert.service_id)
    sender = session.get_one(Integration, alert.integration_id)
    drill = sender.drill
    title = rules.title_of(alert.title)[: rules.TITLE] or "An alert without a title"
    incident = Incident(
        title=title,
        severity=rules.severity_of(alert.severity),
        urgency=_urgency(alert, drill),
        category=THEIRS if service.kind is ServiceKind.THIRD_PARTY else None,
        service_id=service.id,
        policy_id=service.policy_id,
        alert_count=1,
        drill=drill is not None,
        changed_at=now,
        **asdict(rules.begun(now, alert.started_at, alert.first_at)),
    )
    policy = escalation.policy_of(session, incident, now)
    if policy is not None:
        incident.policy, incident.policy_id = policy, policy["id"]
    session.add(incident)
    session.flush()
    key = TAGS.get(sender.format, "")
    if tags := of_sender(alert.details.get(key)):
        put(session, incident, tags)
    alert.incident_id = incident.id
    session.add(alert)
    session.flush()
    if drill is not None:
        _note_step(session, drill, alert)
    drilled = "Opened by an alert of a drill"
    opened = drilled if drill is not None else "Opened by an alert"
    text, data = f"{opened}: {title}", {"alert": alert.id}
    by = _sender(session, alert)
    record(session, incident, EventKind.DECLARED, text, by, now, data=data)
    escalation.begin(session, incident, now, fresh=True)
    return incident


def alert_joined(session: Session, incident: Incident, alert: Alert, now: datetime) -> None:
    """Counts a further alert in; `alert.incident_id` is set here."""
    held(session, incident.id)
    alert.incident_id = incident.id
    beside(session, incident, alert_count=_alerts(session, incident))
    text, data = f"Alert: {alert.title}", {"alert": alert.id}
    record(session, incident, EventKind.ALERT, text, _sender(session, alert), now, data=data)


def alert_resolved(
    session: Session, incident: Incident, alert: Alert, by: Actor, now: datetime
) -> None:
    """Notes that an alert is over, and resolves the incident with the last one."""
    held(session, incident.id)
    text, data = f"Alert resolved: {alert.title}", {"alert": alert.id, "over": True}
    record(session, incident, EventKind.ALERT, text, by, now, data=data)
    others = _alerts(session, incident, Alert.state != AlertState.RESOLVED, Alert.id != alert.id)
    if incident.stage.open and not others:
        end_in(session, incident, Stage.RESOLVED, by, now, rules.ALL_OVER)


def _urgency(alert: Alert, drill: int | None) -> Urgency:
    """What the sender's word for it suggests; a drill's script says it."""
    if drill is not None and "urgency" in alert.details:
        return Urgency(alert.details["urgency"])
    return rules.urgency_of(alert.severity)


def _note_step(session: Session, drill: int, alert: Alert) -> None:
    """The step of the script that sent this knows its incident."""
    sent = (DrillStep.drill_id == drill, DrillStep.done_at.is_not(None))
    asked = select(DrillStep).where(*sent, DrillStep.incident_id.is_(None))
    for step in session.scalars(asked.order_by(DrillStep.position)):
        if key_of(step.said["title"]) == alert.dedup_key:
            step.incident_id = alert.incident_id
            return


def _alerts(session: Session, incident: Incident, *conditions: object) -> int:
    asked = select(func.count()).select_from(Alert).where(Alert.incident_id == incident.id)
    return session.scalar(asked.where(*conditions)) or 0  # type: ignore[arg-type]


def _sender(session: Session, alert: Alert) -> Actor:
    return Actor(session.get_one(Integration, alert.integration_id).name, Source.SENDER)
