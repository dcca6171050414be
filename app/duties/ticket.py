"""Makes the tickets that are wanted, and looks how the others stand, on a thread of its own: a
tracker may be slow."""

import logging
import threading
import time

from sqlalchemy import func, select

from app.errors import Fault as Trouble
from app.errors import Refused, Unavailable
from app.notify import tracker
from app.notify.outward import Silent
from app.notify.ticket import Answer, Fault, Seen, asking, fault_of, making, seen
from app.operations.sample import sample
from app.operations.ticket_turn import Claimed, claim, lost, note, unchanged
from app.store import Store
from models.ticket import FOLLOWED, Ticket

log = logging.getLogger(__name__)

EVERY = 2.0  # seconds
AT_ONCE = 10


class TicketWatch:
    """`work` returns at once; one round at a time is under way."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._look_at = 0.0
        self._busy = threading.Lock()

    def work(self) -> None:
        """Begins a round where something is due. Raises Unavailable."""
        if time.monotonic() < self._look_at or self._busy.locked():
            return
        self._look_at = time.monotonic() + EVERY
        if self._due() and not self._store.vault.locked and not sample(self._store):
            threading.Thread(target=self.round, name="tickets", daemon=True).start()

    def round(self) -> int:
        """One round; returns how many tickets it looked after."""
        with self._busy:
            try:
                found = claim(self._store, AT_ONCE)
                for each in found:
                    turn(self._store, each)
                return len(found)
            except Trouble as fault:
                log.info("no look at tickets: %s", fault)
                return 0

    def _due(self) -> bool:
        with self._store.read() as session:
            first = session.scalar(select(func.min(Ticket.due_at)).where(FOLLOWED))
        return first is not None and first <= self._store.now()


def turn(store: Store, ticket: Claimed) -> bool:
    """Asks the tracker about one, and notes what it said; as slow as the tracker."""
    desk = ticket.desk
    fresh = not ticket.key
    ask = (
        making(desk, ticket.title, ticket.body) if fresh else asking(desk, ticket.key, ticket.etag)
    )
    try:
        answer = tracker.send(ask, inside=ticket.inside, outside=ticket.outside)
    except Silent as fault:
        return lost(store, ticket) if fresh else note(store, ticket, _later(store, fault))
    except Unavailable as fault:
        return note(store, ticket, _later(store, fault))
    except Refused as fault:
        return note(store, ticket, Fault(str(fault)))
    if answer.status == 304:
        return unchanged(store, ticket)
    said = _read(store, ticket, answer)
    waits = isinstance(said, Fault) and said.all
    if fresh and answer.status >= 500 and not waits:
        return lost(store, ticket)  # it may have stumbled after it was made
    return note(store, ticket, said, answer.headers.get("etag", ""))


def _read(store: Store, ticket: Claimed, answer: Answer) -> Seen | Fault:
    wrong = fault_of(ticket.desk, answer, store.now())
    return (
        wrong
        or seen(ticket.desk, answer)
        or Fault(f"{ticket.desk.name} answered something else; is this its address?")
    )


def _later(store: Store, fault: Unavailable) -> Fault:
    return Fault(str(fault), store.now())
