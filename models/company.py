"""Who uses a database at the moment, whatever its revision: asked in plain columns that every
revision has, of tables that need not be there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, column, func, inspect, select, table, text
from sqlalchemy.orm import Session

from models.base import Utc
from models.session import CHANNEL, Database

ALIVE = timedelta(seconds=30)  # since an engine last wrote that it is there
LEFT = "left"  # the kind of an engine that ended in order: nobody waits for it any more
LISTENING = text(  # each engine and each window listens on one connection
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    f"AND application_name = 'watchbill' AND query = 'LISTEN {CHANNEL}'"
)


@dataclass(frozen=True, slots=True)
class Paging:
    """An engine that was heard of a moment ago: its machine, kind and version."""

    name: str
    kind: str
    program: str


@dataclass(frozen=True, slots=True)
class Company:
    """The engines that live, and how many windows are open."""

    engines: tuple[Paging, ...] = ()
    windows: int = 0


def company(database: Database) -> Company:
    """Raises Unavailable."""
    now = database.now()
    with database.read() as session:
        there = set(inspect(session.connection()).get_table_names())
        engines = _engines(session, now) if "engine" in there else ()
        seats = _seats(session, now) if "presence" in there else 0
        heard = 0 if database.lite else session.execute(LISTENING).scalar_one()
    return Company(engines, max(seats, heard - len(engines)))


def _engines(session: Session, now: datetime) -> tuple[Paging, ...]:
    """A sign from the future is of a clock that was wrong, and of nobody alive."""
    name, kind, program = (column(each, String) for each in ("name", "kind", "program"))
    seen_at = column("seen_at", Utc())
    asked = (
        select(name, kind, program)
        .select_from(table("engine"))
        .where(seen_at > now - ALIVE, seen_at < now + ALIVE, kind != LEFT)
        .order_by(name)
    )
    return tuple(Paging(*row) for row in session.execute(asked))


def _seats(session: Session, now: datetime) -> int:
    """Desktops that show an incident."""
    until_at = column("until_at", Utc())
    asked = select(func.count()).select_from(table("presence")).where(until_at > now)
    return session.execute(asked).scalar_one()
