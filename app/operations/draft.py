"""Drafts are kept in the database, one for each person and schedule, so that others see them."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.draft import Draft
from app.domain.spec_text import draft_written, people_of
from app.domain.workspace import Handle, ScheduleSpec
from app.errors import Refused
from app.operations import audit
from app.queries.spec import handles
from app.store import Store
from models import draft as tables
from models.rota import Schedule
from models.session import touch


def keep_draft(store: Store, schedule_id: int, draft: Draft, by: Actor) -> None:
    """Stores the actor's draft in place of the one before; a draft without a step is dropped.
    Raises Refused when the schedule is gone."""
    with store.write() as session:
        audit.hold(session)  # one person at two desktops: the later one holds
        schedule = session.get(Schedule, schedule_id)
        if schedule is None or not schedule.active:
            raise Refused("This schedule was taken out meanwhile.")
        if not draft.steps:
            forget_draft(session, schedule_id, by)
            return
        row = _row(session, schedule_id, by) or tables.Draft(schedule_id=schedule_id, actor=by.name)
        row.changed_at = store.now()
        row.changes = draft.at if draft.changed else 0
        row.data = draft_written(draft)
        row.people = idents_of(session, draft.base, *(each.spec for each in draft.steps))
        session.add(row)


def drop_draft(store: Store, schedule_id: int, by: Actor) -> None:
    """Forgets the actor's draft, if there is one."""
    with store.write() as session:
        forget_draft(session, schedule_id, by)


def forget_draft(session: Session, schedule_id: int, by: Actor | None = None) -> None:
    """The actor's draft, or everybody's, within a transaction."""
    gone = delete(tables.Draft).where(tables.Draft.schedule_id == schedule_id)
    if by is not None:
        gone = gone.where(tables.Draft.actor == by.name)
    session.execute(gone)
    touch(session, "draft")


def idents_of(session: Session, *specs: ScheduleSpec) -> dict[Handle, int]:
    """The ids behind the handles in specs, so that they are found again under another name."""
    named = people_of(specs)
    return {name: ident for ident, name in handles(session).items() if name in named}


def _row(session: Session, schedule_id: int, by: Actor) -> tables.Draft | None:
    mine = select(tables.Draft).where(
        tables.Draft.schedule_id == schedule_id, tables.Draft.actor == by.name
    )
    return session.scalar(mine)
