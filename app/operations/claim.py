"""The discipline of whatever leaves (pages, notices): a row is claimed and its try written down
before the message goes, and the outcome is noted only by whoever still holds the claim."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, or_, update
from sqlalchemy.orm import Session

from app.notify.send import Outcome
from app.store import Store
from app.vault import CHANNEL, CONTACT, Locked
from models.kinds import PageState
from models.notice import Message, MessageAttempt
from models.outgoing import WAITING
from models.page import Attempt, Page
from models.people import Contact
from models.policy import Channel
from models.status import Dispatch

CLAIM = timedelta(seconds=30)  # an engine that says nothing for so long is taken for dead
AGAIN = (timedelta(seconds=10), timedelta(seconds=40))  # after the first try, after the second
UNLOCKED_FIRST = timedelta(seconds=30)  # engines that have the key go before one that has not
GONE = "this contact was removed."
LAPSED = "the engine ended while it was sending; it may have arrived."
SHOWN = 300  # characters of a failure that are kept with the contact

Row = TypeVar("Row", Page, Message, Dispatch)


def ready(store: Store, now: datetime) -> datetime:
    """Up to when what is due may be taken by this machine."""
    return now - UNLOCKED_FIRST if store.vault.locked else now


def due(table: type[Row], now: datetime) -> ColumnElement[bool]:
    """What is to be sent at once: due and not held back, or to be tried again."""
    held = or_(table.held_until.is_(None), table.held_until <= now)
    first = and_(table.state == PageState.DUE, table.due_at <= now, held)
    return and_(WAITING, or_(first, table.retry_at <= now))


def overdue(table: type[Row], now: datetime) -> ColumnElement[bool]:
    """What somebody claimed, and was not heard of since."""
    return and_(WAITING, table.state == PageState.SENDING, table.claim_until <= now)


def taken(row: Page | Message | Dispatch, engine: str, now: datetime) -> None:
    """Claims a locked row; the caller writes the try down."""
    row.state, row.retry_at, row.held_until = PageState.SENDING, None, None
    row.claimed_by, row.claim_until = engine, now + CLAIM
    row.fence, row.tries = row.fence + 1, row.tries + 1


def fenced(session: Session, table: type[Row], ident: int, fence: int) -> Row | None:
    """The row, locked, while the claim with this fence still holds."""
    row = session.get(table, ident, with_for_update={"key_share": True})
    ours = row is not None and row.fence == fence
    return row if ours and row and row.state is PageState.SENDING else None


def end(
    row: Page | Message | Dispatch,
    tried: Attempt | MessageAttempt | None,
    outcome: Outcome,
    now: datetime,
) -> None:
    """Notes what became of a try."""
    row.state, row.error = outcome.state, outcome.error
    row.claimed_by = row.claim_until = None
    if outcome.state is PageState.SENT:
        row.sent_at = now
    if tried is not None:
        tried.state, tried.error, tried.ended_at = outcome.state, outcome.error, now


def opened(
    store: Store, session: Session, contact: int | None, channel: int | None = None
) -> tuple[str, str]:
    """An address, or why there is none."""
    try:
        if contact is not None:
            row = session.get_one(Contact, contact)
            return store.vault.open(row.address, CONTACT), ""
        if channel is not None:
            room = session.get_one(Channel, channel)
            return store.vault.open(room.address, CHANNEL), ""
    except Locked as fault:
        return "", str(fault)
    return "", GONE


def used(
    session: Session, contact: int | None, channel: int | None, at: datetime, incident: int | None
) -> None:
    """Writes down when pages left, and about which incident if it was one."""
    for table, ident in ((Contact, contact), (Channel, channel)):
        if ident:
            _quietly(session, table, [ident], used_at=at, used_for=incident)


def unused(session: Session, contacts: Iterable[int]) -> None:
    """Nothing came of it: the next message need not wait."""
    _quietly(session, Contact, sorted(contacts), used_at=None, used_for=None)


def failed(session: Session, contact: int | None, why: str, now: datetime) -> None:
    """Writes down that a contact did not work, for the readiness page."""
    if contact is not None:
        _quietly(session, Contact, [contact], failed_at=now, failure=why[:SHOWN])


def _quietly(
    session: Session, table: type[Contact | Channel], idents: Sequence[int], **values: object
) -> None:
    """Past the version, for nobody's edit is in conflict with it, and what people see of a contact
    does not change by it."""
    session.execute(
        update(table).where(table.id.in_(idents)).values(**values),
        execution_options={"synchronize_session": False},
    )
