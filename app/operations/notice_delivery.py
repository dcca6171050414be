"""Delivering notices: the same discipline as for pages, but they come after them, and what fails is
tried by the person's next contact within the same notice."""

import logging
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.privacy import ASIDE, TITLE
from app.notify.catalogue import said_in
from app.notify.link import proof
from app.notify.send import Outcome
from app.notify.voice import Voice
from app.operations import claim as claims
from app.operations.bundle import paced
from app.operations.claim import AGAIN, LAPSED, due, end, fenced, overdue
from app.operations.sample import marked
from app.queries.language import language_in, voice_in
from app.store import Store
from models.incident import Incident
from models.kinds import NoticeKind, PageState, Urgency
from models.notice import Message, MessageAttempt
from models.people import Contact, Person, Rule

log = logging.getLogger(__name__)

ROUNDS = len(AGAIN) + 1  # times each contact is tried
LEFT = "This person has left."
NONE = "This person has no contact."
CONTACT_GONE = "The contact it was for was removed."


@dataclass(frozen=True, slots=True)
class NoticeDelivery:
    """One claimed try of a notice."""

    message: int
    attempt: int
    fence: int
    contact: int
    kind: NoticeKind
    subject: str
    body: str = field(repr=False)
    address: str = field(repr=False)
    problem: str = ""
    nowhere: bool = False
    urgency: Urgency = Urgency.LOW
    voice: Voice = field(default_factory=Voice)

    @property
    def name(self) -> str:
        """For logs and threads."""
        return f"notice {self.message}"

    def still(self, store: Store) -> "NoticeDelivery | None":
        """None when the claim was lost, or the person has left meanwhile."""
        asked = (
            select(Message.id)
            .join(Person, Person.id == Message.person_id)
            .where(Message.id == self.message, Message.fence == self.fence, Person.active)
            .where(Message.state == PageState.SENDING)
        )
        with store.read() as session:
            return self if session.scalar(asked) else None

    def words(self, store: Store, url: str) -> tuple[str, str]:
        """Subject and body; a test carries a link that proves that it came."""
        where = proof(store.vault, url, self.message) if self.kind is NoticeKind.TEST else ""
        say = self.voice.say("Say that it arrived: %1", where)
        return self.subject, f"{self.body}\n{say}" if where else self.body

    def finish(self, store: Store, outcome: Outcome) -> bool:
        """Notes what became of it."""
        return finish(store, self, outcome)


def claim(store: Store, engine: str, limit: int) -> list[NoticeDelivery]:
    """Takes due notices, at most so many; nobody else gets them until the claim lapses."""
    with store.write() as session:
        now = store.now()
        asked = (
            select(Message)
            .where(due(Message, claims.ready(store, now)))
            .order_by(Message.due_at, Message.id)
            .limit(limit)
            .with_for_update(key_share=True, skip_locked=True)
        )
        found = [_claimed(store, session, each, engine, now) for each in session.scalars(asked)]
        return [each for each in found if each is not None]


def finish(store: Store, delivery: NoticeDelivery, outcome: Outcome) -> bool:
    """Notes what became of a try; what failed is due again. False when the claim was lost."""
    with store.write() as session:
        row = fenced(session, Message, delivery.message, delivery.fence)
        if row is None:
            log.info("%s: outcome %s came too late", delivery.name, outcome.state)
            return False
        now = store.now()
        end(row, session.get(MessageAttempt, delivery.attempt), outcome, now)
        _go_on(session, row, outcome, now)
    if outcome.state is PageState.FAILED:
        with store.write() as session:
            claims.failed(session, delivery.contact, outcome.error, store.now())
    return True


def lapse(store: Store) -> int:
    """Gives up on tries whose engine said nothing until the claim ended. Returns how many."""
    with store.write() as session:
        now = store.now()
        asked = select(Message).where(overdue(Message, now))
        found = session.scalars(asked.with_for_update(key_share=True, skip_locked=True)).all()
        for row in found:
            outcome = Outcome(PageState.UNKNOWN, LAPSED)
            end(row, _last(session, row), outcome, now)
            _go_on(session, row, outcome, now)
        return len(found)


def _claimed(
    store: Store, session: Session, row: Message, engine: str, now: datetime
) -> NoticeDelivery | None:
    contact, why = _contact(session, row)
    if contact is None:
        end(row, None, Outcome(PageState.CANCELLED, why), now)
        row.retry_at = None
        return None
    if contact.used_at is not None and (until := contact.used_at + paced(session)) > now:
        _hold(row, until)  # pages by this contact come first
        return None
    claims.taken(row, engine, now)
    tried = MessageAttempt(
        message_id=row.id,
        number=row.tries,
        engine=engine,
        started_at=now,
        contact_id=contact.id,
        contact=contact.name,
    )
    session.add(tried)
    session.flush()
    address, problem = claims.opened(store, session, contact.id)
    subject, body = _words(session, row)
    return NoticeDelivery(
        message=row.id,
        attempt=tried.id,
        fence=row.fence,
        contact=contact.id,
        kind=row.kind,
        subject=subject,
        body=body,
        address=address,
        problem=problem,
        nowhere=marked(session),
        voice=voice_in(session),
    )


def _words(session: Session, row: Message) -> tuple[str, str]:
    """As they may be read outside the house."""
    incident = session.get(Incident, row.incident_id) if row.incident_id else None
    if incident is None or not incident.private:
        return row.subject, row.body
    said = said_in(language_in(session))
    return f"#{incident.id} [{incident.severity}] {said(TITLE)}", said(ASIDE)


def _hold(row: Message, until: datetime) -> None:
    if row.state is PageState.DUE:
        row.held_until = until
    else:
        row.retry_at = until


def _contact(session: Session, row: Message) -> tuple[Contact | None, str]:
    """The one it is for, or the one tried least often; None and why there is none."""
    person = session.get_one(Person, row.person_id)
    if not person.active:
        return None, LEFT
    if row.contact_id is not None:
        return session.get_one(Contact, row.contact_id), ""
    if row.kind is NoticeKind.TEST:
        return None, CONTACT_GONE
    contacts, tried = _contacts(session, row.person_id), _tried(session, row)
    return min(contacts, key=lambda each: tried.count(each.id), default=None), NONE


def _contacts(session: Session, person: int) -> list[Contact]:
    """Those of the rules for low urgency first, in their order, then the others."""
    ruled = (
        select(Contact)
        .join(Rule, Rule.contact_id == Contact.id)
        .where(Rule.person_id == person, Rule.urgency == Urgency.LOW)
        .order_by(Rule.after_s, Rule.position)
    )
    every = select(Contact).where(Contact.person_id == person).order_by(Contact.position)
    return list(dict.fromkeys([*session.scalars(ruled), *session.scalars(every)]))


def _tried(session: Session, row: Message) -> list[int | None]:
    asked = select(MessageAttempt.contact_id).where(MessageAttempt.message_id == row.id)
    return list(session.scalars(asked))


def _last(session: Session, row: Message) -> MessageAttempt | None:
    asked = select(MessageAttempt).where(MessageAttempt.message_id == row.id)
    return session.scalars(asked.order_by(MessageAttempt.id.desc()).limit(1)).first()


def _go_on(session: Session, row: Message, outcome: Outcome, now: datetime) -> None:
    """What failed, or nobody knows of, is due again: by the next contact at once, and after a pause
    when all were tried. What may have arrived is not repeated by the same contact."""
    if outcome.state is PageState.UNKNOWN:
        row.fence += 1  # a late answer of the transport must not be believed
    if outcome.state not in (PageState.FAILED, PageState.UNKNOWN):
        return
    tried = _tried(session, row)
    every = _contacts(session, row.person_id) if row.contact_id is None else []
    if any(each.id not in tried for each in every):
        row.retry_at = now
    elif outcome.state is PageState.FAILED:
        rounds = row.tries // max(len(every), 1)
        again = outcome.again and 0 < rounds < ROUNDS
        row.retry_at = now + AGAIN[rounds - 1] if again else None
