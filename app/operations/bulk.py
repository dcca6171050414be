"""Many rows in one statement, for what comes in storms.

One statement, not one a row: between two statements a thread gives up the interpreter and may wait
milliseconds to get it back, and a server is a round trip away. Passes the session's events by.
"""

import json
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Integer, LargeBinary, Table
from sqlalchemy.orm import Session

from models.base import EPOCH, MICRO, Utc

MOST_VALUES = 32_000  # SQLite takes 32,766 in a statement
KINDS = ((Utc, "timestamptz"), (JSON, "json"), (BigInteger, "bigint"), (Integer, "integer"))

Columns = Sequence[Column[Any]]
Rows = Sequence[Sequence[Any]]


def reserve(session: Session, *wanted: tuple[Table, int]) -> list[Sequence[int]]:
    """So many ids of each numbered table, rising, that nobody else gets."""
    if lite(session):
        asked = session.connection().exec_driver_sql("SELECT name, seq FROM sqlite_sequence")
        last = {row.name: row.seq for row in asked}
        firsts = [(last.get(table.name, 0) + 1, count) for table, count in wanted]
        return [range(first, first + count) for first, count in firsts]
    parts = (
        f"SELECT {i} AS place, nextval(pg_get_serial_sequence('{table.name}', 'id')) AS id "
        f"FROM generate_series(1, {count:d})"
        for i, (table, count) in enumerate(wanted)
    )
    rows = session.connection().exec_driver_sql(" UNION ALL ".join(parts)).all()
    return [sorted(row.id for row in rows if row.place == i) for i in range(len(wanted))]


def insert(
    session: Session, table: Table, names: Sequence[str], rows: Rows, then: str = ""
) -> list[Any]:
    """Inserts rows of values in the order of `names`. `then` ends the statement (ON CONFLICT ...,
    RETURNING ...); what it returns is returned."""
    if not rows:
        return []
    columns = [table.c[name] for name in names]
    into = f"INSERT INTO {table.name} ({', '.join(names)})"
    act = _insert_lite if lite(session) else _insert_server
    return act(session, into, columns, rows, then)


def lite(session: Session) -> bool:
    """Whether this is SQLite, where a writing transaction is the only one."""
    return session.get_bind().dialect.name == "sqlite"


def _insert_lite(session: Session, into: str, columns: Columns, rows: Rows, then: str) -> list[Any]:
    place = f"({', '.join('?' * len(columns))})"
    step = MOST_VALUES // len(columns)
    found: list[Any] = []
    for start in range(0, len(rows), step):
        some = rows[start : start + step]
        statement = f"{into} VALUES {', '.join([place] * len(some))} {then}"
        values = tuple(_plain(value) for row in some for value in row)
        found += _run(session, statement, values)
    return found


def _insert_server(
    session: Session, into: str, columns: Columns, rows: Rows, then: str
) -> list[Any]:
    """All rows as one JSON document: arrays would be escaped a value at a time, in Python."""
    shape = ", ".join(f"{column.name} {_kind(column)}" for column in columns)
    wanted = ", ".join(_wanted(column) for column in columns)
    # WHERE true: or ON CONFLICT would be read as the beginning of a join
    source = f"json_to_recordset(%s::json) AS said({shape}) WHERE true"
    names = [column.name for column in columns]
    document = [dict(zip(names, row, strict=True)) for row in rows]
    said = json.dumps(document, ensure_ascii=False, default=_text)
    return _run(session, f"{into} SELECT {wanted} FROM {source} {then}", (said,))


def _run(session: Session, statement: str, values: tuple[Any, ...]) -> list[Any]:
    done = session.connection().exec_driver_sql(statement, values)
    return list(done.all()) if done.returns_rows else []


def _plain(value: Any) -> Any:
    """As SQLite keeps it."""
    if isinstance(value, datetime):
        return (value - EPOCH) // MICRO
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value


def _text(value: Any) -> str:
    """What JSON does not know."""
    return value.isoformat() if isinstance(value, datetime) else b64encode(value).decode()


def _kind(column: Column[Any]) -> str:
    return next((name for kind, name in KINDS if isinstance(column.type, kind)), "text")


def _wanted(column: Column[Any]) -> str:
    named = f"said.{column.name}"
    return f"decode({named}, 'base64')" if isinstance(column.type, LargeBinary) else named
