"""Where an incident stands: moved on, resolved, declined, closed, reopened."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import incident as rules
from app.domain.actor import Actor
from app.domain.incident_form import wants_reason
from app.errors import Conflict, Refused
from app.operations import escalation
from app.operations.asleep import wake_in
from app.operations.patience import patient
from app.operations.responder_state import called_off
from app.operations.timeline import held, record
from app.queries.incident_form import form_of
from app.store import Store
from models.incident import Event, Incident
from models.kinds import EventKind, Stage

BEGUN = {Stage.TRIAGE, Stage.INVESTIGATING}
MOVES = (EventKind.STAGE, EventKind.RESOLVED, EventKind.REOPENED, EventKind.ACKNOWLEDGED)
ENDING = {Stage.RESOLVED: "Resolved", Stage.DECLINED: "Declined"}


@patient
def move(
    store: Store, number: int, stage: Stage, by: Actor, why: str = "", seen: Stage | None = None
) -> bool:
    """To any open stage, or to closed, resolved or declined; False when it stood there already.
    Raises Refused, or Conflict when it does not stand where it was `seen` (None: wherever)."""
    with store.write() as session:
        incident = held(session, number)
        if seen not in (None, stage):
            _stands(session, incident, seen, by)
        return stand_in(session, incident, stage, by, store.now(), why)


@patient
def accept(store: Store, number: int, by: Actor, why: str = "") -> bool:
    """It is an incident indeed: out of triage. Whoever is paged is paged on until somebody
    acknowledges. False when it was accepted already. Raises Refused."""
    with store.write() as session:
        incident = held(session, number)
        if incident.stage is not Stage.TRIAGE and incident.stage.open:
            return False
        return stand_in(session, incident, Stage.INVESTIGATING, by, store.now(), why)


@patient
def resolve(store: Store, number: int, by: Actor, note: str = "") -> bool:
    """False when it was resolved already; a note is kept all the same. Raises Refused."""
    with store.write() as session:
        return end_in(session, held(session, number), Stage.RESOLVED, by, store.now(), note)


@patient
def decline(store: Store, number: int, by: Actor, reason: str = "") -> bool:
    """It is no incident after all; False when that was said already. Raises Refused."""
    with store.write() as session:
        return end_in(session, held(session, number), Stage.DECLINED, by, store.now(), reason)


@patient
def reopen(
    store: Store, number: int, by: Actor, reason: str = "", seen: Stage | None = None
) -> bool:
    """Back to investigating. A person who reopens it has it, and nobody is paged; for anybody else
    the policy begins anew. False when it is open. Raises Refused, or Conflict as `move` does."""
    with store.write() as session:
        incident, now = held(session, number), store.now()
        if seen is not None:
            _stands(session, incident, seen, by)
        refuse(rules.why_not_reopened(number, incident.stage))
        if incident.stage.open:
            return False
        ask_why(session, "reopen", by, reason)
        before, ended = incident.stage, incident.resolved_at
        incident.acknowledged = by.person is not None
        incident.owner_id = by.person or incident.owner_id
        _stand(incident, Stage.INVESTIGATING, now)
        text = f"Reopened: {reason.strip()}" if reason.strip() else "Reopened"
        data = {"old": before.value, "resolved_at": ended.isoformat() if ended else None}
        record(session, incident, EventKind.REOPENED, text, by, now, data=data)
        if not incident.acknowledged:
            escalation.begin(session, incident, now)
        return True


def stand_in(
    session: Session, incident: Incident, stage: Stage, by: Actor, now: datetime, why: str = ""
) -> bool:
    """`move` within a transaction that holds the incident."""
    if stage in ENDING:
        return end_in(session, incident, stage, by, now, why)
    before = incident.stage
    refuse(rules.why_not_moved(incident.id, before, stage))
    if before is stage:
        return False
    reason = rules.storable(why).strip()
    refuse(rules.why_too_long(reason, "reason"), "why")
    ask_why(session, "stage", by, reason)
    _stand(incident, stage, now)
    text = f"Stage {before.value} → {stage.value}" + (f": {reason}" if reason else "")
    data = {"old": before.value, "new": stage.value} | ({"note": reason} if reason else {})
    record(session, incident, EventKind.STAGE, text, by, now, data=data)
    return True


def end_in(
    session: Session, incident: Incident, stage: Stage, by: Actor, now: datetime, note: str = ""
) -> bool:
    """Resolves or declines within a transaction that holds the incident, and stops its pages."""
    before, said = incident.stage, note.strip()
    refuse(rules.why_too_long(said, "note"), "note")
    refuse(rules.why_not_ended(incident.id, before, stage))
    if not before.open:
        if said:
            record(session, incident, EventKind.NOTE, said, by, now)
        return False
    ask_why(session, "resolve" if stage is Stage.RESOLVED else "decline", by, said)
    _stand(incident, stage, now)
    wake_in(session, incident)
    escalation.ended(session, incident, now)
    called_off(session, incident)
    kind = EventKind.RESOLVED if stage is Stage.RESOLVED else EventKind.STAGE
    text = f"{ENDING[stage]}: {said}" if said else ENDING[stage]
    data = {"old": before.value, "new": stage.value, "note": said}
    record(session, incident, kind, text, by, now, data=data)
    return True


def clocks_of(incident: Incident) -> rules.Clocks:
    """The incident's instants as one value."""
    return rules.Clocks(**{name: getattr(incident, name) for name in rules.CLOCK})


def _stands(session: Session, incident: Incident, seen: Stage | None, by: Actor) -> None:
    """Where it was seen, or where whoever acts put it themselves; that somebody answered is no
    move."""
    if incident.stage is seen or {incident.stage, seen} == BEGUN:
        return
    last = select(Event.actor).where(Event.incident_id == incident.id, Event.kind.in_(MOVES))
    who = session.scalar(last.order_by(Event.id.desc()).limit(1)) or "Somebody"
    if who != by.name:
        raise Conflict(f"{who} changed #{incident.id} meanwhile; it was read again.")


def set_clocks(incident: Incident, clocks: rules.Clocks) -> None:
    """The reverse of `clocks_of`."""
    for name, at in asdict(clocks).items():
        if getattr(incident, name) != at:
            setattr(incident, name, at)


def ask_why(session: Session, what: str, by: Actor, reason: str) -> None:
    """Raises Refused beside "why" where the team wants a reason and there is none."""
    refuse(wants_reason(form_of(session).responding, what, by.source, reason), "why")


def refuse(sentence: str | None, field: str | None = None) -> None:
    """Raises Refused when there is a sentence."""
    if sentence:
        raise Refused(sentence, field)


def _stand(incident: Incident, stage: Stage, now: datetime) -> None:
    set_clocks(incident, rules.after_moving(clocks_of(incident), stage, now))
    incident.stage, incident.changed_at = stage, now
