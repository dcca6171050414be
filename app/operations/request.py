"""Asking for cover, offering a swap, and taking either back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.request import Act, deadline, held
from app.domain.rota import PersonId, Resolved
from app.domain.window import Window
from app.errors import Conflict, Refused
from app.operations import request_notice as notice
from app.operations.edit import Edit, editing
from app.operations.request_case import end, found
from app.queries.request_row import manages, mates
from app.queries.rota import WHOLE, final
from app.store import Store
from models.kinds import RequestKind, RequestState
from models.people import Person
from models.request import OPEN, Asked, Request
from models.rota import Schedule

NOTE = 500  # characters


def ask_cover(
    store: Store,
    schedule_id: int,
    holder: PersonId,
    window: Window,
    people: Sequence[PersonId],
    by: Actor,
    *,
    note: str = "",
) -> int:
    """Asks people (none named: anyone of the team) to take a shift, or a part of it. Returns the
    request's number. Raises Refused with the field `window`, `people` or `note`."""
    with editing(store, by) as edit:
        schedule = _schedule(edit, schedule_id, holder)
        now = edit.now.replace(microsecond=0)
        span = _seconds(Window(max(window.start, now), window.end))
        _refuse_unheld(edit, schedule, holder, span)
        row = _made(edit, schedule, RequestKind.COVER, holder, span, None, note)
        row.anyone = not people
        asked = [each for each in people or mates(edit.session, schedule) if each != holder]
        return _sent(edit, row, asked)


def offer_swap(
    store: Store,
    schedule_id: int,
    holder: PersonId,
    window: Window,
    other: PersonId,
    theirs: Window,
    by: Actor,
    *,
    note: str = "",
) -> int:
    """Offers a shift for one that somebody else has. Returns the request's number. Raises Refused
    with the field `window`, `theirs`, `people` or `note`."""
    with editing(store, by) as edit:
        schedule = _schedule(edit, schedule_id, holder)
        mine, yours = _seconds(window), _seconds(theirs)
        if min(mine.start, yours.start) <= edit.now:
            raise Refused("Only shifts that have not begun can be swapped.", "window")
        if other == holder:
            raise Refused("A swap needs two people.", "people")
        _refuse_unheld(edit, schedule, holder, mine)
        _refuse_unheld(edit, schedule, other, yours, "theirs")
        return _sent(
            edit, _made(edit, schedule, RequestKind.SWAP, holder, mine, yours, note), [other]
        )


def take_back(store: Store, number: int, by: Actor, *, seen: int | None = None) -> None:
    """The holder, or a manager, needs it no more. Raises Refused, Conflict."""
    with editing(store, by) as edit:
        row, ask = found(edit, number, Act.TAKE_BACK, seen)
        end(edit, row, RequestState.TAKEN_BACK, f"Taken back by {by.name}.")
        waiting = [each for each, answer in ask.answers.items() if answer.value != "declined"]
        notice.tell_all(edit, row, (row.holder_id, *waiting), notice.TAKEN_BACK)


def planned(edit: Edit, schedule: Schedule, window: Window) -> Resolved:
    """The final schedule of a window."""
    return final(edit.session, schedule, window, edit.now)


def _schedule(edit: Edit, ident: int, holder: PersonId) -> Schedule:
    """In use, and a shift of it may be given away by whoever acts."""
    row = edit.session.get(Schedule, ident, options=WHOLE)
    if row is None or not row.active:
        raise Conflict("This schedule was taken out meanwhile.")
    if edit.by.person is None:
        raise Refused("Say first who you are: only people of the team can ask each other.")
    if edit.by.person != holder and not manages(edit.session, edit.by.person, row):
        raise Refused("You can only give away shifts of your own; a manager can for others.")
    return row


def _refuse_unheld(
    edit: Edit, schedule: Schedule, person: PersonId, span: Window, field: str = "window"
) -> None:
    if not span or span.end <= edit.now:
        raise Refused("This time is over, or it ends before it begins.", field)
    if not held(planned(edit, schedule, span), person, span):
        who = notice.name(edit, person)
        raise Refused(f"{who} is not on call for {schedule.name} all of that time.", field)


def _made(
    edit: Edit,
    schedule: Schedule,
    kind: RequestKind,
    holder: PersonId,
    span: Window,
    theirs: Window | None,
    note: str,
) -> Request:
    if len(note) > NOTE:
        raise Refused(f"This note is too long; expected at most {NOTE} characters.", "note")
    _refuse_second(edit, schedule, holder, span)
    return Request(
        schedule_id=schedule.id,
        kind=kind,
        state=RequestState.OPEN,
        holder_id=holder,
        start_at=span.start,
        end_at=span.end,
        their_start_at=theirs.start if theirs else None,
        their_end_at=theirs.end if theirs else None,
        anyone=False,
        note=note.strip(),
        asked_by=edit.by.name[:200],
        asked_at=edit.now,
        expires_at=deadline(kind, span, theirs, edit.now),
    )


def _refuse_second(edit: Edit, schedule: Schedule, holder: PersonId, span: Window) -> None:
    asked = select(Request.id).where(
        OPEN,
        Request.schedule_id == schedule.id,
        Request.holder_id == holder,
        Request.start_at < span.end,
        Request.end_at > span.start,
    )
    other = edit.session.scalar(asked.limit(1))
    if other is not None:
        raise Refused(f"Request {other} asks for this time already; take it back first.", "window")


def _sent(edit: Edit, row: Request, people: Sequence[PersonId]) -> int:
    """Stored, and everybody asked is told."""
    wanted = list(dict.fromkeys(people))
    known = select(Person.id).where(Person.id.in_(wanted), Person.active)
    active = set(edit.session.scalars(known))
    if not wanted or not active.issuperset(wanted):
        raise Refused("There is nobody to ask; expected people of the team.", "people")
    row.asked = [Asked(person_id=each) for each in wanted]
    edit.session.add(row)
    edit.session.flush()
    edit.note("+", "request", str(row.id), (notice.said(edit, row, notice.asking(row)),))
    notice.tell_all(edit, row, wanted, notice.asking(row), notice.HOW)
    return row.id


def _seconds(window: Window) -> Window:
    return Window(_second(window.start), _second(window.end))


def _second(at: datetime) -> datetime:
    return at.replace(microsecond=0)
