"""Group commit: requests wait together for the one commit that puts all of them on disk.

The event loop only queues and awaits; one thread writes. While it commits, the next ones gather.
"""

import asyncio
import logging
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from app.errors import Unavailable
from app.operations.signal import Received, receive
from app.store import Store

log = logging.getLogger(__name__)

MOST_WAITING = 5_000  # requests
MOST_BYTES = 64 << 20  # of bodies that wait
TOGETHER = 1_000  # requests in one commit
TOGETHER_BYTES = 8 << 20
PATIENCE = 10.0  # seconds a sender is kept waiting for the database; most give up then
FULL = "Too many signals are waiting for the database; please send it again."
CLOSING = "Watchbill is closing; please send it again."
LATE = "The database did not answer in time; please send it again."
FAULTY = "The signal could not be stored; please send it again."


@dataclass(frozen=True, slots=True)
class Ticket:
    """A request that waits, and where to tell it how that ended."""

    received: Received
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[bool]"


Outcome = bool | Unavailable


class Batch:
    """The queue and its writer. `wake` is called after each commit, so that an engine looks."""

    def __init__(self, store: Store, wake: Callable[[], None] = lambda: None) -> None:
        self._store = store
        self._wake = wake
        self._queue: SimpleQueue[Ticket | None] = SimpleQueue()  # None: look up, something changed
        self._refused: Counter[int] = Counter()
        self._lock = threading.Lock()  # of _refused
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="intake", daemon=True)
        self._bytes = 0
        self.waiting = 0  # these two are the event loop's own

    def start(self) -> None:
        """Begins to write."""
        self._thread.start()

    def stop(self) -> None:
        """Writes what is queued, then ends; nothing more is taken in."""
        self._closing = True
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join(PATIENCE)

    async def accept(self, received: Received) -> bool:
        """Returns when it is on disk; False when its integration is gone. Raises Unavailable when
        it is not, or when that took too long to know."""
        if self._closing:
            raise Unavailable(CLOSING)
        if self.waiting >= MOST_WAITING or self._bytes + len(received.body) > MOST_BYTES:
            raise Unavailable(FULL)
        loop = asyncio.get_running_loop()
        ticket = Ticket(received, loop, loop.create_future())
        self.waiting += 1
        self._bytes += len(received.body)
        self._queue.put(ticket)
        late = loop.call_later(PATIENCE, _give_up, ticket.future)
        try:
            return await ticket.future
        finally:
            late.cancel()

    def refuse(self, integration: int) -> None:
        """Counts a request that was refused; written down soon."""
        with self._lock:
            self._refused[integration] += 1
        self._queue.put(None)

    def _run(self) -> None:
        while not (self._closing and self._queue.empty()):
            tickets = self._gather()
            if tickets or self._refused:
                try:
                    self._commit(tickets)
                except Exception:  # the next ones are not to suffer for it
                    log.exception("the intake's writer stumbled")

    def _gather(self) -> list[Ticket]:
        """Waits for one, then takes all that wait, up to a commit's size."""
        tickets: list[Ticket] = []
        size, block = 0, True
        while len(tickets) < TOGETHER and size < TOGETHER_BYTES:
            try:
                ticket = self._queue.get(block)
            except Empty:
                break
            block = False
            if ticket is not None:
                tickets.append(ticket)
                size += len(ticket.received.body)
        return tickets

    def _commit(self, tickets: Sequence[Ticket]) -> None:
        with self._lock:
            refused, self._refused = self._refused, Counter()
        try:
            gone = receive(self._store, [each.received for each in tickets], refused)
        except Exception as fault:  # noqa: BLE001 - whatever it was, these are not on disk
            with self._lock:
                self._refused.update(refused)
            self._failed(tickets, fault)
            return
        self._wake()
        self._settle([(each, each.received.integration not in gone) for each in tickets])

    def _failed(self, tickets: Sequence[Ticket], fault: Exception) -> None:
        """One bad request must not take the others with it; an absent database takes all."""
        if isinstance(fault, Unavailable):
            self._settle([(each, fault) for each in tickets])
        elif len(tickets) > 1:
            for ticket in tickets:
                self._commit([ticket])
        else:
            where = traceback.extract_tb(fault.__traceback__)[-1]
            name = type(fault).__name__
            log.error("a signal could not be stored: %s in %s", name, where.name)
            self._settle([(each, Unavailable(FAULTY)) for each in tickets])

    def _settle(self, outcomes: Sequence[tuple[Ticket, Outcome]]) -> None:
        """Tells each event loop once, however many of its requests are done."""
        for loop in {ticket.loop for ticket, _ in outcomes}:
            theirs = [each for each in outcomes if each[0].loop is loop]
            try:
                loop.call_soon_threadsafe(self._release, theirs)
            except RuntimeError:  # closed meanwhile: nobody waits any more
                continue

    def _release(self, outcomes: Sequence[tuple[Ticket, Outcome]]) -> None:
        for ticket, outcome in outcomes:
            self.waiting -= 1
            self._bytes -= len(ticket.received.body)
            if ticket.future.done():
                continue
            if isinstance(outcome, bool):
                ticket.future.set_result(outcome)
            else:
                ticket.future.set_exception(outcome)


def _give_up(future: "asyncio.Future[bool]") -> None:
    if not future.done():
        future.set_exception(Unavailable(LATE))
