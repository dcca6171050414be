"""The people of the team as a list shows them: how they can be reached, never the address."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.domain import resolve
from app.queries.rota import rota_value, schedules
from app.store import Store
from models.people import Contact, Membership, Person, Team


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One way to reach somebody; `scheme` is the harmless part of the address."""

    id: int
    name: str
    scheme: str
    proven_at: datetime | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody; `on_call` names the schedules that have them on call now."""

    id: int
    version: int
    name: str
    full_name: str
    email: str
    time_zone: str
    colour: int | None
    active: bool
    contacts: tuple[ContactRow, ...]
    teams: tuple[str, ...]
    on_call: tuple[str, ...]


def people(store: Store, *, everyone: bool = False) -> list[PersonRow]:
    """The active people by handle; with `everyone` also those who left."""
    now = store.now()
    asked = select(Person).order_by(Person.name).options(selectinload(Person.contacts))
    with store.read() as session:
        rows = session.scalars(asked if everyone else asked.where(Person.active)).all()
        teams, on_call = _teams(session), _on_call(session, now)
        return [_row(each, teams[each.id], on_call[each.id]) for each in rows]


def _row(row: Person, teams: list[str], on_call: list[str]) -> PersonRow:
    return PersonRow(
        row.id,
        row.version,
        row.name,
        row.full_name,
        row.email,
        row.time_zone,
        row.colour,
        row.active,
        tuple(_contact(each) for each in row.contacts),
        tuple(teams),
        tuple(on_call),
    )


def _contact(row: Contact) -> ContactRow:
    return ContactRow(row.id, row.name, row.scheme, row.proven_at)


def _teams(session: Session) -> dict[int, list[str]]:
    asked = select(Membership.person_id, Team.name).join(Team, Team.id == Membership.team_id)
    found: dict[int, list[str]] = defaultdict(list)
    for person, team in session.execute(asked.order_by(Team.name)):
        found[person].append(team)
    return found


def _on_call(session: Session, now: datetime) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for schedule in schedules(session):
        for person in resolve.who(rota_value(schedule), now):
            found[person].append(schedule.name)
    return found
