"""The sample team: brought into an empty database, which is marked so that nothing is ever sent
from it."""

from dataclasses import dataclass
from importlib.resources import files

from sqlalchemy import select

from app.demo.sender import Sender
from app.domain.actor import Actor
from app.errors import Refused
from app.operations.sample import mark
from app.store import Store
from app.vault import INTEGRATION
from app.workspace.apply import apply
from app.workspace.read import read
from models.alert import Integration
from models.incident import Incident
from models.kinds import Source
from models.people import Person
from models.service import Service

MANAGER, SUPPORT = "ana", "fay"
FILES = ("team.yaml", "outside.yaml")
NOT_EMPTY = (
    "This database already holds a team; the sample team needs an empty one. "
    "Name another with --database."
)


@dataclass(frozen=True)
class Cast:
    """Who and what plays, by name."""

    people: dict[str, int]
    services: dict[str, int]
    senders: dict[str, Sender]

    def actor(self, name: str, source: Source = Source.DESKTOP) -> Actor:
        """One of the team."""
        return Actor(name, source, self.people[name])

    def named(self, ident: int) -> str:
        """The handle of a person."""
        return next(name for name, each in self.people.items() if each == ident)


def refuse_unless_empty(store: Store) -> None:
    """Raises Refused."""
    with store.read() as session:
        asked = (select(kind.id).limit(1) for kind in (Person, Service, Incident))
        if any(session.scalar(each) is not None for each in asked):
            raise Refused(NOT_EMPTY)


def begin(store: Store) -> None:
    """The team, on its first day. Raises Refused."""
    mark(store)  # first: from here on nothing can leave
    for name in FILES:
        file = files("resources").joinpath("demo", name).read_bytes()
        apply(store, read(file).workspace, Actor(MANAGER, Source.FILE))


def cast(store: Store) -> Cast:
    """Who is there."""
    with store.read() as session:
        return Cast(
            dict(session.execute(select(Person.name, Person.id)).all()),
            dict(session.execute(select(Service.name, Service.id)).all()),
            {row.name: _sender(store, row) for row in session.scalars(select(Integration))},
        )


def _sender(store: Store, row: Integration) -> Sender:
    return Sender(row.id, row.format, store.vault.open(row.key, INTEGRATION))
