"""Looks for replies by e-mail and for letters to integrations, on a thread of its own: a mailbox
may be slow."""

import logging
import threading
import time

from app.errors import Fault
from app.intake.letter import keys
from app.intake.post import opened
from app.notify.mailbox import unseen
from app.notify.reply import read_reply
from app.operations.mailbox import mailbox, take_reply, take_turn
from app.operations.sample import sample
from app.operations.signal import Received, receive
from app.queries.letterbox import by_keys
from app.store import Store

log = logging.getLogger(__name__)

EVERY = 15.0  # seconds
LARGEST = 512 * 1024  # bytes of a letter that are read and kept
KIND = "message/rfc822"


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
        """A letter to an integration's address is a signal, whatever stands in it; else a reply."""
        if not self._deliver(raw[:LARGEST]):
            for said in take_reply(self._store, read_reply(raw)):
                log.info("a reply by e-mail: %s", said)
        return 1

    def _deliver(self, raw: bytes) -> bool:
        """To each integration whose key stands in an address it went to. Raises Unavailable, and
        then it is fetched again."""
        found = by_keys(self._store, keys(raw))
        for integration in found:
            letter = opened(self._store, integration, raw, always=True)
            if letter.none:
                log.info("a letter to an integration is %s: no alert", letter.none)
            received = Received(integration, letter.signals, raw, KIND, self._store.now())
            receive(self._store, [received])
        return bool(found)
