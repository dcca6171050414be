"""What became of one delivery, for the sender who asks by its id."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.store import Store
from models.alert import Signal
from models.kinds import SignalAction


@dataclass(frozen=True, slots=True)
class Heard:
    """A signal that was read: `state` is done, dropped or failed, `key` the dedup key as its sender
    knows it. When it was read is not kept; it is moments after `received_at`."""

    action: SignalAction
    key: str
    state: str
    received_at: datetime


def heard(store: Store, integration: int, delivery: str) -> Heard | None:
    """None where it is unknown, or still to be read. Raises Unavailable."""
    asked = select(Signal).where(
        Signal.integration_id == integration, Signal.delivery == delivery, Signal.state != "pending"
    )
    with store.read() as session:
        row = session.scalar(asked)
    if row is None:
        return None
    key = row.event["details"].get("dedup_key", row.dedup_key)
    return Heard(row.action, str(key), row.state, row.received_at)
