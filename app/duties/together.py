"""What people asked of each other, by the clock: who did not answer a call for help, and what was
snoozed until now."""

from app.operations import responder, snooze
from app.store import Store


def work(store: Store) -> int:
    """Does what is due; returns how much."""
    return snooze.end_due(store) + responder.look(store)
