"""Requests end by themselves when their shift begins unanswered, or is another meanwhile."""

from sqlalchemy import select

from app.domain.actor import ENGINE
from app.operations import request_notice as notice
from app.operations.edit import Edit, editing
from app.operations.request_case import end, overtaken, schedule_of, stands
from app.queries.request_row import ask_of
from app.store import Store
from models.kinds import RequestState
from models.request import OPEN, Request


def settle(store: Store) -> int:
    """Ends requests whose shift began unanswered, or changed; returns how many."""
    now = store.now()
    with store.read() as session:
        rows = session.execute(select(Request.id, Request.expires_at).where(OPEN)).all()
    late = [number for number, at in rows if at <= now]
    rest = [number for number, at in rows if at > now]
    return sum(_ended(store, each) for each in (*late, *rest))


def _ended(store: Store, number: int) -> bool:
    with editing(store, ENGINE) as edit:
        row = edit.session.get(Request, number)
        if row is None or not row.state.open:
            return False
        if row.expires_at <= edit.now:
            _expired(edit, row)
        elif not stands(edit, schedule_of(edit, row), ask_of(row)):
            overtaken(edit, row)
        return not row.state.open


def _expired(edit: Edit, row: Request) -> None:
    accepted = row.state is RequestState.ACCEPTED
    why = "No manager approved it in time." if accepted else "Nobody answered in time."
    end(edit, row, RequestState.EXPIRED, why)
    people = (row.holder_id, row.taker_id)
    notice.tell_all(edit, row, people, notice.EXPIRED, "{why} The rota stays as it is.")
