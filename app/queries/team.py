"""Teams as a list shows them."""

from dataclasses import dataclass

from sqlalchemy import select

from app.queries.spec import TEAMS, handles, team_spec
from app.store import Store
from models.rota import Schedule
from models.service import Service


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team, who is in it, and what it owns; everything by handle."""

    id: int
    version: int
    name: str
    members: tuple[str, ...]
    managers: tuple[str, ...]
    services: tuple[str, ...]
    schedules: tuple[str, ...]


def teams(store: Store) -> list[TeamRow]:
    """All, by name."""
    services = select(Service.team_id, Service.name).where(Service.active).order_by(Service.name)
    rotas = select(Schedule.team_id, Schedule.name).where(Schedule.active).order_by(Schedule.name)
    with store.read() as session:
        people = handles(session)
        owned = session.execute(services).all()
        planned = session.execute(rotas).all()
        return [
            TeamRow(
                row.id,
                row.version,
                row.name,
                spec.members,
                spec.managers,
                tuple(name for team, name in owned if team == row.id),
                tuple(name for team, name in planned if team == row.id),
            )
            for row in session.scalars(TEAMS)
            for spec in [team_spec(row, people)]
        ]
