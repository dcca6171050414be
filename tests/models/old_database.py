"""A database as the first version of the program left it: the sample team, written by that program
itself (`tests/data/old`), beside what it answered about it."""

from __future__ import annotations

import json
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import Boolean, Column, DateTime, LargeBinary, MetaData, text
from sqlalchemy.types import JSON

from models import schema
from models.base import EPOCH
from models.session import Database

FOLDER = Path(__file__).parents[1] / "data" / "old"
OLD = "0001"


def answer(name: str) -> Any:
    """What the old program said, as JSON."""
    return json.loads((FOLDER / name).read_text("utf-8"))


def restored(url: str) -> None:
    """The old database where nothing is yet."""
    if url.startswith("sqlite"):
        _file(url.removeprefix("sqlite:///")).close()
        return
    database = Database(url)
    with database.engine.execution_options(writes=True).connect() as connection:
        command.upgrade(schema._config(connection), OLD)
        _copy(_file(":memory:"), connection)
        connection.commit()
    database.close()


def _file(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.executescript((FOLDER / "schema-0001.sql").read_text("utf-8"))
    return connection


def _copy(source: sqlite3.Connection, connection: Any) -> None:
    """Every row, as PostgreSQL's types have it."""
    source.row_factory = sqlite3.Row
    metadata = MetaData()
    metadata.reflect(connection)
    connection.execute(text("SET session_replication_role = replica"))  # rows in any order
    for table in metadata.sorted_tables:
        if table.name == "alembic_version":
            continue
        rows = source.execute(f'SELECT * FROM "{table.name}"').fetchall()
        if rows:
            values = [{c.name: _value(c, row[c.name]) for c in table.columns} for row in rows]
            connection.execute(table.insert(), values)
        if "id" in table.columns and rows and isinstance(rows[0]["id"], int):
            last = max(row["id"] for row in rows)
            sequence = f"pg_get_serial_sequence('\"{table.name}\"', 'id')"
            connection.execute(text(f"SELECT setval({sequence}, {last})"))
    connection.execute(text("SET session_replication_role = DEFAULT"))
    source.close()


def _value(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, DateTime):
        return EPOCH + timedelta(microseconds=value)
    if isinstance(column.type, Boolean):
        return bool(value)
    if isinstance(column.type, JSON):
        return json.loads(value)
    return bytes(value) if isinstance(column.type, LargeBinary) else value
