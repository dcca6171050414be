"""Ids behind the handles that people type."""

from difflib import get_close_matches

from sqlalchemy import select

from app.errors import Refused
from app.store import Store
from models.people import Person, Team
from models.policy import Policy
from models.rota import Schedule
from models.service import Service

Named = type[Person] | type[Service] | type[Policy] | type[Schedule] | type[Team]


def person_id(store: Store, name: str) -> int:
    """Raises Refused when there is nobody of this handle."""
    return _id(store, Person, name)


def service_id(store: Store, name: str) -> int:
    """Raises Refused when there is none of this handle."""
    return _id(store, Service, name)


def schedule_id(store: Store, name: str) -> int:
    """Raises Refused when there is none in use of this handle."""
    return _id(store, Schedule, name)


def team_id(store: Store, name: str) -> int:
    """Of a team's name. Raises Refused."""
    return _id(store, Team, name)


def policy_id(store: Store, name: str) -> int:
    """Raises Refused when there is none of this handle."""
    return _id(store, Policy, name)


def _id(store: Store, kind: Named, name: str) -> int:
    with store.read() as session:
        known = {row[0]: row[1] for row in session.execute(select(kind.name, kind.id))}
    if name in known:
        return known[name]
    near = get_close_matches(name, known, 1, 0.6)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    raise Refused(f"There is no {kind.__tablename__} called {name!r}.{hint}")
