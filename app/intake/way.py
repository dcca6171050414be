"""Which integration a key opens: remembered, because every request asks.

Keys are looked up by their digest. Other programs add integrations too, so what is not known is
asked again after a second, and any change of an integration makes all forgotten.
"""

import asyncio
import time
from dataclasses import dataclass

from sqlalchemy import select

from app.changes import Changes
from app.store import Store
from app.vault import digest
from models.alert import Integration
from models.kinds import Format

KNOWN_S = 60.0
UNKNOWN_S = 1.0
MOST = 10_000  # keys remembered


@dataclass(frozen=True, slots=True)
class Way:
    """A sender's way in."""

    integration: int
    format: Format


@dataclass(frozen=True, slots=True)
class Memory:
    """What a key opened, until when to believe it, and how often all was forgotten before."""

    way: Way | None
    until: float
    era: int


class Ways:
    """Looks keys up; lives on the event loop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, Memory] = {}
        self._asked: dict[str, asyncio.Task[Way | None]] = {}
        self._era = 0  # raised by whichever thread hears of a change
        store.hub.subscribe(self._heard)

    async def find(self, key: str) -> Way | None:
        """The integration behind a key. Raises Unavailable."""
        mark = digest(key)
        known = self._known.get(mark)
        if known is not None and known.era == self._era and known.until > time.monotonic():
            return known.way
        if (task := self._asked.get(mark)) is None:  # many requests, one question
            task = self._asked[mark] = asyncio.create_task(self._ask(mark))
            task.add_done_callback(lambda _: self._asked.pop(mark, None))
        return await asyncio.shield(task)

    async def _ask(self, mark: str) -> Way | None:
        era = self._era
        way = await asyncio.to_thread(self._read, mark)
        if len(self._known) >= MOST:
            self._known.clear()
        until = time.monotonic() + (KNOWN_S if way else UNKNOWN_S)
        self._known[mark] = Memory(way, until, era)
        return way

    def _read(self, mark: str) -> Way | None:
        asked = select(Integration.id, Integration.format)
        with self._store.read() as session:
            row = session.execute(asked.where(Integration.key_hash == mark, Integration.active))
            found = row.one_or_none()
        return Way(found.id, found.format) if found else None

    def _heard(self, changes: Changes) -> None:
        if changes.touch("integration"):
            self._era += 1
