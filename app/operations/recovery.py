"""A backup is looked at first, then takes the place of an embedded database that this program has
closed. What the file held until then is kept beside it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, make_url, select

from app.errors import Refused
from app.operations.backup import held, opened_copy, restore
from app.operations.damage import put_aside
from app.store import open_store
from models import schema
from models.incident import Event
from models.ledger import Audit
from models.session import Database


@dataclass(frozen=True, slots=True)
class Held:
    """What a database holds; `last_at`: the last thing that was written down in it."""

    people: int
    incidents: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class Recovered:
    """`kept`: what there was before; `locked`: the key that opens contacts is not here."""

    kept: Path | None
    locked: bool


def look(source: Path) -> Held:
    """What is in a backup, after all of it was read. Raises Refused, Unavailable."""
    with opened_copy(source) as backup:
        return holds(backup)


def holds(database: Database) -> Held:
    """Raises Unavailable."""
    people, incidents = held(database)
    with database.read() as session:
        times = [
            session.scalar(select(func.max(column))) for column in (Audit.at, Event.recorded_at)
        ]
    return Held(people, incidents, max((at for at in times if at is not None), default=None))


def recover(url: str, source: Path, now: datetime) -> Recovered:
    """Puts a backup in place of the embedded database at `url`, which nobody here has open. Its
    file is copied beside itself first, or put aside where it is damaged.
    Raises Refused or Unavailable; then a sound file is as it was, a damaged one is kept."""
    parsed = make_url(url)
    place = Path(parsed.database or "")
    if parsed.get_backend_name() != "sqlite":
        raise Refused("A team's PostgreSQL is restored by `watchbill db restore FILE --replace`.")
    if source.exists() and place.exists() and source.samefile(place):
        raise Refused(f"{source} is the database itself. Choose a backup.")
    look(source)  # before anything is touched
    kept = put_aside(url, now)
    if kept is None and place.is_file():
        kept = place.with_name(f"{place.stem}-before-restore-{now:%Y%m%dT%H%M%S}.bak{place.suffix}")
        schema.copy_lite(place, kept)
    store = open_store(url, upgrade=True)
    try:
        restore(store, source, replace=True)
    finally:
        store.close()
    store = open_store(url)
    locked = store.vault.locked
    store.close()
    return Recovered(kept, locked)
