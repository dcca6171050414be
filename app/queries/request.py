"""Requests as people see them: who asks whom for what, where it stands, what they may do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.domain.board import Board
from app.domain.called import called
from app.domain.check import Check, checks
from app.domain.request import Act, acts
from app.domain.rota import PersonId
from app.domain.rota_edit import Held, Unfit, reassigned, swapped
from app.domain.window import Window
from app.domain.workspace import ScheduleSpec
from app.errors import Refused
from app.queries.board import board
from app.queries.request_row import ask_of, manages
from app.store import Store
from models.kinds import RequestAnswer, RequestKind, RequestState
from models.people import Person
from models.request import OPEN, Request
from models.rota import Schedule

AROUND = timedelta(days=14)  # what checks of rest and nights running look at
ENDED = 50  # of those that ended, the last ones


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as a card shows them."""

    id: PersonId
    name: str
    full_name: str
    colour: int | None
    short: str = ""  # where the first name alone could mean two

    @property
    def title(self) -> str:
        """As people are called."""
        return self.full_name or self.name


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request; `acts` is what whoever asked may do to it, `waits` whether it waits for them."""

    id: int
    version: int
    schedule_id: int
    schedule: str
    time_zone: str
    kind: RequestKind
    state: RequestState
    holder: Someone
    window: Window
    theirs: Window | None
    anyone: bool
    asked: tuple[tuple[Someone, RequestAnswer], ...]
    taker: Someone | None
    note: str
    asked_by: str
    asked_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    decided_by: str
    forced: bool
    why: str
    acts: tuple[Act, ...]
    waits: bool


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a yes would bring: what would be found wrong that is not now. `board` gives the names
    and limits."""

    board: Board
    checks: tuple[Check, ...]


def requests(
    store: Store, person: PersonId | None, *, ended: bool = False, schedule: int | None = None
) -> list[RequestRow]:
    """Open ones as they concern somebody: those that wait for them first, then by when the shift
    begins; or, with `ended`, the last that ended, newest first."""
    asked = select(Request).options(selectinload(Request.asked))
    if ended:
        asked = asked.where(Request.ended_at.is_not(None)).order_by(Request.ended_at.desc())
        asked = asked.limit(ENDED)
    else:
        asked = asked.where(OPEN).order_by(Request.start_at, Request.id)
    if schedule is not None:
        asked = asked.where(Request.schedule_id == schedule)
    now = store.now()
    with store.read() as session:
        look = _Look(session, person, now)
        rows = [look.row(each) for each in session.scalars(asked)]
    return rows if ended else sorted(rows, key=lambda each: not each.waits)


def request_of(store: Store, number: int, person: PersonId | None) -> RequestRow:
    """One of them. Raises Refused when there is none of this number."""
    with store.read() as session:
        row = session.get(Request, number)
        if row is None:
            raise Refused(f"There is no request {number}.")
        return _Look(session, person, store.now()).row(row)


def prospect(store: Store, number: int, taker: PersonId | None = None) -> Prospect | None:
    """What it would bring if `taker` (None: who accepted, or the only one asked) took it; None
    when it cannot be done any more."""
    with store.read() as session:
        row = session.get(Request, number)
        ask = ask_of(row) if row is not None else None
        ident = row.schedule_id if row is not None else 0
    if ask is None:
        return None
    who = taker or ask.taker or next(iter(ask.answers), None)
    spans = [ask.window, *([ask.theirs] if ask.theirs else [])]
    begin, end = min(each.start for each in spans), max(each.end for each in spans)
    found = board(store, ident, Window(begin - AROUND, end + AROUND))
    if found is None or who is None or ask.holder not in found.members or who not in found.members:
        return None
    try:
        spec = _after(found, found.members[ask.holder].name, found.members[who].name, ask.window,
                      ask.theirs)  # fmt: skip
    except Unfit:
        return None
    return Prospect(found, _new(found, spec))


def _after(
    found: Board, holder: str, taker: str, window: Window, theirs: Window | None
) -> ScheduleSpec:
    mine = Held(holder, replace(window, start=max(window.start, found.now)))
    if theirs is None:
        return reassigned(found, found.stored, mine, taker)
    return swapped(found, found.stored, mine, Held(taker, theirs))


def _new(found: Board, spec: ScheduleSpec) -> tuple[Check, ...]:
    """What is found with the new rules and not with the old."""
    before = set(checks(found, found.stored, found.resolved(found.stored)))
    after = checks(found, spec, found.resolved(spec))
    return tuple(each for each in after if each not in before)


class _Look:
    """One person's look at requests."""

    def __init__(self, session: Session, person: PersonId | None, now: datetime) -> None:
        self._session, self._person, self._now = session, person, now
        self._manages: dict[int, bool] = {}

    def row(self, row: Request) -> RequestRow:
        """As they see it."""
        schedule = self._session.get_one(Schedule, row.schedule_id)
        ask, manager = ask_of(row), self._managing(schedule)
        may = acts(ask, self._person, manager, self._now)
        mine = self._person is not None and ask.answers.get(self._person) is RequestAnswer.WAITING
        return RequestRow(
            id=row.id,
            version=row.version,
            schedule_id=schedule.id,
            schedule=schedule.name,
            time_zone=schedule.time_zone,
            kind=row.kind,
            state=row.state,
            holder=self._someone(row.holder_id),
            window=ask.window,
            theirs=ask.theirs,
            anyone=row.anyone,
            asked=tuple((self._someone(each.person_id), each.answer) for each in row.asked),
            taker=self._someone(row.taker_id) if row.taker_id is not None else None,
            note=row.note,
            asked_by=row.asked_by,
            asked_at=row.asked_at,
            expires_at=row.expires_at,
            ended_at=row.ended_at,
            decided_by=row.decided_by,
            forced=row.forced,
            why=row.why,
            acts=may,
            waits=(mine and Act.ACCEPT in may) or Act.APPROVE in may,
        )

    def _managing(self, schedule: Schedule) -> bool:
        if schedule.id not in self._manages:
            self._manages[schedule.id] = manages(self._session, self._person, schedule)
        return self._manages[schedule.id]

    def _someone(self, ident: PersonId) -> Someone:
        row = self._session.get_one(Person, ident)
        short = self._called.get(ident, "")
        return Someone(row.id, row.name, row.full_name, row.colour, short)

    @cached_property
    def _called(self) -> Mapping[PersonId, str]:
        everybody = select(Person.id, Person.full_name).where(Person.active)
        return called(self._session.execute(everybody))
