"""Writes an incident's timeline: append-only, each row with who, from where, and two clocks."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from app.domain.actor import Actor
from app.domain.incident import NUMBERS, storable
from app.errors import Refused
from app.operations.stir import stir
from models.incident import Event, Incident
from models.kinds import EventKind
from models.session import touch

NO_KEY = {"key_share": True}  # FOR NO KEY UPDATE: new events may still point at it


def held(session: Session, number: int) -> Incident:
    """The incident, with nobody else writing to it until this transaction ends.
    Raises Refused when there is none of this number."""
    session.flush()
    found = None
    if number in NUMBERS:
        found = session.get(Incident, number, populate_existing=True, with_for_update=NO_KEY)
    if found is None:
        raise Refused(f"There is no incident #{number}.")
    return found


def record(
    session: Session,
    incident: Incident,
    kind: EventKind,
    text: str,
    by: Actor,
    at: datetime,
    *,
    recorded_at: datetime | None = None,
    data: dict[str, Any] | None = None,
) -> Event:
    """Adds an event that happened at `at`; `recorded_at` is when we heard of it, if that differs.

    Also moves `incident.changed_at`, which locks the incident's row on PostgreSQL: a transaction
    that writes pages as well holds the incident first (`held`), or two can deadlock.
    """
    heard = recorded_at or at
    if incident in session.new:
        session.flush()
    event = Event(
        incident_id=incident.id,
        at=at,
        recorded_at=heard,
        kind=kind,
        source=by.source,
        person_id=by.person,
        actor=storable(by.name)[:200],
        text=storable(text),
        data=data or {},
    )
    session.add(event)
    stir(session, event)
    touch(session, "incident", incident.id)
    if incident.changed_at < heard:
        beside(session, incident, changed_at=heard)
    return event


def beside(session: Session, incident: Incident, **values: Any) -> None:
    """Writes columns nobody edits without raising the version, so that news about an incident
    never makes somebody's edit of it a Conflict."""
    session.flush()
    session.execute(
        update(Incident).where(Incident.id == incident.id).values(**values),
        execution_options={"synchronize_session": False},
    )
    for name, value in values.items():
        set_committed_value(incident, name, value)
    touch(session, "incident", incident.id)
