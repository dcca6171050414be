"""Requests end by themselves when their shift begins unanswered, or is another meanwhile."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.actor import ENGINE
from app.operations import request_notice as notice
from app.operations.edit import Edit, editing
from app.operations.request_case import end, overtaken, stands
from app.queries.request_row import ask_of
from app.queries.rota import WHOLE
from app.store import Store
from models.kinds import RequestState
from models.request import OPEN, Request
from models.rota import Schedule


def settle(store: Store) -> int:
    """Ends requests whose shift began unanswered, or changed; returns how many."""
    with store.read() as session:
        rows = session.scalars(select(Request).where(OPEN)).all()
        over = [row.id for row in rows if _over(session, row, store.now())]
    return sum(_ended(store, each) for each in over)


def _over(session: Session, row: Request, now: datetime) -> bool:
    if row.expires_at <= now:
        return True
    schedule = session.get_one(Schedule, row.schedule_id, options=WHOLE)
    return not stands(session, schedule, ask_of(row), now)


def _ended(store: Store, number: int) -> bool:
    with editing(store, ENGINE) as edit:
        row = edit.session.get(Request, number)
        if row is None or not row.state.open or not _over(edit.session, row, edit.now):
            return False
        if row.expires_at <= edit.now:
            _expired(edit, row)
        else:
            overtaken(edit, row)
        return True


def _expired(edit: Edit, row: Request) -> None:
    accepted = row.state is RequestState.ACCEPTED
    why = "No manager approved it in time." if accepted else "Nobody answered in time."
    end(edit, row, RequestState.EXPIRED, why)
    people = (row.holder_id, row.taker_id)
    notice.tell_all(edit, row, people, notice.EXPIRED, notice.SAME)
