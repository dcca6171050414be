"""The crew that sends: so many at once, each on a thread of its own, so that one transport that
hangs holds up neither the engine nor the others."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.errors import Conflict, Unavailable
from app.notify import send, template
from app.notify.link import link
from app.notify.send import Outcome
from app.operations.delivery import GONE, Delivery, finish, wanted
from app.operations.sample import NOTHING_SENT
from app.store import Store
from models.kinds import PageState

log = logging.getLogger(__name__)

SIZE = 16  # at once
LIMIT = 20.0  # seconds for one message; most transports give up by themselves long before
NOTING = 8.0  # seconds to insist on noting an outcome; after that the claim lapses
STUMBLED = Outcome(PageState.FAILED, "Watchbill could not write it; see its log.")
NOWHERE = Outcome(PageState.SENT, NOTHING_SENT)
ANSWERED = Outcome(PageState.CANCELLED, "It was answered before it was sent.")
HUNG = Outcome(
    PageState.UNKNOWN, f"no word from the transport for {LIMIT:.0f} s; it may have arrived."
)


def deliver(store: Store, delivery: Delivery, url: str) -> Outcome:
    """Looks once more whether it is wanted, and sends; takes as long as the transport does."""
    if delivery.problem:
        again = delivery.problem != GONE
        return Outcome(PageState.FAILED, delivery.problem, again=again)
    try:
        if not wanted(store, delivery):
            return ANSWERED
    except Unavailable:
        log.info("page %s is sent without a last look: no database", delivery.page)
    if delivery.nowhere:
        return NOWHERE
    notice = delivery.notice
    personal = delivery.person is not None  # nobody would know who acts from a channel
    text = template.body(notice, link(store.vault, url, delivery.page) if personal else "")
    return send.send(delivery.address, template.subject(notice), text, notice.urgency)


def note(store: Store, delivery: Delivery, outcome: Outcome) -> bool:
    """`finish`, insisting for a while when the database is away."""
    until = time.monotonic() + NOTING
    while True:
        try:
            return finish(store, delivery, outcome)
        except (Conflict, Unavailable):
            if time.monotonic() > until:
                log.warning("page %s: the outcome %s is not noted", delivery.page, outcome.state)
                return False
            time.sleep(0.25)


@dataclass(frozen=True, slots=True)
class Job:
    """A message under way, begun at a monotonic time."""

    delivery: Delivery
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

    def take(self, deliveries: Sequence[Delivery], url: str) -> None:
        """Sends each on its own thread."""
        for delivery in deliveries:
            with self._change:
                self._jobs[delivery.attempt] = Job(delivery, time.monotonic())
            threading.Thread(
                target=self._work, args=(delivery, url), name=f"page {delivery.page}", daemon=True
            ).start()

    def give_up(self) -> None:
        """Lets go of those that hang: their thread is left to itself and believed no more."""
        late = time.monotonic() - LIMIT
        with self._change:
            hung = [job.delivery for job in self._jobs.values() if job.begun < late]
        for delivery in hung:
            if finish(self._store, delivery, HUNG):
                log.info("page %s hangs and is given up", delivery.page)
            self._left(delivery)

    def stop(self, patience: float) -> None:
        """Waits a while for what is under way; what is not done by then lapses."""
        with self._change:
            self._change.wait_for(lambda: not self._jobs, patience)

    def _work(self, delivery: Delivery, url: str) -> None:
        try:
            note(self._store, delivery, self._outcome(delivery, url))
        finally:
            self._left(delivery)
            self._done()

    def _outcome(self, delivery: Delivery, url: str) -> Outcome:
        try:
            return deliver(self._store, delivery, url)
        except Exception:  # a bug of ours, before it left: another contact is as good a chance
            log.exception("page %s stumbled", delivery.page)
            return STUMBLED

    def _left(self, delivery: Delivery) -> None:
        with self._change:
            self._jobs.pop(delivery.attempt, None)
            self._change.notify_all()
