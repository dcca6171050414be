"""Backups by the clock: into a folder of this machine, the old ones taken out again.

On for the embedded database of this user; for any other once a folder is named.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from app import settings
from app.domain.backup import is_due, superfluous
from app.domain.moment import duration, spoken
from app.errors import Fault, Refused
from app.operations.backup import back_up
from app.operations.sample import sample
from app.paths import data_folder
from app.store import Store
from models.ledger import Audit

log = logging.getLogger(__name__)

OFF = "off"
WHOLE = "A folder's whole path is wanted, from the root on."
STAMP = "%Y%m%dT%H%M%SZ"
EVERY, KEEP = "1d", "14"
LEAST, MOST_KEPT = timedelta(hours=1), 1000
SLACK = timedelta(hours=1)  # at least so much later than planned before anybody is told


@dataclass(frozen=True, slots=True)
class Plan:
    """Where to, how often, and how many of the latest are kept."""

    folder: Path
    every: timedelta
    keep: int


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that is there; `size` in bytes."""

    file: Path
    at: datetime
    size: int


def plan(store: Store) -> Plan | None:
    """What this machine does; None: nothing. Raises Refused when its settings make no sense."""
    known = settings.load()
    if known.backups == OFF or sample(store):
        return None
    folder = Path(known.backups).expanduser() if known.backups else _usual(store)
    if folder is None:
        return None
    if not folder.is_absolute():
        raise Refused(WHOLE, "folder")
    return Plan(folder, _every(known.backup_every or EVERY), _keep(known.backup_keep or KEEP))


def set_plan(folder: str, every: str = "", keep: str = "") -> None:
    """From now on, on this machine; "off" ends it, an empty folder is the usual one. Raises
    Refused beside a field."""
    if folder not in ("", OFF):
        place = Path(folder).expanduser()
        if not place.is_absolute():
            raise Refused(WHOLE, "folder")
        if place.exists() and not place.is_dir():
            raise Refused(f"{place} is a file, not a folder.", "folder")
        folder = str(place)
    if every:
        _every(every)
    if keep:
        _keep(keep)
    known = settings.stored()
    replace(known, backups=folder, backup_every=every, backup_keep=keep).save()


def change(folder: str, every: str, keep: str) -> None:
    """`set_plan`, where what is not said stays."""
    known = settings.stored()
    set_plan(folder or known.backups, every or known.backup_every, keep or known.backup_keep)


def made(store: Store, folder: Path) -> list[Made]:
    """The backups of this database there, the latest first."""
    return sorted(_found(store, folder), key=lambda each: each.at, reverse=True)


def late(store: Store, now: datetime | None = None) -> tuple[datetime | None] | None:
    """None while backups are as planned, or none are; else when the last was made (None: never,
    though the database is older than that). Raises Refused when the plan makes no sense."""
    now, wanted = now or datetime.now(UTC), plan(store)
    if wanted is None:
        return None
    last = max(_times(store, wanted.folder), default=None)
    with store.read() as session:
        since = last or session.scalar(select(func.min(Audit.at)))
    over = since is not None and now - since > wanted.every + max(SLACK, wanted.every / 4)
    return (last,) if over else None


def work(store: Store, now: datetime | None = None) -> int:
    """Makes one if it is due, and takes out what need not be kept; how many were made."""
    now = now or datetime.now(UTC)
    try:
        wanted = plan(store)
        if wanted is None or not is_due(_times(store, wanted.folder), wanted.every, now):
            return 0
        make(store, wanted, now)
    except Fault as fault:
        log.warning("no backup was made: %s", fault)
        return 0
    return 1


def make(store: Store, wanted: Plan, now: datetime | None = None) -> Path:
    """One, at once. Raises Refused or Unavailable."""
    now = now or datetime.now(UTC)
    try:
        wanted.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise Refused(f"{wanted.folder} cannot be made: {fault.strerror}.", "folder") from fault
    target = wanted.folder / f"{_begin(store)}{now:{STAMP}}.backup"
    back_up(store, target)
    target.chmod(0o600)
    gone = superfluous(_times(store, wanted.folder), wanted.keep)
    for each in made(store, wanted.folder):
        if each.at in gone:
            each.file.unlink(missing_ok=True)
    return target


def _usual(store: Store) -> Path | None:
    """Beside this user's own embedded database."""
    file = Path(str(store.database.url.database or ""))
    ours = store.database.lite and file.parent == data_folder()
    return data_folder() / "backups" if ours else None


def _every(said: str) -> timedelta:
    try:
        found = duration(said)
    except ValueError as fault:
        raise Refused(str(fault), "every") from fault
    if found < LEAST:
        raise Refused(f"Backups are at least {spoken(LEAST)} apart.", "every")
    return found


def _keep(said: str) -> int:
    if not said.isascii() or not said.isdigit() or not 1 <= int(said) <= MOST_KEPT:
        raise Refused(f"How many are kept is a number from 1 to {MOST_KEPT}.", "keep")
    return int(said)


def _begin(store: Store) -> str:
    return f"watchbill-{store.ident[:8]}-"


def _times(store: Store, folder: Path) -> list[datetime]:
    return [each.at for each in _found(store, folder)]


def _found(store: Store, folder: Path) -> Iterator[Made]:
    pattern = re.compile(re.escape(_begin(store)) + r"(\d{8}T\d{6}Z)\.backup")
    if not folder.is_dir():
        return
    for file in folder.iterdir():
        if told := pattern.fullmatch(file.name):
            at = datetime.strptime(told[1], STAMP).replace(tzinfo=UTC)
            yield Made(file, at, file.stat().st_size)
