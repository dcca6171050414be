"""The audit log: who changed what in the configuration. Append-only, a chain.

A hash covers its entry and the hash before it, so that an entry changed or taken out shows.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.store import Store
from models.ledger import Audit

LOCK = 8421  # PostgreSQL's advisory lock: one writer at a time continues the chain
START = "0" * 64


def hold(session: Session) -> None:
    """From here on nobody else changes the configuration until this transaction ends. On SQLite a
    writing transaction is alone anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(LOCK)))


def record(
    session: Session,
    by: Actor,
    action: str,
    subject: str,
    at: datetime,
    data: dict[str, Any] | None = None,
) -> Audit:
    """Adds an entry; `data` is plain JSON and never holds a secret."""
    hold(session)
    session.flush()
    last = session.scalar(select(Audit.hash).order_by(Audit.id.desc()).limit(1))
    entry = Audit(
        at=at,
        actor=by.name[:200],
        source=by.source,
        action=action[:60],
        subject=subject[:200],
        data=data or {},
    )
    entry.hash = chained(last or START, entry)
    session.add(entry)
    session.flush()
    return entry


def chained(before: str, entry: Audit) -> str:
    """The hash of an entry that follows `before`."""
    said = [
        before,
        entry.at.astimezone(UTC).isoformat(),
        entry.actor,
        str(entry.source),
        entry.action,
        entry.subject,
        entry.data,
    ]
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verify(store: Store) -> int | None:
    """The id of the first entry that does not follow from the one before; None when all do."""
    before = START
    with store.read() as session:
        for entry in session.scalars(select(Audit).order_by(Audit.id)):
            if entry.hash != chained(before, entry):
                return entry.id
            before = entry.hash
    return None
