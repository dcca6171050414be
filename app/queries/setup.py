"""How far a team is set up, from what is really there."""

from dataclasses import dataclass

from sqlalchemy import Select, distinct, func, select

from app.operations.sample import marked
from app.queries.integration import TRIED
from app.store import Store
from models.alert import Health, Integration
from models.feed import Feed
from models.incident import Incident
from models.people import Contact, Person
from models.policy import Policy
from models.rota import Rotation, Schedule
from models.service import Service


@dataclass(frozen=True, slots=True)
class Setup:
    """Counts. `paging`: services with a policy; `reachable` people have a contact, `proven` ones
    have shown that a message arrives; `heard`: signals that any sender brought; `trial`: the
    integration a test alert can be sent through; `shared`: others can reach this database."""

    people: int
    schedules: int
    policies: int
    paging: int
    reachable: int
    proven: int
    integrations: int
    heard: int
    trial: int | None
    feeds: int
    incidents: int
    shared: bool
    sample: bool

    @property
    def empty(self) -> bool:
        """Nobody has begun."""
        return not (self.people or self.incidents)

    @property
    def steps(self) -> dict[str, bool]:
        """By key, in order: whether it is done."""
        return {
            "people": self.people > 0,
            "rota": self.schedules > 0,
            "paging": self.paging > 0,
            "contacts": self.people > 0 and self.proven >= self.people,
            "integration": self.heard > 0,
            "calendars": self.feeds > 0,
        }


def setup(store: Store) -> Setup:
    """As it is now."""
    contacts = select(func.count(distinct(Contact.person_id))).join(Person).where(Person.active)
    trial = (
        select(Integration.id)
        .where(Integration.active, Integration.format.in_(TRIED))
        .order_by(Integration.id)
        .limit(1)
    )
    with store.read() as session:

        def count(query: "Select[int]") -> int:
            return session.scalar(query) or 0

        def rows(column: object, *where: object) -> int:
            return count(select(func.count(column)).where(*where))  # type: ignore[arg-type]

        return Setup(
            people=rows(Person.id, Person.active),
            schedules=count(
                select(func.count(distinct(Schedule.id))).join(Rotation).where(Schedule.active)
            ),
            policies=rows(Policy.id),
            paging=rows(Service.id, Service.active, Service.policy_id.is_not(None)),
            reachable=count(contacts),
            proven=count(contacts.where(Contact.proven_at.is_not(None))),
            integrations=rows(Integration.id, Integration.active),
            heard=count(select(func.coalesce(func.sum(Health.accepted), 0))),
            trial=session.scalar(trial),
            feeds=rows(Feed.id),
            incidents=rows(Incident.id),
            shared=not store.database.lite,
            sample=marked(session),
        )
