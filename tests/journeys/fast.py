"""A PostgreSQL whose clock a test moves on: every program on that database goes by it."""

from __future__ import annotations

import psycopg

from models.session import CHANNEL, EVERYTHING, wire
from tests.journeys.team import until

MAKE = """
CREATE SCHEMA fast;
CREATE TABLE fast.ahead (by interval NOT NULL);
INSERT INTO fast.ahead VALUES ('0');
CREATE FUNCTION fast.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
    AS 'SELECT pg_catalog.clock_timestamp() + by FROM fast.ahead';
"""
ALIVE = "SELECT max(seen_at) > fast.clock_timestamp() - interval '20 s' FROM engine"


class FastClock:
    """Made before the programs start; the database's own `clock_timestamp` gives way to it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._do(MAKE)
        with psycopg.connect(url) as connection:
            name = connection.info.dbname
        self._do(f"ALTER DATABASE {name} SET search_path = fast, public, pg_catalog")

    def forward(self, minutes: int) -> None:
        """So much later; returns when an engine lives then, and every desktop is told to look."""
        self._do(f"UPDATE fast.ahead SET by = by + interval '{minutes} min'")
        until(lambda: self._ask(ALIVE), pause=0.05)
        self._do(f"SELECT pg_notify('{CHANNEL}', 'clock {wire(EVERYTHING)}')")

    def _do(self, statement: str) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(statement.encode())

    def _ask(self, question: str) -> object:
        with psycopg.connect(self._url) as connection:
            row = connection.execute(question.encode()).fetchone()
        return row[0] if row else None
