"""Begins incidents, by hand or from an alert, and adds notes; also the door to the other verbs."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import incident as rules
from app.domain.actor import Actor
from app.domain.incident_form import lacking
from app.operations import escalation
from app.operations.incident_alert import alert_joined, alert_resolved, open_for_alert
from app.operations.incident_answer import (
    Answer,
    acknowledge,
    acknowledge_in,
    hand_over,
    person,
    take,
    unacknowledge,
)
from app.operations.incident_custom import impact, own
from app.operations.incident_field import category, change, existing
from app.operations.incident_stage import accept, decline, move, refuse, reopen, resolve
from app.operations.patience import patient
from app.operations.role import assign_in
from app.operations.tag import put
from app.operations.timeline import held, record
from app.queries.incident_form import form_of
from app.store import Store
from models.incident import Affected, Event, Incident
from models.kinds import EventKind, Role, Severity, Source, Urgency
from models.policy import Policy
from models.service import Service

__all__ = [
    "Answer",
    "Declaration",
    "accept",
    "acknowledge",
    "acknowledge_in",
    "alert_joined",
    "alert_resolved",
    "change",
    "declare",
    "declare_in",
    "decline",
    "hand_over",
    "move",
    "note",
    "open_for_alert",
    "reopen",
    "resolve",
    "take",
    "unacknowledge",
]  # fmt: skip

TWICE = timedelta(seconds=3)  # the same note by the same person within this is one note


@dataclass(frozen=True)
class Declaration:
    """What a person says when something is wrong; the title is enough. Services, policy and the
    people of roles are ids; `custom` are the team's own fields with values. Without a policy the
    service's is used; without either nobody is paged."""

    title: str
    description: str = ""
    category: str | None = None
    severity: Severity = rules.DECLARED[0]
    urgency: Urgency = rules.DECLARED[1]
    service: int | None = None
    affected: tuple[int, ...] = ()
    impact: str = ""
    began: datetime | None = None
    policy: int | None = None
    roles: tuple[tuple[Role, int], ...] = ()
    drill: bool = False
    private: bool = False
    customers: int | None = None
    regions: tuple[str, ...] = ()
    bridge: str = ""
    custom: tuple[tuple[str, Any], ...] = ()
    tags: tuple[str, ...] = ()


@patient
def declare(store: Store, said: Declaration, by: Actor) -> int:
    """Opens an incident and has the right people paged; returns its number. Raises Refused with
    the field."""
    _check(said, rules.title_of(said.title), store.now())
    with store.write() as session:
        return declare_in(session, said, by, store.now())


def declare_in(session: Session, said: Declaration, by: Actor, now: datetime) -> int:
    """`declare` within a transaction."""
    title = rules.title_of(said.title)
    _check(said, title, now)
    if by.source in (Source.DESKTOP, Source.SHELL) and not said.drill:
        missing = lacking(form_of(session), dict(said.custom))
        refuse(f"{missing} is needed." if missing else None, missing)
    incident = _declared(session, said, title, by, now)
    drill = "Declared as a drill" if said.drill else "Declared"
    record(session, incident, EventKind.DECLARED, f"{drill}: {title}", by, now)
    for role, who in said.roles:
        assign_in(session, incident, role, person(session, who), by, now)
    escalation.begin(session, incident, now)
    return incident.id


@patient
def note(store: Store, number: int, text: str, by: Actor, at: datetime | None = None) -> int:
    """Adds a note (Markdown, kept as it is) and returns its event's id. `at` is when it happened,
    if that was earlier. The same note twice in a row is one. Raises Refused."""
    said = rules.storable(text).strip("\r\n").rstrip()
    refuse(None if said.strip() else "There is nothing to note.", "text")
    refuse(rules.why_too_long(said, "note"), "text")
    with store.write() as session:
        incident, now = held(session, number), store.now()
        refuse(rules.why_not_begun(at, now) if at else None, "at")
        known = _said_already(session, incident, said, by, now)
        event = known or record(
            session, incident, EventKind.NOTE, said, by, at or now, recorded_at=now
        )
        session.flush()
        return event.id


def _check(said: Declaration, title: str, now: datetime) -> None:
    refuse(rules.why_no_title(title), "title")
    refuse(rules.why_too_long(said.description, "description"), "description")
    refuse(rules.why_too_long(said.impact, "impact"), "impact")
    refuse(rules.why_not_begun(said.began, now) if said.began else None, "began")


def _declared(
    session: Session, said: Declaration, title: str, by: Actor, now: datetime
) -> Incident:
    service = existing(session, Service, said.service, "service")
    policy = existing(session, Policy, said.policy, "policy")
    affected = [
        existing(session, Service, each, "affected") for each in dict.fromkeys(said.affected)
    ]
    incident = Incident(
        title=title,
        description=rules.storable(said.description).strip(),
        category=category(session, said.category),
        severity=said.severity,
        urgency=said.urgency,
        service_id=service.id if service else None,
        policy_id=policy.id if policy else service.policy_id if service else None,
        affected=[
            Affected(service_id=each.id) for each in affected if each and each is not service
        ],
        impact=rules.storable(said.impact).strip(),
        drill=said.drill,
        private=said.private,
        declared_by_id=by.person,
        changed_at=now,
        **asdict(rules.begun(now, said.began, None)),
    )
    for field in ("customers", "regions", "bridge"):
        impact(incident, field, getattr(said, field))
    own(session, incident, dict(said.custom))
    session.add(incident)
    session.flush()
    put(session, incident, said.tags)
    return incident


def _said_already(
    session: Session, incident: Incident, text: str, by: Actor, now: datetime
) -> Event | None:
    asked = (
        select(Event)
        .where(Event.incident_id == incident.id, Event.recorded_at > now - TWICE)
        .where(Event.kind == EventKind.NOTE, Event.actor == by.name, Event.text == text)
    )
    return session.scalars(asked).first()
