"""The programs that page, and the heartbeat they send out."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from app.operations.heartbeat import SENT, SETTING
from app.store import Store, setting
from models.ledger import Engine


@dataclass(frozen=True, slots=True)
class EngineRow:
    """One program: the machine it runs on, its version, when it was last heard of."""

    name: str
    kind: str
    program: str
    started_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class HeartbeatRow:
    """The outgoing heartbeat: the kind of address (the rest is a secret), how often, when it was
    last heard, and what went wrong with the last one."""

    kind: str
    every: timedelta
    heard_at: datetime | None
    error: str


def engines(store: Store) -> list[EngineRow]:
    """The latest first."""
    asked = select(
        Engine.name, Engine.kind, Engine.program, Engine.started_at, Engine.seen_at
    ).order_by(Engine.seen_at.desc())
    with store.read() as session:
        return [EngineRow(*row) for row in session.execute(asked)]


def heartbeat(store: Store) -> HeartbeatRow | None:
    """None when nobody expects one."""
    with store.read() as session:
        value, sent = setting(session, SETTING), setting(session, SENT)
    if not value.get("url"):
        return None
    heard = sent.get("heard")
    return HeartbeatRow(
        kind=str(value["kind"]),
        every=timedelta(seconds=value["every"]),
        heard_at=datetime.fromtimestamp(heard, UTC) if heard else None,
        error=str(sent.get("error", "")),
    )
