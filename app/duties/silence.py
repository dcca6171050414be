"""Looks which jobs should have been heard by now; a row's own time says so, and any number of
engines may look."""

from sqlalchemy import select

from app.operations.silence import alarm
from app.store import Store
from models.alert import LifeSign

MOST = 50  # at a time


def work(store: Store) -> int:
    """Does what is due; returns how much."""
    asked = select(LifeSign.integration_id).where(LifeSign.due_at <= store.now())
    with store.read() as session:
        due = session.scalars(asked.order_by(LifeSign.due_at).limit(MOST)).all()
    return sum(alarm(store, each) for each in due)
