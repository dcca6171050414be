"""A storm of alerts, the engines that page about it, and what became of every page."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Update, func, select, update

from app.domain.actor import Actor
from app.domain.signal import Signal
from app.errors import Conflict
from app.operations.signal import Received, receive
from app.store import Store
from app.workspace.apply import apply
from app.workspace.read import read
from models.incident import Event, Incident
from models.kinds import EventKind, PageState, SignalAction, Source
from models.page import Attempt, Page
from models.service import Service
from tests import builders
from tests.patience import PATIENCE
from tests.receiver import Receiver

TEAM = """
watchbill: 1
people:
  - name: ana
    contacts: {{phone: "{hook}/phone", mail: "{hook}/mail", chat: "{hook}/chat"}}
    rules: {{high: [{{contact: phone, after: 0m}}]}}
policies: [{{name: plain, levels: [{{notify: [person:ana], wait: 2h}}]}}]
services: [{{name: api, policy: plain}}]
"""
OPEN_STATES = (PageState.DUE, PageState.SENDING)


@dataclass(frozen=True)
class Counts:
    """What came of one fault. `noted`: of those that arrived twice, how many the log tells of;
    `lost` arrived never and nobody was told; `silent` failed, and nothing followed from it."""

    fault: str
    accepted: int
    due: int
    once: int
    twice: int
    noted: int
    lost: int
    silent: int

    def __str__(self) -> str:
        return (
            f"{self.fault}: {self.accepted} signals accepted, {self.due} pages due, "
            f"{self.once} delivered once, {self.twice} twice ({self.noted} on record), "
            f"{self.lost} lost, {self.silent} silent failures"
        )

    def hold(self) -> None:
        """What is promised."""
        print(f"\n  {self}")
        assert self.due == self.accepted
        assert self.lost == self.silent == 0
        assert self.twice == self.noted
        assert self.once + self.twice == self.accepted


@dataclass
class Storm:
    """Alerts about one service, each an incident with one page to Ana's telephone."""

    store: Store
    hook: Receiver
    sent: int = 0
    sender: int = 0
    engines: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        team = TEAM.format(hook=self.hook.address(""))
        apply(self.store, read(team.encode()).workspace, Actor("test", Source.FILE))
        builders.pace(self.store, 0)  # each page by itself, so that each can be counted
        with self.store.read() as session:
            service = session.query(Service).one().id
        self.sender = builders.integration(self.store, "monitor", service)

    @property
    def url(self) -> str:
        """Of the database."""
        return str(self.store.database.url.render_as_string(hide_password=False))

    def blows(self, count: int) -> None:
        """So many alerts more, accepted at once."""
        numbers = range(self.sent, self.sent + count)
        now = self.store.now()
        said = [
            Received(self.sender, [_signal(n)], b"{}", "application/json", now) for n in numbers
        ]
        receive(self.store, said)
        self.sent += count

    def engine(self) -> subprocess.Popen[bytes]:
        """Another engine, at work in a process of its own."""
        command = [sys.executable, "-m", "tests.faults.child", self.url]
        made = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert made.stdout is not None
        assert made.stdout.readline() == b"ready\n"
        made.stdout.close()
        self.engines.append(made)
        return made

    def lapses(self) -> None:
        """What dead or sleeping engines have claimed lapses now: nobody waits 30 s in a test."""
        sending = Page.state == PageState.SENDING
        until(lambda: self._does(update(Page).where(sending), claim_until=self.store.now()))

    def hurries(self) -> None:
        """The tries that are still to come are made now."""
        again = Page.retry_at.is_not(None)
        until(lambda: self._does(update(Page).where(again), retry_at=self.store.now()))

    def _does(self, statement: Update, **values: object) -> bool:
        """False when somebody held a row for too long."""
        with contextlib.suppress(Conflict), self.store.write() as session:
            session.execute(statement.values(**values))
            return True
        return False

    def delivered(self) -> Counter[int]:
        """How often each alert arrived, by whatever contact."""
        found = Counter(int(title.split()[2]) for title in self.hook.titles.elements())
        return Counter({number: found[number] for number in range(self.sent)})

    def calm(self) -> bool:
        """Whether every signal was read, and every page has come to its end."""
        with self.store.read() as session:
            opened = session.scalar(select(func.count()).select_from(Incident))
            paged = session.scalar(select(func.count(func.distinct(Page.incident_id))))
            waits = select(func.count()).where(
                Page.state.in_(OPEN_STATES) | Page.retry_at.is_not(None)
            )
            return opened == paged == self.sent and not session.scalar(waits)

    def counted(self, fault: str) -> Counts:
        """After the storm."""
        kind = "SQLite" if self.store.database.lite else "PostgreSQL"
        arrived, numbers = self.delivered(), self._numbers()
        twice = [n for n, times in arrived.items() if times > 1]
        doubtful, told = self._doubtful(), self._told()
        lost = [n for n, times in arrived.items() if not times and numbers.get(n) not in told]
        return Counts(
            fault=f"{fault}, {kind}",
            accepted=self.sent,
            due=len(numbers),
            once=sum(times == 1 for times in arrived.values()),
            twice=len(twice),
            noted=sum(numbers[n] in doubtful for n in twice),
            lost=len(lost),
            silent=self._silent(told),
        )

    def _numbers(self) -> dict[int, int]:
        """Of incidents with a page, by alert."""
        asked = select(Incident.title, Incident.id).join(Page).distinct()
        with self.store.read() as session:
            return {int(title.split()[1]): number for title, number in session.execute(asked)}

    def _doubtful(self) -> set[int]:
        """Incidents whose log says that a try failed, or that nobody knows what became of it."""
        doubts = (PageState.UNKNOWN, PageState.FAILED)
        asked = select(Page.incident_id).join(Attempt).where(Attempt.state.in_(doubts))
        with self.store.read() as session:
            return set(session.scalars(asked))

    def _told(self) -> set[int]:
        """Incidents on whose timeline it is flagged that somebody could not be reached."""
        asked = select(Event.incident_id).where(Event.kind == EventKind.FLAG)
        with self.store.read() as session:
            return set(session.scalars(asked))

    def _silent(self, told: set[int]) -> int:
        """Pages that did not get through, where neither another contact was used nor anything
        flagged."""
        with self.store.read() as session:
            pages = session.execute(select(Page.incident_id, Page.state)).all()
        got = {number for number, state in pages if state is PageState.SENT}
        bad = {number for number, state in pages if state is not PageState.SENT}
        return len(bad - got - told)


def _signal(number: int) -> Signal:
    return Signal(
        action=SignalAction.TRIGGER, dedup_key=str(number), title=f"alert {number} of the storm"
    )


@contextmanager
def storm(store: Store, hook: Receiver) -> Iterator[Storm]:
    """Its engines end with it."""
    made = Storm(store, hook)
    try:
        yield made
    finally:
        for engine in made.engines:
            if engine.poll() is None:
                os.kill(engine.pid, signal.SIGCONT)
                engine.kill()
            engine.wait()


def until(true: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Waits, looking five times a second."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.2)
