"""What a message in a shared channel calls to, and who may say there that they have it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.queries.summons import Summons, in_channel
from app.store import Store
from models.incident import Incident
from models.page import Page
from models.people import Membership, Person
from models.service import Service


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may answer, by id; `name` is the handle, `shown` what people say."""

    id: int
    name: str
    shown: str


@dataclass(frozen=True, slots=True)
class ChannelCall:
    """The incidents of one message, the first of them at its head."""

    channel: str
    incidents: tuple[Summons, ...]
    people: tuple[Candidate, ...]

    def candidate(self, ident: int) -> Candidate | None:
        """Nobody else is believed."""
        return next((each for each in self.people if each.id == ident), None)


def channel_call(store: Store, page: int) -> ChannelCall | None:
    """None for a page that is not, or went to a person. Those who were paged for it come first,
    then the teams of its services; where there is neither, everybody."""
    found = in_channel(store, page)
    if not found:
        return None
    numbers = [each.incident for each in found]
    with store.read() as session:
        paged = _people(session, _paged(numbers))
        team = _people(session, _members(numbers))
        people = dict.fromkeys((*paged, *team)) or _people(session, Person.active)
        return ChannelCall(found[0].name, tuple(found), tuple(people))


def _people(session: Session, which: object) -> list[Candidate]:
    asked = select(Person).where(Person.active, which).order_by(Person.full_name, Person.name)  # type: ignore[arg-type]
    return [
        Candidate(each.id, each.name, each.full_name or each.name)
        for each in session.scalars(asked)
    ]


def _paged(numbers: Iterable[int]) -> object:
    return Person.id.in_(select(Page.person_id).where(Page.incident_id.in_(numbers)))


def _members(numbers: Iterable[int]) -> object:
    asked = (
        select(Membership.person_id)
        .join(Service, Service.team_id == Membership.team_id)
        .join(Incident, Incident.service_id == Service.id)
        .where(Incident.id.in_(numbers), or_(Membership.member, Membership.manager))
    )
    return Person.id.in_(asked)
