"""What a workflow would have done in an incident, read off its timeline: nothing is touched, and
what it would have changed counts for its own later steps."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from app.domain.condition import Condition, Facts, Rate, Value, Verdict, judged
from app.domain.moment import spoken
from app.domain.tag import folded
from app.domain.workflow import (
    BY_CLOCK,
    RATE_OVER,
    Action,
    StepSpec,
    Trigger,
    When,
    WorkflowSpec,
)
from app.domain.workflow_fact import MACHINES, Happening, at_the_time, of_event
from app.domain.workflow_slot import filled, slots
from app.domain.workflow_trigger import triggers_of
from app.domain.workflow_words import DOES
from models.kinds import EventKind, Severity, Stage

MOST = 50  # times it is set off that are shown
SETS = {
    Action.SET_SEVERITY: "severity",
    Action.SET_URGENCY: "urgency",
    Action.SET_CATEGORY: "category",
    Action.SET_STAGE: "stage",
    Action.SET_SERVICE: "service",
}
SHIFTS = {Action.RAISE_SEVERITY: -1, Action.LOWER_SEVERITY: 1}
STARTS = (Action.START_PLAYBOOK, Action.START_BEST_PLAYBOOK)


@dataclass(frozen=True, slots=True)
class History:
    """An incident as it is known today: `facts` of now, its whole timeline in order, and until when
    it is looked at (its end, or now)."""

    facts: Facts
    events: Sequence[Happening]
    created_at: datetime
    until: datetime
    number: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One step: what would have been done, or why it would have been passed over."""

    at: datetime
    words: str
    done: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One time it would have been set off."""

    at: datetime
    cause: Trigger
    runs: bool
    why: str
    lines: tuple[Line, ...] = ()


@dataclass
class _Stage:
    """What the rehearsal of one run carries along."""

    spec: WorkflowSpec
    history: History
    counted: Callable[[Rate, datetime], int]
    names: Callable[[StepSpec, datetime], str]
    event: Happening | None
    own: dict[str, Value] = field(default_factory=dict)

    def facts(self, at: datetime) -> dict[str, Value]:
        past, event = self.history, self.event
        last = event if event is not None and event.at == at else None
        found = at_the_time(past.facts, past.events, at, past.created_at, last)
        return found | (of_event(self.event) if self.event else {}) | self.own

    def judge(self, condition: Condition | None, at: datetime) -> Verdict:
        return judged(condition, self.facts(at), at, lambda rate: self.counted(rate, at))

    def open(self, at: datetime) -> bool:
        return Stage(str(self.facts(at)["stage"])).open


def rehearse(
    spec: WorkflowSpec,
    history: History,
    counted: Callable[[Rate, datetime], int],
    names: Callable[[StepSpec, datetime], str],
) -> list[Rehearsed]:
    """Each time that it would have been set off, in order. `counted` says how often something came
    before an instant, `names` who would have been meant then."""
    found: list[Rehearsed] = []
    for at, cause, event in sorted(_causes(spec, history), key=lambda each: each[0])[:MOST]:
        stage = _Stage(spec, history, counted, names, event)
        verdict = stage.judge(spec.condition, at)
        late = [each for each in found if each.runs and each.at > at - RATE_OVER]
        if not verdict:
            found.append(Rehearsed(at, cause, False, verdict.why))
        elif len(late) >= spec.at_most:
            why = f"it ran {spec.at_most} times within an hour already"
            found.append(Rehearsed(at, cause, False, why))
        else:
            found.append(Rehearsed(at, cause, True, verdict.why, tuple(_lines(stage, at))))
    return found


def _causes(
    spec: WorkflowSpec, history: History
) -> Iterator[tuple[datetime, Trigger, Happening | None]]:
    for event in history.events:
        met = spec.triggers & triggers_of(event.kind, event.source, event.data)
        if met:
            yield event.at, next(each for each in Trigger if each in met), event
    for when in spec.when:
        if when.trigger in BY_CLOCK and when.length:
            yield from ((at, when.trigger, None) for at in _by_clock(when, history))


def _by_clock(when: When, history: History) -> Iterator[datetime]:
    length, begun = when.length or timedelta(), history.created_at
    if when.trigger is Trigger.EVERY:
        count = min(MOST, (history.until - begun) // length)
        yield from (begun + n * length for n in range(1, count + 1))
        return
    for start, end in _stretches(when.trigger, history):
        if start + length < end:
            yield start + length


def _stretches(trigger: Trigger, history: History) -> Iterator[tuple[datetime, datetime]]:
    """From when to when it was open, had nobody, or was silent."""
    begun, until = history.created_at, history.until
    if trigger is Trigger.OPEN_FOR:
        yield begun, until
        return
    if trigger is Trigger.SILENT:
        news = [begun, *(e.at for e in history.events if e.source not in MACHINES)]
        yield from zip(news, [*news[1:], until], strict=True)
        return
    since: datetime | None = begun
    for event in history.events:
        if event.kind is EventKind.ACKNOWLEDGED and since is not None:
            yield since, event.at
            since = None
        elif event.kind in (EventKind.UNACKNOWLEDGED, EventKind.REOPENED):
            since = event.at
    if since is not None:
        yield since, until


def _lines(stage: _Stage, at: datetime) -> Iterator[Line]:
    begun = stage.open(at)
    for step in stage.spec.steps:
        at += step.after
        if step.after and (why := _why_ended(stage, at, begun)):
            yield Line(at, "it ends here", False, why)
            return
        times = step.repeat.at_most if step.repeat else 1
        for time in range(times):
            if time and step.repeat:
                at += step.repeat.every
                if why := _why_ended(stage, at, begun):
                    yield Line(at, "it ends here", False, why)
                    return
            if step.repeat and step.repeat.until and stage.judge(step.repeat.until, at):
                break
            yield _line(stage, step, at, time)
        if step.do is Action.STOP:
            return


def _line(stage: _Stage, step: StepSpec, at: datetime, time: int) -> Line:
    verdict = stage.judge(step.only_if, at)
    again = f" (time {time + 1})" if step.repeat else ""
    known = slots(stage.facts(at), stage.history.number, stage.spec.name)
    words = f"{DOES[step.do](replace(step, text=filled(step.text, known)))}{again}"
    if not verdict:
        return Line(at, words, False, verdict.why)
    _remember(stage, step, at)
    return Line(at, words, True, stage.names(step, at))


def _why_ended(stage: _Stage, at: datetime, begun: bool) -> str:
    facts = stage.facts(at)
    if begun and not Stage(str(facts["stage"])).open:
        return f"the incident is {facts['stage']} by then"
    if at > stage.history.until and begun:
        return f"this lies ahead ({spoken(at - stage.history.until)} from now)"
    if not stage.spec.recheck:
        return ""
    verdict = stage.judge(stage.spec.condition, at)
    return "" if verdict else f"its conditions hold no more ({verdict.why})"


def _remember(stage: _Stage, step: StepSpec, at: datetime) -> None:
    """What it would have changed itself."""
    if step.do in SETS:
        stage.own[SETS[step.do]] = step.value
    elif step.do in SHIFTS:
        order = list(Severity)
        place = order.index(Severity(str(stage.facts(at)["severity"]))) + SHIFTS[step.do]
        stage.own["severity"] = order[min(max(place, 0), len(order) - 1)].value
    elif step.do in (Action.ADD_TAG, Action.REMOVE_TAG):
        tags, gone = stage.facts(at).get("tags"), folded(str(step.value))
        kept = [t for t in (tags if isinstance(tags, tuple) else ()) if folded(t) != gone]
        added = [str(step.value)] if step.do is Action.ADD_TAG else []
        stage.own["tags"] = (*kept, *added)
    elif step.do in STARTS:
        stage.own["playbook"] = True
