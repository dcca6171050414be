"""What one message called one person to: the facts behind an acknowledgement link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import aliased

from app.domain.privacy import outside
from app.store import Store
from models.incident import Incident
from models.kinds import Severity, Stage
from models.kinds_together import ResponderState
from models.page import Page
from models.people import Person
from models.policy import Channel
from models.service import Service
from models.together import Responder

ASKED = (ResponderState.NOTIFYING, ResponderState.NO_ANSWER)  # may still answer
NOBODY = 0  # where a message goes to a channel: no person has this id


@dataclass(frozen=True, slots=True)
class Summons:
    """`person` is who was paged, by id and handle; `holder` the name of who has the incident, if
    anybody has; `asked`: they are called to help, and may say that they cannot."""

    incident: int
    title: str
    severity: Severity
    stage: Stage
    service: str
    since: datetime
    drill: bool
    person: int
    name: str
    zone: str
    acknowledged: bool
    owner: int | None
    holder: str
    page: int
    asked: bool = False

    @property
    def open(self) -> bool:
        """Whether people still work on it."""
        return self.stage.open

    @property
    def yours(self) -> bool:
        """Whether the one who was paged has it."""
        return self.acknowledged and self.owner == self.person


def summons(store: Store, page: int) -> Summons | None:
    """None for a page that is not, went to a channel, or to somebody who has left."""
    found = _found(store, Page.id == page)
    return found[0] if found else None


def bundle(store: Store, page: int) -> list[Summons]:
    """All that went in the same message, this page first; mostly it alone. Empty as above."""
    first = summons(store, page)
    if first is None:
        return []
    same = select(Page.bundle_id).where(Page.id == page).scalar_subquery()
    others = _found(store, (Page.bundle_id == same) & (Page.id != page))
    return [first, *(each for each in others if each.incident != first.incident)]


def in_channel(store: Store, page: int) -> list[Summons]:
    """What a message in a channel called to, this page first; `name` is the channel's, and it is
    nobody's own. Of a private one no title is told. Empty for a page that went to a person."""
    same = select(Page.bundle_id).where(Page.id == page).scalar_subquery()
    with store.read() as session:
        asked = _asked(Channel, (Page.id == page) | (Page.bundle_id == same))
        rows = session.execute(asked.join(Channel, Channel.id == Page.channel_id)).all()
    found = {each.incident: each for each in sorted(_in(rows), key=lambda each: each.page != page)}
    return list(found.values()) if any(each.page == page for each in found.values()) else []


def _found(store: Store, which: ColumnElement[bool]) -> list[Summons]:
    calls = exists().where(
        Responder.incident_id == Incident.id, Responder.person_id == Person.id,
        Responder.state.in_(ASKED),
    )  # fmt: skip
    asked = _asked(Person, which).join(Person, Person.id == Page.person_id).where(Person.active)
    with store.read() as session:
        return _in(session.execute(asked.add_columns(calls)).all())


def _asked(reader: type[Person | Channel], which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    owner = aliased(Person)
    return (
        select(Incident, reader, Service.name, owner, Page.id)
        .join(Page, Page.incident_id == Incident.id)
        .outerjoin(Service, Service.id == Incident.service_id)
        .outerjoin(owner, owner.id == Incident.owner_id)
        .where(which)
        .order_by(Page.due_at, Page.id)
    )


def _in(rows: Sequence[Any]) -> list[Summons]:
    return [_summons(*row) for row in rows]


def _summons(
    incident: Incident,
    reader: Person | Channel,
    service: str | None,
    has_it: Person | None,
    page: int,
    calls: bool = False,
) -> Summons:
    own = isinstance(reader, Person)
    return Summons(
        incident=incident.id,
        title=incident.title if own else outside(incident.title, private=incident.private),
        severity=incident.severity,
        stage=incident.stage,
        service=service or "",
        since=incident.created_at,
        drill=incident.drill,
        person=reader.id if own else NOBODY,
        name=reader.name,
        zone=reader.time_zone if isinstance(reader, Person) else "UTC",
        acknowledged=incident.acknowledged,
        owner=incident.owner_id,
        holder=_name(has_it),
        page=page,
        asked=calls,
    )


def _name(somebody: Person | None) -> str:
    return "" if somebody is None else somebody.full_name or somebody.name
