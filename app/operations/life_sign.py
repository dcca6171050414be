"""Heartbeats of jobs: a ping is noted, and patience is given anew where none could be heard."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.incident import storable
from app.domain.life_sign import EVERY, GRACE, NOTE, Pace, Ping, answer, due
from app.domain.signal import Signal
from app.operations import bulk
from app.queries.language import voice_in
from app.queries.life_sign import pace
from models.alert import Integration, LifeSign
from models.kinds import Life
from models.session import touch
from models.tables import METADATA

TABLE = METADATA.tables["life_sign"]
COLUMNS = ("integration_id", "every_s", "grace_s", "state", "note")
USUAL = (int(EVERY.total_seconds()), int(GRACE.total_seconds()), "waiting", "")


class Heard(NamedTuple):
    """A ping, of which integration, and when."""

    integration: int
    ping: Ping
    at: datetime


def hear(session: Session, pings: Sequence[Heard]) -> list[Signal | None]:
    """Notes pings, in order; returns what each says beyond "alive". Their rows are held, so that
    nobody finds silence meanwhile."""
    found = _held(session, {each.integration for each in pings})
    missing = {each.integration for each in pings} - set(found)
    if missing:
        rows = [(ident, *USUAL) for ident in sorted(missing)]
        bulk.insert(session, TABLE, COLUMNS, rows, "ON CONFLICT DO NOTHING")
        found |= _held(session, missing)
    return [_take(session, *found[each.integration], each) for each in pings]


def _held(session: Session, integrations: Iterable[int]) -> dict[int, tuple[LifeSign, str]]:
    """In order of id, as everybody holds them: two that cross would wait for ever."""
    asked = (
        select(LifeSign, Integration.name)
        .join(Integration, Integration.id == LifeSign.integration_id)
        .where(LifeSign.integration_id.in_(sorted(integrations)))
        .order_by(LifeSign.integration_id)
        .with_for_update(of=LifeSign)
    )
    return {row.integration_id: (row, name) for row, name in session.execute(asked)}


def _take(session: Session, row: LifeSign, name: str, heard: Heard) -> Signal | None:
    def say(words: str, *values: str) -> str:  # a ping seldom says anything
        return voice_in(session).say(words, *values)

    said = answer(name, row.state, heard.ping, say)
    state = Life.FAILED if heard.ping.failed else Life.ALIVE
    if state is not row.state:
        touch(session, "life_sign", row.integration_id)
    row.state, row.note = state, storable(heard.ping.note)[:NOTE]
    row.heard_at = max(heard.at, row.heard_at or heard.at)
    row.due_at = row.heard_at + pace(row).patience
    return said


def set_pace(session: Session, integration: Integration, wanted: Pace, now: datetime) -> None:
    """From now on this is expected; without a row it waits for its first ping."""
    every, grace = int(wanted.every.total_seconds()), int(wanted.grace.total_seconds())
    asked = select(LifeSign).where(LifeSign.integration_id == integration.id)
    row = session.scalar(asked.with_for_update()) if integration.life is not None else None
    if row is None:
        integration.life = LifeSign(every_s=every, grace_s=grace)
    elif (row.every_s, row.grace_s) != (every, grace):
        row.every_s, row.grace_s = every, grace
        if row.due_at is not None and row.heard_at is not None:
            row.due_at = due(row.heard_at, wanted, now)


def grant(session: Session, now: datetime) -> None:
    """One whole period for each: nobody was there to hear a ping."""
    asked = select(LifeSign).where(LifeSign.due_at.is_not(None)).order_by(LifeSign.integration_id)
    for row in session.scalars(asked.with_for_update()):
        if row.due_at is not None:
            row.due_at = max(row.due_at, now + pace(row).patience)
