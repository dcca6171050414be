"""Who plays which part in an incident: assigned, handed over, given up."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.role_words import is_no_longer, is_now
from app.errors import Conflict
from app.operations.incident_answer import person, shown
from app.operations.patience import patient
from app.operations.timeline import held, record
from app.store import Store
from models.incident import Assignment, Incident
from models.kinds import EventKind, Role
from models.people import Person

MANY = (Role.EXPERT,)  # roles that several people hold at once


@patient
def assign(
    store: Store, number: int, role: Role, who: int, by: Actor, seen: frozenset[int] | None = None
) -> bool:
    """Gives a role, taking it from whoever had it unless several may; False when they had it.
    Raises Refused, and Conflict where it would be taken from somebody else than those who were
    `seen` to have it (None: from whoever has it)."""
    with store.write() as session:
        incident = held(session, number)
        held_by = {each.person_id for each in _holding(incident, role)}
        others = held_by - seen if seen is not None and who not in held_by else set()
        if others and role not in MANY:
            raise Conflict(is_now(shown(person(session, others.pop())), role, ""))
        return assign_in(session, incident, role, person(session, who), by, store.now())


@patient
def release(store: Store, number: int, role: Role, who: int, by: Actor) -> bool:
    """Takes a role away; False when they did not have it. Raises Refused."""
    with store.write() as session:
        incident, now = held(session, number), store.now()
        mine = [each for each in _holding(incident, role) if each.person_id == who]
        for each in mine:
            each.until = now
            text = is_no_longer(shown(person(session, who)), role)
            record(session, incident, EventKind.ROLE, text, by, now, data=_data(session, role, who))
        return bool(mine)


def assign_in(
    session: Session, incident: Incident, role: Role, to: Person, by: Actor, now: datetime
) -> bool:
    """`assign` within a transaction that holds the incident."""
    holding = _holding(incident, role)
    if to.id in {each.person_id for each in holding}:
        return False
    before = [] if role in MANY else holding
    for each in before:
        each.until = now
    incident.roles.append(Assignment(role=role, person_id=to.id, since=now))
    old = person(session, before[0].person_id) if before else None
    text = is_now(shown(to), role, shown(old) if old else "")
    data = _data(session, role, old.id if old else None, to)
    record(session, incident, EventKind.ROLE, text, by, now, data=data)
    return True


def _holding(incident: Incident, role: Role) -> list[Assignment]:
    return [each for each in incident.roles if each.role is role and each.until is None]


def _data(
    session: Session, role: Role, old: int | None, new: Person | None = None
) -> dict[str, str | None]:
    before = session.get(Person, old) if old else None
    names = {"old": before.name if before else None, "new": new.name if new else None}
    return {"role": role.value, **names}
