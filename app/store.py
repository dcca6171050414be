"""Database, vault, clock and hub as one value: what every query and operation is handed.

A query looks:      with store.read() as session: ...
An operation acts:  with store.write() as session: ...     (one intention, one transaction)
"""

import uuid
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, ColumnElement, event, func, literal
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError
from sqlalchemy.orm import Session

from app import keys, safe
from app.changes import Changes, Hub
from app.clock import Clock, DatabaseClock, SystemClock
from app.errors import OlderSchema, Refused
from app.vault import Vault
from models import schema
from models.base import Utc
from models.ledger import Setting
from models.session import Database, Touched

if TYPE_CHECKING:
    from psycopg import Connection

OLDEST = 13  # PostgreSQL's first version with all that we use


@dataclass
class Store:
    """Where everything is kept. `ident` is the database's own name, given when it was made;
    `memory` is what queries keep of it for the next time."""

    database: Database
    vault: Vault
    ident: str
    clock: Clock = field(default_factory=SystemClock)
    hub: Hub = field(default_factory=Hub)
    memory: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.database.listeners.append(self._publish)

    def read(self) -> AbstractContextManager[Session]:
        """A session that only looks."""
        return self.database.read()

    def write(self) -> AbstractContextManager[Session]:
        """One transaction."""
        return self.database.write()

    def now(self) -> datetime:
        """Aware UTC, by the store's clock."""
        return self.clock.now()

    def told(self, at: datetime | None) -> None:
        """A query brought the database's time along (see `sql_now`)."""
        if at is not None and isinstance(self.clock, DatabaseClock):
            self.clock.told(at)

    def sql_now(self) -> ColumnElement[datetime | None]:
        """The database's time as a column, so that asking costs no round trip; NULL on SQLite,
        whose clock is this machine's."""
        return literal(None, Utc()) if self.database.lite else func.clock_timestamp(type_=Utc())

    def close(self) -> None:
        """Gives everything back."""
        self.database.close()

    def _publish(self, touched: Touched) -> None:
        if touched:
            self.hub.publish(Changes(touched))


def open_store(
    url: str,
    *,
    clock: Clock | None = None,
    durable: bool = True,
    upgrade: bool = False,
    as_it_is: bool = False,
) -> Store:
    """Opens a database, making the tables of an empty one, and its key if it is new.
    Older tables that others may use are brought up to date only where `upgrade` says so; with
    `as_it_is` they stay, for those who only look at what every revision has.
    Raises Refused (bad address, newer database, older PostgreSQL), OlderSchema or Unavailable."""
    database = open_database(url, durable=durable)
    if not database.lite:  # before SQLAlchemy asks anything of it
        event.listen(database.engine, "connect", lambda line, _: refuse_old(line), insert=True)
    try:
        schema.upgrade(database, alone=not upgrade)
    except OlderSchema:
        if not as_it_is:
            database.close()
            raise
    ident = _identity(database)
    vault = Vault(lambda: keys.fetched(ident))
    return Store(database, vault, ident, clock or _database_clock(database))


def open_database(url: str, *, durable: bool = True) -> Database:
    """A database as it is: nothing is asked of it yet. Raises Refused for a bad address."""
    try:
        whole = safe.whole(url)
        if whole.get_backend_name() == "sqlite" and "?" in url and "uri" not in whole.query:
            raise Refused(
                "A question mark in a file's path is written percent-encoded in a database address."
            )
        _refuse_special(whole)
        return Database(whole, durable=durable)
    except (ArgumentError, NoSuchModuleError, ValueError, TypeError) as fault:
        raise Refused(
            "This is no database address; expected sqlite:///FILE or postgresql://user@host/name."
        ) from fault


def _refuse_special(url: URL) -> None:
    """A pipe would be waited for as long as nobody writes into it, a device can hold no tables."""
    place = Path(url.database or "")
    lite = url.get_backend_name() == "sqlite" and place.name and "uri" not in url.query
    if lite and place.exists() and not (place.is_file() or place.is_dir()):
        raise Refused(f"{place} is a device or a pipe, not a file. Choose another database.")


def refuse_old(connection: "Connection") -> None:
    """Raises Refused where a PostgreSQL is too old for us; it said its version when it answered."""
    if connection.info.server_version // 10000 < OLDEST:
        version = (connection.info.parameter_status("server_version") or "").partition(" ")[0]
        connection.close()
        raise Refused(f"This is PostgreSQL {version}; Watchbill needs {OLDEST} or newer.", "host")


def setting(session: Session, name: str) -> dict[str, Any]:
    """One setting of the whole team; empty when it was never set."""
    row = session.get(Setting, name)
    return dict(row.value) if row else {}


def _database_clock(database: Database) -> Clock:
    return SystemClock() if database.lite else DatabaseClock(database.now())


def _identity(database: Database) -> str:
    with database.read() as session:
        found = setting(session, "database")
    if found:
        return str(found["id"])
    ident = uuid.uuid4().hex
    if not keys.fetched(
        ident
    ):  # before the row: a database without its key would be the worse half
        keys.kept(ident, keys.made())
    try:
        with database.write() as session:
            session.add(Setting(name="database", value={"id": ident}))
    except IntegrityError:  # another program was as quick
        return _identity(database)
    return ident
