"""The steps of workflows, taken when they are due: each is one transaction that does it and notes
what became of it, so that any number of engines may share the work and none is done twice. What
leaves the house is noted before it goes, as with pages: then at worst nobody knows."""

import logging
from datetime import timedelta

from sqlalchemy.orm import Session

from app.domain.workflow import (
    OUTSIDE,
    Action,
)
from app.errors import Conflict, Refused, Unavailable
from app.operations import workflow_ask
from app.operations.claim import UNLOCKED_FIRST
from app.operations.patience import patient
from app.operations.stir import CAUSE, Cause
from app.operations.timeline import held
from app.operations.within import Within
from app.operations.workflow_act import Acting, act
from app.operations.workflow_call import Call, call_of
from app.operations.workflow_turn import (
    Turn,
    after,
    again_or_on,
    close,
    go_to,
    note,
    tell,
    why_gone,
    why_no_more,
    why_too_often,
)
from app.queries.workflow import due, opened
from app.store import Store
from models.kinds import DeedState, RunState
from models.workflow import WorkflowDeed, WorkflowEdition, WorkflowRun

log = logging.getLogger(__name__)

STUMBLED = "Watchbill could not do this; see its log."
IN_A_ROW = 50  # steps of one run before others have their turn
NOTING = timedelta(seconds=30)  # beyond its time-out, before a call is taken for lost
LOST = "The engine ended while it was at it; it may have been done. Look there."


def advance(store: Store, engine: str, limit: int, room: int) -> tuple[int, list[Call]]:
    """Takes the due steps of some runs; returns how many, and what is to be called outside, at
    most `room` of it."""
    with store.read() as session:
        found = due(session, store.now(), limit)
    done = 0
    calls: list[Call] = []
    for each in found:
        for _ in range(IN_A_ROW):
            try:
                more, call = _guarded(store, each, engine, free=len(calls) < room)
            except (Conflict, Unavailable):
                if not calls:
                    raise
                return done, calls  # claimed already: they must still be made
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
        tell(turn, f"{deed.words[0].upper()}{deed.words[1:]}: {outcome}", state)
        after(turn, state, outcome)
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
    if why := why_too_often(turn):
        turn.end(RunState.STOPPED, why)
        tell(turn, why, DeedState.FAILED)
        return
    go_to(turn, 0)


def _step(turn: Turn) -> Call | None:
    """Does the next step, or passes it over."""
    run, step = turn.run, turn.step
    if why := why_gone(turn):
        turn.end(RunState.STOPPED, why)
        return None
    if why := why_no_more(turn):
        turn.end(RunState.FAILED if run.outcome else RunState.DONE, run.outcome or why)
        return None
    if step.repeat and step.repeat.until and turn.judge(step.repeat.until):
        go_to(turn, run.position + 1)
        return None
    verdict = turn.judge(step.only_if)
    if not verdict:
        note(turn, DeedState.SKIPPED, f"Passed over: {verdict.why}.")
        again_or_on(turn)
        return None
    if step.do is Action.STOP:
        note(turn, DeedState.DONE, "")
        turn.end(RunState.DONE)
        return None
    if step.do in OUTSIDE:
        return _call(turn)
    if step.do is Action.RUN_COMMAND:
        _ask(turn)
    else:
        _act(turn)
    return None


def _act(turn: Turn) -> None:
    try:
        with turn.session.begin_nested():
            outcome = act(_acting(turn))
            turn.session.flush()
        note(turn, DeedState.DONE, outcome)
        again_or_on(turn)
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
    note(turn, DeedState.DOING, "Asked; somebody must say yes.")
    turn.run.state, turn.run.due_at = RunState.ASKING, turn.now + workflow_ask.PATIENCE


def _call(turn: Turn) -> Call | None:
    try:
        call = call_of(_acting(turn))
    except Refused as fault:
        _failed(turn, str(fault))
        return None
    run = turn.run
    deed = note(turn, DeedState.DOING, "")
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


def _failed(turn: Turn, why: str) -> None:
    note(turn, DeedState.FAILED, why)
    after(turn, DeedState.FAILED, why)


def _answered(turn: Turn) -> None:
    """Somebody has said yes or no, or nobody did for long."""
    inner = Within(turn.store, turn.session)
    state, why = workflow_ask.answer(inner, turn.session, turn.run.play_id, turn.by, turn.now)
    close(turn, state, why)
    turn.run.play_id = None
    after(turn, state, why)


def _lapsed(turn: Turn) -> None:
    """Its engine said nothing until the claim ended."""
    turn.run.fence += 1
    if deed := close(turn, DeedState.UNKNOWN, LOST):
        tell(turn, f"{deed.words}: {LOST}", DeedState.UNKNOWN)
    after(turn, DeedState.UNKNOWN, LOST)
