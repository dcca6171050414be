"""Pages of an incident: cancelled when nobody needs them any more, and handed on to another contact
when one fails."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.actor import ENGINE
from app.domain.escalation import PAGING
from app.operations.timeline import record
from models.incident import Escalation, Incident
from models.kinds import EventKind, PageState
from models.kinds_together import ResponderState
from models.page import Page
from models.people import Contact, Person, Rule
from models.together import Responder

ASKED = (ResponderState.NOTIFYING, ResponderState.NO_ANSWER)  # may still answer
AGAIN = 3  # pages by one contact within one notification, when nobody knows whether they arrived


def cancel(
    session: Session, incident: int, person: int | None = None, *, helpers: bool = False
) -> None:
    """Cancels what is due or to be tried again, of everybody or of one person; of those who were
    asked to help only with `helpers`, for somebody else's answer is not theirs. What is being sent
    at this moment is left to its sender, who looks once more before it leaves."""
    asked = (
        select(Page)
        .where(Page.incident_id == incident)
        .where(or_(Page.state == PageState.DUE, Page.retry_at.is_not(None)))
        .order_by(Page.id)
        .with_for_update(key_share=True)
    )
    if person is not None:
        asked = asked.where(Page.person_id == person)
    elif not helpers:
        asked = asked.where(Page.responder_id.is_(None))
    for page in session.scalars(asked):
        call_off(page)


def call_off(page: Page, why: str = "") -> None:
    """A page that failed stays failed, but is not tried again."""
    page.retry_at = page.held_until = None
    if page.state is PageState.DUE:
        page.state, page.error = PageState.CANCELLED, why


def hand_on(session: Session, incident: Incident, page: Page, now: datetime, why: str) -> None:
    """After a page failed, or nobody knows what became of it: the person's next contact is used at
    once. The caller holds the incident."""
    if not still_asked(session, incident, page):
        return
    contact = _next_contact(session, page)
    if contact is None:
        _flag(session, incident, page, now, why)
        return
    _page_by(session, page, contact, now)
    who, data = _name(session, page), {"page": page.id, "person": page.person_id}
    text = f"Paging {who} by {page.contact}: {why} Now by {contact.name}."
    record(session, incident, EventKind.PAGE, text, ENGINE, now, data=data)


def still_asked(session: Session, incident: Incident, page: Page) -> bool:
    """Whether this page's person has still to answer. The caller holds the incident."""
    if page.responder_id is not None:
        helper = session.get(Responder, page.responder_id)
        return incident.stage.open and helper is not None and helper.state in ASKED
    row = session.get(Escalation, incident.id)
    if row is None or not incident.stage.open:
        return False
    return row.state in PAGING and page.person_id not in row.answered


def _next_contact(session: Session, page: Page) -> Contact | None:
    """The first that was not tried yet in this notification; when none is left and nobody knows
    whether the last one arrived, the same again."""
    tried = [each.contact_id for each in _siblings(session, page) if each.state != PageState.DUE]
    for contact in _contacts(session, page):
        if contact.id not in tried:
            return contact
    again = page.state is PageState.UNKNOWN and tried.count(page.contact_id) < AGAIN
    return session.get(Contact, page.contact_id) if again and page.contact_id else None


def _contacts(session: Session, page: Page) -> Iterable[Contact]:
    """Those of the person's rules first, in the order in which they would come, then the others."""
    if page.person_id is None:
        return ()
    ruled = (
        select(Contact)
        .join(Rule, Rule.contact_id == Contact.id)
        .where(Rule.person_id == page.person_id, Rule.urgency == page.urgency)
        .order_by(Rule.after_s, Rule.position)
    )
    every = select(Contact).where(Contact.person_id == page.person_id).order_by(Contact.position)
    return dict.fromkeys([*session.scalars(ruled), *session.scalars(every)])


def _siblings(session: Session, page: Page) -> Sequence[Page]:
    """The pages of the same notification of the same person, this one included."""
    asked = select(Page).where(
        Page.incident_id == page.incident_id,
        Page.person_id == page.person_id,
        Page.round == page.round,
        Page.level == page.level,
        Page.attempt == page.attempt,
        Page.responder_id.is_not_distinct_from(page.responder_id),
    )
    return session.scalars(asked).all()


def _page_by(session: Session, page: Page, contact: Contact, now: datetime) -> None:
    """Brings a page by this contact forward that would come later, or makes one."""
    reason = f"{page.contact} could not be used."
    waiting = (PageState.DUE, contact.id)
    for other in _siblings(session, page):
        if (other.state, other.contact_id) == waiting:
            other.due_at, other.reason = min(other.due_at, now), reason
            return
    session.add(
        Page(
            incident_id=page.incident_id,
            person_id=page.person_id,
            contact_id=contact.id,
            contact=contact.name,
            urgency=page.urgency,
            round=page.round,
            level=page.level,
            attempt=page.attempt,
            reason=reason,
            responder_id=page.responder_id,
            created_at=now,
            due_at=now,
        )
    )


def _flag(session: Session, incident: Incident, page: Page, now: datetime, why: str) -> None:
    who = _name(session, page)
    text = f"Paging {who} by {page.contact}: {why} There is no other contact to use."
    data = {"flag": "no other contact", "page": page.id}
    record(session, incident, EventKind.FLAG, text, ENGINE, now, data=data)


def _name(session: Session, page: Page) -> str:
    if page.person_id is None:
        return "the channel"
    person = session.get_one(Person, page.person_id)
    return person.full_name or person.name
