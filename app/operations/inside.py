"""Takes back what the outside could still see or be sent of an incident."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.operations.status_version import bump
from models.incident import Incident, Task
from models.kinds import NoticeKind, PageState
from models.kinds_learn import TicketState
from models.notice import Message
from models.status import ComponentSpan, Dispatch, PublicIncident
from models.ticket import Ticket

TAKEN_BACK = "It was taken back before it was sent."


def keep_inside(session: Session, number: int, now: datetime) -> bool:
    """Off the status page with all it did to components, and nothing that waits is sent. False when
    nothing of it was outside. The caller holds the incident."""
    shown = session.get(PublicIncident, number)
    spans = session.scalars(select(ComponentSpan).where(ComponentSpan.incident_id == number)).all()
    for row in (*spans, *([shown] if shown else [])):
        session.delete(row)
    _no_tickets(session, number)
    waiting = select(Dispatch).where(Dispatch.incident_id == number)
    told = select(Message).where(Message.incident_id == number, Message.kind == NoticeKind.UPDATE)
    for row in (*session.scalars(waiting), *session.scalars(told)):
        if row.state is PageState.DUE or row.retry_at is not None:
            row.state, row.retry_at, row.error = PageState.CANCELLED, None, TAKEN_BACK
            row.fence += 1
    if shown is None and not spans:
        return False
    bump(session)
    return True


def _no_tickets(session: Session, number: int) -> None:
    """Those that no engine has in hand yet are not made; of a private incident in a tracker of the
    house they may be."""
    tasks = select(Task.id).where(Task.incident_id == number)
    asked = select(Ticket).where(
        or_(Ticket.incident_id == number, Ticket.task_id.in_(tasks)),
        Ticket.state == TicketState.TO_MAKE, Ticket.claim_until.is_(None),
    )  # fmt: skip
    drill = session.get_one(Incident, number).drill
    for row in session.scalars(asked.with_for_update(of=Ticket)):
        if drill or not row.tracker.inside:
            row.state, row.due_at, row.error = TicketState.FAILED, None, TAKEN_BACK
