"""A small team with one schedule by the week, for what people agree on between themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.window import Window
from app.queries.rota import resolved
from app.store import Store
from app.workspace.apply import apply
from app.workspace.read import read
from models.kinds import NoticeKind, Source
from models.notice import Message
from models.people import Person
from models.rota import Schedule

TEAM = """
watchbill: 1
people:
  - {name: ana, full_name: Ana Ruiz, time_zone: Europe/Madrid, contacts: {mail: "json://ana.example.org"}}
  - {name: ben, full_name: Ben Okafor, time_zone: Europe/Madrid, contacts: {mail: "json://ben.example.org"}}
  - {name: cy, full_name: Cy Lindqvist, time_zone: America/New_York, contacts: {mail: "json://cy.example.org"}}
  - {name: dan, full_name: Dan Whitcombe, contacts: {mail: "json://dan.example.org"}}
teams: [{name: platform, members: [ana, ben, cy], managers: [dan]APPROVAL}]
schedules:
  - name: primary
    team: platform
    time_zone: UTC
    rotations:
      - name: weekly
        start: 2026-03-02T09:00
        shift: {every: 1, unit: week}
        people: [ana, ben, cy]
"""
BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday; ana's week begins
DAY = timedelta(days=1)


@dataclass
class Crew:
    """The team on a store whose clock the test moves."""

    store: Store
    clock: SetClock

    @classmethod
    def begin(cls, store: Store, *, approval: bool = False, extra: str = "") -> Crew:
        """Ana has just come on call."""
        clock = store.clock
        assert isinstance(clock, SetClock)
        clock.at = BEGIN
        text = TEAM.replace("APPROVAL", ", approval: manager" if approval else "") + extra
        apply(store, read(text.encode()).workspace, Actor("test", Source.FILE))
        return cls(store, clock)

    def id(self, name: str) -> int:
        """Of a person."""
        with self.store.read() as session:
            return session.scalars(select(Person.id).where(Person.name == name)).one()

    def by(self, name: str) -> Actor:
        """Somebody at the desktop."""
        return Actor(name, Source.DESKTOP, self.id(name))

    def schedule(self, name: str = "primary") -> int:
        """Of a schedule."""
        with self.store.read() as session:
            return session.scalars(select(Schedule.id).where(Schedule.name == name)).one()

    def on_call(self, begin: float = 0, days: float = 21) -> list[tuple[float, str, float]]:
        """From day, who, to day; counted from the beginning."""
        window = Window(day(begin), day(begin + days))
        with self.store.read() as session:
            names = dict(session.execute(select(Person.id, Person.name)).all())
            found = resolved(session, self.schedule(), window, self.store.now())
        return [
            ((s.start - BEGIN) / DAY, names[s.person], (s.end - BEGIN) / DAY) for s in found.shifts
        ]

    def told(self, name: str, kind: NoticeKind | None = None) -> list[str]:
        """The subjects of what somebody was told, oldest first."""
        asked = select(Message).where(Message.person_id == self.id(name)).order_by(Message.id)
        with self.store.read() as session:
            rows = session.scalars(asked).all()
        return [row.subject for row in rows if kind is None or row.kind is kind]


def since(at: datetime) -> float:
    """In days."""
    return (at - BEGIN) / DAY


def day(number: float) -> datetime:
    """An instant."""
    return BEGIN + number * DAY


def days(begin: float, end: float) -> Window:
    """A span."""
    return Window(day(begin), day(end))
