"""A night on call as a test reads it: `night.receives("db down"); ana.is_paged();
night.forward(minutes=10); ben.is_paged()`.

The engine is the real one, driven by hand on a clock that stands; messages leave through Apprise,
into a transport of our own that writes down what it gets, or fails on demand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.signal import Signal
from app.duties.crew import Crew, deliver, note
from app.duties.engine import Engine
from app.notify.library import apprise
from app.operations import incident
from app.operations.delivery import Delivery
from app.operations.escalation import escalate_now
from app.operations.signal import Received, receive
from app.queries import incident_detail
from app.queries.incident_row import PageRow
from app.store import Store
from app.workspace.apply import apply
from app.workspace.read import read
from models.kinds import EventKind, SignalAction, SignalSeverity, Source
from models.people import Person
from tests import builders

URL = "http://watch.example.org"
FOUND = re.compile(rf"{URL}/ack/(\S+)")


@dataclass(frozen=True)
class Message:
    """What one person got by one contact."""

    to: str
    by: str
    title: str
    body: str
    at: datetime

    @property
    def token(self) -> str:
        """Of its acknowledgement link."""
        return FOUND.findall(self.body)[0]  # type: ignore[no-any-return]


@dataclass
class Box:
    """Where messages of `night://person/contact` arrive. `broken` are contacts that fail."""

    clock: SetClock
    messages: list[Message] = field(default_factory=list)
    broken: set[tuple[str, str]] = field(default_factory=set)


BOXES: list[Box] = []  # the last one is in use


def _arrived(body: str, title: str, *_: Any, **said: Any) -> bool:
    box, to, by = BOXES[-1], said["meta"]["host"], said["meta"]["fullpath"].strip("/")
    if (to, by) in box.broken:
        return False
    box.messages.append(Message(to, by, title, body, box.clock.now()))
    return True


def _open_line() -> None:
    apprise()  # loads the services, quietly
    from apprise.decorators import notify

    notify(on="night", name="Night")(_arrived)


_open_line()


class Hands(Crew):
    """Sends on the spot, without threads."""

    def take(self, deliveries: Sequence[Delivery], url: str) -> None:
        """One after the other."""
        for delivery in deliveries:
            note(self._store, delivery, deliver(self._store, delivery, url))


class Night:
    """A team from a workspace file, and what happens to it."""

    def __init__(self, store: Store, clock: SetClock, team: str) -> None:
        self.store, self.clock = store, clock
        self.box = Box(clock)
        BOXES.append(self.box)
        apply(store, read(team.encode()).workspace, Actor("test", Source.FILE))
        self.engine = Engine(store, "night", url=URL, crew=Hands(store))
        self.began = clock.now()

    def person(self, name: str) -> Who:
        """One of the team."""
        with self.store.read() as session:
            row = session.query(Person).filter_by(name=name).one()
        return Who(self, name, row.id)

    def sender(self, name: str, service: str) -> int:
        """A way in for signals about a service."""
        return builders.integration(self.store, name, self.service(service))

    def service(self, name: str) -> int:
        """Its id."""
        from models.service import Service

        with self.store.read() as session:
            return session.query(Service).filter_by(name=name).one().id

    def receives(
        self,
        title: str,
        sender: int,
        severity: SignalSeverity = SignalSeverity.CRITICAL,
        action: SignalAction = SignalAction.TRIGGER,
    ) -> None:
        """A signal is taken in, and what is due is done."""
        said = Signal(action=action, dedup_key=title, title=title, severity=severity)
        receive(self.store, [Received(sender, [said], b"{}", "application/json", self.clock.now())])
        self.engine.tick()

    def forward(self, *, minutes: float = 0, seconds: float = 0) -> None:
        """Time passes, and everything is done when it is due."""
        until = self.clock.now() + timedelta(minutes=minutes, seconds=seconds)
        while (due := self.engine.tick()) is not None and due <= until:
            waiting = self.clock.at + timedelta(seconds=1)  # due, but nobody could do it yet
            self.clock.at = due if due > self.clock.at else min(waiting, until)
            if self.clock.at == until:
                break
        self.clock.at = until
        self.engine.tick()

    def sleeps(self, *, minutes: float) -> None:
        """Time passes, and no engine runs; then one wakes."""
        self.clock.forward(timedelta(minutes=minutes))
        self.engine.tick()

    def minute(self, at: datetime) -> float:
        """After the night began."""
        return (at - self.began) / timedelta(minutes=1)

    def pages(self, number: int = 1) -> Sequence[PageRow]:
        """Of an incident, by the time they were due."""
        return incident_detail.detail(self.store, number).pages

    def says(self, *kinds: EventKind, number: int = 1) -> list[str]:
        """The texts of an incident's timeline."""
        events = incident_detail.timeline(self.store, number)
        return [event.text for event in events if not kinds or event.kind in kinds]


@dataclass
class Who:
    """Somebody of the team; what was looked at counts as read."""

    night: Night
    name: str
    id: int
    read: int = 0

    @property
    def actor(self) -> Actor:
        """As one who acts at the desktop."""
        return Actor(self.name, Source.DESKTOP, self.id)

    @property
    def messages(self) -> list[Message]:
        """All that ever came."""
        return [each for each in self.night.box.messages if each.to == self.name]

    def is_paged(self, *by: str) -> Message:
        """Something new came, by exactly these contacts if any are named; the last of it."""
        new = self._new()
        assert new, f"{self.name} was not paged"
        assert not by or tuple(each.by for each in new) == by, [each.by for each in new]
        return new[-1]

    def is_left_alone(self) -> None:
        """Nothing new came."""
        assert not (new := self._new()), new

    def breaks(self, contact: str) -> None:
        """From now on this contact fails."""
        self.night.box.broken.add((self.name, contact))

    def mends(self, contact: str) -> None:
        """It works again."""
        self.night.box.broken.remove((self.name, contact))

    def acknowledges(self, number: int = 1) -> incident.Answer:
        """At the desktop."""
        return incident.acknowledge(self.night.store, number, self.actor)

    def resolves(self, number: int = 1) -> None:
        """At the desktop."""
        incident.resolve(self.night.store, number, self.actor)

    def escalates(self, number: int = 1) -> None:
        """At the desktop; the engine is woken."""
        escalate_now(self.night.store, number, self.actor)
        self.night.engine.tick()

    def _new(self) -> list[Message]:
        new, self.read = self.messages[self.read :], len(self.messages)
        return new
