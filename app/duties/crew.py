"""The crew that sends: so many at once, each on a thread of its own, so that one transport that
hangs holds up neither the engine nor the others."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.errors import Conflict, Unavailable
from app.notify import send
from app.notify.send import Outcome
from app.operations.claim import GONE
from app.operations.delivery import ANSWERED
from app.operations.dispatch import Sending
from app.operations.sample import NOTHING_SENT
from app.store import Store
from models.kinds import PageState, Urgency

log = logging.getLogger(__name__)

SIZE = 16  # at once
LIMIT = 20.0  # seconds for one message; most transports give up by themselves long before
NOTING = 8.0  # seconds to insist on noting an outcome; after that the claim lapses
STUMBLED = Outcome(PageState.FAILED, "Watchbill could not write it; see its log.")
NOWHERE = Outcome(PageState.SENT, NOTHING_SENT)
HUNG = Outcome(
    PageState.UNKNOWN, f"no word from the transport for {LIMIT:.0f} s; it may have arrived."
)


class Parcel(Protocol):
    """One claimed try of something that leaves: of pages, or of a notice."""

    @property
    def name(self) -> str:
        """For logs and threads."""
        ...

    @property
    def address(self) -> str:
        """Apprise's; it holds a secret."""
        ...

    @property
    def problem(self) -> str:
        """Why it cannot even be tried."""
        ...

    @property
    def nowhere(self) -> bool:
        """The people are made up, and nothing may leave."""
        ...

    @property
    def urgency(self) -> Urgency:
        """How loud."""
        ...

    def still(self, store: Store) -> "Parcel | None":
        """What of it is wanted, looked up just before it leaves."""
        ...

    def words(self, store: Store, url: str) -> tuple[str, str]:
        """Subject and body."""
        ...

    def finish(self, store: Store, outcome: Outcome) -> bool:
        """Notes what became of it; False when the claim was lost."""
        ...


def deliver(store: Store, parcel: Parcel, url: str) -> Outcome:
    """Looks once more whether it is wanted, and sends; takes as long as the transport does."""
    if parcel.problem:
        again = parcel.problem != GONE
        return Outcome(PageState.FAILED, parcel.problem, again=again)
    left: Parcel | None = parcel
    try:
        left = parcel.still(store)
    except Unavailable:
        log.info("%s is sent without a last look: no database", parcel.name)
    if left is None:
        return ANSWERED
    if left.nowhere:
        return NOWHERE
    done = left.leave(store, url) if isinstance(left, Sending) else None
    return done or send.send(left.address, *left.words(store, url), left.urgency)


def note(store: Store, parcel: Parcel, outcome: Outcome) -> bool:
    """`finish`, insisting for a while when the database is away."""
    until = time.monotonic() + NOTING
    while True:
        try:
            return parcel.finish(store, outcome)
        except (Conflict, Unavailable) as fault:
            if time.monotonic() > until:
                what = parcel.name, outcome.state, fault
                log.warning("%s: the outcome %s is not noted: %s", *what)
                return False
            time.sleep(0.25)


@dataclass(frozen=True, slots=True)
class Job:
    """A message under way, begun at a monotonic time."""

    parcel: Parcel
    begun: float


class Crew:
    """`done` is called after each message."""

    def __init__(self, store: Store, done: Callable[[], None] = lambda: None) -> None:
        self._store, self._done = store, done
        self._jobs: dict[int, Job] = {}
        self._change = threading.Condition()

    @property
    def free(self) -> int:
        """How many more can be taken on."""
        with self._change:
            return max(0, SIZE - len(self._jobs))

    def take(self, parcels: Sequence[Parcel], url: str) -> None:
        """Sends each on its own thread."""
        for parcel in parcels:
            with self._change:
                self._jobs[id(parcel)] = Job(parcel, time.monotonic())
            threading.Thread(
                target=self._work, args=(parcel, url), name=parcel.name, daemon=True
            ).start()

    def give_up(self) -> None:
        """Lets go of those that hang: their thread is left to itself and believed no more."""
        late = time.monotonic() - LIMIT
        with self._change:
            hung = [job.parcel for job in self._jobs.values() if job.begun < late]
        for parcel in hung:
            if parcel.finish(self._store, HUNG):
                log.info("%s hangs and is given up", parcel.name)
            self._left(parcel)

    def stop(self, patience: float) -> None:
        """Waits a while for what is under way; what is not done by then lapses."""
        with self._change:
            self._change.wait_for(lambda: not self._jobs, patience)

    def _work(self, parcel: Parcel, url: str) -> None:
        try:
            note(self._store, parcel, self._outcome(parcel, url))
        finally:
            self._left(parcel)
            self._done()

    def _outcome(self, parcel: Parcel, url: str) -> Outcome:
        try:
            return deliver(self._store, parcel, url)
        except Exception:  # a bug of ours, before it left: another contact is as good a chance
            log.exception("%s stumbled", parcel.name)
            return STUMBLED

    def _left(self, parcel: Parcel) -> None:
        with self._change:
            self._jobs.pop(id(parcel), None)
            self._change.notify_all()
