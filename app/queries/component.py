"""The components of the status page and how they are now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.status import Span, worst
from app.store import Store
from models.incident import Affected, Incident
from models.kinds_status import ComponentState
from models.status import Component, ComponentSpan, Maintenance


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """One component; `said` is what somebody says of it apart from incidents, `state` what the page
    shows, `incidents` the numbers of those that harm it."""

    id: int
    version: int
    name: str
    group: str
    description: str
    service: str
    said: ComponentState
    state: ComponentState
    incidents: tuple[int, ...]
    main: bool = True


def components(store: Store) -> list[ComponentRow]:
    """In the order of the page."""
    with store.read() as session:
        return components_in(session, store.now())


def components_in(session: Session, now: datetime) -> list[ComponentRow]:
    """`components` within a session."""
    spans = session.scalars(select(ComponentSpan).where(ComponentSpan.until.is_(None))).all()
    busy = under_maintenance(session, now)
    found = []
    for row in session.scalars(select(Component).order_by(Component.position, Component.id)):
        held = [each for each in spans if each.component_id == row.id]
        states = [each.state for each in held]
        if row.id in busy:
            states.append(ComponentState.MAINTENANCE)
        said = next((s.state for s in held if s.incident_id is None), ComponentState.OPERATIONAL)
        numbers = tuple(s.incident_id for s in held if s.incident_id is not None)
        service = row.service.name if row.service else ""
        found.append(
            ComponentRow(row.id, row.version, row.name, row.group, row.description, service, said,
                         worst(states), numbers, row.main)
        )  # fmt: skip
    return found


def under_maintenance(session: Session, now: datetime) -> frozenset[int]:
    """The ids of components that are worked on as planned."""
    asked = select(Maintenance.components).where(
        Maintenance.starts_at <= now, Maintenance.ends_at > now
    )
    return frozenset(ident for listed in session.scalars(asked) for ident in listed)


def touched(session: Session, incident: Incident) -> list[int]:
    """The components behind the services an incident touches, and those it harms already."""
    affected = select(Affected.service_id).where(Affected.incident_id == incident.id)
    services = {incident.service_id, *session.scalars(affected)} - {None}
    harmed = select(ComponentSpan.component_id).where(
        ComponentSpan.incident_id == incident.id, ComponentSpan.until.is_(None)
    )
    asked = select(Component.id).where(
        Component.service_id.in_(services) | Component.id.in_(harmed)
    )
    return list(session.scalars(asked.order_by(Component.position, Component.id)))


def history(session: Session, since: datetime, now: datetime) -> dict[int, list[Span]]:
    """What every component went through from `since` on, planned work included."""
    found: dict[int, list[Span]] = {}
    asked = select(ComponentSpan).where(
        ComponentSpan.until.is_(None) | (ComponentSpan.until > since)
    )
    for row in session.scalars(asked):
        found.setdefault(row.component_id, []).append(Span(row.state, row.since, row.until))
    planned = select(Maintenance).where(Maintenance.ends_at > since, Maintenance.starts_at <= now)
    for each in session.scalars(planned):
        for ident in each.components:
            span = Span(ComponentState.MAINTENANCE, each.starts_at, each.ends_at)
            found.setdefault(ident, []).append(span)
    return found
