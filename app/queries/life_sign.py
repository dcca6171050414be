"""Heartbeats of jobs: what is expected of each, and what was heard."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.domain.life_sign import Pace
from app.store import Store
from models.alert import Integration, LifeSign
from models.kinds import Format, Life


@dataclass(frozen=True, slots=True)
class LifeRow:
    """One heartbeat. `due_at` is when its silence becomes an alert."""

    state: Life
    pace: Pace
    heard_at: datetime | None = None
    due_at: datetime | None = None
    note: str = ""


def pace(row: LifeSign | None) -> Pace:
    """What is expected of it."""
    if row is None:
        return Pace()
    return Pace(timedelta(seconds=row.every_s), timedelta(seconds=row.grace_s))


def life_row(row: LifeSign | None) -> LifeRow:
    """As it is shown; without a row nothing was ever heard."""
    if row is None:
        return LifeRow(Life.WAITING, Pace())
    return LifeRow(row.state, pace(row), row.heard_at, row.due_at, row.note)


def heartbeat_named(store: Store, name: str) -> int | None:
    """The integration that is called so, or as near as a handle comes to it ("Nightly backup" is
    nightly-backup). Raises Unavailable."""
    near = "-".join(name.lower().split())
    asked = select(Integration.name, Integration.id).where(
        Integration.format == Format.HEARTBEAT,
        Integration.active,
        Integration.name.in_((name, near)),
    )
    with store.read() as session:
        found = {row.name: row.id for row in session.execute(asked)}
    return found.get(name, found.get(near))
