"""Drills: begun by somebody, played step by step by the engines, and ended. What a script says
comes in as signals and goes the way of all signals: alert, incident, policy, pages."""

import json

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.drill import Script, Step, signal_of
from app.domain.entry import DRILL_OVER
from app.errors import Conflict, Refused
from app.operations import audit
from app.operations.incident import resolve
from app.operations.incident_field import existing
from app.operations.integration import made_key
from app.operations.signal import Received, take_in, wait_for
from app.queries.language import voice_in
from app.store import Store
from app.vault import INTEGRATION
from models.alert import DRILL, PENDING, UNRESOLVED, Alert, Integration, Signal
from models.drill import Drill, DrillStep
from models.incident import OPEN, Incident
from models.kinds import AlertState, Format
from models.service import Service


def start(store: Store, script: Script, service: int | None, by: Actor) -> int:
    """Begins now; returns its number. One at a time. Raises Refused, Locked without the key."""
    with store.write() as session:
        if session.scalars(select(Drill.id).where(Drill.ended_at.is_(None))).first():
            raise Refused("A drill is running already; end it first.")
        on, now = existing(session, Service, service, "service"), store.now()
        if on is None or on.policy_id is None:
            raise Refused("A drill needs a service with a policy, or nobody is paged.", "service")
        row = Drill(
            name=script.name,
            about=script.about,
            started_by=by.name[:200],
            service_id=on.id,
            started_at=now,
            steps=[
                DrillStep(position=place, due_at=now + step.after, said=step.json())
                for place, step in enumerate(script.steps)
            ],
        )
        session.add(row)
        session.flush()
        _way_in(store, session, row)
        audit.record(session, by, "drill started", script.name, now)
        return row.id


def play(store: Store) -> int:
    """Does the steps that are due; returns how many. Each is done once, by whichever engine: what
    it sends is on disk with the note that it was sent. Raises Locked."""
    with store.write() as session:
        now = store.now()
        asked = (
            select(DrillStep)
            .join(Drill, Drill.id == DrillStep.drill_id)
            .where(DrillStep.done_at.is_(None), DrillStep.due_at <= now, Drill.ended_at.is_(None))
            .order_by(DrillStep.due_at, DrillStep.position)
            .limit(10)
            .with_for_update(of=DrillStep, skip_locked=True)
        )
        steps = session.scalars(asked).all()
        for row in steps:
            row.done_at = now
            _send(store, session, row)
        return len(steps)


def stop(store: Store, ident: int, by: Actor) -> bool:
    """Ends it: nothing more happens, and what is open of it is resolved. False when it was over.
    Raises Refused when there is none of this number."""
    with store.write() as session:
        row = session.get(Drill, ident, with_for_update=True)
        if row is None:
            raise Refused(f"There is no drill {ident}.")
        if row.ended_at is not None:
            return False
        row.ended_at = store.now()
        for step in row.steps:
            step.done_at = step.done_at or row.ended_at
        _silence(store, session, row)
        audit.record(session, by, "drill ended", row.name, row.ended_at)
        opened = [step.incident_id for step in row.steps if step.incident_id]
        left = session.scalars(select(Incident.id).where(Incident.id.in_(opened), OPEN)).all()
    for number in left:
        try:
            resolve(store, number, by, DRILL_OVER)
        except (Refused, Conflict):
            continue  # somebody ended it in this moment
    return True


def _send(store: Store, session: Session, row: DrillStep) -> None:
    """What the step says comes in as if a sender had sent it; the engines read it like any other,
    and an alert's incident is noted in the step that sent it."""
    drill = session.get_one(Drill, row.drill_id)
    sent = [Step.of(each.said) for each in drill.steps if each.done_at is not None]
    step, about = Step.of(row.said), [each.title for each in sent if each.title]
    if step.note and not about:
        return
    signal = signal_of(step, about[-1] if about else "", voice_in(session).say)
    body = json.dumps({"drill": drill.name, **row.said}, ensure_ascii=False).encode()
    way = _way_in(store, session, drill)
    take_in(session, [Received(way.id, [signal], body, "application/json", store.now())])


def _way_in(store: Store, session: Session, drill: Drill) -> Integration:
    """The drill's own integration, which no key opens. Raises Locked."""
    nothing = f"{DRILL}{drill.id}"
    found = session.scalar(select(Integration).where(Integration.key_hash == nothing))
    if found is None:
        found = Integration(
            name=nothing,
            format=Format.GENERIC,
            service_id=drill.service_id,
            key_hash=nothing,
            key=store.vault.seal(made_key(), INTEGRATION),
            active=False,
        )
        session.add(found)
        session.flush()
    return found


def _silence(store: Store, session: Session, drill: Drill) -> None:
    """What was sent and not read yet is dropped, and the alerts are over."""
    way = _way_in(store, session, drill)
    wait_for(session, way.id)
    unread = update(Signal).where(Signal.integration_id == way.id, PENDING)
    session.execute(unread.values(state="dropped", note=DRILL_OVER))
    asked = select(Alert).where(Alert.integration_id == way.id, UNRESOLVED)
    for alert in session.scalars(asked):
        alert.state, alert.resolved_at = AlertState.RESOLVED, store.now()
