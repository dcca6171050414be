"""The engine: asks what is due and does it, on a thread that sleeps in between. Any number of them
may share a database; each takes what the others have not."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import ParamSpec
from uuid import uuid4

from app.changes import Changes
from app.duties import communication, followup, playbook, record, silence, tidy, together
from app.duties.backup import Archivist
from app.duties.crew import Crew
from app.duties.handover import Handover
from app.duties.heartbeat import Heartbeat
from app.duties.mail import MailWatch
from app.duties.report import ReportWatch
from app.duties.ticket import TicketWatch
from app.duties.timekeeper import Timekeeper
from app.duties.workflow import Workflows
from app.errors import Conflict, Fault, Unavailable
from app.notify import send
from app.operations import delivery, dispatch, notice_delivery
from app.operations.drill import play
from app.operations.engine import beat, leave
from app.operations.escalation_step import advance
from app.operations.presence import sweep
from app.operations.proof import ask_weekly
from app.operations.signal import process
from app.operations.watchdog import watch
from app.queries.due import Due, due
from app.queries.health import outdated
from app.store import Store

P = ParamSpec("P")
log = logging.getLogger(__name__)

LOOK_EVERY = 1.0  # seconds, should nothing wake it earlier
OVERDUE = 0.1  # what is due and was not done is in other hands: looked at again so soon
BEAT_EVERY = 5.0
WATCH_EVERY = 30.0
CHORES_EVERY = 3600.0
CHORES_FIRST = 60.0  # seconds after the start
STOP = 5.0  # seconds that are given to messages under way
CHANCE = 4  # turns after which an engine that could not say that it is there does not page
AWAY = (0.2, 0.5, 1.0, 2.0)  # seconds between tries while the database is away
NOTICES = 4  # at a time; the rest of the crew is kept for pages
SIGNALS, STEPS = 20, 50  # at a time, so that a storm's first page need not wait for its last


class Engine:
    """`url` is the address that stands in acknowledgement links; empty: no links."""

    def __init__(
        self,
        store: Store,
        name: str,
        kind: str = "serve",
        url: str = "",
        crew: Crew | None = None,
    ) -> None:
        self.ident = f"{name[:50]}-{uuid4().hex[:8]}"
        self.name, self.kind, self.url = name, kind, url
        self._store = store
        self._crew = crew or Crew(store, done=self.wake)
        self._handover = Handover(store)
        self._workflows = Workflows(store, self.ident, done=self.wake)
        self._awake, self._end = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._keeper = Timekeeper(store)
        self._leave: Callable[[], None] = lambda: None
        self._tries = self._turns = 0
        self._heartbeat, self._mail = Heartbeat(store), MailWatch(store)
        self._tickets, self._archivist = TicketWatch(store), Archivist(store)
        self._report = ReportWatch(store)
        self._beat_at = self._watch_at = 0.0
        self._beaten = False
        self._chores_at = time.monotonic() + CHORES_FIRST

    def start(self) -> None:
        """Begins."""
        self._leave = self._store.hub.subscribe(self._heard)
        threading.Thread(target=send.warm, name="engine warms up", daemon=True).start()
        self._thread.start()

    def stop(self) -> None:
        """Ends after the step in hand; messages under way get a few seconds."""
        pages = self._beaten and not self._end.is_set() and not self._tries
        self._leave()
        self._handover.leave()
        self._end.set()
        self.wake()
        if self._thread.is_alive():
            self._thread.join(2 * STOP)
        self._crew.stop(STOP)
        self._workflows.stop(STOP)
        if pages and not self._thread.is_alive():
            with contextlib.suppress(Fault):
                leave(self._store, self.ident)

    def wake(self) -> None:
        """Something may be due; may be called from any thread."""
        self._awake.set()

    @property
    def had_chance(self) -> bool:
        """Whether it has said that it is there, or has failed to so often that it may not come."""
        return self._beaten or self._turns >= CHANCE or self._end.is_set()

    def tick(self) -> datetime | None:
        """Does what is due; returns when the next thing will be, None when nothing is planned.
        Raises Unavailable."""
        while not self._end.is_set():
            if self._keeper.check():
                self._beat_at = 0.0  # the new time is on record before anything is planned by it
            self._beat()
            if self._end.is_set():
                break
            found, now = due(self._store), self._store.now()
            if not self._round(found, now):
                return found.next_at
        return None

    def _round(self, found: Due, now: datetime) -> bool:
        """Each kind of work once, where some is due; whether anything was done."""
        worked = self._do(play, self._store) if _past(found.drill_at, now) else False
        if _past(found.silence_at, now):
            worked = self._do(silence.work, self._store) or worked
        worked = (found.signals and self._do(process, self._store, SIGNALS)) or worked
        if worked or _past(found.escalation_at, now):
            worked = self._do(advance, self._store, STEPS) or worked
        self._crew.give_up()
        if _past(found.claim_until, now):
            worked = self._do(self._lapse) or worked
        if worked or _past(found.page_at, now):
            worked = self._do(self._deliver) or worked
        worked = self._do(self._handover.work) or worked
        if worked or found.reminders:
            worked = self._remind() or worked
        if worked or _past(found.together_at, now):
            worked = self._do(together.work, self._store) or worked
        worked = self._do(self._workflows.work) or worked
        if _past(found.notice_at, now):
            worked = self._do(self._tell) or worked
        return worked

    def _do(self, part: Callable[P, int], *args: P.args, **kwargs: P.kwargs) -> bool:
        """Whether this part did anything; what goes wrong in one must not stop the others."""
        try:
            return part(*args, **kwargs) > 0
        except Unavailable:
            raise
        except Conflict:
            return False  # undone; it is still due
        except Exception:
            log.exception("the engine stumbled")
            return False

    def _remind(self) -> bool:
        parts = playbook.work, communication.work, followup.work
        return sum(self._do(part, self._store) for part in parts) > 0

    def _deliver(self) -> int:
        free = self._crew.free
        found = delivery.claim(self._store, self.ident, free) if free else []
        self._crew.take(found, self.url)
        return len(found)

    def _tell(self) -> int:
        """After the pages, and never with the whole crew."""
        free = min(NOTICES, self._crew.free // 2)
        found = notice_delivery.claim(self._store, self.ident, free) if free else []
        self._crew.take(found, self.url)
        left = free - len(found)
        outside = dispatch.claim(self._store, self.ident, left) if left > 0 else []
        self._crew.take(outside, self.url)
        return len(found) + len(outside)

    def _lapse(self) -> int:
        own = delivery.lapse(self._store) + notice_delivery.lapse(self._store)
        return own + dispatch.lapse(self._store)

    def _run(self) -> None:
        while not self._end.is_set():
            self._awake.clear()
            pause = self._turn()
            self._turns += 1
            if pause > 0:
                self._awake.wait(pause)

    def _turn(self) -> float:
        """One turn; returns the seconds to sleep. Whatever happens, the engine goes on."""
        try:
            next_at = self.tick()
            self._watch()
            self._chores()
        except Conflict:
            return OVERDUE
        except Unavailable as fault:
            return self._away(fault)
        except Exception:
            log.exception("the engine stumbled")
            return LOOK_EVERY
        self._tries = 0
        return self._until(next_at)

    def _until(self, at: datetime | None) -> float:
        if at is None:
            return LOOK_EVERY
        pause = (at - self._store.now()).total_seconds()
        return min(LOOK_EVERY, pause) if pause > 0 else OVERDUE

    def _away(self, fault: Unavailable) -> float:
        with contextlib.suppress(Unavailable):
            self._retire_if_old()  # a table that is no longer as we know it looks like a fault
        if not self._tries:
            log.warning("paging waits for the database: %s", fault)
        pause = AWAY[min(self._tries, len(AWAY) - 1)]
        self._tries += 1
        self._end.wait(pause)
        return 0.0

    def _beat(self) -> None:
        if time.monotonic() >= self._beat_at:
            self._retire_if_old()
            beat(self._store, self.ident, self.name, self.kind)
            self._beaten = True
            self._beat_at = time.monotonic() + BEAT_EVERY

    def _retire_if_old(self) -> None:
        """A newer program has upgraded the database: what its rows mean is no longer ours to say,
        and whoever upgraded it pages."""
        with self._store.read() as session:
            if not outdated(session):
                return
        log.error("the database is newer than this program, which pages no more; update it")
        self._end.set()

    def _watch(self) -> None:
        """What goes by minutes: looks for what is late, and says that paging works."""
        self._heartbeat.work()
        self._mail.work()
        self._report.work()
        self._tickets.work()
        if time.monotonic() >= self._watch_at:
            self._watch_at = time.monotonic() + WATCH_EVERY
            watch(self._store)
            sweep(self._store)
            ask_weekly(self._store)
            communication.keep(self._store)

    def _chores(self) -> None:
        if time.monotonic() >= self._chores_at:
            self._chores_at = time.monotonic() + CHORES_EVERY
            record.freeze(self._store)
            tidy.sweep(self._store)
            self._archivist.look()

    def _heard(self, changes: Changes) -> None:
        if changes.touch("escalation", "page", "message", "dispatch", "workflow_run"):
            self.wake()


def _past(at: datetime | None, now: datetime) -> bool:
    return at is not None and at <= now
