"""Delivering pages: those that are due by one contact within a minute leave in one message. A
contact that fails, or of which nobody knows, is followed by the person's next."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from app.domain.escalation import PAGING
from app.notify import template
from app.notify.link import channel_link, link
from app.notify.send import Outcome
from app.notify.template import Notice
from app.operations import claim as claims
from app.operations.bundle import Line, lines
from app.operations.claim import AGAIN, CLAIM, GONE, LAPSED, end, fenced, overdue
from app.operations.page import ASKED, hand_on, still_asked
from app.operations.sample import marked
from app.operations.timeline import held
from app.queries.notice import Desk
from app.queries.notice import line as words
from app.store import Store
from models.incident import OPEN, Escalation, Incident
from models.kinds import PageState, Urgency
from models.page import Attempt, Page
from models.together import Responder

__all__ = ["CLAIM", "GONE", "Delivery", "Part", "claim", "finish", "lapse", "wanted"]

log = logging.getLogger(__name__)

AT_ONCE = 50  # pages noted in one transaction, so that a storm's bundle holds up nobody for long
ANSWERED = Outcome(PageState.CANCELLED, "It was answered before it was sent.")


@dataclass(frozen=True, slots=True)
class Part:
    """One claimed page of a message. `words` tell of it in a line."""

    page: int
    attempt: int
    fence: int
    incident: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One claimed try: one message, mostly of one page. `notice` is the first part's. `problem`
    says why it cannot even be tried; then there is no address. `nowhere`: the people are made up,
    and nothing may leave."""

    parts: tuple[Part, ...]
    person: int | None
    contact: int | None
    notice: Notice = field(repr=False)
    address: str = field(repr=False)
    problem: str = ""
    nowhere: bool = False

    @property
    def page(self) -> int:
        """The page at the head."""
        return self.parts[0].page

    @property
    def attempt(self) -> int:
        """The head's."""
        return self.parts[0].attempt

    @property
    def name(self) -> str:
        """For logs and threads."""
        more = f" and {len(self.parts) - 1} more" if self.parts[1:] else ""
        return f"page {self.page}{more}"

    @property
    def urgency(self) -> Urgency:
        """The head's, which is the highest."""
        return self.notice.urgency

    def still(self, store: Store) -> "Delivery | None":
        """What of it is wanted; None: nothing any more."""
        return still(store, self)

    def words(self, store: Store, url: str) -> tuple[str, str]:
        """Subject and body; the link of a channel's message asks who acts."""
        own = self.person is not None
        where = (link if own else channel_link)(store.vault, url, self.page)
        more = [part.words for part in self.parts[1:]]
        said = template.body(self.notice, where, more, own=own)
        return template.subject(self.notice, len(more)), said

    def finish(self, store: Store, outcome: Outcome) -> bool:
        """Notes what became of it."""
        return finish(store, self, outcome)


def claim(store: Store, engine: str, limit: int) -> list[Delivery]:
    """Takes due pages, at most so many messages; nobody else gets them until the claim lapses."""
    with store.write() as session:
        now = store.now()
        desk = Desk(session, now)
        found = lines(session, claims.ready(store, now), now, limit)
        return [_claimed(store, session, line, engine, desk) for line in found]


def wanted(store: Store, delivery: Delivery) -> bool:
    """Whether any of it is still ours to send, and nobody has answered meanwhile."""
    return bool(_wanted(store, delivery))


def still(store: Store, delivery: Delivery) -> Delivery | None:
    """What nobody has answered meanwhile: asked just before it leaves. What was answered is noted
    so, and the rest goes without it."""
    left = _wanted(store, delivery)
    if len(left) == len(delivery.parts):
        return delivery
    kept = tuple(part for part in delivery.parts if part.page in left)
    if not kept:
        return None
    gone = tuple(part for part in delivery.parts if part.page not in left)
    finish(store, replace(delivery, parts=gone), ANSWERED)
    with store.read() as session:
        notice = Desk(session, store.now()).notice(session.get_one(Page, kept[0].page))
    return replace(delivery, parts=kept, notice=notice)


def finish(store: Store, delivery: Delivery, outcome: Outcome) -> bool:
    """Notes what became of a try, and hands a first failure on. False when the claim was lost:
    then somebody else has noted it."""
    noted = [_finish(store, some, outcome) for some in _some(delivery.parts)]
    if any(noted) and outcome.state in (PageState.FAILED, PageState.UNKNOWN):
        _tell_of_contact(store, delivery, outcome)
    return any(noted)


def lapse(store: Store) -> int:
    """Gives up on tries whose engine said nothing until the claim ended: nobody knows what became
    of them, so the next contact is used. Returns how many."""
    with store.read() as session:
        asked = select(Page.id, Page.incident_id, Page.contact_id)
        found = session.execute(asked.where(overdue(Page, store.now()))).all()
    lapsed = [each for each in found if _lapsed(store, each.id, each.incident_id)]
    if contacts := {each.contact_id for each in lapsed if each.contact_id}:
        with store.write() as session:
            claims.unused(session, contacts)
    return len(lapsed)


def _claimed(store: Store, session: Session, line: Line, engine: str, desk: Desk) -> Delivery:
    head = line.pages[0]
    address, problem = claims.opened(store, session, head.contact_id, head.channel_id)
    return Delivery(
        parts=_parts(session, line, engine, desk),
        person=head.person_id,
        contact=head.contact_id,
        notice=desk.notice(head),
        address=address,
        problem=problem,
        nowhere=marked(session),
    )


def _parts(session: Session, line: Line, engine: str, desk: Desk) -> tuple[Part, ...]:
    head = line.pages[0].id if line.pages[1:] else None
    tries = []
    for page in line.pages:
        claims.taken(page, engine, desk.now)
        page.bundle_id = head
        tries.append(
            Attempt(page_id=page.id, number=page.tries, engine=engine, started_at=desk.now)
        )
    session.add_all(tries)
    session.flush()
    return tuple(
        Part(page.id, tried.id, page.fence, page.incident_id, words(incident, desk.voice))
        for page, tried, incident in zip(line.pages, tries, line.incidents, strict=True)
    )


def _wanted(store: Store, delivery: Delivery) -> set[int]:
    fences = {part.page: part.fence for part in delivery.parts}
    asked = (
        select(Page.id, Page.fence, Page.responder_id, Escalation.answered)
        .join(Incident, Incident.id == Page.incident_id)
        .outerjoin(Escalation, Page.incident_id == Escalation.incident_id)
        .outerjoin(Responder, Responder.id == Page.responder_id)
        .where(Page.id.in_(fences), Page.state == PageState.SENDING, OPEN)
        .where(or_(Responder.state.in_(ASKED), _of_policy()))
    )
    with store.read() as session:
        rows = session.execute(asked).all()
    return {
        page
        for page, fence, helper, answered in rows
        if fences[page] == fence and (helper or delivery.person not in answered)
    }


def _of_policy() -> ColumnElement[bool]:
    return and_(Page.responder_id.is_(None), Escalation.state.in_(PAGING))


def _some(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """In one order for all, whoever notes."""
    ordered = sorted(parts, key=lambda part: part.incident)
    return (ordered[at : at + AT_ONCE] for at in range(0, len(ordered), AT_ONCE))


def _finish(store: Store, parts: Sequence[Part], outcome: Outcome) -> bool:
    with store.write() as session:
        sent = outcome.state is PageState.SENT
        # Incidents before pages, as whoever answers does.
        incidents = {} if sent else {each.incident: held(session, each.incident) for each in parts}
        return sum(_note(store, session, part, incidents, outcome) for part in parts) > 0


def _note(
    store: Store,
    session: Session,
    part: Part,
    incidents: dict[int, Incident],
    outcome: Outcome,
) -> bool:
    page = fenced(session, Page, part.page, part.fence)
    if page is None:
        log.info("page %s: outcome %s came too late", part.page, outcome.state)
        return False
    now = store.now()
    end(page, session.get(Attempt, part.attempt), outcome, now)
    if outcome.state is PageState.CANCELLED:
        page.bundle_id = None
    elif outcome.state is PageState.FAILED:
        _failed(session, incidents[part.incident], page, outcome, store)
    elif outcome.state is PageState.UNKNOWN:
        page.fence += 1  # a late answer of the transport must not be believed
        hand_on(session, incidents[part.incident], page, now, outcome.error)
    return True


def _failed(
    session: Session, incident: Incident, page: Page, outcome: Outcome, store: Store
) -> None:
    now = store.now()
    if page.tries <= len(AGAIN) and outcome.again and still_asked(session, incident, page):
        page.retry_at = now + AGAIN[page.tries - 1]
    if page.tries == 1:
        hand_on(session, incident, page, now, f"it failed ({outcome.error.rstrip('.')}).")


def _tell_of_contact(store: Store, delivery: Delivery, outcome: Outcome) -> None:
    """That nothing came of it: the next message need not wait. In a transaction by itself, for
    whoever edits the person holds the contact and waits for its pages."""
    if delivery.contact is None:
        return
    with store.write() as session:
        claims.unused(session, [delivery.contact])
        if outcome.state is PageState.FAILED:
            claims.failed(session, delivery.contact, outcome.error, store.now())


def _lapsed(store: Store, ident: int, number: int) -> bool:
    with store.write() as session:
        incident, now = held(session, number), store.now()
        asked = select(Page).where(Page.id == ident, overdue(Page, now)).with_for_update()
        page = session.scalars(asked).first()
        if page is None:
            return False
        last = select(Attempt).where(Attempt.page_id == ident).order_by(Attempt.id.desc()).limit(1)
        page.fence += 1
        end(page, session.scalars(last).first(), Outcome(PageState.UNKNOWN, LAPSED), now)
        hand_on(session, incident, page, now, LAPSED)
        return True
