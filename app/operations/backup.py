"""The whole database as one file, and back: a backup is always an SQLite file of our own tables,
so what PostgreSQL holds can be restored on a laptop and the other way round."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Table, func, select, text
from sqlalchemy.orm import Session

from app.errors import Damaged, Refused, Unavailable
from app.operations.audit import verify
from app.operations.damage import sound
from app.store import Store
from models import schema
from models.incident import Incident
from models.people import Person
from models.session import Database, lite_url, touch
from models.tables import METADATA

ROWS = 2000  # copied at a time
GLANCE_MOST = 300_000_000  # bytes of a file; about a second
LEFT_OUT = {"bell", "engine"}  # of no use elsewhere
MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True)
class Info:
    """What a database is and holds. `address` never shows a password; `large`: a file that is not
    looked through at a start."""

    address: str
    kind: str
    schema: str
    people: int
    incidents: int
    key_here: bool
    large: bool = False


def info(store: Store) -> Info:
    """What `watchbill db info` tells."""
    people, incidents = held(store.database)
    return Info(
        address=store.database.url.render_as_string(hide_password=True),
        kind="SQLite" if store.database.lite else "PostgreSQL",
        schema=schema.revision(store.database) or "",
        people=people,
        incidents=incidents,
        key_here=not store.vault.locked,
        large=_large(store),
    )


def held(database: Database) -> tuple[int, int]:
    """How many people and incidents there are."""
    with database.read() as session:
        people = session.scalar(select(func.count()).select_from(Person)) or 0
        incidents = session.scalar(select(func.count()).select_from(Incident)) or 0
    return people, incidents


def check(store: Store) -> list[str]:
    """Everything found wrong with the stored data, a sentence each; empty when all is well."""
    wrong = _damage(store) if store.database.lite else []
    broken = verify(store)
    if broken is not None:
        wrong.append(f"Audit entry {broken} does not follow from the one before: it was altered.")
    return wrong


def glance(store: Store) -> list[str]:
    """What a start can afford to look for: gross damage of a file that is not very large."""
    if not store.database.lite:
        return []
    file = Path(str(store.database.url.database or ""))
    if not file.is_file() or _large(store):
        return []
    try:
        with store.read() as session:
            said = [str(row[0]) for row in session.execute(text("PRAGMA quick_check(3)"))]
    except Damaged as fault:
        return [str(fault)]
    return [] if said == ["ok"] else said


def _large(store: Store) -> bool:
    file = Path(str(store.database.url.database or ""))
    return store.database.lite and file.is_file() and file.stat().st_size > GLANCE_MOST


def _damage(store: Store) -> list[str]:
    with store.read() as session:
        said = [str(row[0]) for row in session.execute(text("PRAGMA integrity_check"))]
        lost = session.execute(text("PRAGMA foreign_key_check")).all()
    wrong = [] if said == ["ok"] else [f"The file is damaged: {line}" for line in said[:20]]
    return wrong + [f"A row of {row[0]} points to a {row[2]} that is gone." for row in lost[:20]]


def back_up(store: Store, target: Path) -> None:
    """Writes a backup file. Raises Refused when it exists, Unavailable when it cannot be
    written."""
    if target.exists():
        raise Refused(f"{target} exists already; a backup never overwrites a file.")
    if not target.absolute().parent.is_dir():
        raise Refused(f"There is no folder {target.absolute().parent} to put the backup in.")
    if store.database.lite:
        schema.copy_lite(Path(str(store.database.url.database)), target)
        return
    part = target.with_name(target.name + ".part")
    try:
        _copy_out(store, part)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def restore(store: Store, source: Path, *, replace: bool = False) -> None:
    """Puts a backup's rows in place of what the database holds, in one transaction.
    Raises Refused when it holds anything and `replace` was not said, or when the file is not there
    or no backup."""
    with opened_copy(source) as backup:
        if not replace and _holds_anything(store):
            raise Refused(
                "This database is not empty; `--replace` puts the backup in place of all it holds."
            )
        _copy_in(backup, store)
    store.vault.forget()


@contextmanager
def opened_copy(source: Path) -> Iterator[Database]:
    """A backup with the tables of this program; the file itself stays as it is. Raises Refused
    when it is not there, no backup, damaged, or of a newer program."""
    if not source.exists():
        raise Refused(f"There is no file {source}.")
    if not source.is_file() or not _begins_like_one(source):
        raise Refused(f"{source} is no Watchbill backup.")
    if not sound(source):
        raise Refused(f"{source} is damaged: it cannot be restored.")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "backup.db"
        schema.copy_lite(source, copy)
        backup = Database(lite_url(copy), durable=False)
        try:
            _require_ours(backup, source)
            schema.upgrade(backup)
            yield backup
        finally:
            backup.close()


def _begins_like_one(source: Path) -> bool:
    with source.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _holds_anything(store: Store) -> bool:
    found = info(store)
    return bool(found.people or found.incidents)


def _require_ours(backup: Database, source: Path) -> None:
    try:
        ours = schema.revision(backup) is not None
    except Unavailable:
        ours = False
    if not ours:
        raise Refused(f"{source} is no Watchbill backup.")


def _copy_out(store: Store, target: Path) -> None:
    copy = Database(lite_url(target), durable=False)
    try:
        schema.upgrade(copy)
        with store.read() as session, copy.write() as out:
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            _copy_rows(session, out)
        with copy.engine.connect() as connection:  # one file, no -wal beside it
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
            connection.exec_driver_sql("BEGIN")
    finally:
        copy.close()


def _copy_in(backup: Database, store: Store) -> None:
    with backup.read() as source, store.write() as session:
        for table in reversed(METADATA.sorted_tables):
            session.execute(table.delete())
        _copy_rows(source, session)
        if not store.database.lite:
            _set_counters(session)
        touch(session, "*")


def _copy_rows(source: Session, target: Session) -> None:
    for table in METADATA.sorted_tables:
        if table.name not in LEFT_OUT:
            for batch in _batches(source, table):
                target.execute(table.insert(), batch)


def _batches(source: Session, table: Table) -> Iterator[list[dict[str, Any]]]:
    ordered = select(table).order_by(*table.primary_key.columns)
    for rows in source.execute(ordered).mappings().partitions(ROWS):
        yield [dict(row) for row in rows]


def _set_counters(session: Session) -> None:
    """Explicit ids leave PostgreSQL's sequences behind; the next row must not meet them."""
    for table in METADATA.sorted_tables:
        if "id" in table.columns and isinstance(table.columns["id"].type, BigInteger):
            session.execute(
                text(
                    f"SELECT setval(s, (SELECT coalesce(max(id), 1) FROM {table.name}), "
                    f"(SELECT count(*) > 0 FROM {table.name})) "
                    f"FROM pg_get_serial_sequence('{table.name}', 'id') s WHERE s IS NOT NULL"
                )
            )
