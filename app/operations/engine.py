"""An engine says that it lives; and what is planned follows a clock that was set back."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.operations.life_sign import grant
from app.store import Store, setting
from app.version import VERSION
from models.alert import LifeSign
from models.company import LEFT
from models.incident import Escalation
from models.ledger import Engine, Setting
from models.notice import Message
from models.outgoing import WAITING
from models.page import Page
from models.people import Contact
from models.policy import Channel
from models.workflow import TO_DO, WorkflowRun

FORGOTTEN = timedelta(days=7)
DEAF = timedelta(seconds=15)  # without a word from any engine: three that were missed
CLOCK, SAME_S = "clock", 60  # setting: the last time the clock went back; one jump, seen by many


def beat(store: Store, ident: str, name: str, kind: str) -> None:
    """Alive now. Raises Unavailable."""
    with store.write() as session:
        now = store.now()
        if deaf(session, now):
            grant(session, now)
        row = session.get(Engine, ident)
        if row is None:
            row = Engine(id=ident, name=name, kind=kind, program=VERSION, started_at=now)
            session.add(row)
        row.seen_at = now


def leave(store: Store, ident: str) -> None:
    """Ends in order: a newer program need not wait for its signs of life to be old.
    Raises Unavailable."""
    with store.write() as session:
        row = session.get(Engine, ident)
        if row is not None:
            row.kind = LEFT


def deaf(session: Session, now: datetime) -> bool:
    """Whether no engine was there until now, so that no job could be heard."""
    seen = session.scalar(select(func.max(Engine.seen_at)))
    return seen is None or now - seen > DEAF


def forget(session: Session, now: datetime) -> None:
    """Drops engines that have not been seen for a week."""
    session.execute(delete(Engine).where(Engine.seen_at < now - FORGOTTEN))


def pull(store: Store, by: timedelta) -> None:
    """After the clock went back by so much: whatever is planned comes as much earlier, for people
    wait by the hour-glass. Raises Unavailable."""
    with store.write() as session:
        now = store.now()
        if _mended(session, now, by, lite=store.database.lite):
            return
        for row in session.scalars(select(Escalation).where(Escalation.due_at > now)):
            row.due_at = _earlier(row.due_at, now, by)
        for table in (Page, Message):
            for each in session.scalars(select(table).where(WAITING)):
                for name in ("due_at", "held_until", "retry_at", "claim_until"):
                    setattr(each, name, _earlier(getattr(each, name), now, by))
        for run in session.scalars(select(WorkflowRun).where(TO_DO, WorkflowRun.due_at > now)):
            run.due_at = _earlier(run.due_at, now, by)
            run.claim_until = _earlier(run.claim_until, now, by)
        for life in session.scalars(select(LifeSign).where(LifeSign.due_at > now)):
            life.due_at = _earlier(life.due_at, now, by)
            life.heard_at = _earlier(life.heard_at, now, by)
        _forget_uses(session, now)


def _mended(session: Session, now: datetime, by: timedelta, *, lite: bool) -> bool:
    """Whether another engine has done it. On a server: whoever comes second waits for the first,
    and finds no engine of the future any more."""
    ahead = delete(Engine).where(Engine.seen_at > now).returning(Engine.id)
    gone = session.scalars(ahead).all()
    return _pulled(session, now, by) if lite else not gone


def _pulled(session: Session, now: datetime, by: timedelta) -> bool:
    """Whether another engine has done it a moment ago; if not, that we do it now."""
    last = setting(session, CLOCK)
    ago, same = now.timestamp() - last.get("at", 0), abs(by.total_seconds() - last.get("by", 0))
    if 0 <= ago < SAME_S and same < SAME_S:
        return True
    session.merge(Setting(name=CLOCK, value={"at": now.timestamp(), "by": by.total_seconds()}))
    return False


def _earlier(at: Any, now: datetime, by: timedelta) -> Any:
    """What is past stays."""
    return at if at is None or at <= now else max(at - by, now)


def _forget_uses(session: Session, now: datetime) -> None:
    for table in (Contact, Channel):
        session.execute(
            update(table).where(table.used_at > now).values(used_at=None, used_for=None),
            execution_options={"synchronize_session": False},
        )
