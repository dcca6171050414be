"""An engine says that it lives."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.store import Store
from app.version import VERSION
from models.ledger import Engine

FORGOTTEN = timedelta(days=7)


def beat(store: Store, ident: str, name: str, kind: str) -> None:
    """Alive now. Raises Unavailable."""
    with store.write() as session:
        now = store.now()
        row = session.get(Engine, ident)
        if row is None:
            row = Engine(id=ident, name=name, kind=kind, program=VERSION, started_at=now)
            session.add(row)
        row.seen_at = now


def forget(session: Session, now: datetime) -> None:
    """Drops engines that have not been seen for a week."""
    session.execute(delete(Engine).where(Engine.seen_at < now - FORGOTTEN))
