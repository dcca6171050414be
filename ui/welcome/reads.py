"""What the first minutes ask the database, on a reader's thread."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.operations.connection import Tried
    from app.queries.people import PersonRow
    from app.queries.setup import Setup
    from app.store import Store


def seen(store: "Store") -> "Setup":
    """How far it is."""
    from app.queries.setup import setup

    return setup(store)


def people(store: "Store") -> "list[PersonRow]":
    """Whom to invite."""
    from app.queries.people import people

    return people(store)


def shared(store: "Store") -> bool:
    """Whether colleagues can reach this database."""
    return not store.database.lite


def tried(url: str) -> "Tried":
    """Whether a PostgreSQL can be used. Raises Refused beside a field."""
    from app.operations.connection import try_it

    return try_it(url)
