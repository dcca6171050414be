"""Workflows set off and stopped by a person."""

from sqlalchemy import func, select

from app.domain.actor import Actor
from app.domain.workflow import Trigger
from app.errors import Refused
from app.operations.patience import patient
from app.operations.stir import Watched, add_run
from app.operations.timeline import held, record
from app.store import Store
from models.kinds import EventKind, RunState
from models.workflow import Workflow, WorkflowEdition, WorkflowRun


@patient
def start_by_hand(store: Store, workflow: int, number: int, by: Actor) -> int:
    """Sets a workflow off in an incident, also one that is switched off; returns the run's id. Its
    conditions hold for this as well. Raises Refused."""
    with store.write() as session:
        row = session.get(Workflow, workflow)
        if row is None:
            raise Refused("This workflow is not there any more.")
        incident, now = held(session, number), store.now()
        edition = session.scalars(
            select(WorkflowEdition.id).where(
                WorkflowEdition.workflow_id == row.id, WorkflowEdition.number == row.number
            )
        ).one()
        count = session.scalar(select(func.count()).where(WorkflowRun.incident_id == number)) or 0
        key = f"{row.id}:hand {number} {by.name[:40]} {now.timestamp():.6f} {count}"
        what = Watched(row.id, edition, row.name)
        run = add_run(session, what, number, Trigger.BY_HAND, now, key=key)
        text = f"Started the workflow “{row.name}”"
        record(session, incident, EventKind.WORKFLOW, text, by, now, data={"workflow": row.id})
        session.flush()
        return run.id


@patient
def stop(store: Store, run: int, by: Actor) -> bool:
    """Ends a run before its next step; what is being called at this moment cannot be taken back.
    False when it was over."""
    with store.write() as session:
        row = session.get(WorkflowRun, run, with_for_update={"key_share": True})
        if row is None:
            raise Refused("This run is not there any more.")
        if row.state.over:
            return False
        row.state, row.due_at, row.ended_at = RunState.STOPPED, None, store.now()
        row.outcome = f"Stopped by {by.name}."
        return True
