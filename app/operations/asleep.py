"""Takes a snooze away: when somebody turns to the incident, and when it is over."""

from sqlalchemy.orm import Session

from models.incident import Incident
from models.session import touch
from models.together import Snooze


def wake_in(session: Session, incident: Incident) -> bool:
    """Within a transaction that holds the incident; False when there was none."""
    row = session.get(Snooze, incident.id)
    if row is None:
        return False
    session.delete(row)
    session.flush()
    touch(session, "incident", incident.id)
    return True
