"""What may be told of a database to whoever helps: versions and counts, no name and no address."""

import sqlite3

from sqlalchemy import __version__ as sqlalchemy
from sqlalchemy import func, select

from app.queries.health import pulse
from app.store import Store
from models import schema
from models.incident import Incident
from models.people import Person


def diagnostics(store: Store) -> dict[str, str]:
    """By name, in the order in which it is read."""
    with store.read() as session:
        people = session.scalar(select(func.count()).select_from(Person)) or 0
        incidents = session.scalar(select(func.count()).select_from(Incident)) or 0
        server = session.connection().dialect.server_version_info or ()
    lite = store.database.lite
    kind = (
        f"SQLite {sqlite3.sqlite_version}" if lite else f"PostgreSQL {'.'.join(map(str, server))}"
    )
    return {
        "Database": f"{kind}, schema {schema.revision(store.database)}",
        "Holds": f"{people} people, {incidents} incidents",
        "Engines": str(pulse(store).engines),
        "Key here": "no" if store.vault.locked else "yes",
        "SQLAlchemy": sqlalchemy,
    }
