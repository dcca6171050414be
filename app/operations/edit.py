"""One transaction that changes the configuration: who, when, what was found and what changed."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.domain.actor import Actor
from app.domain.difference import Change, details
from app.domain.problem import Problem
from app.domain.workspace import Handle, Spec
from app.errors import Conflict, Refused
from app.operations import audit
from app.store import Store
from app.vault import Vault
from models.alert import Integration
from models.people import Person, Team
from models.policy import Channel, Policy
from models.rota import Schedule
from models.service import Service
from models.status import Component, Stakeholder, StatusView
from models.ticket import Tracker
from models.workflow import Workflow

Thing = TypeVar(
    "Thing",
    Person,
    Team,
    Channel,
    Policy,
    Schedule,
    Service,
    Integration,
    Component,
    Stakeholder,
    StatusView,
    Workflow,
    Tracker,
)


@dataclass
class Edit:
    """What the parts of a change share. With `prune`, what the new specs leave out goes; `leaving`
    are the people who go in the same breath."""

    session: Session
    vault: Vault
    by: Actor
    now: datetime
    prune: bool = False
    leaving: frozenset[Handle] = frozenset()
    changes: list[Change] = field(default_factory=list)

    def __post_init__(self) -> None:
        audit.hold(self.session)  # before the first look: two who add the same would both add it

    def find(
        self, kind: type[Thing], name: Handle, ident: int | None = None, seen: int | None = None
    ) -> Thing | None:
        """The row to change: by id, when a form was opened on it, else by its handle.
        Raises Conflict when it is not as it was `seen`, Refused when the handle is another's."""
        named = self.session.scalar(select(kind).where(kind.name == name))
        if ident is None:
            return named
        row = self.session.get(kind, ident)
        if row is None:
            raise Conflict(f"Somebody took this {kind.__tablename__} out meanwhile.")
        if named is not None and named is not row:
            raise Refused(f"There is already a {kind.__tablename__} called {name!r}.", "name")
        if seen is not None and row.version != seen:
            raise Conflict(f"Somebody changed {row.name} meanwhile; it was read again.")
        return row

    def ids(self, kind: type[Thing], names: Iterable[Handle]) -> list[int]:
        """The ids behind handles, in their order. Raises Refused when one is gone."""
        listed = list(names)
        query = select(kind.name, kind.id).where(kind.name.in_(listed))
        found = dict(self.session.execute(query).all()) if listed else {}
        for name in listed:
            if name not in found:
                raise Refused(f"There is no {kind.__tablename__} called {name!r} any more.")
        return [found[name] for name in listed]

    def one(self, kind: type[Thing], name: Handle | None) -> Thing | None:
        """The row behind a handle. Raises Refused when it is gone."""
        return None if name is None else self.session.get_one(kind, self.ids(kind, [name])[0])

    def add(self, row: Thing, *told: str) -> None:
        """A new row, or one that comes back."""
        self.session.add(row)
        self.session.flush()
        self.note("+", row.__tablename__, row.name, told)

    def change(self, row: Thing, old: Spec, new: Spec, *told: str) -> None:
        """A row whose spec is another now: its version rises, whichever part it was."""
        flag_modified(row, "name")
        self.session.flush()
        self.note("~", row.__tablename__, row.name, (*details(old, new), *told))

    def note(self, sign: str, kind: str, name: str, told: Iterable[str] = ()) -> None:
        """Writes a change down, for who asked and for the audit log."""
        change = Change(sign, kind, name, tuple(told))
        self.changes.append(change)
        data = {"details": list(change.details)} if change.details else {}
        action = f"{kind} {ACTIONS[sign]}"
        audit.record(self.session, self.by, action, f"{kind} {name}", self.now, data)


ACTIONS = {"+": "added", "~": "changed", "-": "removed"}


@contextmanager
def editing(store: Store, by: Actor) -> Iterator[Edit]:
    """One transaction of a form."""
    with store.write() as session:
        yield Edit(session, store.vault, by, store.now())


def refuse_first(problems: Iterable[Problem]) -> None:
    """Raises Refused with the first problem that is more than a warning, beside its field."""
    for each in problems:
        if not each.warning:
            raise Refused(each.sentence, ".".join(map(str, each.path)) or None)
