"""Who can be reached: everybody, every contact, when it was last proven, and what failed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select

from app.store import Store
from models.kinds import PageState
from models.page import Attempt, Page
from models.people import Contact, Person

FRESH = timedelta(days=30)  # a proof is worth so long


class Ready(StrEnum):
    """How sure it is that a message arrives; the worst first."""

    NONE = "no contact"
    FAILING = "failing"
    NEVER = "never proven"
    OLD = "proven long ago"
    PROVEN = "proven"


RANK = tuple(Ready)


@dataclass(frozen=True, slots=True)
class ContactReady:
    """One contact of one person, or a person without any (then `contact` is 0). `sent_at` is when a
    page last left by it without a failure, `weekly`: the person wants it tried every week."""

    person: int
    name: str
    full_name: str
    colour: int | None
    contact: int
    by: str
    scheme: str
    state: Ready
    proven_at: datetime | None = None
    sent_at: datetime | None = None
    failed_at: datetime | None = None
    failure: str = ""
    weekly: bool = False

    @property
    def id(self) -> int:
        """For tables: a person without a contact is a row too."""
        return self.contact or -self.person


def readiness(store: Store) -> list[ContactReady]:
    """Everybody active, the worst first, then by name."""
    now = store.now()
    asked = (
        select(Person, Contact)
        .outerjoin(Contact, Contact.person_id == Person.id)
        .where(Person.active)
        .order_by(Person.name, Contact.position)
    )
    with store.read() as session:
        rows = session.execute(asked).all()
        sent = _sent(store)
    found = [_row(person, contact, sent, now) for person, contact in rows]
    return sorted(found, key=lambda row: (RANK.index(row.state), row.name))


def _sent(store: Store) -> dict[int, datetime]:
    asked = (
        select(Page.contact_id, func.max(Attempt.ended_at))
        .join(Attempt, Attempt.page_id == Page.id)
        .where(Attempt.state == PageState.SENT, Page.contact_id.is_not(None))
        .group_by(Page.contact_id)
    )
    with store.read() as session:
        rows = session.execute(asked)
        return {contact: at for contact, at in rows if contact is not None and at is not None}


def _row(
    person: Person, contact: Contact | None, sent: dict[int, datetime], now: datetime
) -> ContactReady:
    at = sent.get(contact.id) if contact else None
    return ContactReady(
        person=person.id,
        name=person.name,
        full_name=person.full_name,
        colour=person.colour,
        contact=contact.id if contact else 0,
        by=contact.name if contact else "",
        scheme=contact.scheme if contact else "",
        state=_state(contact, at, now) if contact else Ready.NONE,
        proven_at=contact.proven_at if contact else None,
        sent_at=at,
        failed_at=contact.failed_at if contact else None,
        failure=contact.failure if contact else "",
        weekly=person.tests,
    )


def _state(contact: Contact, sent_at: datetime | None, now: datetime) -> Ready:
    good = max((at for at in (contact.proven_at, sent_at) if at is not None), default=None)
    if contact.failed_at is not None and (good is None or contact.failed_at > good):
        return Ready.FAILING
    if contact.proven_at is None:
        return Ready.NEVER
    return Ready.PROVEN if now - contact.proven_at <= FRESH else Ready.OLD
