"""What became of those who were asked to help: they came, said no, did not answer, could not be
reached, or are needed no more."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.actor import ENGINE, Actor
from app.operations.page import ASKED, call_off
from app.operations.timeline import record
from models.incident import Incident
from models.kinds import EventKind, PageState
from models.kinds_together import ResponderState
from models.page import Page
from models.people import Person
from models.together import Responder

UNSENT = (PageState.FAILED, PageState.CANCELLED)


def engaged(session: Session, incident: Incident, by: Actor, now: datetime) -> bool:
    """Whoever acknowledges and was asked to help, helps; whether that is so. The caller holds the
    incident."""
    rows = _asked(session, incident, by.person) if by.person is not None else ()
    for each in rows:
        become(session, incident, each, ResponderState.ENGAGED, by, now)
    return bool(rows)


def called_off(session: Session, incident: Incident) -> None:
    """The incident is over: nobody need come any more. Quietly, for its end says it."""
    for each in _asked(session, incident):
        each.state = ResponderState.CALLED_OFF


def become(
    session: Session,
    incident: Incident,
    row: Responder,
    state: ResponderState,
    by: Actor,
    now: datetime,
    why: str = "",
) -> None:
    """Writes it down, and stops calling whoever has answered."""
    row.state = state
    if by is not ENGINE:
        row.answered_at = now
    if state is not ResponderState.NO_ANSWER:
        for page in _pages(session, row):
            call_off(page)
    text = _told(state, name(session, row.person_id), why)
    data = {"responder": row.id, "person": row.person_id, "state": state.value}
    record(session, incident, EventKind.RESPONDER, text, by, now, data=data)


def unreached(session: Session, row: Responder) -> bool:
    """Whether every page to them failed and none will be tried again."""
    pages = list(_pages(session, row))
    tried = [each for each in pages if each.state is PageState.FAILED]
    waits = [each for each in pages if each.state not in UNSENT or each.retry_at is not None]
    return bool(tried) and not waits


def _told(state: ResponderState, who: str, why: str) -> str:
    """What the timeline says of it."""
    if state is ResponderState.DECLINED and why:
        return f"{who} cannot help: {why}"
    return {
        ResponderState.ENGAGED: f"{who} comes to help",
        ResponderState.DECLINED: f"{who} cannot help",
        ResponderState.NO_ANSWER: f"{who} did not answer the call for help",
        ResponderState.FAILED: f"{who} could not be reached: every contact failed",
        ResponderState.CALLED_OFF: f"{who} is needed no more",
    }[state]


def name(session: Session, person: int) -> str:
    """As people say it."""
    found = session.get_one(Person, person)
    return found.full_name or found.name


def _asked(session: Session, incident: Incident, person: int | None = None) -> Iterable[Responder]:
    asked = select(Responder).where(
        Responder.incident_id == incident.id, Responder.state.in_(ASKED)
    )
    if person is not None:
        asked = asked.where(Responder.person_id == person)
    return session.scalars(asked.order_by(Responder.id)).all()


def _pages(session: Session, row: Responder) -> Iterable[Page]:
    asked = select(Page).where(Page.incident_id == row.incident_id, Page.responder_id == row.id)
    return session.scalars(asked.order_by(Page.id).with_for_update(key_share=True))
