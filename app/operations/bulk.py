"""Many rows in one statement, for what comes in storms.

One statement, not one a row: between two statements a thread gives up the interpreter and may wait
milliseconds to get it back, and a server is a round trip away. Passes the session's events by.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Integer, LargeBinary, Table, text
from sqlalchemy.orm import Session

from models.base import EPOCH, MICRO, Utc

MOST_VALUES = 32_000  # SQLite takes 32,766 in a statement
KINDS = ((Utc, "timestamptz"), (JSON, "json"), (LargeBinary, "bytea"),
         (BigInteger, "bigint"), (Integer, "integer"))  # fmt: skip

Columns = Sequence[Column[Any]]
Rows = Sequence[Sequence[Any]]


def reserve(session: Session, table: Table, count: int) -> Sequence[int]:
    """So many ids of a numbered table, rising, that nobody else gets."""
    if _lite(session):  # where a writing transaction is the only one
        asked = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
        last = session.execute(asked, {"name": table.name}).scalar() or 0
        return range(last + 1, last + 1 + count)
    sequence = "nextval(pg_get_serial_sequence(:name, 'id'))"
    asked = text(f"SELECT {sequence} FROM generate_series(1, :count)")
    return sorted(session.execute(asked, {"name": table.name, "count": count}).scalars())


def insert(
    session: Session, table: Table, names: Sequence[str], rows: Rows, then: str = ""
) -> list[Any]:
    """Inserts rows of values in the order of `names`: plain ones (JSON as text) and aware times.
    `then` ends the statement (ON CONFLICT ..., RETURNING ...); what it returns is returned."""
    if not rows:
        return []
    columns = [table.c[name] for name in names]
    into = f"INSERT INTO {table.name} ({', '.join(names)})"
    act = _insert_lite if _lite(session) else _insert_server
    return act(session, into, columns, rows, then)


def _lite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _insert_lite(session: Session, into: str, columns: Columns, rows: Rows, then: str) -> list[Any]:
    shapes = [_micros if isinstance(column.type, Utc) else None for column in columns]
    place = f"({', '.join('?' * len(columns))})"
    step = MOST_VALUES // len(columns)
    found: list[Any] = []
    for start in range(0, len(rows), step):
        some = rows[start : start + step]
        statement = f"{into} VALUES {', '.join([place] * len(some))} {then}"
        found += _run(session, statement, [_flat(row, shapes) for row in some])
    return found


def _insert_server(
    session: Session, into: str, columns: Columns, rows: Rows, then: str
) -> list[Any]:
    arrays = ", ".join(f"%s::{_kind(column)}[]" for column in columns)
    # WHERE true: or ON CONFLICT would be read as the beginning of a join
    statement = f"{into} SELECT * FROM unnest({arrays}) WHERE true {then}"
    return _run(session, statement, [[list(values) for values in zip(*rows, strict=True)]])


def _run(session: Session, statement: str, parts: list[list[Any]]) -> list[Any]:
    values = tuple(value for part in parts for value in part)
    done = session.connection().exec_driver_sql(statement, values)
    return list(done.all()) if done.returns_rows else []


def _flat(row: Sequence[Any], shapes: Sequence[Callable[[datetime], int] | None]) -> list[Any]:
    return [
        shape(value) if shape is not None and value is not None else value
        for shape, value in zip(shapes, row, strict=True)
    ]


def _micros(at: datetime) -> int:
    return (at - EPOCH) // MICRO


def _kind(column: Column[Any]) -> str:
    return next((name for kind, name in KINDS if isinstance(column.type, kind)), "text")
