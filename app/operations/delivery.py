"""Delivering what is due: a page is claimed and its try written down before the message leaves, and
the outcome is noted only by whoever still holds the claim (its fence)."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from app.domain.escalation import PAGING
from app.notify.send import Outcome
from app.notify.template import Notice
from app.operations.page import call_off, hand_on, still_asked
from app.operations.sample import marked
from app.operations.timeline import held
from app.queries.notice import Desk
from app.store import Store
from app.vault import CHANNEL, CONTACT, Locked
from models.incident import OPEN, Escalation, Incident
from models.kinds import PageState
from models.page import WAITING, Attempt, Page
from models.people import Contact
from models.policy import Channel

log = logging.getLogger(__name__)

CLAIM = timedelta(seconds=30)  # an engine that says nothing for so long is taken for dead
AGAIN = (timedelta(seconds=10), timedelta(seconds=40))  # after the first try, after the second
UNLOCKED_FIRST = timedelta(seconds=30)  # engines that have the key go before one that has not
GONE = "this contact was removed."
NEWER = "A newer page by the same contact was due as well; it was sent instead."
LAPSED = "the engine ended while it was sending; it may have arrived."


@dataclass(frozen=True, slots=True)
class Delivery:
    """One claimed try. `problem` says why it cannot even be tried; then there is no address.
    `nowhere`: the people are made up, and nothing may leave."""

    page: int
    attempt: int
    fence: int
    incident: int
    person: int | None
    notice: Notice = field(repr=False)
    address: str = field(repr=False)
    problem: str = ""
    nowhere: bool = False


def claim(store: Store, engine: str, limit: int) -> list[Delivery]:
    """Takes due pages, at most so many; nobody else gets them until the claim lapses."""
    with store.write() as session:
        now = store.now()
        ready = now - UNLOCKED_FIRST if store.vault.locked else now
        pages = session.scalars(_due(ready, limit)).all()
        desk = Desk(session, now)
        return [_claimed(store, session, page, engine, now, desk) for page in _newest(pages)]


def wanted(store: Store, delivery: Delivery) -> bool:
    """Whether it is still ours to send, and nobody has answered meanwhile: asked just before."""
    asked = (
        select(Escalation.answered)
        .join(Page, Page.incident_id == Escalation.incident_id)
        .join(Incident, Incident.id == Escalation.incident_id)
        .where(Page.id == delivery.page, Page.fence == delivery.fence)
        .where(Page.state == PageState.SENDING, Escalation.state.in_(PAGING), OPEN)
    )
    with store.read() as session:
        answered = session.scalars(asked).first()
    return answered is not None and delivery.person not in answered


def finish(store: Store, delivery: Delivery, outcome: Outcome) -> bool:
    """Notes what became of a try, and hands a first failure on. False when the claim was lost:
    then somebody else has noted it."""
    with store.write() as session:
        if outcome.state is not PageState.SENT:
            incident = held(session, delivery.incident)  # before the page, as whoever answers does
        page = _fenced(session, delivery)
        if page is None:
            log.info("page %s: outcome %s came too late", delivery.page, outcome.state)
            return False
        now = store.now()
        _end(session, page, delivery.attempt, outcome, now)
        if outcome.state is PageState.FAILED:
            _failed(session, incident, page, outcome, now)
        elif outcome.state is PageState.UNKNOWN:
            page.fence += 1  # a late answer of the transport must not be believed
            hand_on(session, incident, page, now, outcome.error)
        return True


def lapse(store: Store) -> int:
    """Gives up on tries whose engine said nothing until the claim ended: nobody knows what became
    of them, so the next contact is used. Returns how many."""
    with store.read() as session:
        asked = select(Page.id, Page.incident_id).where(WAITING, _overdue(store.now()))
        found = session.execute(asked).all()
    return sum(_lapsed(store, page, incident) for page, incident in found)


def _due(now: datetime, limit: int) -> Select[Page]:
    first = and_(Page.state == PageState.DUE, Page.due_at <= now)
    again = and_(Page.state == PageState.FAILED, Page.retry_at <= now)
    return (
        select(Page)
        .where(WAITING, or_(first, again))
        .order_by(Page.due_at, Page.id)
        .limit(limit)
        .with_for_update(key_share=True, skip_locked=True)
    )


def _newest(pages: Sequence[Page]) -> list[Page]:
    """One page for each contact of an incident: of several that are due (the program slept), only
    the newest leaves."""
    newest = {(page.incident_id, page.person_id, page.contact): page for page in pages}
    for page in pages:
        if page not in newest.values():
            call_off(page, NEWER)
    return list(newest.values())


def _claimed(
    store: Store, session: Session, page: Page, engine: str, now: datetime, desk: Desk
) -> Delivery:
    page.state, page.retry_at = PageState.SENDING, None
    page.claimed_by, page.claim_until = engine, now + CLAIM
    page.fence, page.tries = page.fence + 1, page.tries + 1
    attempt = Attempt(page_id=page.id, number=page.tries, engine=engine, started_at=now)
    session.add(attempt)
    session.flush()
    address, problem = _address(store, session, page)
    return Delivery(
        page=page.id,
        attempt=attempt.id,
        fence=page.fence,
        incident=page.incident_id,
        person=page.person_id,
        notice=desk.notice(page),
        address=address,
        problem=problem,
        nowhere=marked(session),
    )


def _address(store: Store, session: Session, page: Page) -> tuple[str, str]:
    try:
        if page.contact_id is not None:
            row = session.get_one(Contact, page.contact_id)
            return store.vault.open(row.address, CONTACT), ""
        if page.channel_id is not None:
            room = session.get_one(Channel, page.channel_id)
            return store.vault.open(room.address, CHANNEL), ""
    except Locked as fault:
        return "", str(fault)
    return "", GONE


def _fenced(session: Session, delivery: Delivery) -> Page | None:
    page = session.get(Page, delivery.page, with_for_update={"key_share": True})
    ours = page is not None and page.fence == delivery.fence
    return page if ours and page and page.state is PageState.SENDING else None


def _end(session: Session, page: Page, attempt: int, outcome: Outcome, now: datetime) -> None:
    page.state, page.error = outcome.state, outcome.error
    page.claimed_by = page.claim_until = None
    if outcome.state is PageState.SENT:
        page.sent_at = now
    row = session.get_one(Attempt, attempt)
    row.state, row.error, row.ended_at = outcome.state, outcome.error, now


def _failed(
    session: Session, incident: Incident, page: Page, outcome: Outcome, now: datetime
) -> None:
    if page.tries <= len(AGAIN) and outcome.again and still_asked(session, incident, page):
        page.retry_at = now + AGAIN[page.tries - 1]
    if page.tries == 1:
        hand_on(session, incident, page, now, f"it failed ({outcome.error.rstrip('.')}).")


def _overdue(now: datetime) -> ColumnElement[bool]:
    return and_(Page.state == PageState.SENDING, Page.claim_until <= now)


def _lapsed(store: Store, ident: int, number: int) -> bool:
    with store.write() as session:
        incident, now = held(session, number), store.now()
        asked = select(Page).where(Page.id == ident, _overdue(now)).with_for_update()
        page = session.scalars(asked).first()
        if page is None:
            return False
        last = select(Attempt.id).where(Attempt.page_id == ident).order_by(Attempt.id.desc())
        attempt = session.scalars(last).first() or 0
        page.fence += 1
        _end(session, page, attempt, Outcome(PageState.UNKNOWN, LAPSED), now)
        hand_on(session, incident, page, now, LAPSED)
        return True
