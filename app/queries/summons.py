"""What one message called one person to: the facts behind an acknowledgement link."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased

from app.store import Store
from models.incident import Incident
from models.kinds import Severity, Stage
from models.kinds_together import ResponderState
from models.page import Page
from models.people import Person
from models.service import Service
from models.together import Responder

ASKED = (ResponderState.NOTIFYING, ResponderState.NO_ANSWER)  # may still answer


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


def _found(store: Store, which: ColumnElement[bool]) -> list[Summons]:
    owner = aliased(Person)
    calls = exists().where(
        Responder.incident_id == Incident.id, Responder.person_id == Person.id,
        Responder.state.in_(ASKED),
    )  # fmt: skip
    asked = (
        select(Incident, Person, Service.name, owner, Page.id, calls)
        .join(Page, Page.incident_id == Incident.id)
        .join(Person, Person.id == Page.person_id)
        .outerjoin(Service, Service.id == Incident.service_id)
        .outerjoin(owner, owner.id == Incident.owner_id)
        .where(which, Person.active)
        .order_by(Page.due_at, Page.id)
    )
    with store.read() as session:
        return [_summons(*row) for row in session.execute(asked)]


def _summons(
    incident: Incident,
    person: Person,
    service: str | None,
    has_it: Person | None,
    page: int,
    calls: bool,
) -> Summons:
    return Summons(
        incident=incident.id,
        title=incident.title,
        severity=incident.severity,
        stage=incident.stage,
        service=service or "",
        since=incident.created_at,
        drill=incident.drill,
        person=person.id,
        name=person.name,
        zone=person.time_zone,
        acknowledged=incident.acknowledged,
        owner=incident.owner_id,
        holder=_name(has_it),
        page=page,
        asked=calls,
    )


def _name(somebody: Person | None) -> str:
    return "" if somebody is None else somebody.full_name or somebody.name
