"""Which triggers an event of the timeline is."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from app.domain.workflow import Trigger
from models.kinds import EventKind, Severity, Source, Stage

FIELDS = {
    "urgency": Trigger.URGENCY,
    "category": Trigger.CATEGORY,
    "service": Trigger.SERVICE,
    "affected": Trigger.AFFECTED,
    "impact": Trigger.IMPACT,
    "title": Trigger.TITLE,
}
PLAIN = {
    EventKind.ACKNOWLEDGED: Trigger.ACKNOWLEDGED,
    EventKind.UNACKNOWLEDGED: Trigger.GIVEN_BACK,
    EventKind.ESCALATED: Trigger.ESCALATED,
    EventKind.RESOLVED: Trigger.RESOLVED,
    EventKind.REOPENED: Trigger.REOPENED,
    EventKind.NOTE: Trigger.NOTE,
    EventKind.MESSAGE: Trigger.MESSAGE,
    EventKind.FILE: Trigger.FILE,
    EventKind.UPDATE: Trigger.UPDATE,
}
STAGES = {
    Stage.IDENTIFIED: Trigger.IDENTIFIED,
    Stage.MONITORING: Trigger.MITIGATED,
    Stage.RESOLVED: Trigger.RESOLVED,
    Stage.DECLINED: Trigger.DECLINED,
    Stage.CLOSED: Trigger.CLOSED,
}
STATES = {
    (EventKind.TASK, "added"): Trigger.TASK_ADDED,
    (EventKind.TASK, "done"): Trigger.TASK_DONE,
    (EventKind.PLAYBOOK, "started"): Trigger.PLAYBOOK_STARTED,
    (EventKind.PLAYBOOK, "failed"): Trigger.STEP_FAILED,
    (EventKind.PLAYBOOK, "late"): Trigger.STEP_LATE,
    (EventKind.REVIEW, "begun"): Trigger.REVIEW_BEGUN,
    (EventKind.REVIEW, "published"): Trigger.REVIEW_PUBLISHED,
}
FLAGS = {"exhausted": Trigger.UNREACHED, "no other contact": Trigger.PAGE_FAILED}


def triggers_of(kind: EventKind, source: Source, data: Mapping[str, Any]) -> frozenset[Trigger]:
    """What an event sets off; nothing for what only the record needs."""
    return frozenset(_found(kind, source, data))


def _found(kind: EventKind, source: Source, data: Mapping[str, Any]) -> Iterator[Trigger]:
    if kind in PLAIN:
        yield PLAIN[kind]
    if (kind, data.get("state")) in STATES:
        yield STATES[kind, data["state"]]
    if kind is EventKind.FLAG and data.get("flag") in FLAGS:
        yield FLAGS[data["flag"]]
    if kind is EventKind.DECLARED:
        yield Trigger.OPENED
        yield Trigger.ALERTED if source is Source.SENDER else Trigger.DECLARED
    if kind in PARTS:
        yield from PARTS[kind](data)


def _alert(data: Mapping[str, Any]) -> Iterator[Trigger]:
    yield Trigger.ALERT_OVER if data.get("over") else Trigger.ALERT


def _stage(data: Mapping[str, Any]) -> Iterator[Trigger]:
    yield Trigger.STAGE
    old, new = data.get("old"), data.get("new")
    if new in STAGES:
        yield STAGES[Stage(new)]
    if old == Stage.TRIAGE and new in tuple(Stage) and Stage(new).open:
        yield Trigger.ACCEPTED


def _field(data: Mapping[str, Any]) -> Iterator[Trigger]:
    field = str(data.get("field"))
    if field in FIELDS:
        yield FIELDS[field]
    if field == "severity":
        yield Trigger.SEVERITY
        order = list(Severity)
        old, new = order.index(Severity(data["old"])), order.index(Severity(data["new"]))
        yield Trigger.WORSE if new < old else Trigger.BETTER


def _role(data: Mapping[str, Any]) -> Iterator[Trigger]:
    if data.get("role") == "owner":
        yield Trigger.OWNER
    else:
        yield Trigger.ROLE if data.get("new") else Trigger.ROLE_FREE


PARTS: Mapping[EventKind, Callable[[Mapping[str, Any]], Iterator[Trigger]]] = {
    EventKind.ALERT: _alert,
    EventKind.STAGE: _stage,
    EventKind.FIELD: _field,
    EventKind.ROLE: _role,
}


def kinds_of(trigger: Trigger) -> tuple[EventKind, ...]:
    """The kinds of event that can be this trigger."""
    found = {kind for kind, each in PLAIN.items() if each is trigger}
    found |= {kind for (kind, _state), each in STATES.items() if each is trigger}
    parts = {
        EventKind.DECLARED: (Trigger.OPENED, Trigger.DECLARED, Trigger.ALERTED),
        EventKind.ALERT: (Trigger.ALERT, Trigger.ALERT_OVER),
        EventKind.STAGE: (Trigger.STAGE, Trigger.ACCEPTED, *STAGES.values()),
        EventKind.FIELD: (Trigger.SEVERITY, Trigger.WORSE, Trigger.BETTER, *FIELDS.values()),
        EventKind.ROLE: (Trigger.ROLE, Trigger.ROLE_FREE, Trigger.OWNER),
        EventKind.FLAG: tuple(FLAGS.values()),
    }
    found |= {kind for kind, each in parts.items() if trigger in each}
    return tuple(sorted(found))
