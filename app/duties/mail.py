"""Looks for replies by e-mail, on a thread of its own: a mailbox may be slow."""

import logging
import threading
import time

from app.errors import Fault
from app.notify.mailbox import unseen
from app.notify.reply import read_reply
from app.operations.mailbox import mailbox, take_reply, take_turn
from app.operations.sample import sample
from app.store import Store

log = logging.getLogger(__name__)

EVERY = 15.0  # seconds


class MailWatch:
    """`work` returns at once; one look at a time is under way."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._look_at = 0.0
        self._looking = threading.Lock()

    def work(self) -> None:
        """Looks when it is time. Raises Unavailable."""
        if time.monotonic() < self._look_at or self._looking.locked():
            return
        self._look_at = time.monotonic() + EVERY
        if mailbox(self._store) and not sample(self._store):
            threading.Thread(target=self.look, name="mailbox", daemon=True).start()

    def look(self) -> int:
        """One look, if no other engine has just done it; returns how many letters there were."""
        with self._looking:
            try:
                address = mailbox(self._store)
                if not address or not take_turn(self._store, EVERY - 1):
                    return 0
                return sum(self._take(raw) for raw in unseen(address))
            except Fault as fault:
                log.info("no look into the mailbox: %s", fault)
                return 0

    def _take(self, raw: bytes) -> int:
        for said in take_reply(self._store, read_reply(raw)):
            log.info("a reply by e-mail: %s", said)
        return 1
