"""A file that SQLite can no longer read whole: found, and put aside for a backup in its place."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url

PARTS = ("", "-wal", "-shm")  # what belongs to one database


def sound(file: Path) -> bool:
    """Whether every page can be read. A file that is locked for the moment counts as sound."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            return bool(opened.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.OperationalError:
        return True
    except sqlite3.DatabaseError:
        return False


def put_aside(url: str, now: datetime) -> Path | None:
    """Where the file of an embedded database is kept from now on, if it is damaged."""
    parsed = make_url(url)
    file = Path(parsed.database or "")
    if parsed.get_backend_name() != "sqlite" or not file.is_file() or sound(file):
        return None
    kept = file.with_name(f"{file.name}.damaged-{now:%Y%m%dT%H%M%S}")
    for part in PARTS:
        found = file.with_name(file.name + part)
        if found.exists():
            found.rename(kept.with_name(kept.name + part))
    return kept
