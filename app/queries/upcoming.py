"""Whom one incident pages next: what its page counts down to."""

from app.queries.page import Upcoming, upcoming
from app.queries.world import StoredWorld
from app.store import Store
from models.incident import Escalation, Incident


def upcoming_of(store: Store, number: int) -> Upcoming | None:
    """None where nothing is to come, or there is no such incident."""
    now = store.now()
    with store.read() as session:
        row, incident = session.get(Escalation, number), session.get(Incident, number)
        if row is None or incident is None or not incident.stage.open:
            return None
        return upcoming(row, incident, now, StoredWorld(session, now))
