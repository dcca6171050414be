"""The file that invites a colleague: which database, who they are, and secrets only where asked.
A double click on it opens it in their Watchbill."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from app import keys, safe
from app.errors import Refused, Unavailable
from app.store import Store
from models.people import Person

ENDING = ".watchbill"
MOST = 100_000  # bytes


@dataclass(frozen=True, slots=True)
class Invitation:
    """`database` holds a password only where it was asked for, `key` likewise; `person` is a
    handle, or empty."""

    database: str = field(repr=False)
    person: str = ""
    full_name: str = ""
    key: str = field(default="", repr=False)


def invitation(
    store: Store, person: int | None, *, password: bool = False, key: bool = False
) -> Invitation:
    """For somebody of the team. Raises Refused on a database that only this machine has, and where
    what is asked for is not here."""
    if store.database.lite:
        raise Refused(
            "This database is a file on this machine; colleagues need one that all can reach. "
            "Connect to a PostgreSQL first."
        )
    url = store.database.url
    if password and not url.password:
        raise Refused("This machine knows no password of the database, so the file can hold none.")
    if key and store.vault.locked:
        raise Refused("The key is not on this machine, so the file cannot hold it.")
    with store.read() as session:
        row = session.scalar(select(Person).where(Person.id == person)) if person else None
    shown = url.set(drivername="postgresql") if password else safe.plain_of(url)
    return Invitation(
        shown.render_as_string(hide_password=False),
        row.name if row else "",
        row.full_name if row else "",
        keys.written(store.vault.keys) if key else "",
    )


def write(found: Invitation, file: Path) -> None:
    """Readable by its owner alone, from its first byte on. Raises Unavailable."""
    told = {"watchbill": 1, "database": found.database, "person": found.person,
            "full_name": found.full_name, "key": found.key}  # fmt: skip
    said = json.dumps({name: value for name, value in told.items() if value}, indent=1)
    try:
        with os.fdopen(
            os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8"
        ) as out:
            file.chmod(0o600)  # one that was there already
            out.truncate()
            out.write(said + "\n")
    except OSError as fault:
        raise Unavailable(f"{file} cannot be written: {fault.strerror}.") from fault


def read(file: Path) -> Invitation:
    """Raises Refused when it is none."""
    try:
        if file.stat().st_size > MOST or not (file.is_file() or file.is_dir()):
            raise ValueError  # a pipe or a device would be waited for
        told = json.loads(file.read_text("utf-8"))
        if told["watchbill"] != 1:
            raise Refused(f"{file.name} is for a newer Watchbill; please update this one.")
        words = [told.get(name, "") for name in ("database", "person", "full_name", "key")]
        if not words[0] or not all(isinstance(word, str) for word in words):
            raise ValueError
    except OSError as fault:
        raise Refused(f"{file} cannot be read: {fault.strerror}.") from fault
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise Refused(f"{file.name} is no invitation to a Watchbill team.") from fault
    return Invitation(*words)
