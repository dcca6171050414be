"""What a form offers to choose from: people and services, by handle."""

from dataclasses import dataclass

from sqlalchemy import select

from app.domain.names import Names
from app.queries.spec import names_now
from app.store import Store
from models.people import Person, Team
from models.service import Service


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Somebody, also those who left (not `active`): the past still names them."""

    id: int
    name: str
    full_name: str
    colour: int | None
    active: bool


@dataclass(frozen=True, slots=True)
class ServiceChoice:
    """One service; without a policy nobody is paged for it."""

    id: int
    name: str
    description: str
    team: str | None
    policy_id: int | None


def names(store: Store) -> Names:
    """The handles of everything that a form may name."""
    with store.read() as session:
        return names_now(session)


def people(store: Store) -> list[PersonChoice]:
    """Everybody ever, by handle."""
    asked = select(Person.id, Person.name, Person.full_name, Person.colour, Person.active)
    with store.read() as session:
        return [PersonChoice(*row) for row in session.execute(asked.order_by(Person.name))]


def services(store: Store) -> list[ServiceChoice]:
    """Those in use, by name."""
    asked = (
        select(Service.id, Service.name, Service.description, Team.name, Service.policy_id)
        .outerjoin(Team, Team.id == Service.team_id)
        .where(Service.active)
        .order_by(Service.name)
    )
    with store.read() as session:
        return [ServiceChoice(*row) for row in session.execute(asked)]
