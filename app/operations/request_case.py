"""One request within a transaction: found, held against the rota, and ended."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.request import Act, Ask, held, refusal
from app.domain.window import Window
from app.errors import Conflict, Refused
from app.operations import request_notice as notice
from app.operations.edit import Edit
from app.queries.request_row import ask_of, manages
from app.queries.rota import WHOLE, final
from models.kinds import RequestState
from models.request import Request
from models.rota import Schedule


@dataclass(frozen=True)
class Outcome:
    """What became of a request, in one word and in one sentence."""

    number: int
    state: RequestState
    sentence: str


def found(edit: Edit, number: int, act: Act, seen: int | None) -> tuple[Request, Ask]:
    """The request, if whoever acts may do that to it. Raises Refused, Conflict."""
    row = edit.session.get(Request, number)
    if row is None:
        raise Refused(f"There is no request {number}.")
    if seen is not None and row.version != seen:
        raise Conflict("Somebody answered meanwhile; it was read again.")
    ask = ask_of(row)
    schedule = edit.session.get_one(Schedule, row.schedule_id)
    person = edit.by.person
    if why := refusal(ask, act, person, manages(edit.session, person, schedule), edit.now):
        raise Refused(why)
    return row, ask


def end(edit: Edit, row: Request, state: RequestState, why: str) -> None:
    """It is over."""
    row.state, row.ended_at, row.why = state, edit.now, why
    edit.session.flush()
    edit.note("~", "request", str(row.id), (f"{state}: {why}" if why else str(state),))


def overtaken(edit: Edit, row: Request) -> Outcome:
    """It has ended: what it spoke of is no more."""
    why = "The shift changed since it was asked for."
    end(edit, row, RequestState.OVERTAKEN, why)
    notice.tell_all(edit, row, (row.holder_id, row.taker_id), notice.OVERTAKEN, notice.ANEW)
    return outcome(row, f"{why} The request has ended.")


def stands(session: Session, schedule: Schedule, ask: Ask, now: datetime) -> bool:
    """Whether both still have what was spoken of."""
    if not schedule.active:
        return False
    other = next(iter(ask.answers), None)
    pairs = [(ask.holder, ahead(ask.window, now))]
    pairs += [(other, ask.theirs)] if ask.theirs is not None and other is not None else []
    return all(held(final(session, schedule, span, now), who, span) for who, span in pairs)


def schedule_of(edit: Edit, row: Request) -> Schedule:
    """The schedule, wholly loaded."""
    return edit.session.get_one(Schedule, row.schedule_id, options=WHOLE)


def ahead(window: Window, now: datetime) -> Window:
    """What is left of a shift that runs already."""
    return replace(window, start=max(window.start, now.replace(microsecond=0)))


def outcome(row: Request, sentence: str) -> Outcome:
    """As it stands now."""
    return Outcome(row.id, row.state, sentence)
