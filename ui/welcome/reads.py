"""What the first minutes ask the database, on a reader's thread."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from app.operations.connection import Tried
    from app.operations.recovery import Held
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


def backup_held(file: "Path") -> "Held":
    """What a backup holds, after all of it was read. Raises Refused."""
    from app.operations.recovery import look

    return look(file)


def present(store: "Store") -> "Held":
    """What it would replace."""
    from app.operations.recovery import holds

    return holds(store.database)


def backup_folder() -> str:
    """Where backups of this machine lie, as far as the settings say."""
    from app import settings
    from app.errors import Refused
    from app.paths import data_folder

    try:
        named = settings.load().backups
    except (Refused, OSError):
        named = ""
    return named if named not in ("", "off") else str(data_folder() / "backups")
