"""What people agreed on is written into the rota, in the transaction of their yes."""

from datetime import timedelta

from sqlalchemy import select

from app.domain import rota_edit
from app.domain.board import Board, Member
from app.domain.rota_edit import Held, Unfit
from app.domain.window import Window
from app.domain.workspace import ScheduleSpec
from app.operations import request_notice as notice
from app.operations.edit import Edit
from app.operations.request_case import Outcome, ahead, end, outcome, overtaken
from app.operations.rota import put_schedule
from app.queries.request_row import ask_of
from app.queries.rota import final
from app.queries.spec import handles, schedule_spec
from models.kinds import RequestKind, RequestState
from models.people import Person
from models.request import Request
from models.rota import Schedule

AROUND = timedelta(days=1)


def settled(edit: Edit, row: Request, schedule: Schedule, why: str = "") -> Outcome:
    """It is in the rota, and both are told; the request ends either way."""
    try:
        spec = _agreed(edit, row, schedule)
    except Unfit:
        return overtaken(edit, row)
    put_schedule(edit, spec, schedule, exact=True)
    end(edit, row, RequestState.DONE, why)
    template = notice.DONE_SWAP if row.kind is RequestKind.SWAP else notice.DONE_COVER
    notice.tell_all(edit, row, (row.holder_id, row.taker_id), template, notice.IN_ROTA)
    return outcome(row, f"{notice.said(edit, row, template)}.")


def _agreed(edit: Edit, row: Request, schedule: Schedule) -> ScheduleSpec:
    """The schedule with what was agreed on in it. Raises Unfit."""
    ask, names = ask_of(row), handles(edit.session)
    assert row.taker_id is not None, "somebody takes it"
    mine = Held(names[ask.holder], ahead(ask.window, edit.now))
    board = _board(edit, schedule, _hull(mine.window, ask.theirs))
    taker = names[row.taker_id]
    if ask.theirs is None:
        return rota_edit.reassigned(board, board.stored, mine, taker)
    return rota_edit.swapped(board, board.stored, mine, Held(taker, ask.theirs))


def _board(edit: Edit, schedule: Schedule, hull: Window) -> Board:
    """As much of the planner's board as an edit of these days needs, read in this transaction."""
    people = edit.session.scalars(select(Person).order_by(Person.name))
    members = tuple(Member(each.id, each.name, each.full_name, each.colour) for each in people)
    window = Window(hull.start - AROUND, hull.end + AROUND)
    now = edit.now.replace(microsecond=0)
    past = Window(window.start, min(max(now, window.start), window.end))
    return Board(
        schedule.id,
        schedule.version,
        schedule_spec(schedule, handles(edit.session)),
        window,
        now,
        members,
        final(edit.session, schedule, past, edit.now),
    )


def _hull(one: Window, other: Window | None) -> Window:
    return Window(min(one.start, other.start), max(one.end, other.end)) if other else one
