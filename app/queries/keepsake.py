"""Columns kept in a file of the user's cache folder, so that the first opening of a new program
reads only what changed since. Of embedded databases alone: each of their commits leaves a bell, and
the bells say what was touched. Whatever does not fit to the letter is not used."""

import contextlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.changes import Changes
from app.domain.cases import Numbers
from app.paths import cache_folder
from app.store import Store
from models.ledger import Bell
from models.schema import HEAD
from models.session import unwire

FORM = 1  # of the file; another one is not read
LINE = 4096  # bytes of its head
WORTH = 2_000  # rows; fewer are read as quickly from the database


@dataclass(frozen=True, slots=True)
class Rung:
    """The last bell before something was read."""

    id: int
    origin: str


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """A table as it was, and what was touched since."""

    table: Numbers
    words: tuple[str, ...]
    since: Changes


def last_bell(session: Session) -> Rung | None:
    """To be asked in the session that reads the table, before it."""
    row = session.execute(select(Bell.id, Bell.origin).order_by(Bell.id.desc()).limit(1)).first()
    return Rung(row[0], row[1]) if row else None


def save(store: Store, name: str, table: Numbers, words: Sequence[str], rung: Rung) -> bool:
    """False where it is not worth a file, or cannot be written."""
    head = json.dumps(_key(store) | {"words": list(words), "shape": table.shape,
                                     "bell": [rung.id, rung.origin]}).encode()  # fmt: skip
    if len(table) < WORTH or len(head) > LINE:
        return False
    path = _path(store, name)
    fresh = path.with_suffix(f".{os.getpid()}")
    try:
        with open(fresh, "wb", opener=_private) as file:
            file.write(head.ljust(LINE))
            np.asfortranarray(table).T.tofile(file)
        fresh.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink()
        return False
    return True


def load(store: Store, session: Session, name: str, width: int) -> Kept | None:
    """What was kept of this very database, if its bells tell of everything since."""
    try:
        with _path(store, name).open("rb") as file:
            head = json.loads(file.read(LINE))
            rows = head["shape"][0]
            if {key: head[key] for key in _key(store)} != _key(store) or head["shape"][1] != width:
                return None
            flat = np.fromfile(file, dtype=np.int64)
        ident, origin = head["bell"]
        since = heard_since(session, Rung(ident, origin))
        if since is None or flat.size != rows * width:
            return None
        return Kept(flat.reshape(width, rows).T, tuple(head["words"]), since)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None


def heard_since(session: Session, rung: Rung) -> Changes | None:
    """What the bells after one say; None where that one is not there any more."""
    asked = select(Bell.id, Bell.origin, Bell.touched).where(Bell.id >= rung.id).order_by(Bell.id)
    rows = session.execute(asked).all()
    if not rows or Rung(rows[0].id, rows[0].origin) != rung:
        return None
    if rows[-1].id - rung.id != len(rows) - 1:  # some were swept, or were never there
        return None
    touched = (unwire(row.touched) for row in rows[1:])
    return Changes(frozenset[tuple[str, int]]().union(*touched))


def _key(store: Store) -> dict[str, object]:
    return {"form": FORM, "database": store.ident, "revision": HEAD}


def _path(store: Store, name: str) -> Path:
    folder = cache_folder() / "figures"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{store.ident}-{name}.columns"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
