"""One run of a workflow while an engine has it: what its next step needs, whether it is still to be
taken, and how what became of it is noted."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.condition import Condition, Value, Verdict, judged
from app.domain.workflow import ALL_RUNS, RATE_OVER, StepSpec, Trigger, WorkflowSpec
from app.domain.workflow_fact import ends
from app.domain.workflow_words import DOES
from app.operations.timeline import record
from app.queries.workflow_fact import counter, facts_of
from app.store import Store
from models.incident import Event, Incident
from models.kinds import DeedState, EventKind, RunState, Source
from models.workflow import Workflow, WorkflowDeed, WorkflowRun

BAD = (DeedState.FAILED, DeedState.UNKNOWN)
NOT_HERE = (RunState.UNMET, RunState.STOPPED)


@dataclass
class Turn:
    """One run, held, with everything its next step needs."""

    store: Store
    session: Session
    run: WorkflowRun
    spec: WorkflowSpec
    incident: Incident
    engine: str
    now: datetime

    @property
    def step(self) -> StepSpec:
        """The next one."""
        return self.spec.steps[self.run.position]

    @property
    def by(self) -> Actor:
        """Who stands in the timeline for what it does."""
        return Actor(f"workflow {self.spec.name}", Source.ENGINE)

    def facts(self) -> dict[str, Value]:
        """As they stand."""
        event = self.session.get(Event, self.run.event_id) if self.run.event_id else None
        return facts_of(self.session, self.incident, event, self.now)

    def judge(self, condition: Condition | None) -> Verdict:
        """Whether it holds now."""
        if condition is None:
            return Verdict(True)
        count = counter(self.session, self.incident, self.now)
        return judged(condition, self.facts(), self.now, count)

    def end(self, state: RunState, outcome: str = "") -> None:
        """Nothing more comes of it."""
        self.run.state, self.run.due_at, self.run.ended_at = state, None, self.now
        self.run.outcome, self.run.claim_until = outcome, None


def why_too_often(turn: Turn) -> str:
    """Why it is not run now; empty: it may."""
    run, since = turn.run, turn.now - RATE_OVER
    asked = select(func.count()).where(
        WorkflowRun.workflow_id == run.workflow_id,
        WorkflowRun.created_at > since,
        WorkflowRun.claimed_by.is_not(None),
        WorkflowRun.state.not_in(NOT_HERE),
        WorkflowRun.id != run.id,
    )
    here = turn.session.scalar(asked.where(WorkflowRun.incident_id == run.incident_id)) or 0
    if here >= turn.spec.at_most:
        return f"Not run: it ran {here} times in this incident within an hour already."
    if (turn.session.scalar(asked) or 0) >= ALL_RUNS:
        return f"Not run: it ran {ALL_RUNS} times within an hour already."
    return ""


def why_gone(turn: Turn) -> str:
    """Whether the workflow itself is there and on; empty: it is."""
    run = turn.run
    row = turn.session.get(Workflow, run.workflow_id) if run.workflow_id else None
    if row is None:
        return "Ended: the workflow was taken out."
    if not row.enabled and run.cause != Trigger.BY_HAND:
        return "Ended: the workflow was switched off."
    return ""


def why_no_more(turn: Turn) -> str:
    """After a wait the world may be another: why nothing further is done; empty: go on."""
    run = turn.run
    if not turn.step.after and run.times == 0:
        return ""
    if not turn.incident.stage.open and _ended_since(turn):
        return f"Ended: #{run.incident_id} is {turn.incident.stage.value}."
    if not turn.spec.recheck:
        return ""
    verdict = turn.judge(turn.spec.condition)
    return "" if verdict else f"Ended: its conditions hold no more ({verdict.why})."


def _ended_since(turn: Turn) -> bool:
    """Whether the incident ended after the workflow was set off."""
    asked = select(Event.data).where(
        Event.incident_id == turn.run.incident_id,
        Event.kind.in_((EventKind.RESOLVED, EventKind.STAGE)),
        Event.recorded_at > turn.run.created_at,
    )
    return any(ends(each) for each in turn.session.scalars(asked))


def note(turn: Turn, state: DeedState, outcome: str) -> WorkflowDeed:
    """Writes the next step down with what became of it."""
    words = DOES[turn.step.do](turn.step)
    ended = None if state is DeedState.DOING else turn.now
    deed = WorkflowDeed(
        run_id=turn.run.id,
        position=turn.run.position,
        time=turn.run.times + 1,
        words=words[:500],
        state=state,
        engine=turn.engine[:64],
        started_at=turn.now,
        ended_at=ended,
        outcome=outcome,
    )
    turn.session.add(deed)
    turn.session.flush()
    return deed


def close(turn: Turn, state: DeedState, why: str) -> WorkflowDeed | None:
    """Ends the step that is under way; None when there is none."""
    deed = turn.session.scalars(OPEN_DEED.where(WorkflowDeed.run_id == turn.run.id)).first()
    if deed is not None:
        deed.state, deed.ended_at, deed.outcome = state, turn.now, why
    return deed


def after(turn: Turn, state: DeedState, why: str) -> None:
    """What follows a step that was done, or was not."""
    run = turn.run
    run.state, run.claim_until = RunState.WAITING, None
    if state in BAD:
        run.outcome = why
        if turn.spec.stops:
            turn.end(RunState.FAILED, why)
            return
    again_or_on(turn)


def again_or_on(turn: Turn) -> None:
    """The same step later, where it is repeated; else the next one."""
    run, repeat = turn.run, turn.step.repeat
    run.state = RunState.WAITING
    if repeat is None or run.times + 1 >= repeat.at_most:
        go_to(turn, run.position + 1)
        return
    run.times += 1
    run.due_at = turn.now + repeat.every


def go_to(turn: Turn, position: int) -> None:
    """Makes a step the next one, when its wait is over; after the last the run is over."""
    run = turn.run
    run.position, run.times = position, 0
    if position < len(turn.spec.steps):
        run.due_at = turn.now + turn.spec.steps[position].after
        return
    turn.end(RunState.FAILED if run.outcome else RunState.DONE, run.outcome)


def tell(turn: Turn, text: str, state: DeedState) -> None:
    """What nothing else in the timeline would tell."""
    flag = {} if state is DeedState.DONE else {"flag": "workflow"}
    kind = EventKind.WORKFLOW if state is DeedState.DONE else EventKind.FLAG
    data = {"run": turn.run.id, **flag}
    record(turn.session, turn.incident, kind, text, turn.by, turn.now, data=data)


OPEN_DEED = (
    select(WorkflowDeed)
    .where(WorkflowDeed.state == DeedState.DOING)
    .order_by(WorkflowDeed.id.desc())
    .limit(1)
)
