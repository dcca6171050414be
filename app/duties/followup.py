"""Reminds owners of what is due: a row's own time says when, one notice each time, and the next
time is set in the same transaction, so any number of engines may do this."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.followup import overdue
from app.operations.notice import tell
from app.operations.patience import patient
from app.operations.task import plan, task_held, zone_of
from app.queries.language import voice_in
from app.store import Store
from models.incident import Assignment, Incident, Task
from models.kinds import NoticeKind, Role
from models.kinds_learn import TaskKind

MOST = 50  # at a time


def work(store: Store) -> int:
    """Does what is due; returns how much."""
    with store.read() as session:
        asked = select(Task.id).where(Task.remind_at <= store.now()).order_by(Task.remind_at)
        due = session.scalars(asked.limit(MOST)).all()
    return sum(_remind(store, each) for each in due)


@patient
def _remind(store: Store, ident: int) -> int:
    with store.write() as session:
        row, incident = task_held(session, ident)
        now, at = store.now(), row.remind_at
        if at is None or at > now:
            return 0
        plan(session, row, now)
        who = None if row.state.over or incident.drill else _whom(session, incident, row)
        if who is not None:
            subject, body = _words(session, incident, row, now)
            key = f"task:{row.id}:{at:%Y%m%dT%H%M%S}"
            tell(session, who, NoticeKind.TASK, subject, body, now, key=key,
                 incident_id=incident.id)  # fmt: skip
        return 1


def _whom(session: Session, incident: Incident, row: Task) -> int | None:
    """Its owner; else whoever had command, or the incident."""
    if row.owner_id is not None:
        return row.owner_id
    asked = select(Assignment.person_id).where(
        Assignment.incident_id == incident.id, Assignment.role == Role.COMMANDER
    )
    return session.scalar(asked.order_by(Assignment.id.desc()).limit(1)) or incident.owner_id


def _words(session: Session, incident: Incident, row: Task, now: datetime) -> tuple[str, str]:
    assert row.due_at is not None
    late = overdue(row.state, row.due_at, now)
    zone = zone_of(session, row)
    voice, there, task = voice_in(session), row.due_at.astimezone(zone), row.kind is TaskKind.TASK
    due = f"{there:%H:%M}" if task else voice.near(there)
    subject = voice.say("Overdue %1: %2" if late and not task else "Due %1: %2", due, row.title)
    body = voice.say(
        "Task of #%1 “%2”, due %3." if task else "Follow-up of #%1 “%2”, due %3.",
        incident.id, incident.title, due,
    )  # fmt: skip
    if row.owner_id is not None:
        return subject, body
    return subject, f"{body} {voice.say('It has no owner yet: give it to somebody.')}"
