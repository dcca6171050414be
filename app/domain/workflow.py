"""A workflow as values: when something happens to an incident, and it is so and so, then do this.
What each action needs stands in a table, which the file, the forms and the engine share."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from app.domain.condition import Condition

MOST_STEPS, MOST_TRIGGERS = 40, 20
DEEPEST = 4  # workflows that set each other off, one after the other
USUAL_RUNS = 10  # of one incident within an hour
LOOKED_BACK = timedelta(days=7)  # what a list tells of its runs
RATE_OVER = timedelta(hours=1)
ALL_RUNS = 500  # of one workflow within an hour, over all incidents
USUAL_TIME_OUT = timedelta(seconds=10)
LONGEST_TIME_OUT = timedelta(seconds=60)
USUAL_SNOOZE = timedelta(hours=1)
LONGEST_WAIT = timedelta(days=30)
SHORTEST_REPEAT = timedelta(seconds=30)
MOST_REPEATS = 100


class Trigger(StrEnum):
    """What sets a workflow off."""

    OPENED = "opened"
    DECLARED = "declared by a person"
    ALERTED = "opened by an alert"
    ALERT = "alert joins"
    ALERT_OVER = "alert over"
    ACKNOWLEDGED = "acknowledged"
    GIVEN_BACK = "given back"
    ESCALATED = "escalated"
    UNREACHED = "nobody reached"
    PAGE_FAILED = "page failed"
    SEVERITY = "severity changed"
    WORSE = "severity raised"
    BETTER = "severity lowered"
    URGENCY = "urgency changed"
    CATEGORY = "category changed"
    SERVICE = "service changed"
    AFFECTED = "affected services changed"
    IMPACT = "impact changed"
    TITLE = "title changed"
    STAGE = "stage changed"
    ACCEPTED = "accepted"
    IDENTIFIED = "identified"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"
    DECLINED = "declined"
    CLOSED = "closed"
    REOPENED = "reopened"
    ROLE = "role given"
    ROLE_FREE = "role given up"
    OWNER = "handed over"
    NOTE = "note added"
    MESSAGE = "message brought in"
    FILE = "file added"
    UPDATE = "update posted"
    TASK_ADDED = "task added"
    TASK_DONE = "task done"
    PLAYBOOK_STARTED = "playbook started"
    STEP_FAILED = "playbook step failed"
    STEP_LATE = "playbook step late"
    REVIEW_BEGUN = "review begun"
    REVIEW_PUBLISHED = "review published"
    OPEN_FOR = "open for"
    UNANSWERED = "nobody answers for"
    SILENT = "no news for"
    EVERY = "every"
    BY_HAND = "started by hand"


BY_CLOCK = (Trigger.OPEN_FOR, Trigger.UNANSWERED, Trigger.SILENT, Trigger.EVERY)


@dataclass(frozen=True, slots=True)
class When:
    """A trigger; those by the clock say how long."""

    trigger: Trigger
    length: timedelta | None = None


class Action(StrEnum):
    """What a step does; a value is what the workspace file says."""

    PAGE = "page"
    TELL = "tell"
    MESSAGE_CHANNEL = "message channel"
    REQUEST_RESPONDERS = "request responders"
    POST_INTERNAL_UPDATE = "post internal update"
    POST_PUBLIC_UPDATE = "post public update"
    NOTIFY_STAKEHOLDERS = "notify stakeholders"
    HAND_TO = "hand to"
    ASSIGN_ROLE = "assign role"
    RELEASE_ROLE = "release role"
    ACKNOWLEDGE = "acknowledge"
    GIVE_BACK = "give back"
    ESCALATE = "escalate"
    USE_POLICY = "use policy"
    SNOOZE = "snooze"
    SET_SEVERITY = "set severity"
    RAISE_SEVERITY = "raise severity"
    LOWER_SEVERITY = "lower severity"
    SET_URGENCY = "set urgency"
    SET_CATEGORY = "set category"
    SET_STAGE = "set stage"
    SET_SERVICE = "set service"
    SET_TITLE = "set title"
    SET_DESCRIPTION = "set description"
    SET_IMPACT = "set impact"
    SET_FIELD = "set field"
    ADD_AFFECTED = "add affected service"
    ADD_DEPENDENTS = "add dependent services"
    REMOVE_AFFECTED = "remove affected service"
    ADD_TAG = "add tag"
    REMOVE_TAG = "remove tag"
    RESOLVE = "resolve"
    REOPEN = "reopen"
    ADD_NOTE = "add note"
    ADD_FLAG = "add flag"
    ADD_LINK = "add link"
    CREATE_BRIDGE = "create bridge"
    ADD_TASK = "add task"
    ADD_FOLLOW_UP = "add follow-up"
    CREATE_TICKET = "create ticket"
    LINK_PROBLEM = "link problem"
    RELATE = "relate incident"
    START_PLAYBOOK = "start playbook"
    START_BEST_PLAYBOOK = "start best playbook"
    STOP_PLAYBOOKS = "stop playbooks"
    CALL_WEBHOOK = "call webhook"
    RUN_COMMAND = "run command"
    BEGIN_REVIEW = "begin review"
    OPEN_INCIDENT = "open incident"
    START_WORKFLOW = "start workflow"
    STOP = "stop here"


OUTSIDE = (Action.CALL_WEBHOOK, Action.MESSAGE_CHANNEL)  # these leave, and may take their time
UPDATES = (Action.POST_INTERNAL_UPDATE, Action.POST_PUBLIC_UPDATE, Action.NOTIFY_STAKEHOLDERS)


class Kind(StrEnum):
    """What a step's `value` is."""

    NONE = ""
    SEVERITY = "severity"
    URGENCY = "urgency"
    CATEGORY = "category"
    STAGE = "stage"
    ROLE = "role"
    SERVICE = "service"
    POLICY = "policy"
    PLAYBOOK = "playbook"
    WORKFLOW = "workflow"
    TEMPLATE = "template"
    NAME = "name"
    ADDRESS = "address"
    RELATED = "related"


SAME_SERVICE, SAME_CATEGORY, SIMILAR = "same service", "same category", "most similar"
OTHERS = (SAME_SERVICE, SAME_CATEGORY, SIMILAR)  # which incidents RELATE means


@dataclass(frozen=True, slots=True)
class Shape:
    """What an action takes: `value` of a kind, `to` people (or only targets of the kind `only`),
    `text`; `may` are the keys that can be left out, but at least one of `either` must be there."""

    value: Kind = Kind.NONE
    to: bool = False
    text: bool = False
    may: tuple[str, ...] = ()
    only: str = ""
    either: tuple[str, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        """The keys that must be there."""
        asked = (("to", self.to), ("value", self.value is not Kind.NONE), ("text", self.text))
        return tuple(key for key, wanted in asked if wanted and key not in self.may)

    @property
    def takes(self) -> tuple[str, ...]:
        """All keys."""
        return (*self.needs, *self.may)


SHAPES: dict[Action, Shape] = {
    Action.PAGE: Shape(to=True, may=("text",)),
    Action.TELL: Shape(to=True, text=True),
    Action.MESSAGE_CHANNEL: Shape(to=True, text=True, only="channel"),
    Action.REQUEST_RESPONDERS: Shape(to=True, may=("text",)),
    Action.POST_INTERNAL_UPDATE: Shape(
        Kind.TEMPLATE, may=("value", "text", "due"), either=("text", "value")
    ),
    Action.POST_PUBLIC_UPDATE: Shape(
        Kind.TEMPLATE, may=("value", "text", "to", "due"), only="group", either=("text", "value")
    ),
    Action.NOTIFY_STAKEHOLDERS: Shape(
        Kind.TEMPLATE,
        to=True,
        may=("value", "text", "due"),
        only="group",
        either=("text", "value"),
    ),
    Action.HAND_TO: Shape(to=True),
    Action.ASSIGN_ROLE: Shape(Kind.ROLE, to=True),
    Action.RELEASE_ROLE: Shape(Kind.ROLE),
    Action.ACKNOWLEDGE: Shape(),
    Action.GIVE_BACK: Shape(may=("text",)),
    Action.ESCALATE: Shape(),
    Action.USE_POLICY: Shape(Kind.POLICY),
    Action.SNOOZE: Shape(may=("due", "text")),
    Action.SET_SEVERITY: Shape(Kind.SEVERITY),
    Action.RAISE_SEVERITY: Shape(),
    Action.LOWER_SEVERITY: Shape(),
    Action.SET_URGENCY: Shape(Kind.URGENCY),
    Action.SET_CATEGORY: Shape(Kind.CATEGORY),
    Action.SET_STAGE: Shape(Kind.STAGE),
    Action.SET_SERVICE: Shape(Kind.SERVICE),
    Action.SET_TITLE: Shape(text=True),
    Action.SET_DESCRIPTION: Shape(text=True),
    Action.SET_IMPACT: Shape(text=True),
    Action.SET_FIELD: Shape(Kind.NAME, text=True, may=("text",)),
    Action.ADD_AFFECTED: Shape(Kind.SERVICE),
    Action.ADD_DEPENDENTS: Shape(),
    Action.REMOVE_AFFECTED: Shape(Kind.SERVICE),
    Action.ADD_TAG: Shape(Kind.NAME),
    Action.REMOVE_TAG: Shape(Kind.NAME),
    Action.RESOLVE: Shape(may=("text",)),
    Action.REOPEN: Shape(may=("text",)),
    Action.ADD_NOTE: Shape(text=True),
    Action.ADD_FLAG: Shape(text=True),
    Action.ADD_LINK: Shape(Kind.ADDRESS, may=("text",)),
    Action.CREATE_BRIDGE: Shape(Kind.ADDRESS, may=("value",)),
    Action.ADD_TASK: Shape(text=True, to=True, may=("to", "due")),
    Action.ADD_FOLLOW_UP: Shape(text=True, to=True, may=("to", "due")),
    Action.CREATE_TICKET: Shape(Kind.NAME, text=True, may=("text",)),
    Action.LINK_PROBLEM: Shape(Kind.NAME),
    Action.RELATE: Shape(Kind.RELATED),
    Action.START_PLAYBOOK: Shape(Kind.PLAYBOOK),
    Action.START_BEST_PLAYBOOK: Shape(),
    Action.STOP_PLAYBOOKS: Shape(),
    Action.CALL_WEBHOOK: Shape(
        Kind.ADDRESS, text=True, may=("value", "text", "method", "headers", "time_out", "inside")
    ),
    Action.RUN_COMMAND: Shape(text=True, may=("shell", "time_out", "to")),
    Action.BEGIN_REVIEW: Shape(),
    Action.OPEN_INCIDENT: Shape(Kind.SERVICE, text=True, may=("value",)),
    Action.START_WORKFLOW: Shape(Kind.WORKFLOW),
    Action.STOP: Shape(),
}

GROUPS: tuple[tuple[str, tuple[Action, ...]], ...] = (
    (
        "People",
        (
            Action.PAGE, Action.REQUEST_RESPONDERS, Action.TELL, Action.MESSAGE_CHANNEL,
            Action.HAND_TO, Action.ASSIGN_ROLE, Action.RELEASE_ROLE, Action.ACKNOWLEDGE,
            Action.GIVE_BACK, Action.ESCALATE, Action.USE_POLICY, Action.SNOOZE,
        ),
    ),
    ("Status updates", UPDATES),
    (
        "The incident",
        (
            Action.SET_SEVERITY, Action.RAISE_SEVERITY, Action.LOWER_SEVERITY, Action.SET_URGENCY,
            Action.SET_CATEGORY, Action.SET_STAGE, Action.SET_SERVICE, Action.SET_TITLE,
            Action.SET_DESCRIPTION, Action.SET_IMPACT, Action.SET_FIELD, Action.ADD_AFFECTED,
            Action.ADD_DEPENDENTS, Action.REMOVE_AFFECTED, Action.ADD_TAG, Action.REMOVE_TAG,
            Action.RESOLVE, Action.REOPEN,
        ),
    ),
    (
        "The work",
        (
            Action.ADD_NOTE, Action.ADD_FLAG, Action.ADD_LINK, Action.CREATE_BRIDGE,
            Action.ADD_TASK, Action.ADD_FOLLOW_UP, Action.CREATE_TICKET, Action.LINK_PROBLEM,
            Action.RELATE, Action.START_PLAYBOOK, Action.START_BEST_PLAYBOOK,
            Action.STOP_PLAYBOOKS, Action.BEGIN_REVIEW,
        ),
    ),
    ("Outside", (Action.CALL_WEBHOOK, Action.RUN_COMMAND)),
    ("Further", (Action.OPEN_INCIDENT, Action.START_WORKFLOW, Action.STOP)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Repeat:
    """Again every so often until something holds; at most so many times in all."""

    every: timedelta
    until: Condition | None = None
    at_most: int = 3


@dataclass(frozen=True, slots=True)
class StepSpec:
    """One step, `after` the one before is over, unless `only_if` does not hold then. `value` of a
    webhook is its address, which is a secret as its headers are; None keeps what is stored."""

    do: Action
    to: tuple[str, ...] = ()
    value: str | None = ""
    text: str = ""
    after: timedelta = timedelta()
    only_if: Condition | None = None
    repeat: Repeat | None = None
    due: timedelta | None = None
    method: str = "POST"
    headers: tuple[tuple[str, str], ...] = ()
    time_out: timedelta = USUAL_TIME_OUT
    shell: bool = False
    inside: bool = False


@dataclass(frozen=True, slots=True)
class WorkflowSpec:
    """A whole workflow. `recheck`: after every wait the conditions must still hold. `stops`: a step
    that fails ends it. `at_most` runs of one incident within an hour."""

    name: str
    about: str = ""
    enabled: bool = False
    when: tuple[When, ...] = ()
    condition: Condition | None = None
    steps: tuple[StepSpec, ...] = ()
    recheck: bool = True
    stops: bool = False
    at_most: int = USUAL_RUNS

    @property
    def triggers(self) -> frozenset[Trigger]:
        """What sets it off."""
        return frozenset(each.trigger for each in self.when)
