"""Who is meant by `person:ana`, `team:platform`, `schedule:primary`, a role, or the owner, in an
incident at a moment."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.queries.rota import who_is_on_call
from models.incident import Assignment, Incident
from models.people import Membership, Person, Team
from models.rota import Schedule


def whom(
    session: Session, incident: Incident, said: Iterable[str], now: datetime
) -> dict[int, str]:
    """Ids with the names people use, each once, in the order they are named; those who left are
    nobody."""
    found: dict[int, str] = {}
    for each in said:
        rows = session.scalars(_asked(session, incident, each, now))
        found |= {row.id: row.full_name or row.name for row in rows}
    return found


def _asked(session: Session, incident: Incident, said: str, now: datetime) -> Select[Person]:
    kind, _, name = said.partition(":")
    query = select(Person).where(Person.active).order_by(Person.name)
    if kind == "person" and name:
        return query.where(Person.name == name.strip())
    if kind == "team" and name:
        query = query.join(Membership, Membership.person_id == Person.id).where(Membership.member)
        return query.join(Team, Team.id == Membership.team_id).where(Team.name == name.strip())
    if kind == "schedule" and name:
        ident = session.scalar(select(Schedule.id).where(Schedule.name == name.strip()))
        on_call = who_is_on_call(session, ident, now, now) if ident is not None else ()
        return query.where(Person.id.in_(on_call))
    if said.casefold() == "owner":
        return query.where(Person.id == incident.owner_id)
    query = query.join(Assignment, Assignment.person_id == Person.id).where(
        Assignment.incident_id == incident.id, Assignment.until.is_(None)
    )
    return query.where(Assignment.role == said.casefold().removeprefix("role:"))
