"""What was changed and when: releases and other changes that senders told of, beside incidents."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.domain.window import Window
from app.store import Store
from models.alert import Integration, Signal
from models.kinds import SignalAction

MOST = 200  # the newest


@dataclass(frozen=True, slots=True)
class Change:
    """`service` is an id."""

    at: datetime
    words: str
    service: int


def changes(store: Store, window: Window) -> list[Change]:
    """Oldest first. Raises Unavailable."""
    asked = (
        select(Signal.received_at, Signal.event, Integration.service_id)
        .join(Integration, Integration.id == Signal.integration_id)
        .where(Signal.action == SignalAction.CHANGE)
        .where(Signal.received_at >= window.start, Signal.received_at < window.end)
        .order_by(Signal.received_at.desc())
        .limit(MOST)
    )
    with store.read() as session:
        rows = session.execute(asked).all()
    return [Change(at, _words(event), service) for at, event, service in reversed(rows)]


def _words(event: dict[str, Any]) -> str:
    said = event.get("title") or event.get("summary") or ""
    return " ".join(str(said).split())[:120] or "a change"
