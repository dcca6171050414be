"""The steps of workflows, taken when they are due: each is one transaction that does it and notes
what became of it, so that any number of engines may share the work and none is done twice. What
leaves the house is noted before it goes, as with pages: then at worst nobody knows."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.condition import Condition, Value, Verdict, judged
from app.domain.workflow import (
    ALL_RUNS,
    OUTSIDE,
    RATE_OVER,
    Action,
    StepSpec,
    Trigger,
    WorkflowSpec,
)
from app.domain.workflow_fact import ends
from app.domain.workflow_words import DOES
from app.errors import Conflict, Refused, Unavailable
from app.operations import workflow_ask
from app.operations.claim import UNLOCKED_FIRST
from app.operations.patience import patient
from app.operations.stir import CAUSE, Cause
from app.operations.timeline import held, record
from app.operations.within import Within
from app.operations.workflow_act import Acting, act
from app.operations.workflow_call import Call, call_of
from app.queries.workflow import due, opened
from app.queries.workflow_fact import counter, facts_of
from app.store import Store
from models.incident import Event, Incident
from models.kinds import DeedState, EventKind, RunState, Source
from models.workflow import Workflow, WorkflowDeed, WorkflowEdition, WorkflowRun

log = logging.getLogger(__name__)

STUMBLED = "Watchbill could not do this; see its log."
IN_A_ROW = 50  # steps of one run before others have their turn
NOTING = timedelta(seconds=30)  # beyond its time-out, before a call is taken for lost
LOST = "The engine ended while it was at it; it may have been done. Look there."
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


def advance(store: Store, engine: str, limit: int, room: int) -> tuple[int, list[Call]]:
    """Takes the due steps of some runs; returns how many, and what is to be called outside, at
    most `room` of it."""
    with store.read() as session:
        found = due(session, store.now(), limit)
    done = 0
    calls: list[Call] = []
    for each in found:
        for _ in range(IN_A_ROW):
            more, call = _guarded(store, each, engine, free=len(calls) < room)
            done += more
            calls += [call] if call else []
            if not more or call:
                break
    return done, calls


def _guarded(store: Store, ident: int, engine: str, *, free: bool) -> tuple[bool, Call | None]:
    """One run's trouble must not hold up the others'."""
    try:
        return _take(store, ident, engine, free=free)
    except (Conflict, Unavailable):
        raise
    except Exception:
        log.exception("workflow run %s stumbled", ident)
    with store.write() as session:
        run = session.get(WorkflowRun, ident, with_for_update={"key_share": True})
        if run is not None and not run.state.over:
            run.state, run.due_at, run.ended_at = RunState.FAILED, None, store.now()
            run.outcome = STUMBLED
    return True, None


@patient
def _take(store: Store, ident: int, engine: str, *, free: bool) -> tuple[bool, Call | None]:
    """One step of one run; False when there is none to take now, or somebody else has it."""
    with store.write() as session:
        turn = _turn(store, session, ident, engine)
        if turn is None:
            return False, None
        if turn.run.state is RunState.CALLING:
            _lapsed(turn)
        elif turn.run.state is RunState.ASKING:
            _answered(turn)
        elif turn.run.claimed_by is None:
            _begin(turn)
        elif turn.step.do in OUTSIDE and not (free and _can(turn)):
            return False, None
        else:
            return True, _step(turn)
        return True, None


def _can(turn: Turn) -> bool:
    """Engines that have the key go before one that has not."""
    due = turn.run.due_at or turn.now
    return not turn.store.vault.locked or turn.now > due + UNLOCKED_FIRST


def finish(store: Store, call: Call, good: bool | None, outcome: str) -> bool:
    """Notes what became of a call (None: nobody knows); False when it was given up before."""
    with store.write() as session:
        run = session.get(WorkflowRun, call.run, with_for_update={"key_share": True})
        if run is None or run.state is not RunState.CALLING or run.fence != call.fence:
            return False
        turn = _held(store, session, run, run.claimed_by or "")
        state = {True: DeedState.DONE, False: DeedState.FAILED, None: DeedState.UNKNOWN}[good]
        deed = session.get_one(WorkflowDeed, call.deed)
        deed.state, deed.ended_at, deed.outcome = state, turn.now, outcome
        _tell(turn, f"{deed.words[0].upper()}{deed.words[1:]}: {outcome}", state)
        _after(turn, state, outcome)
        return True


def _turn(store: Store, session: Session, ident: int, engine: str) -> Turn | None:
    lock = {"skip_locked": True, "key_share": True}
    run = session.get(WorkflowRun, ident, with_for_update=lock)
    if run is None or run.state.over or run.due_at is None or run.due_at > store.now():
        return None
    return _held(store, session, run, engine)


def _held(store: Store, session: Session, run: WorkflowRun, engine: str) -> Turn:
    edition = session.get_one(WorkflowEdition, run.edition_id)
    spec = opened(edition.data, store.vault)
    incident = held(session, run.incident_id)
    chain = (*run.chain, run.workflow_id or 0)
    session.info[CAUSE] = Cause(run.id, tuple(int(each) for each in chain))
    return Turn(store, session, run, spec, incident, engine, store.now())


def _begin(turn: Turn) -> None:
    """Looks whether it is to run at all."""
    run = turn.run
    verdict = turn.judge(turn.spec.condition)
    if not verdict:
        turn.end(RunState.UNMET, f"Not run: {verdict.why}.")
        return
    run.claimed_by = turn.engine[:64]
    if why := _why_too_often(turn):
        turn.end(RunState.STOPPED, why)
        _tell(turn, why, DeedState.FAILED)
        return
    _go_to(turn, 0)


def _why_too_often(turn: Turn) -> str:
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


def _step(turn: Turn) -> Call | None:
    """Does the next step, or passes it over."""
    run, step = turn.run, turn.step
    if why := _why_gone(turn):
        turn.end(RunState.STOPPED, why)
        return None
    if why := _why_no_more(turn):
        turn.end(RunState.FAILED if run.outcome else RunState.DONE, run.outcome or why)
        return None
    if step.repeat and step.repeat.until and turn.judge(step.repeat.until):
        _go_to(turn, run.position + 1)
        return None
    verdict = turn.judge(step.only_if)
    if not verdict:
        _note(turn, DeedState.SKIPPED, f"Passed over: {verdict.why}.")
        _again_or_on(turn)
        return None
    if step.do is Action.STOP:
        _note(turn, DeedState.DONE, "")
        turn.end(RunState.DONE)
        return None
    if step.do in OUTSIDE:
        return _call(turn)
    if step.do is Action.RUN_COMMAND:
        _ask(turn)
    else:
        _act(turn)
    return None


def _why_gone(turn: Turn) -> str:
    run = turn.run
    row = turn.session.get(Workflow, run.workflow_id) if run.workflow_id else None
    if row is None:
        return "Ended: the workflow was taken out."
    if not row.enabled and run.cause != Trigger.BY_HAND:
        return "Ended: the workflow was switched off."
    return ""


def _why_no_more(turn: Turn) -> str:
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


def _act(turn: Turn) -> None:
    try:
        with turn.session.begin_nested():
            outcome = act(_acting(turn))
            turn.session.flush()
        _note(turn, DeedState.DONE, outcome)
        _again_or_on(turn)
    except Refused as fault:
        _failed(turn, str(fault))


def _ask(turn: Turn) -> None:
    try:
        with turn.session.begin_nested():
            turn.run.play_id = workflow_ask.ask(_acting(turn))
    except Refused as fault:
        turn.run.play_id = None
        _failed(turn, str(fault))
        return
    _note(turn, DeedState.DOING, "Asked; somebody must say yes.")
    turn.run.state, turn.run.due_at = RunState.ASKING, turn.now + workflow_ask.PATIENCE


def _call(turn: Turn) -> Call | None:
    try:
        call = call_of(_acting(turn))
    except Refused as fault:
        _failed(turn, str(fault))
        return None
    run = turn.run
    deed = _note(turn, DeedState.DOING, "")
    run.state, run.fence = RunState.CALLING, run.fence + 1
    run.claimed_by = turn.engine[:64]
    run.claim_until = run.due_at = turn.now + turn.step.time_out + NOTING
    turn.session.flush()
    return call.claimed(run.id, deed.id, run.fence)


def _acting(turn: Turn) -> Acting:
    run = turn.run
    key = f"run {run.id} step {run.position} time {run.times}"
    return Acting(Within(turn.store, turn.session), turn.session, turn.incident, turn.step,
                  turn.by, turn.now, turn.facts(), turn.spec.name, key)  # fmt: skip


def _note(turn: Turn, state: DeedState, outcome: str) -> WorkflowDeed:
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


def _failed(turn: Turn, why: str) -> None:
    _note(turn, DeedState.FAILED, why)
    _after(turn, DeedState.FAILED, why)


def _answered(turn: Turn) -> None:
    """Somebody has said yes or no, or nobody did for long."""
    inner = Within(turn.store, turn.session)
    state, why = workflow_ask.answer(inner, turn.session, turn.run.play_id, turn.by, turn.now)
    _close(turn, state, why)
    turn.run.play_id = None
    _after(turn, state, why)


def _close(turn: Turn, state: DeedState, why: str) -> WorkflowDeed | None:
    deed = turn.session.scalars(OPEN_DEED.where(WorkflowDeed.run_id == turn.run.id)).first()
    if deed is not None:
        deed.state, deed.ended_at, deed.outcome = state, turn.now, why
    return deed


def _lapsed(turn: Turn) -> None:
    """Its engine said nothing until the claim ended."""
    turn.run.fence += 1
    if deed := _close(turn, DeedState.UNKNOWN, LOST):
        _tell(turn, f"{deed.words}: {LOST}", DeedState.UNKNOWN)
    _after(turn, DeedState.UNKNOWN, LOST)


def _after(turn: Turn, state: DeedState, why: str) -> None:
    """What follows a step that was done, or was not."""
    run = turn.run
    run.state, run.claim_until = RunState.WAITING, None
    if state in BAD:
        run.outcome = why
        if turn.spec.stops:
            turn.end(RunState.FAILED, why)
            return
    _again_or_on(turn)


def _again_or_on(turn: Turn) -> None:
    run, repeat = turn.run, turn.step.repeat
    run.state = RunState.WAITING
    if repeat is None or run.times + 1 >= repeat.at_most:
        _go_to(turn, run.position + 1)
        return
    run.times += 1
    run.due_at = turn.now + repeat.every


def _go_to(turn: Turn, position: int) -> None:
    run = turn.run
    run.position, run.times = position, 0
    if position < len(turn.spec.steps):
        run.due_at = turn.now + turn.spec.steps[position].after
        return
    turn.end(RunState.FAILED if run.outcome else RunState.DONE, run.outcome)


def _tell(turn: Turn, text: str, state: DeedState) -> None:
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
