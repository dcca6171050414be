"""A database one revision back; and, as a program, Watchbill as it was then: it knows one revision
less. `python -m tests.older serve ...`"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

from alembic import command
from sqlalchemy import text

from models import schema
from models.session import Database

BEFORE = schema.REVISIONS[-2]


def set_back(url: str, to: str = BEFORE) -> None:
    """Its tables as an older program has them."""
    database = Database(url)
    with database.engine.execution_options(writes=True).connect() as connection:
        command.downgrade(schema._config(connection), to)
        connection.commit()
    database.close()


def revision(url: str) -> str | None:
    """Where it stands."""
    database = Database(url)
    try:
        return schema.revision(database)
    finally:
        database.close()


def page_from(url: str, name: str, kind: str = "serve", ago_s: float = 0) -> None:
    """An engine of the older program was heard of so long ago."""
    database = Database(url)
    seen_at = (datetime.now(UTC) - timedelta(seconds=ago_s)).replace(microsecond=0)
    at = str(round(seen_at.timestamp() * 1e6)) if database.lite else f"'{seen_at.isoformat()}'"
    with database.write() as session:
        session.execute(text(
            "INSERT INTO engine (id, name, kind, program, started_at, seen_at) "
            f"VALUES (:id, :name, :kind, '0.9', {at}, {at})"
        ), {"id": f"{name}-{kind}-{ago_s}", "name": name, "kind": kind})  # fmt: skip
    database.close()


def main() -> int:
    """The command line, before anything has read which revisions there are."""
    schema.REVISIONS = schema.REVISIONS[:-1]
    schema.HEAD = BEFORE
    from app.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
