"""What is said outside, by the clock: reminders that an update is due, and maintenance that begins
and ends. Each row is one transaction that looks again once it holds it, so any number of engines
may do this."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.actor import ENGINE
from app.domain.status import UPDATE_DUE, next_reminder
from app.domain.workspace import PageSpec
from app.notify.template import zone_of
from app.operations.maintenance import go_on
from app.operations.notice import tell
from app.operations.patience import patient
from app.operations.timeline import held, record
from app.operations.update_clock import set_clock
from app.queries.language import voice_in
from app.queries.status_spec import page_spec
from app.queries.status_update import lead_of
from app.store import Store
from models.incident import OPEN, Event, Incident
from models.kinds import OPEN_STAGES, EventKind, NoticeKind
from models.status import TO_REMIND, TO_TELL, Maintenance, PublicIncident, UpdateClock

MOST = 50  # at a time


def work(store: Store) -> int:
    """Does what is due; returns how much."""
    with store.read() as session:
        now = store.now()
        clocks = select(UpdateClock.incident_id).where(TO_REMIND, UpdateClock.remind_at <= now)
        late = session.scalars(clocks.order_by(UpdateClock.remind_at).limit(MOST)).all()
        planned = select(Maintenance.id).where(TO_TELL, Maintenance.due_at <= now)
        due = session.scalars(planned.order_by(Maintenance.due_at).limit(MOST)).all()
    return sum(_remind(store, each) for each in late) + sum(go_on(store, each) for each in due)


def keep(store: Store) -> int:
    """Gives open incidents a clock, and one that became better or worse another; returns how
    many."""
    with store.read() as session:
        page = page_spec(session)
        if page is None or not page.updates:
            return 0
        numbers = _unclocked(session, page)
    return sum(_keep(store, each) for each in numbers)


def _unclocked(session: Session, page: PageSpec) -> Sequence[int]:
    severities = [severity for severity, _ in page.updates]
    fresh = (
        select(Incident.id)
        .outerjoin(UpdateClock, UpdateClock.incident_id == Incident.id)
        .where(OPEN, Incident.drill.is_(False))
        .where(
            UpdateClock.incident_id.is_(None) & Incident.severity.in_(severities)
            | (UpdateClock.severity != Incident.severity)
        )
    )
    over = (
        select(PublicIncident.incident_id)
        .join(UpdateClock, UpdateClock.incident_id == PublicIncident.incident_id)
        .join(Incident, Incident.id == PublicIncident.incident_id)
        .where(PublicIncident.resolved_at.is_(None), UpdateClock.over.is_(False))
        .where(Incident.stage.not_in(OPEN_STAGES))
    )
    return [*session.scalars(fresh.limit(MOST)), *session.scalars(over.limit(MOST))]


@patient
def _keep(store: Store, number: int) -> int:
    with store.write() as session:
        incident = held(session, number)
        row = session.get(UpdateClock, number)
        if not incident.stage.open:
            return _say_it_is_over(store, session, incident, row)
        if row is not None and row.severity is incident.severity:
            return 0
        page = page_spec(session) or PageSpec()
        since = row.since if row else incident.created_at
        set_clock(session, incident, page, since)
        return 1


def _say_it_is_over(
    store: Store, session: Session, incident: Incident, row: UpdateClock | None
) -> int:
    """The status page still tells of something that has ended."""
    shown = session.get(PublicIncident, incident.id)
    if row is None or row.over or shown is None or shown.resolved_at is not None:
        return 0
    row.over, row.remind_at, row.due_at = True, None, store.now()
    subject = voice_in(session).say(
        "#%1 has ended; the status page does not say so yet", incident.id
    )
    _tell(session, incident, subject, "over", store.now())
    return 1


@patient
def _remind(store: Store, number: int) -> int:
    with store.write() as session:
        incident, now = held(session, number), store.now()
        row = session.get(UpdateClock, number)
        if row is None or row.remind_at is None or row.remind_at > now:
            return 0
        if not incident.stage.open or row.due_at is None:
            row.remind_at = None
            return 1
        row.reminded += 1
        row.remind_at = next_reminder(row.due_at, now, row.reminded)
        page = page_spec(session) or PageSpec()
        voice, late = voice_in(session), now >= row.due_at
        when = voice.clock(row.due_at, zone_of(page.time_zone), now)
        subject = voice.say(
            "#%1: the next status update was due at %2"
            if late else "#%1: the next status update is due at %2", number, when,
        )  # fmt: skip
        if late and not _flagged(session, incident, row):
            record(session, incident, EventKind.FLAG, UPDATE_DUE, ENGINE, now)
        _tell(session, incident, subject, f"{row.since.timestamp()}:{row.reminded}", now)
        return 1


def _flagged(session: Session, incident: Incident, row: UpdateClock) -> bool:
    asked = select(func.count()).where(
        Event.incident_id == incident.id, Event.kind == EventKind.FLAG,
        Event.text == UPDATE_DUE, Event.at >= row.since,
    )  # fmt: skip
    return bool(session.scalar(asked))


def _tell(session: Session, incident: Incident, subject: str, what: str, now: datetime) -> None:
    who = lead_of(session, incident)
    if who is None:
        return
    how = voice_in(session).say("Write one with `/update`, or say when the next will come.")
    body = f"“{incident.title}”. {how}"
    tell(session, who, NoticeKind.UPDATE_DUE, subject, body, now,
         key=f"update due:{incident.id}:{what}", incident_id=incident.id)  # fmt: skip
