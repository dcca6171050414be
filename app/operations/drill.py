"""Drills: begun by somebody, played step by step by the engines, and ended."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.actor import ENGINE, Actor
from app.domain.drill import Script, Step
from app.errors import Conflict, Refused
from app.operations import audit
from app.operations.incident import Declaration, declare_in, resolve
from app.operations.incident_field import existing
from app.operations.timeline import held, record
from app.store import Store
from models.drill import Drill, DrillStep
from models.incident import OPEN, Incident
from models.kinds import EventKind
from models.service import Service

OVER = "The drill is over."


def start(store: Store, script: Script, service: int | None, by: Actor) -> int:
    """Begins now; returns its number. One at a time. Raises Refused."""
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
        audit.record(session, by, "drill started", script.name, now)
        return row.id


def play(store: Store) -> int:
    """Does the steps that are due; returns how many. Each is done once, by whichever engine."""
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
            _do(store, session, row)
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
        audit.record(session, by, "drill ended", row.name, row.ended_at)
        opened = [step.incident_id for step in row.steps if step.incident_id]
        left = session.scalars(select(Incident.id).where(Incident.id.in_(opened), OPEN)).all()
    for number in left:
        try:
            resolve(store, number, by, OVER)
        except (Refused, Conflict):
            continue  # somebody ended it in this moment
    return True


def _do(store: Store, session: Session, row: DrillStep) -> None:
    step, drill = Step.of(row.said), session.get_one(Drill, row.drill_id)
    if step.title:
        said = Declaration(
            title=step.title,
            description=step.text,
            severity=step.severity,
            urgency=step.urgency,
            service=drill.service_id,
            drill=True,
        )
        row.incident_id = declare_in(session, said, ENGINE, store.now())
        return
    before = [each.incident_id for each in drill.steps if each.incident_id]
    if before:
        row.incident_id = before[-1]
        incident = held(session, before[-1])
        record(session, incident, EventKind.NOTE, f"Drill: {step.note}", ENGINE, store.now())
