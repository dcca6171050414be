"""What goes to channels, subscribers and webhooks: the same discipline as for notices, one try
after the other, and what fails is tried again for a while."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Fault, Refused
from app.notify.link import CONFIRM, LEAVE, subscriber_link
from app.notify.outward import call
from app.notify.send import SENT, Outcome
from app.notify.sender import to_subscriber
from app.notify.voice import Voice
from app.operations import claim as claims
from app.operations.claim import LAPSED, due, end, fenced, overdue
from app.operations.sample import marked
from app.operations.status_sender import sender_in
from app.queries.language import voice_in
from app.queries.status_spec import page_spec
from app.queries.status_update import why_inside
from app.store import Store
from app.vault import SUBSCRIBER, Locked
from models.incident import Incident
from models.kinds import PageState, Urgency
from models.kinds_status import DispatchKind, SubscriberKind
from models.status import Dispatch, Subscriber

log = logging.getLogger(__name__)

AGAIN = (10, 40, 120, 600, 3600)  # seconds after each failure; then it is given up
INSIDE = "inside+"  # before the address of a webhook that may be within the house
GONE = "Whom it was for is not told any more."
NO_SENDER = "No mail can be sent yet: name an address to send from (`watchbill status sender`)."
SUBJECT = 300  # characters


@dataclass(frozen=True, slots=True)
class Sending:
    """One claimed try."""

    dispatch: int
    fence: int
    kind: DispatchKind
    subject: str
    body: str = field(repr=False)
    data: Mapping[str, Any] = field(repr=False)
    address: str = field(repr=False)
    subscriber: int | None = None
    hook: bool = False
    base: str = ""
    problem: str = ""
    nowhere: bool = False
    urgency: Urgency = Urgency.LOW
    voice: Voice = field(default_factory=Voice)

    @property
    def name(self) -> str:
        """For logs and threads."""
        return f"dispatch {self.dispatch}"

    def still(self, store: Store) -> "Sending | None":
        """None when the claim was lost, or who it is for has left meanwhile."""
        with store.read() as session:
            row = session.get(Dispatch, self.dispatch)
            ours = row is not None and row.fence == self.fence and row.state is PageState.SENDING
        return self if ours else None

    def words(self, store: Store, url: str) -> tuple[str, str]:
        """Subject and body; a subscriber's with the links that only they have."""
        if self.subscriber is None:
            return self.subject, self.body
        base = self.base or url
        what = CONFIRM if self.kind is DispatchKind.CONFIRM else LEAVE
        where = subscriber_link(store.vault, base, self.subscriber, what)
        if what is CONFIRM:
            return self.subject, f"{self.body}\n{where}"
        no_more = self.voice.say("No more of these: %1", where)
        return self.subject, f"{self.body}\n\n{no_more}" if where else self.body

    def leave(self, store: Store, url: str) -> Outcome | None:
        """Sends it where Apprise is of no use; None where it is."""
        if not self.hook:
            return None
        inside = self.address.startswith(INSIDE)
        told = {"content-type": "application/json"}
        try:
            answer = call("POST", self.address.removeprefix(INSIDE), headers=told,
                          body=json.dumps(self.data), inside=inside)  # fmt: skip
        except Fault as fault:
            return Outcome(PageState.FAILED, str(fault), again=not isinstance(fault, Refused))
        if answer.status < 400:
            return SENT
        gone = answer.status in (404, 410)
        return Outcome(PageState.FAILED, f"It answered {answer.status}.", again=not gone)

    def finish(self, store: Store, outcome: Outcome) -> bool:
        """Notes what became of it."""
        return finish(store, self, outcome)


def plan(
    session: Session,
    kind: DispatchKind,
    key: str,
    subject: str,
    body: str,
    now: datetime,
    *,
    channel: int | None = None,
    subscriber: int | None = None,
    incident: int | None = None,
    data: Mapping[str, Any] | None = None,
    due_at: datetime | None = None,
) -> bool:
    """Plans a message, due now or at `due_at`; False when one with the same key was planned."""
    if session.scalar(select(Dispatch.id).where(Dispatch.key == key)):
        return False
    session.add(
        Dispatch(
            kind=kind, key=key, subject=subject[:SUBJECT], body=body, created_at=now,
            due_at=due_at or now,
            channel_id=channel, subscriber_id=subscriber, incident_id=incident,
            data=dict(data or {}),
        )
    )  # fmt: skip
    return True


def claim(store: Store, engine: str, limit: int) -> list[Sending]:
    """Takes due ones, at most so many; nobody else gets them until the claim lapses."""
    with store.write() as session:
        now = store.now()
        asked = (
            select(Dispatch)
            .where(due(Dispatch, claims.ready(store, now)))
            .order_by(Dispatch.due_at, Dispatch.id)
            .limit(limit)
            .with_for_update(key_share=True, skip_locked=True)
        )
        rows = [row for row in session.scalars(asked) if not _kept_inside(session, row)]
        return [_claimed(store, session, row, engine, now) for row in rows]


def finish(store: Store, sending: Sending, outcome: Outcome) -> bool:
    """Notes what became of a try. False when the claim was lost."""
    with store.write() as session:
        row = fenced(session, Dispatch, sending.dispatch, sending.fence)
        if row is None:
            log.info("%s: outcome %s came too late", sending.name, outcome.state)
            return False
        now = store.now()
        end(row, None, outcome, now)
        again = outcome.state is PageState.FAILED and outcome.again and row.tries <= len(AGAIN)
        row.retry_at = now + timedelta(seconds=AGAIN[row.tries - 1]) if again else None
        whose = session.get(Subscriber, row.subscriber_id) if row.subscriber_id else None
        if whose is not None:
            failed = outcome.state is PageState.FAILED
            whose.failed_at = now if failed else None
            whose.failure = outcome.error[:300] if failed else ""
        return True


def lapse(store: Store) -> int:
    """Gives up on tries whose engine said nothing until the claim ended: they may have arrived.
    Returns how many."""
    with store.write() as session:
        now = store.now()
        asked = select(Dispatch).where(overdue(Dispatch, now))
        found = session.scalars(asked.with_for_update(key_share=True, skip_locked=True)).all()
        for row in found:
            end(row, None, Outcome(PageState.UNKNOWN, LAPSED), now)
            row.fence += 1  # a late answer of the transport must not be believed
        return len(found)


def _kept_inside(session: Session, row: Dispatch) -> bool:
    """Asked once more before it leaves, whatever was written."""
    incident = session.get(Incident, row.incident_id) if row.incident_id else None
    why = why_inside(incident) if incident is not None else ""
    if why:
        row.state, row.retry_at, row.error = PageState.CANCELLED, None, why
        row.fence += 1
    return bool(why)


def _claimed(store: Store, session: Session, row: Dispatch, engine: str, now: datetime) -> Sending:
    claims.taken(row, engine, now)
    session.flush()
    page = page_spec(session)
    sending = Sending(
        dispatch=row.id,
        fence=row.fence,
        kind=row.kind,
        subject=row.subject,
        body=row.body,
        data=row.data,
        address="",
        subscriber=row.subscriber_id,
        base=page.url if page else "",
        nowhere=marked(session),
        voice=voice_in(session),
    )
    if row.channel_id is not None:
        address, problem = claims.opened(store, session, None, row.channel_id)
        return replace(sending, address=address, problem=problem)
    return _outside(store, session, row, sending)


def _outside(store: Store, session: Session, row: Dispatch, sending: Sending) -> Sending:
    whose = session.get(Subscriber, row.subscriber_id) if row.subscriber_id else None
    if whose is None:
        return replace(sending, problem=GONE)
    try:
        address = store.vault.open(whose.address, SUBSCRIBER)
        if whose.kind is SubscriberKind.WEBHOOK:
            return replace(sending, address=address, hook=True)
        sender = sender_in(store, session)
    except Locked as fault:
        return replace(sending, problem=str(fault))
    if not sender:
        return replace(sending, problem=NO_SENDER)
    return replace(sending, address=to_subscriber(sender, address))
