"""Notices that this machine's clock went back (on SQLite: while no program ran, or by more than a
day), and lets nothing wait for it to catch up."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.operations.engine import pull
from app.store import Store
from models.ledger import Engine

log = logging.getLogger(__name__)

MARGIN = timedelta(seconds=2)


class Timekeeper:
    """Asked at each turn of the engine; on PostgreSQL the server's clock is everybody's."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last: datetime | None = None

    def check(self) -> timedelta:
        """How far the clock went back since the last look; nothing, almost always."""
        if not self._store.database.lite:
            return timedelta()
        last, now = self._last or self._recorded(), self._store.now()
        self._last = now
        if last is None or last - now < MARGIN:
            return timedelta()
        log.info("the clock went back by %s; what is planned goes with it", last - now)
        pull(self._store, last - now)
        return last - now

    def _recorded(self) -> datetime | None:
        """When any engine was last seen."""
        with self._store.read() as session:
            return session.scalar(select(func.max(Engine.seen_at)))
