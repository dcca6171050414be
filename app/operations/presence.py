"""Who is looking at an incident now: a desktop says so again and again, and is gone when it stops.

Only coming and going is news; that somebody is still there is written past the bell.
"""

from datetime import timedelta

from sqlalchemy import delete, select, update

from app.domain.incident import NUMBERS
from app.store import Store
from models.incident import Incident
from models.session import touch
from models.together import Presence

AGAIN = timedelta(seconds=20)  # how often a desktop says that it is still there
GONE = timedelta(seconds=50)  # after which nobody believes it any more


def here(store: Store, seat: str, person: int, number: int) -> bool:
    """This person, at this desktop (`seat`), looks at this incident and at no other; whether that
    is news."""
    with store.write() as session:
        now = store.now()
        row = session.scalar(select(Presence).where(Presence.seat == seat))
        known = row is not None and (row.incident_id, row.person_id) == (number, person)
        if row is not None and known and row.until_at > now:
            session.execute(
                update(Presence).where(Presence.id == row.id).values(until_at=now + GONE),
                execution_options={"synchronize_session": False},
            )
            return False
        if number not in NUMBERS or session.get(Incident, number) is None:
            return False
        row = row or Presence(seat=seat[:64])
        row.incident_id, row.person_id, row.since, row.until_at = number, person, now, now + GONE
        session.add(row)
        return True


def away(store: Store, seat: str) -> bool:
    """This desktop shows no incident any more; whether it had."""
    with store.write() as session:
        row = session.scalar(select(Presence).where(Presence.seat == seat))
        if row is None:
            return False
        session.delete(row)
        return True


def sweep(store: Store) -> int:
    """Forgets those who were not heard of; returns how many."""
    gone = Presence.until_at <= store.now()
    with store.read() as session:
        if session.scalar(select(Presence.id).where(gone).limit(1)) is None:
            return 0
    with store.write() as session:
        found = session.execute(delete(Presence).where(gone).returning(Presence.id)).all()
        if found:
            touch(session, "presence")
        return len(found)
