"""Which alert an earlier letter belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select

from app.store import Store
from models.alert import UNRESOLVED, Alert, Signal


@dataclass(frozen=True, slots=True)
class Thread:
    """The alert's key, and whether it is open, or about to be."""

    key: str
    open: bool


def thread(store: Store, integration: int, marks: Sequence[str]) -> Thread | None:
    """Of the latest letter of these that was taken; None where there is none. Raises
    Unavailable."""
    if not marks:
        return None
    asked = (
        select(Signal.dedup_key, Signal.state)
        .where(Signal.integration_id == integration, Signal.delivery.in_(marks))
        .order_by(Signal.id.desc())
        .limit(1)
    )
    with store.read() as session:
        found = session.execute(asked).one_or_none()
        if found is None:
            return None
        known = exists().where(
            Alert.integration_id == integration, Alert.dedup_key == found.dedup_key, UNRESOLVED
        )
        return Thread(
            found.dedup_key, found.state == "pending" or bool(session.scalar(select(known)))
        )
