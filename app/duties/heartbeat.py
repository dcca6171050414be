"""Beats towards the outside as long as paging works; on a thread of its own, for the other end may
be slow. What it says of the last beat is kept for those who look."""

import logging
import threading
import time

from app.errors import Fault, Refused, Unavailable
from app.notify import outward, send
from app.operations.heartbeat import Pacemaker, note, pacemaker, take_turn
from app.operations.sample import NOTHING_SENT, sample
from app.queries.health import LATE, pulse
from app.store import Store
from models.kinds import PageState, Urgency

log = logging.getLogger(__name__)

LOOK_EVERY = 5.0  # seconds
SUBJECT, BODY = "Watchbill is alive", "Paging works. This message comes regularly."


class Heartbeat:
    """`work` returns at once; one beat at a time is under way."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._look_at = 0.0
        self._beating = threading.Lock()

    def work(self) -> None:
        """Beats when it is time. Raises Unavailable."""
        if time.monotonic() < self._look_at or self._beating.locked():
            return
        self._look_at = time.monotonic() + LOOK_EVERY
        if self._wanted() is not None:
            threading.Thread(target=self.beat, name="heartbeat", daemon=True).start()

    def beat(self) -> None:
        """One beat, if paging works and no other engine has just done it."""
        with self._beating:
            try:
                wanted = self._wanted()
                if wanted and healthy(self._store) and take_turn(self._store, wanted.every):
                    note(self._store, _sent(wanted))
            except Fault as fault:
                log.info("no heartbeat: %s", fault)

    def _wanted(self) -> Pacemaker | None:
        """Nothing leaves from the sample team."""
        return None if sample(self._store) else pacemaker(self._store)


def healthy(store: Store) -> bool:
    """Whether what is due is being done."""
    found = pulse(store)
    return found.lag(store.now()) < LATE


def try_beat(store: Store) -> str:
    """One beat now, whatever the time; returns what went wrong, empty when it was heard. As slow as
    the other end. Raises Refused when there is none to send."""
    wanted = pacemaker(store)
    if wanted is None:
        raise Refused("No heartbeat is set.")
    return f"{NOTHING_SENT[0].upper()}{NOTHING_SENT[1:]}." if sample(store) else _sent(wanted)


def _sent(wanted: Pacemaker) -> str:
    """What went wrong, in a sentence without a secret; empty when it was heard."""
    if not wanted.web:
        outcome = send.send(wanted.address, SUBJECT, BODY, Urgency.LOW)
        return "" if outcome.state is PageState.SENT else outcome.error
    try:
        outward.get(wanted.address, inside=wanted.inside)
    except (Fault, Unavailable) as fault:
        return str(fault)
    return ""
