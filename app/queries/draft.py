"""Who drafts what, and every version of a schedule that was ever in force."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.draft import Draft
from app.domain.spec_text import draft_understood, renamed, understood
from app.domain.workspace import Handle, ScheduleSpec
from app.errors import Refused
from app.queries.spec import handles, schedule_spec
from app.store import Store
from models import draft as tables
from models.rota import Schedule


@dataclass(frozen=True, slots=True)
class Drafter:
    """Somebody with a draft that changes something; `changes` counts the steps that are done."""

    name: str
    changed_at: datetime
    changes: int


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of a schedule as it was written, by whom, and why in a few words."""

    number: int
    at: datetime
    actor: str
    words: str
    spec: ScheduleSpec


@dataclass(frozen=True, slots=True)
class Stored:
    """A schedule as it is stored now."""

    version: int
    spec: ScheduleSpec


def draft_of(store: Store, schedule_id: int, actor_name: str) -> Draft | None:
    """Somebody's draft of a schedule, if there is one; people under the names they have now."""
    mine = select(tables.Draft).where(
        tables.Draft.schedule_id == schedule_id, tables.Draft.actor == actor_name
    )
    with store.read() as session:
        row = session.scalar(mine)
        if row is None:
            return None
        draft, now = draft_understood(row.data), _names(handles(session), row.people)
    steps = tuple(replace(each, spec=renamed(each.spec, now)) for each in draft.steps)
    return replace(draft, base=renamed(draft.base, now), steps=steps)


def drafters(store: Store, schedule_id: int) -> list[Drafter]:
    """Everybody whose draft changes this schedule, the latest first."""
    table = tables.Draft
    asked = (
        select(table.actor, table.changed_at, table.changes)
        .where(table.schedule_id == schedule_id, table.changes > 0)
        .order_by(table.changed_at.desc(), table.actor)
    )
    with store.read() as session:
        return [Drafter(*row) for row in session.execute(asked)]


def editions(store: Store, schedule_id: int) -> list[Edition]:
    """All versions, the latest first."""
    asked = (
        select(tables.Edition)
        .where(tables.Edition.schedule_id == schedule_id)
        .order_by(tables.Edition.number.desc())
    )
    with store.read() as session:
        now = handles(session)
        return [edition_of(row, now) for row in session.scalars(asked)]


def edition_of(row: tables.Edition, now: Mapping[int, Handle]) -> Edition:
    """A version; people under the names they have `now`."""
    spec = renamed(understood(row.data), _names(now, row.people))
    return Edition(row.number, row.at, row.actor, row.words, spec)


def stored(store: Store, schedule_id: int) -> Stored:
    """What a merge is made with. Raises Refused when the schedule is gone."""
    with store.read() as session:
        return stored_of(session, schedule_id)


def stored_of(session: Session, schedule_id: int) -> Stored:
    """The same within a transaction."""
    row = session.get(Schedule, schedule_id)
    if row is None or not row.active:
        raise Refused("This schedule was taken out meanwhile.")
    return Stored(row.version, schedule_spec(row, handles(session)))


def _names(
    now: Mapping[int, Handle], people: Mapping[str, Any]
) -> Callable[[Handle], Handle | None]:
    """Whom a handle of then is now."""
    return lambda name: now.get(people.get(name, 0))
