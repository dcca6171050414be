"""Everything with a name, as lightly as it can be read: for what is found by a few letters."""

from dataclasses import dataclass

from sqlalchemy import select

from app.store import Store
from models.incident import Incident
from models.kinds import Severity
from models.policy import Policy
from models.rota import Schedule
from models.service import Service


@dataclass(frozen=True, slots=True)
class IncidentName:
    """As much of an incident as is found by."""

    number: int
    title: str
    severity: Severity
    service: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """`kind` is a table's name."""

    kind: str
    id: int
    name: str


def incident_names(store: Store, most: int) -> list[IncidentName]:
    """The newest first."""
    asked = (
        select(Incident.id, Incident.title, Incident.severity, Service.name)
        .outerjoin(Service, Service.id == Incident.service_id)
        .order_by(Incident.id.desc())
        .limit(most)
    )
    with store.read() as session:
        return [IncidentName(*row) for row in session.execute(asked)]


def named(store: Store) -> list[Named]:
    """Services, schedules and policies in use."""
    asked = {
        "service": select(Service.id, Service.name).where(Service.active).order_by(Service.name),
        "schedule": select(Schedule.id, Schedule.name).where(Schedule.active),
        "policy": select(Policy.id, Policy.name),
    }
    with store.read() as session:
        return [Named(kind, *row) for kind, each in asked.items() for row in session.execute(each)]
