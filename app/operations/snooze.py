"""Leaves an incident alone until a time, then pages anew whoever should look at it."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.actor import ENGINE, Actor
from app.domain.escalation import Position, Standing
from app.domain.moment import stamp
from app.operations import escalation
from app.operations.asleep import wake_in
from app.operations.incident_answer import acknowledge_in, unacknowledge_in
from app.operations.incident_stage import ask_why, refuse
from app.operations.patience import patient
from app.operations.timeline import held, record
from app.store import Store
from models.incident import Incident
from models.kinds import EventKind
from models.together import Snooze

LONGEST = timedelta(days=30)
MOST = 50  # at a time


@patient
def snooze(store: Store, number: int, until: datetime, by: Actor, why: str = "") -> None:
    """Nobody is paged before `until`; then the policy begins anew, unless it is over by then. Who
    snoozes what nobody has, has it. Raises Refused."""
    with store.write() as session:
        incident, now = held(session, number), store.now()
        refuse(_why_not(incident, until, now), "until")
        ask_why(session, "snooze", by, why)
        if not incident.acknowledged:
            acknowledge_in(session, incident, by, now)
        row = escalation.locked(session, incident)
        if row is not None:
            row.state, row.due_at = Standing.ACKNOWLEDGED, None
        session.merge(Snooze(incident_id=number, until_at=until, actor=by.name[:200]))
        reason = f": {why.strip()}" if why.strip() else ""
        data = {"until": stamp(until)}
        text = f"Snoozed until {until:%Y-%m-%d %H:%M} UTC{reason}"
        record(session, incident, EventKind.SNOOZED, text, by, now, data=data)


@patient
def wake(store: Store, number: int, by: Actor) -> bool:
    """Ends a snooze without paging anybody: somebody looks at it. False when there was none."""
    with store.write() as session:
        incident, now = held(session, number), store.now()
        if not wake_in(session, incident):
            return False
        record(session, incident, EventKind.SNOOZED, "No longer snoozed", by, now)
        return True


def end_due(store: Store) -> int:
    """Pages anew what slept until now; returns how many. Any number of engines may do this."""
    with store.read() as session:
        asked = select(Snooze.incident_id).where(Snooze.until_at <= store.now())
        due = session.scalars(asked.order_by(Snooze.until_at).limit(MOST)).all()
    return sum(_end(store, each) for each in due)


@patient
def _end(store: Store, number: int) -> int:
    with store.write() as session:
        incident, now = held(session, number), store.now()
        row = session.get(Snooze, number)
        if row is None or row.until_at > now:
            return 0
        session.delete(row)
        session.flush()
        if not incident.stage.open:
            return 1
        unacknowledge_in(session, incident, ENGINE, now, "the snooze is over")
        _page_anew(session, incident, now)
        return 1


def _page_anew(session: Session, incident: Incident, now: datetime) -> None:
    """From the first level, by the policy as it was when the incident began."""
    row = escalation.locked(session, incident)
    if row is None or incident.policy is None:
        escalation.begin(session, incident, now)
        return
    begun = (row.level, row.attempt) != (1, 1)
    place = Position(row.round + begun)
    row.state, row.due_at = Standing.RUNNING, now
    row.round, row.level, row.attempt = place.round, place.level, place.attempt
    row.awaited, row.answered = [], []


def _why_not(incident: Incident, until: datetime, now: datetime) -> str | None:
    if not incident.stage.open:
        return f"#{incident.id} is {incident.stage.value}; it is quiet already."
    if until <= now:
        return "This time has passed; say when it should come back."
    if until > now + LONGEST:
        return "An incident sleeps for 30 days at most."
    return None
