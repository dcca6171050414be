"""What the requests of the rota page ask the database, on a reader's thread."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.queries.pager import Taken
    from app.queries.request import Prospect, RequestRow
    from app.queries.rota import OnCall
    from app.queries.touched import Touched
    from app.store import Store


@dataclass(frozen=True, slots=True)
class Among:
    """Open requests as they concern whoever sits here, those that ended, the pagers they took, and
    who has each pager now."""

    open: "tuple[RequestRow, ...]"
    ended: "tuple[RequestRow, ...]"
    taken: "tuple[Taken, ...]"
    duties: "tuple[OnCall, ...]"
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

    return Among(
        tuple(requests(store, person)),
        tuple(requests(store, person, ended=True)),
        tuple(taken(store, person)) if person is not None else (),
        tuple(on_call_now(store)),
        store.now(),
    )


def prospect(store: "Store", number: int, taker: int | None) -> "Prospect | None":
    """What a yes would bring."""
    from app.queries.request import prospect

    return prospect(store, number, taker)


def touched(store: "Store", person: int) -> "list[Touched]":
    """The shifts in somebody's time off."""
    from app.queries.touched import touched_shifts

    return touched_shifts(store, person)
