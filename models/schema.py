"""Which schema a database has, and bringing an older one up to date (after a backup, on SQLite)."""

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, inspect, text

from models import search
from models.company import company
from models.fault import OlderSchema, Refused, Unavailable
from models.session import Database, faults, is_foreign

if TYPE_CHECKING:
    from alembic.config import Config

# Oldest first; a test holds them against the folder.
REVISIONS = tuple(f"{at:04}" for at in range(1, 13))
HEAD = REVISIONS[-1]


def revision(database: Database) -> str | None:
    """The revision a database stands at; None for an empty one."""
    with database.read() as session:
        if not inspect(session.connection()).has_table("alembic_version"):
            return None
        return session.execute(text("SELECT version_num FROM alembic_version")).scalars().first()


def upgrade(database: Database, *, alone: bool = False) -> Path | None:
    """Makes or upgrades the tables; nothing happens when they are current.
    Returns the backup made of an older SQLite file. Raises Refused when the database is newer than
    we are. With `alone`, older tables that others may be at work with stay as they are, and
    OlderSchema is raised."""
    found = revision(database)
    if found == HEAD:
        return None
    if found not in REVISIONS and _of_another_program(database):
        raise Refused(
            f"{database.url.database} belongs to another program: its tables are not Watchbill's. "
            "Choose another database."
        )
    if found is not None and found not in REVISIONS:
        raise Refused(
            f"This database was written by a newer Watchbill (schema {found}; this program knows "
            f"up to {HEAD}). Please update this program; nothing was changed."
        )
    if alone and found is not None:
        _refuse_shared(database, found)
    backup = back_up_file(database, found) if found and database.lite else None
    with faults(database.url):
        _migrate(database)
    return backup


def back_up_file(database: Database, label: str) -> Path:
    """Copies a SQLite database beside itself, safely while others use it, and checks the copy."""
    source = Path(str(database.url.database))
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    target = source.with_name(f"{source.stem}-schema-{label}-{stamp}.bak{source.suffix}")
    copy_lite(source, target)
    return target


def copy_lite(source: Path, target: Path) -> None:
    """An online backup of an SQLite file. Raises Unavailable when the copy is not sound or cannot
    be written."""
    part = target.with_name(target.name + ".part")
    try:
        with sqlite3.connect(source) as old, sqlite3.connect(part) as new:
            old.backup(new, pages=500)
            verdict = new.execute("PRAGMA integrity_check").fetchone()[0]
        old.close()
        new.close()
    except sqlite3.Error as fault:
        part.unlink(missing_ok=True)
        raise Unavailable(f"The backup to {target} failed: {fault}") from fault
    if verdict != "ok":
        part.unlink(missing_ok=True)
        raise Unavailable(f"The backup is not sound: {verdict}")
    shutil.move(part, target)


def _refuse_shared(database: Database, found: str) -> None:
    """A server is the team's, whoever is there at the moment. A file is ours, unless an engine of
    the older program still pages from it."""
    there = company(database)
    if database.lite and not there.engines:
        return
    where = database.url.host or database.url.query.get("host") or "localhost"
    said = (
        f"The database {database.url.database} on {where} is from an older Watchbill (schema "
        f"{found}; this program needs {HEAD}): run `watchbill db upgrade` when every engine and "
        "window can be updated."
    )
    if database.lite:
        said = (
            f"{database.url.database} is from an older Watchbill, which still runs on "
            f"{there.engines[0].name}: end it there, then try again."
        )
    raise OlderSchema(said, _address(database.url), there, lite=database.lite)


def _address(url: URL) -> str:
    """As other programs take it, without what is secret."""
    kept = {"host": url.query["host"]} if "host" in url.query else {}
    return url.set(drivername=url.get_backend_name(), password=None, query=kept).render_as_string()


def _of_another_program(database: Database) -> bool:
    """One database of a server may be shared, a file is not."""
    with database.read() as session:
        there = set(inspect(session.connection()).get_table_names())
    shared = not database.lite and "alembic_version" not in there
    return is_foreign(there) and not shared


def _migrate(database: Database) -> None:
    from alembic import command

    with database.engine.execution_options(writes=True).connect() as connection:
        if (
            database.lite
        ):  # batch moves would delete child rows with foreign keys on; it must be off before BEGIN
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SET LOCAL lock_timeout = 0"))  # another upgrade takes its time
            connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(8420)"))
        command.upgrade(_config(connection), "head")
        search.install(connection)  # a table that a revision copied has lost its triggers
        _check_references(connection, database.lite)
        connection.commit()
        if database.lite:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            connection.exec_driver_sql("BEGIN")


def _config(connection: Connection | None = None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "models:migrations")
    config.attributes["connection"] = connection
    return config


def _check_references(connection: Connection, lite: bool) -> None:
    if lite and connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone():
        raise Unavailable("The upgrade was undone: it would have left rows that point nowhere.")
