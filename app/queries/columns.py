"""A table's numbers as columns in memory, brought up to date by what changed instead of read again.

Row 0 is the id; rows are sorted by it. Arrays are values: a change makes new ones.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy.orm import Session

from app.changes import Changes
from app.domain.cases import Numbers
from app.queries.keepsake import Rung, heard_since, last_bell, load, save
from app.store import Store

FEW = 2000  # rows that are asked for by their ids; of more, everything is read
PART = 10_000  # rows read at a time, so that nobody waits for one of them
Told = Callable[[int, int], None]  # how many rows were read, of how many
Words = tuple[str, ...]
Rows = Callable[[Session, Iterable[int], Words], tuple[Numbers, Words]]
Count = Callable[[Session], int]
Whole = Callable[[Session, Told], tuple[Numbers, Words]]


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A table, the names whose places stand in it, and the last bell that it knows of: one value,
    so that none of them is ever another's."""

    table: Numbers
    words: Words
    rung: Rung | None = None


def silent(_done: int, _all: int) -> None:
    """Nobody wants to know."""


class Columns:
    """`kind` is the name under which changes speak of the table; `words` tells the names whose
    places stand in it, once rows were read. Any thread may ask. With a `file`, an embedded
    database's are kept from one run of the program to the next."""

    def __init__(
        self, kind: str, width: int, whole: Whole, rows: Rows, *, count: Count | None = None,
        file: str = "",
    ) -> None:  # fmt: skip
        self._kind, self._width, self._file = kind, width, file
        self._whole, self._rows, self._count = whole, rows, count
        self._held: Held | None = None
        self._stale: set[int] | None = None  # everything
        self._saved: Numbers | None = None
        self._marking, self._reading = threading.Lock(), threading.Lock()

    def hear(self, changes: Changes) -> None:
        """Something was committed."""
        with self._marking:
            self._stale = together(self._stale, changes, self._kind)

    def forget(self) -> None:
        """Everything is read again."""
        with self._marking:
            self._stale = None

    def held(self, store: Store, told: Told = silent) -> Held:
        """As it stands now. Raises Unavailable."""
        with self._reading:
            with self._marking:  # before the session: what is committed later is heard of later
                stale, self._stale = self._stale, set()
            try:
                with store.read() as session:
                    held = self._held = self._read(store, session, stale, told)
            except BaseException:
                self.forget()
                raise
            return held

    def table(self, store: Store) -> Numbers:
        """Where no names stand in it. Raises Unavailable."""
        return self.held(store).table

    def keep(self, store: Store) -> None:
        """Writes the file, if there is news."""
        with self._reading:
            held = self._held
            if held is not None and held.rung and self._saved is not held.table:
                save(store, self._file, held.table, held.words, held.rung)
                self._saved = held.table

    def _read(self, store: Store, session: Session, stale: set[int] | None, told: Told) -> Held:
        """The bells are asked before the rows: what is said to be known is in the table."""
        rung = last_bell(session) if self._file and store.database.lite else None
        if self._held is None and rung:
            kept = self._kept(store, session, rung)
            if kept is not None:
                return kept
        held = self._held
        if held is not None and held.rung != rung:  # not all of them were heard here yet
            stale = self._rung_since(session, held.rung, stale)
        if held is None or stale is None or len(stale) > FEW:
            return Held(*self._whole(session, told), rung)
        return replace(self._patched(session, held, stale), rung=rung)

    def _rung_since(
        self, session: Session, rung: Rung | None, stale: set[int] | None
    ) -> set[int] | None:
        since = heard_since(session, rung) if rung else None
        return together(stale, since, self._kind) if since is not None else None

    def _patched(self, session: Session, held: Held, stale: set[int]) -> Held:
        if not stale:
            return held
        rows, words = self._rows(session, stale, held.words)
        return Held(patched(held.table, stale, rows), words, held.rung)

    def _kept(self, store: Store, session: Session, rung: Rung) -> Held | None:
        found = load(store, session, self._file, self._width)
        stale = together(set(), found.since, self._kind) if found else None
        if found is None or stale is None or len(stale) > FEW:
            return None
        held = self._patched(session, Held(found.table, found.words, rung), stale)
        if self._count is not None and self._count(session) != len(held.table):
            return None
        self._saved = None if stale else held.table
        return held


def together(stale: set[int] | None, changes: Changes, kind: str) -> set[int] | None:
    """The rows to be read again, None for all."""
    found = changes.ids(kind)
    if stale is None or changes.everything or 0 in found:
        return None
    return stale | found


def patched(table: Numbers, gone: Iterable[int], fresh: Numbers) -> Numbers:
    """With some rows taken out, and others put in at their place."""
    kept = ~np.isin(table[:, 0], np.fromiter(gone, dtype=np.int64))
    both = np.concatenate([table[kept], fresh])
    return np.asfortranarray(both[np.argsort(both[:, 0], kind="stable")])
