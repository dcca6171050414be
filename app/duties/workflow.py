"""Workflows by the clock and by what happened: their due steps, and the calls that leave the house
on threads of their own, so that an address that hangs holds up nobody."""

import logging
import threading
import time
from collections.abc import Callable

from app.errors import Conflict, Unavailable
from app.operations.workflow_call import Call, make
from app.operations.workflow_clock import ring
from app.operations.workflow_step import advance, finish
from app.store import Store

log = logging.getLogger(__name__)

MOST = 20  # runs at a time
SIZE = 6  # calls at once
RING_EVERY = 10.0  # seconds
NOTING = 8.0  # seconds to insist on noting an outcome; after that the claim lapses
STUMBLED = "Watchbill could not make this call; see its log."


class Workflows:
    """`done` is called after each call."""

    def __init__(self, store: Store, ident: str, done: Callable[[], None] = lambda: None) -> None:
        self._store, self._ident, self._done = store, ident, done
        self._busy = 0
        self._change = threading.Condition()
        self._ring_at = 0.0

    def work(self) -> int:
        """Does what is due; returns how much."""
        rung = 0
        if time.monotonic() >= self._ring_at:
            self._ring_at = time.monotonic() + RING_EVERY
            rung = ring(self._store)
        with self._change:
            room = SIZE - self._busy
        done, calls = advance(self._store, self._ident, MOST, room)
        for call in calls:
            self._begin(call)
        return rung + done

    def stop(self, patience: float) -> None:
        """Waits a while for calls under way; what is not done by then lapses."""
        with self._change:
            self._change.wait_for(lambda: not self._busy, patience)

    def _begin(self, call: Call) -> None:
        with self._change:
            self._busy += 1
        name = f"call-{call.run}"
        threading.Thread(target=self._make, args=(call,), name=name, daemon=True).start()

    def _make(self, call: Call) -> None:
        try:
            self._note(call, *self._made(call))
        finally:
            with self._change:
                self._busy -= 1
                self._change.notify_all()
            self._done()

    def _made(self, call: Call) -> tuple[bool | None, str]:
        try:
            return make(call)
        except Exception:
            log.exception("the call of workflow run %s stumbled", call.run)
            return None, STUMBLED

    def _note(self, call: Call, good: bool | None, outcome: str) -> None:
        """Insists for a while when the database is away."""
        until = time.monotonic() + NOTING
        while True:
            try:
                finish(self._store, call, good, outcome)
                return
            except (Conflict, Unavailable) as fault:
                if time.monotonic() > until:
                    log.warning("workflow run %s: its outcome is not noted: %s", call.run, fault)
                    return
                time.sleep(0.25)
