"""Answering a request: what people agree on is written into the rota in the same transaction."""

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from app.domain.actor import Actor
from app.domain.request import Act, Ask, accepted, declined
from app.operations import request_notice as notice
from app.operations.edit import Edit, editing
from app.operations.request_case import Outcome, end, found, outcome, overtaken, schedule_of, stands
from app.operations.request_rota import settled
from app.queries.request_row import managers, manages, needs_approval
from app.store import Store
from models.kinds import RequestAnswer, RequestKind, RequestState
from models.people import Person
from models.request import Request
from models.rota import Schedule


def accept(store: Store, number: int, by: Actor, *, seen: int | None = None) -> Outcome:
    """Whoever acts takes the shift (or swaps); it is in the rota at once, unless a manager has
    still to approve. If the shift is another meanwhile the request ends, and says so.
    Raises Refused, Conflict."""
    with editing(store, by) as edit:
        row, ask = found(edit, number, Act.ACCEPT, seen)
        assert by.person is not None, "only people can be asked"
        schedule = schedule_of(edit, row)
        if not stands(edit.session, schedule, ask, edit.now):
            return overtaken(edit, row)
        approved = _approved(edit, row, schedule)
        _store(edit, row, accepted(ask, by.person, approved=approved))
        row.accepted_at = edit.now
        if approved:
            return settled(edit, row, schedule)
        return _waits(edit, row, schedule)


def decline(store: Store, number: int, by: Actor, *, seen: int | None = None) -> Outcome:
    """Whoever acts does not take it. Raises Refused, Conflict."""
    with editing(store, by) as edit:
        row, ask = found(edit, number, Act.DECLINE, seen)
        assert by.person is not None, "only people can be asked"
        after = declined(ask, by.person)
        _store(edit, row, after)
        if after.state is RequestState.DECLINED:
            end(edit, row, RequestState.DECLINED, _who_declined(edit, row))
            notice.tell_all(edit, row, (row.holder_id,), notice.DECLINED, notice.STAYS)
        elif ask.state is RequestState.ACCEPTED:
            notice.tell_all(edit, row, (row.holder_id,), notice.REOPENED, notice.OPEN_AGAIN)
        return outcome(row, "You declined.")


def _waits(edit: Edit, row: Request, schedule: Schedule) -> Outcome:
    swap = row.kind is RequestKind.SWAP
    subject = notice.AGREED_SWAP if swap else notice.AGREED_COVER
    notice.tell_all(edit, row, managers(edit.session, schedule), subject, notice.APPROVE)
    notice.tell_all(edit, row, (row.holder_id,), subject, notice.WAITS)
    return outcome(row, f"You accepted. {notice.WAITS}")


def _store(edit: Edit, row: Request, ask: Ask) -> None:
    row.state, row.taker_id = ask.state, ask.taker
    flag_modified(row, "state")  # an answer of one of many raises the version too
    for each in row.asked:
        answer = ask.answers[each.person_id]
        if each.answer is not answer:
            each.answer, each.answered_at = answer, edit.now
    edit.session.flush()


def _approved(edit: Edit, row: Request, schedule: Schedule) -> bool:
    """Whether no manager has to say yes any more: one asked, or answers."""
    if not needs_approval(edit.session, schedule):
        return True
    asker = edit.session.scalar(select(Person.id).where(Person.name == row.asked_by))
    return any(manages(edit.session, each, schedule) for each in (edit.by.person, asker))


def _who_declined(edit: Edit, row: Request) -> str:
    no = [each.person_id for each in row.asked if each.answer is RequestAnswer.DECLINED]
    return f"{', '.join(notice.name(edit, each) for each in no)} declined."
