"""Notices that the clock went back, and lets nothing wait for it to catch up: this machine's on
SQLite (while no program ran, or by more than a day), the server's on PostgreSQL."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.operations.engine import pull
from app.store import Store
from models.ledger import Engine

log = logging.getLogger(__name__)

MARGIN = timedelta(seconds=2)
SERVERS_MARGIN = timedelta(minutes=1)  # an answer of a server may come late, and be believed late
NONE = timedelta()


class Timekeeper:
    """Asked at each turn of the engine."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last: datetime | None = None

    def check(self) -> timedelta:
        """How far the clock went back since the last look, almost always nothing; negative where it
        went on by more than it should. Raises Unavailable, and then looks anew the next time."""
        last, now = self._last or self._recorded(), self._store.now()
        back = self._back(last, now)
        if back:
            log.info("the clock went back by %s; what is planned goes with it", back)
            pull(self._store, back)
        elif last is not None and now - last > SERVERS_MARGIN:
            back = last - now
        self._last = self._store.now()
        return back

    def _back(self, last: datetime | None, now: datetime) -> timedelta:
        lite = self._store.database.lite
        if last is None or last - now < (MARGIN if lite else SERVERS_MARGIN):
            return NONE
        return last - now if lite else self._servers()

    def _servers(self) -> timedelta:
        """By what all engines wrote down: one that slept through the jump, or sees it second, finds
        it mended."""
        self._store.told(self._store.database.now())
        recorded = self._recorded()
        back = recorded - self._store.now() if recorded else NONE
        return back if back >= SERVERS_MARGIN else NONE

    def _recorded(self) -> datetime | None:
        """When any engine was last seen."""
        with self._store.read() as session:
            return session.scalar(select(func.max(Engine.seen_at)))
