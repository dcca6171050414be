"""An engine's turn at tickets: claims those that are due, and notes what the tracker said. A ticket
whose maker went away is not made again by itself: it may be there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.actor import ENGINE
from app.notify.ticket import NAMES, Desk, Fault, Seen
from app.operations.task import move_in
from app.operations.ticket import incident_of, private_behind, shown, why_not_made
from app.operations.timeline import record
from app.operations.tracker import desk_of
from app.store import Store
from app.vault import Locked
from models.incident import Incident, Task
from models.kinds import EventKind
from models.kinds_learn import TaskState, TicketState
from models.session import touch
from models.ticket import Ticket, Tracker

CLAIM = timedelta(seconds=60)
OPEN, CLOSED = timedelta(minutes=5), timedelta(hours=12)  # between looks
OLD = timedelta(days=180)  # a closed one is looked at no more
TRIES = (1, 5, 15, 60, 240)  # minutes between; after that a person has to


@dataclass(frozen=True, slots=True)
class Claimed:
    """A ticket in hand; `key` empty: it is to be made."""

    id: int
    fence: int
    desk: Desk
    inside: bool
    key: str
    etag: str
    title: str
    body: str
    outside: bool = True


def claim(store: Store, most: int) -> list[Claimed]:
    """Those that are due and nobody has in hand."""
    with store.write() as session:
        now = store.now()
        asked = (
            select(Ticket)
            .join(Tracker)
            .where(Ticket.due_at <= now, Tracker.active)
            .where(or_(Ticket.claim_until.is_(None), Ticket.claim_until <= now))
            .where(or_(Tracker.quiet_until.is_(None), Tracker.quiet_until <= now))
            .order_by(Ticket.due_at, Ticket.id)
            .limit(most)
            .with_for_update(skip_locked=True, of=Ticket)
        )
        rows = session.scalars(asked).all()
        found = [_claimed(store, session, row, now) for row in rows]
        return [each for each in found if each is not None]


def note(store: Store, ticket: Claimed, said: Seen | Fault, etag: str = "") -> bool:
    """Writes down what the tracker said; False where the claim was lost."""
    with store.write() as session:
        row = session.get(Ticket, ticket.id)
        incident = incident_of(session, row) if row is not None else None
        row = session.get(Ticket, ticket.id, with_for_update=True, populate_existing=True)
        if row is None or row.fence != ticket.fence:
            return False
        now, row.claim_until = store.now(), None
        if isinstance(said, Fault):
            _fail(row, said, now)
        else:
            _see(row, said, etag, now)
        if incident is not None:
            _tell(session, incident, ticket, row, now)
        for kind, ident in (("task", row.task_id), ("problem", row.problem_id)):
            if ident is not None:
                touch(session, kind, ident)
        return True


def unchanged(store: Store, ticket: Claimed) -> bool:
    """It stands as it did."""
    with store.write() as session:
        row = session.get(Ticket, ticket.id, with_for_update=True)
        if row is None or row.fence != ticket.fence:
            return False
        row.claim_until, row.tries, row.error = None, 0, ""
        row.seen_at, row.due_at = store.now(), _next(row, store.now())
        return True


def lost(store: Store, ticket: Claimed) -> bool:
    """It was asked for, and no answer came."""
    return note(store, ticket, Fault(unsure_of(ticket.desk.name)))


def _claimed(store: Store, session: Session, row: Ticket, now: datetime) -> Claimed | None:
    if row.claim_until is not None and not row.key:
        row.state, row.due_at, row.claim_until = TicketState.UNKNOWN, None, None
        row.error = unsure_of(NAMES[row.tracker.kind])
        return None
    behind = private_behind(session, row)
    if not row.key and (why := why_not_made(behind, row.tracker)):
        row.state, row.due_at, row.error = TicketState.FAILED, None, why
        return None
    try:
        desk = desk_of(store, row.tracker)
    except Locked as fault:
        row.due_at, row.error = now + CLAIM, str(fault)  # another engine may have the key
        return None
    row.claim_until, row.fence = now + CLAIM, row.fence + 1
    return Claimed(
        row.id, row.fence, desk, row.tracker.inside, row.key, row.etag, row.title, row.body,
        outside=bool(row.key) or behind is None or not behind.private,
    )  # fmt: skip


def _tell(
    session: Session, incident: Incident, ticket: Claimed, row: Ticket, now: datetime
) -> None:
    """The timeline says that it is made, or cannot be; what it is about is done when it is."""
    data = {"ticket": row.id, "url": row.url, "task": row.task_id}
    if row.key and not ticket.key:
        text = f"Ticket {shown(row)} in {ticket.desk.name}: {row.title}"
        record(session, incident, EventKind.TASK, text, ENGINE, now, data=data)
    elif row.state in (TicketState.FAILED, TicketState.UNKNOWN):
        text = f"No ticket: {row.error}"
        record(session, incident, EventKind.FLAG, text, ENGINE, now, data=data)
    if row.state is not TicketState.CLOSED or row.task_id is None:
        return
    task = session.get_one(Task, row.task_id)
    if not task.state.over:
        why = f"{shown(row)} is closed in {ticket.desk.name}"
        move_in(session, incident, task, TaskState.DONE, ENGINE, now, why)


def _see(row: Ticket, said: Seen, etag: str, now: datetime) -> None:
    row.key, row.url, row.etag = said.key[:100], said.url[:500], etag[:200]
    row.state = TicketState.OPEN if said.open else TicketState.CLOSED
    row.status, row.assignee = said.status[:100], said.assignee[:200]
    row.title = said.title[:500] or row.title
    row.error, row.tries, row.seen_at = "", 0, now
    row.due_at = _next(row, now)


def _fail(row: Ticket, said: Fault, now: datetime) -> None:
    row.error, row.tries = said.sentence, row.tries + 1
    if said.all:
        row.tracker.quiet_until = said.again
        row.due_at = said.again
    elif said.again is not None and row.tries <= len(TRIES):
        row.due_at = max(said.again, now + timedelta(minutes=TRIES[row.tries - 1]))
    elif row.key:
        row.state = TicketState.GONE if said.gone else row.state
        row.due_at = None if said.gone else now + CLOSED
    else:
        unsure = said.sentence == unsure_of(NAMES[row.tracker.kind])
        row.state = TicketState.UNKNOWN if unsure else TicketState.FAILED
        row.due_at = None


def _next(row: Ticket, now: datetime) -> datetime | None:
    if row.state is TicketState.OPEN:
        return now + OPEN
    return now + CLOSED if now - row.created_at < OLD else None


def unsure_of(tracker: str) -> str:
    """What is said of a ticket whose maker went away."""
    return f"Nobody knows whether {tracker} made it; look there, then link it or try again."
