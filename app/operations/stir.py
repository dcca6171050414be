"""What happens to an incident sets workflows off: in the same transaction as the event itself, so
that nothing is lost when an engine dies. Whether their conditions hold is looked at by the engine
that takes them up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from app.domain.workflow import DEEPEST, Trigger
from app.domain.workflow_text import when
from app.domain.workflow_trigger import triggers_of
from models.incident import Event
from models.kinds import RunState
from models.session import touch
from models.workflow import Workflow, WorkflowEdition, WorkflowRun

WATCHED, CAUSE = "workflows", "workflow cause"  # in a session's own notes


@dataclass(frozen=True, slots=True)
class Cause:
    """The workflows that led to what is done in this session, by id, and the run at work."""

    run: int
    chain: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Watched:
    """An enabled workflow, and what sets it off."""

    workflow: int
    edition: int
    name: str
    triggers: frozenset[Trigger] = field(default=frozenset())


def stir(session: Session, event: Event) -> None:
    """Sets off every enabled workflow that waits for such an event."""
    watching = watched(session)
    if not watching:
        return
    found = triggers_of(event.kind, event.source, event.data)
    for each in watching:
        if met := each.triggers & found:
            session.flush()  # the event's own id
            cause = next(word for word in Trigger if word in met)
            add_run(session, each, event.incident_id, cause, event.recorded_at, event=event)


def watched(session: Session) -> Sequence[Watched]:
    """The enabled workflows; asked once a session."""
    if WATCHED not in session.info:
        with session.no_autoflush:
            session.info[WATCHED] = [_watched(row) for row in session.execute(ENABLED)]
    found: Sequence[Watched] = session.info[WATCHED]
    return found


def add_run(
    session: Session,
    what: Watched,
    incident: int,
    cause: Trigger,
    now: datetime,
    *,
    event: Event | None = None,
    key: str = "",
) -> WorkflowRun:
    """A run, due now; one that would go round in circles is stopped at once, and says so."""
    led = session.info.get(CAUSE, Cause(0))
    run = WorkflowRun(
        workflow_id=what.workflow,
        edition_id=what.edition,
        incident_id=incident,
        event_id=event.id if event is not None else None,
        key=key or f"{what.workflow}:event {event.id if event is not None else 0}",
        name=what.name,
        cause=cause.value,
        state=RunState.WAITING,
        depth=len(led.chain),
        chain=list(led.chain),
        due_at=now,
        created_at=now,
    )
    if why := _why_circling(what, led):
        run.state, run.due_at, run.ended_at, run.outcome = RunState.STOPPED, None, now, why
    session.add(run)
    return run


def wake(session: Session, play: int, now: datetime) -> None:
    """A playbook is over: the workflow that waits for it goes on."""
    asked = update(WorkflowRun).where(
        WorkflowRun.play_id == play, WorkflowRun.state == RunState.ASKING
    )
    done = session.execute(
        asked.values(due_at=now), execution_options={"synchronize_session": False}
    )
    if done.rowcount:  # type: ignore[attr-defined]
        touch(session, "workflow_run")


def _why_circling(what: Watched, led: Cause) -> str:
    if what.workflow in led.chain:
        return "Not run: it was set off by what it did itself, and would go on for ever."
    if len(led.chain) >= DEEPEST:
        return f"Not run: {DEEPEST} workflows have set each other off already."
    return ""


ENABLED = (
    select(Workflow.id, WorkflowEdition.id, Workflow.name, Workflow.data)
    .join(
        WorkflowEdition,
        (WorkflowEdition.workflow_id == Workflow.id) & (WorkflowEdition.number == Workflow.number),
    )
    .where(Workflow.enabled)
    .order_by(Workflow.id)
)


def _watched(row: Row[int, int, str, dict[str, object]]) -> Watched:
    ident, edition, name, data = row
    said = data["when"]
    triggers = [when(str(each)).trigger for each in said] if isinstance(said, list) else []
    return Watched(ident, edition, name, frozenset(triggers))
