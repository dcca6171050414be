"""Notes on the timeline what should have been done and was not: a step that nobody took, a page
that nobody sent, a try that nobody finished."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.actor import ENGINE
from app.operations.timeline import held, record
from app.queries.health import LATE, late_pages, late_steps
from app.store import Store
from models.incident import Escalation, Event
from models.kinds import EventKind
from models.page import Page

MOST = 50  # incidents at a time
FLAG = "late"


@dataclass(frozen=True, slots=True)
class Late:
    """Something of an incident that should have been done by `due`."""

    incident: int
    due: datetime
    text: str


def watch(store: Store) -> int:
    """Flags what is late on its incident, each thing once. Returns how many were new."""
    with store.read() as session:
        now = store.now()
        found = [*_steps(session, now), *_pages(session, now)][:MOST]
    return sum(_noted(store, each) for each in found)


def _steps(session: Session, now: datetime) -> Iterator[Late]:
    asked = select(Escalation).where(late_steps(now - LATE)).order_by(Escalation.due_at).limit(MOST)
    for row in session.scalars(asked):
        due = row.due_at or now
        text = f"Paging is late: the step due at {_clock(due)} was not taken in time."
        yield Late(row.incident_id, due, text)


def _pages(session: Session, now: datetime) -> Iterator[Late]:
    asked = select(Page).where(late_pages(now - LATE)).order_by(Page.due_at).limit(MOST)
    for page in session.scalars(asked):
        due = page.retry_at or page.due_at
        text = f"Paging is late: the page by {page.contact} due at {_clock(due)} has not left."
        yield Late(page.incident_id, due, text)


def _noted(store: Store, late: Late) -> bool:
    with store.write() as session:
        incident = held(session, late.incident)
        said = select(Event.id).where(
            Event.incident_id == late.incident,
            Event.kind == EventKind.FLAG,
            Event.text == late.text,
            Event.at >= late.due,
        )
        if session.scalars(said.limit(1)).first() is not None:
            return False
        data = {"flag": FLAG}
        record(session, incident, EventKind.FLAG, late.text, ENGINE, store.now(), data=data)
        return True


def lateness(due: datetime, now: datetime) -> str:
    """What the timeline says when a step is taken that long after it was due; empty in time."""
    if now - due < LATE:
        return ""
    minutes = int((now - due).total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    span = f"{hours} h {rest} min" if hours else f"{minutes} min"
    return f"Paging was late: this step was due at {_clock(due)}, {span} ago. No engine took it."


def _clock(at: datetime) -> str:
    return f"{at:%H:%M:%S} UTC"
