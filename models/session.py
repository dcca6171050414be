"""Opens the database and hands out sessions: many readers, one writer at a time on SQLite.

A write session collects what it touched, tells it to other programs in the same transaction
(PostgreSQL: NOTIFY; SQLite: a row in `bell`) and to this program's listeners once it is committed.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import URL, Engine, create_engine, event, exc, func, make_url, select, text
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.orm.exc import StaleDataError

from models import tables
from models.base import EPOCH, MICRO
from models.fault import Conflict, Damaged, Fault, Refused, Unavailable
from models.ledger import Bell

Touched = frozenset[tuple[str, int]]
Listener = Callable[[Touched], None]

CHANNEL = "watchbill"
OURS = {"incident", "person", "signal", "setting"}  # tables that every Watchbill has
MAX_NOTICE = 7000  # bytes; PostgreSQL takes payloads under 8000
QUIET = {
    "signal", "payload", "audit", "engine", "bell", "attempt", "message_attempt", "health", "slot",
    "served", "feed_event", "feed_memory", "life_sign",
}  # fmt: skip
EVERYTHING: Touched = frozenset({("*", 0)})
BUSY_MS = 10_000
COLLIDED = {"40001", "40P01", "55P03"}  # PostgreSQL: could not serialize, deadlock, lock timeout
# A program that is stopped in mid-transaction must not hold up the others for ever: its session is
# ended by the server, and whoever waits for its rows meanwhile tries again.
PATIENCE = "SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '10s'"
UNOPENED = "unable to open database file"  # as SQLite says it, without which and why
STANDING_BY = "25006"  # PostgreSQL: a write where only reading is allowed, as on a standby
READ_ONLY = "attempt to write a readonly database"
UNKNOWN_OPTION = "invalid connection option"  # as PostgreSQL's client says it
DEAD_LINES = {  # a network that swallows everything is noticed within half a minute
    "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}  # fmt: skip

_gui_thread: int | None = None


def forbid_thread_of(thread: threading.Thread) -> None:
    """From now on a session asked for on this thread (the GUI's) is a bug and raises."""
    global _gui_thread
    _gui_thread = thread.ident


def wire(touched: Touched) -> str:
    """What was touched as text: `kind:id,id kind:id`; `*` when it is too much to say."""
    if not touched:
        return ""
    kinds: dict[str, list[str]] = {}
    for kind, ident in sorted(touched):
        kinds.setdefault(kind, []).append(str(ident))
    said = " ".join(f"{kind}:{','.join(ids)}" for kind, ids in kinds.items())
    return said if len(said) <= MAX_NOTICE else "*:0"


def unwire(said: str) -> Touched:
    """The reverse of `wire`."""
    pairs = (part.split(":", 1) for part in said.split())
    return frozenset((kind, int(ident)) for kind, ids in pairs for ident in ids.split(","))


def lite_url(file: Path) -> str:
    """The address of an SQLite file, whatever characters its path holds."""
    return URL.create("sqlite", database=str(file)).render_as_string()


class Database:
    """One database, opened once a process. `origin` tells our own changes from those of others."""

    def __init__(self, url: str | URL, *, durable: bool = True) -> None:
        self.url = make_url(url)
        self.origin = uuid4().hex
        self.listeners: list[Listener] = []
        if self.url.get_backend_name() not in ("sqlite", "postgresql"):
            raise ValueError("neither sqlite nor postgresql")
        self.lite = self.url.get_backend_name() == "sqlite"
        if self.lite:
            self.url = self.url.set(drivername="sqlite")  # no other driver is here
        self._turn = threading.RLock() if self.lite else contextlib.nullcontext()
        self.engine = _open_lite(self.url, durable) if self.lite else _open_server(self.url)

    @contextlib.contextmanager
    def read(self) -> Iterator[Session]:
        """A session that only looks. Raises Unavailable when the database cannot be reached."""
        self._refuse_gui_thread()
        with (
            faults(self.url),
            Session(self.engine, expire_on_commit=False, autoflush=False) as session,
        ):
            yield session

    @contextlib.contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction; committed at the end, rolled back on any error.
        Raises Conflict when a row was changed meanwhile, Unavailable when the database cannot be
        reached."""
        self._refuse_gui_thread()
        with faults(self.url), self._turn:
            engine = self.engine.execution_options(writes=True)
            with Session(engine, expire_on_commit=False) as session:
                touched: set[tuple[str, int]] = session.info.setdefault("touched", set())
                event.listen(session, "after_flush", _collect)
                yield session
                session.flush()
                self._ring(session, frozenset(touched))
                session.commit()
        for listener in self.listeners:
            listener(frozenset(touched))

    def now(self) -> datetime:
        """The database's own clock (SQLite: this machine's, which is the same)."""
        with self.read() as session:
            if self.lite:
                micros = text(
                    "SELECT CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)"
                )
                return EPOCH + int(session.execute(micros).scalar_one()) * MICRO
            now: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
            return now

    def expect_writable(self) -> None:
        """Begins to write, and writes nothing. Raises Unavailable where that cannot be."""
        self._refuse_gui_thread()
        engine = self.engine.execution_options(writes=True)
        with faults(self.url), self._turn, engine.connect() as line:
            line.exec_driver_sql("DELETE FROM setting WHERE 1 = 0")

    def close(self) -> None:
        """Gives every connection back."""
        self.engine.dispose()

    def _ring(self, session: Session, touched: Touched) -> None:
        said = wire(touched)
        if self.lite:
            session.execute(Bell.__table__.insert().values(origin=self.origin, touched=said))  # type: ignore[attr-defined]
        elif said:
            notice = f"{self.origin} {said}"
            session.execute(
                text("SELECT pg_notify(:channel, :notice)"), {"channel": CHANNEL, "notice": notice}
            )

    def _refuse_gui_thread(self) -> None:
        if threading.get_ident() == _gui_thread:
            raise RuntimeError("a database session was asked for on the GUI thread")


def _collect(session: Session, _flush: UOWTransaction) -> None:
    touched: set[tuple[str, int]] = session.info["touched"]
    for row in (*session.new, *session.dirty, *session.deleted):
        kind = row.__tablename__
        if kind in QUIET:
            continue
        key = (
            getattr(row, "incident_id", None) if kind == "escalation" else getattr(row, "id", None)
        )
        touched.add((kind, key if isinstance(key, int) else 0))


def touch(session: Session, kind: str, ident: int = 0) -> None:
    """Says by hand that something changed: for bulk statements, which pass the session's events
    by."""
    session.info["touched"].add((kind, ident))


@contextlib.contextmanager
def faults(url: URL) -> Iterator[None]:
    """What the database says, as one of the faults that a user can meet."""
    try:
        yield
    except StaleDataError as fault:
        raise Conflict("Somebody changed this a moment ago; it was read again.") from fault
    except (exc.OperationalError, exc.InterfaceError, exc.TimeoutError) as fault:
        if getattr(getattr(fault, "orig", None), "sqlstate", None) in COLLIDED:
            raise Conflict("Two changes met at the same moment; this one was undone.") from fault
        raise Unavailable(_sentence(fault, url)) from fault
    except exc.DBAPIError as fault:
        known = _known(fault)
        if known is None:
            raise
        raise known from fault


def _known(fault: exc.DBAPIError) -> Fault | None:
    """One that a user can meet, of those that say more than that the database is away."""
    if fault.connection_invalidated:
        return Unavailable("The connection to the database was lost.")
    if getattr(fault.orig, "sqlstate", None) == STANDING_BY:
        return Unavailable("The database can only be read right now.")
    if type(fault) is exc.DatabaseError:  # SQLite says so of a file that it cannot read
        return Damaged(
            f"The file of the database cannot be read: {fault.orig}. `watchbill db restore "
            "BACKUP --replace` puts a backup in its place and keeps the file."
        )
    if UNKNOWN_OPTION in str(fault.orig):
        return Refused(f"This database address is not understood: {fault.orig}")
    return None


def _sentence(fault: Exception, url: URL) -> str:
    cause = str(getattr(fault, "orig", fault)).strip().splitlines()
    said = cause[0] if cause else "no reason given"
    if said == UNOPENED and url.database:
        said = _unopened(Path(url.database))
    if said == READ_ONLY:
        said = f"this account may only read {url.database}, or make no files beside it."
    return f"The database cannot be used right now: {said}"


def _unopened(file: Path) -> str:
    if file.is_dir():
        return f"{file} is a folder, not a file."
    if not file.parent.is_dir():
        return f"there is no folder {file.parent}."
    return f"this account may not read and write {file}, or make files beside it."


def _open_lite(url: URL, durable: bool) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,  # addresses and words of people are in no message
        connect_args={
            "isolation_level": None,
            "timeout": BUSY_MS / 1000,
            "check_same_thread": False,
        },
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        for pragma in (f"synchronous={'FULL' if durable else 'OFF'}", "foreign_keys=ON",
                       f"busy_timeout={BUSY_MS}", "temp_store=MEMORY",
                       "cache_size=-20000"):  # fmt: skip
            connection.execute(f"PRAGMA {pragma}")
        there = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not is_foreign({name for (name,) in there}):
            connection.execute("PRAGMA journal_mode=WAL")  # it is written in the file

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # A deferred transaction that turns from reading to writing fails at once, whatever the
        # timeout says.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def is_foreign(there: AbstractSet[str]) -> bool:
    """Whether these tables are another program's: there are some, but not those that every
    Watchbill has."""
    return bool(there - {"alembic_version"}) and not there >= OURS


def _open_server(url: URL) -> Engine:
    _partial_here_too()
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_size=8,
        max_overflow=24,
        pool_pre_ping=True,
        pool_timeout=15,
        connect_args={"connect_timeout": 8, "application_name": "watchbill", **DEAD_LINES},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.execute(PATIENCE)
        connection.commit()

    return engine


def _partial_here_too() -> None:
    """A partial index is partial on both kinds of database; its model says so for SQLite only, or
    every start would load PostgreSQL's whole dialect for the mere mention (30 ms)."""
    indexes = [each for table in tables.METADATA.tables.values() for each in table.indexes]
    for index in indexes:
        where = index.dialect_options["sqlite"]["where"]
        if where is not None:
            index.dialect_options["postgresql"]["where"] = where


ALL_TABLES = tables.METADATA.tables
