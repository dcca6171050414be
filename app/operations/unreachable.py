"""When nobody of a level can be reached: the next level need not wait for an answer that cannot
come."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.actor import ENGINE
from app.domain.escalation import Position, Standing, onward
from app.domain.policy import Policy
from app.operations import escalation
from app.operations.timeline import record
from models.incident import Incident
from models.kinds import EventKind, PageState
from models.page import Page


def pass_on(session: Session, incident: Incident, page: Page, now: datetime) -> None:
    """After a page failed for good: makes the next level of the round due at once where every page
    of this one has. Never a new round nor the last resort: while a network is away for minutes,
    those must not be used up. The caller holds the incident."""
    row = escalation.locked(session, incident)
    if row is None or row.state != Standing.RUNNING or incident.policy is None:
        return
    here, due = _place(page), Position(row.round, row.level, row.attempt)
    further = onward(Policy.of(incident.policy), here, due)
    if further is None or _hope(session, page):
        return
    row.round, row.level, row.attempt = further.round, further.level, further.attempt
    row.due_at = now
    text = f"Nobody of level {here.level} can be reached: level {further.level} is notified now."
    record(session, incident, EventKind.FLAG, text, ENGINE, now, data={"flag": "unreachable"})


def _place(page: Page) -> Position:
    return Position(page.round, page.level, page.attempt)


def _hope(session: Session, page: Page) -> bool:
    """Whether anything of this notification came through, may have, or is still to be tried."""
    session.flush()
    given_up = (PageState.FAILED, PageState.CANCELLED)
    asked = select(Page.id).where(
        Page.incident_id == page.incident_id,
        Page.round == page.round,
        Page.level == page.level,
        Page.attempt == page.attempt,
        or_(Page.state.not_in(given_up), Page.retry_at.is_not(None)),
    )
    return session.scalars(asked.limit(1)).first() is not None
