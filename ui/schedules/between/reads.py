"""What the requests of the rota page ask the database, on a reader's thread."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.board import Board
    from app.domain.candidate import Candidate
    from app.domain.window import Window
    from app.queries.pager import Taken
    from app.queries.request import Prospect, RequestRow
    from app.queries.rota import OnCall
    from app.queries.touched import Touched
    from app.store import Store

AROUND = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Among:
    """Open requests as they concern whoever sits here, those that ended, the pagers they took, who
    has each pager now, and how many of their shifts lie in their time off with nobody asked."""

    open: "tuple[RequestRow, ...]"
    ended: "tuple[RequestRow, ...]"
    taken: "tuple[Taken, ...]"
    duties: "tuple[OnCall, ...]"
    touched: int
    now: datetime

    @property
    def waiting(self) -> int:
        """How many wait for whoever sits here."""
        return sum(row.waits for row in self.open)


def among(store: "Store", person: int | None) -> Among:
    """Everything between people."""
    from app.queries.pager import taken
    from app.queries.request import requests
    from app.queries.rota import on_call_now
    from app.queries.touched import touched_shifts

    mine = touched_shifts(store, person) if person is not None else []
    return Among(
        tuple(requests(store, person)),
        tuple(requests(store, person, ended=True)),
        tuple(taken(store, person)) if person is not None else (),
        tuple(on_call_now(store)),
        sum(each.request is None for each in mine),
        store.now(),
    )


def prospect(store: "Store", number: int, taker: int | None) -> "Prospect | None":
    """What a yes would bring."""
    from app.queries.request import prospect

    return prospect(store, number, taker)


@dataclass(frozen=True, slots=True)
class Choices:
    """Who could take a stretch of time, as the board of its schedule is now."""

    board: "Board"
    candidates: "tuple[Candidate, ...]"


def touched_of(store: "Store", person: int) -> "tuple[str, str, list[Touched]]":
    """Somebody's handle and name, and the shifts in their time off."""
    from app.queries.people import people
    from app.queries.touched import touched_shifts

    row = next(each for each in people(store, everyone=True) if each.id == person)
    return row.name, row.full_name or row.name, touched_shifts(store, person)


def choices(store: "Store", schedule: int, window: "Window") -> "Choices | None":
    """None when the schedule is gone."""
    from app.domain.candidate import candidates
    from app.domain.window import Window
    from app.queries.board import board

    found = board(store, schedule, Window(window.start - AROUND, window.end + AROUND))
    return Choices(found, candidates(found, found.stored, window)) if found is not None else None
