"""A table's numbers as columns in memory, brought up to date by what changed instead of read again.

Row 0 is the id; rows are sorted by it. Arrays are values: a change makes new ones.
"""

import threading
from collections.abc import Callable, Iterable

import numpy as np
from sqlalchemy.orm import Session

from app.changes import Changes
from app.domain.cases import Numbers
from app.queries.keepsake import Rung, last_bell, load, save
from app.store import Store

FEW = 2000  # rows that are asked for by their ids; of more, everything is read
PART = 10_000  # rows read at a time, so that nobody waits for one of them
Told = Callable[[int, int], None]  # how many rows were read, of how many
Rows = Callable[[Session, Iterable[int]], Numbers]
Count = Callable[[Session], int]
Whole = Callable[[Session, Told], Numbers]


def silent(_done: int, _all: int) -> None:
    """Nobody wants to know."""


class Columns:
    """`kind` is the name under which changes speak of the table; `words` are names whose places
    stand in it. Any thread may ask. With a `file`, an embedded database's are kept from one run of
    the program to the next."""

    def __init__(
        self, kind: str, width: int, whole: Whole, rows: Rows, *, count: Count | None = None,
        file: str = "", words: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        self._kind, self._width, self._file = kind, width, file
        self._whole, self._rows, self._count = whole, rows, count
        self.words = words
        self._table: Numbers | None = None
        self._stale: set[int] | None = None  # everything
        self._rung: Rung | None = None
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

    def table(self, store: Store, told: Told = silent) -> Numbers:
        """As it stands now. Raises Unavailable."""
        with self._reading:
            with self._marking:  # before the session: what is committed later is heard of later
                stale, self._stale = self._stale, set()
            try:
                with store.read() as session:
                    self._table = self._read(store, session, stale, told)
            except BaseException:
                self.forget()
                raise
            return self._table

    def keep(self, store: Store) -> None:
        """Writes the file, if there is news."""
        with self._reading:
            if self._table is not None and self._rung and self._saved is not self._table:
                save(store, self._file, self._table, self.words, self._rung)
                self._saved = self._table

    def _read(self, store: Store, session: Session, stale: set[int] | None, told: Told) -> Numbers:
        if self._file and store.database.lite:
            self._rung = last_bell(session)
        if self._table is None and self._rung:
            kept = self._kept(store, session)
            if kept is not None:
                return kept
        if self._table is None or stale is None or len(stale) > FEW:
            return self._whole(session, told)
        return patched(self._table, stale, self._rows(session, stale)) if stale else self._table

    def _kept(self, store: Store, session: Session) -> Numbers | None:
        found = load(store, session, self._file, self._width)
        stale = together(set(), found.since, self._kind) if found else None
        if found is None or stale is None or len(stale) > FEW:
            return None
        self.words = found.words
        table = patched(found.table, stale, self._rows(session, stale)) if stale else found.table
        if self._count is not None and self._count(session) != len(table):
            return None
        self._saved = None if stale else table
        return table


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
