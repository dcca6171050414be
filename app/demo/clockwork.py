"""A queue of acts and a clock that jumps from one to the next, with an engine in between."""

import heapq
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from app.clock import SetClock
from app.demo.team import Cast
from app.notify.send import SENT, Outcome
from app.operations.delivery import claim, finish
from app.operations.escalation_step import advance
from app.operations.signal import Received, process, receive
from app.queries.due import due
from app.store import Store
from models.kinds import PageState

Act = Callable[[], None]

ENGINE = "sample-engine"
AT_ONCE = 50
LOST = Outcome(PageState.FAILED, "ntfy: the server did not answer.", again=False)
LOSES = 0.015  # share of messages that do not arrive


class Play:
    """A queue of acts in the order of their times, and an engine that does what is due in
    between."""

    def __init__(self, store: Store, cast: Cast, until: datetime, seed: int) -> None:
        assert isinstance(store.clock, SetClock)
        self.store, self.cast, self.until, self.seed = store, cast, until, seed
        self._clock = store.clock
        self._chance = random.Random(seed)
        self._queue: list[tuple[datetime, int, Act]] = []
        self._numbers = count()
        self._looks: set[datetime] = set()

    def run(self) -> None:
        """Plays everything up to the end."""
        while self._queue:
            at, _, act = heapq.heappop(self._queue)
            self._clock.at = max(self._clock.at, at)
            act()
        self._clock.at = max(self._clock.at, self.until)

    @property
    def now(self) -> datetime:
        """By the story's clock."""
        return self._clock.at

    def at(self, when: datetime, act: Act) -> None:
        """Will be done then; never, when the story is over by then."""
        if when <= self.until:
            heapq.heappush(self._queue, (when, next(self._numbers), act))

    def hear(self, said: Received) -> None:
        """A request comes in, and is read at once."""
        receive(self.store, [said])
        process(self.store, len(said.signals))

    def engine(self) -> None:
        """Does what is due, and looks again when something will be."""
        while True:
            found, now = due(self.store), self.now
            if found.escalation_at is not None and found.escalation_at <= now:
                advance(self.store)
            elif found.page_at is None or found.page_at > now:
                break
            self._deliver()
        if found.next_at is not None and found.next_at not in self._looks:
            self._looks.add(found.next_at)
            self.at(found.next_at, self.engine)

    def _deliver(self) -> None:
        """A transport that sends nothing and says it did; now and then it fails."""
        for each in claim(self.store, ENGINE, AT_ONCE):
            self._clock.forward(timedelta(milliseconds=self._chance.randrange(200, 2200)))
            finish(self.store, each, LOST if self._chance.random() < LOSES else SENT)
