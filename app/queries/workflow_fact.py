"""What is known of an incident when a workflow asks: its fields, and how often something came."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.condition import Rate, Same, Value
from app.domain.workflow import Trigger
from app.domain.workflow_fact import MACHINES, of_event, of_own
from app.domain.workflow_trigger import kinds_of, triggers_of
from app.queries.tag import tag_names
from models.incident import Affected, Event, Incident, Task
from models.kinds import Role
from models.people import Person, Team
from models.playbook import Play
from models.service import Service

MOST = 5000  # events that are counted


def facts_of(
    session: Session, incident: Incident, event: Event | None, now: datetime
) -> dict[str, Value]:
    """The fields of `app.domain.workflow_fact`, as they stand now."""
    service = session.get(Service, incident.service_id) if incident.service_id else None
    team = session.get(Team, service.team_id) if service and service.team_id else None
    owner = session.get(Person, incident.owner_id) if incident.owner_id else None
    found: dict[str, Value] = {
        "severity": incident.severity.value,
        "urgency": incident.urgency.value,
        "category": incident.category,
        "stage": incident.stage.value,
        "title": incident.title,
        "description": incident.description,
        "impact": incident.impact,
        "service": service.name if service else None,
        "service kind": service.kind.value if service else None,
        "team": team.name if team else None,
        "affected": _affected(session, incident),
        "tags": tag_names(session, incident.id),
        "acknowledged": incident.acknowledged,
        "owner": owner.name if owner else None,
        **_roles(session, incident),
        "drill": incident.drill,
        "alerts": float(incident.alert_count),
        "open tasks": _count(session, Task.incident_id == incident.id, Task.done_at.is_(None)),
        "playbook": _count(session, Play.incident_id == incident.id, Play.ended_at.is_(None)) > 0,
        "age": (now - incident.created_at).total_seconds(),
        "silence": (now - news_at(session, incident)).total_seconds(),
    }
    found |= of_own(incident.custom or {})
    return found | (of_event(event) if event is not None else {})


def news_at(session: Session, incident: Incident) -> datetime:
    """When a person last did something about it; else when it began."""
    asked = select(func.max(Event.recorded_at)).where(
        Event.incident_id == incident.id, Event.source.not_in(MACHINES)
    )
    return session.scalar(asked) or incident.created_at


def counter(session: Session, incident: Incident, now: datetime) -> Callable[[Rate], int]:
    """Counts how often a trigger came up to now."""

    def counted(rate: Rate) -> int:
        trigger = Trigger(rate.of)
        asked = select(Event.kind, Event.source, Event.data).where(
            Event.recorded_at > now - rate.within,
            Event.recorded_at <= now,
            Event.kind.in_(kinds_of(trigger)),
        )
        if rate.same is Same.INCIDENT:
            asked = asked.where(Event.incident_id == incident.id)
        else:  # an event moves its incident's `changed_at`: the index of events is by incident
            there = select(Incident.id).where(Incident.changed_at > now - rate.within)
            if rate.same is Same.SERVICE:
                there = there.where(Incident.service_id == incident.service_id)
            asked = asked.where(Event.incident_id.in_(there))
        rows = session.execute(asked.limit(MOST)).all()
        return sum(trigger in triggers_of(*row) for row in rows)

    return counted


def _affected(session: Session, incident: Incident) -> tuple[str, ...]:
    asked = select(Service.name).join(Affected, Affected.service_id == Service.id)
    rows = session.scalars(asked.where(Affected.incident_id == incident.id).order_by(Service.name))
    return tuple(rows)


def _roles(session: Session, incident: Incident) -> dict[str, Value]:
    held: dict[str, tuple[str, ...]] = {role.value: () for role in Role}
    for each in incident.roles:
        if each.until is None:
            name = session.get_one(Person, each.person_id).name
            held[each.role.value] = (*held[each.role.value], name)
    return dict(held)


def _count(session: Session, *conditions: object) -> float:
    return float(session.scalar(select(func.count()).where(*conditions)) or 0)  # type: ignore[arg-type]
