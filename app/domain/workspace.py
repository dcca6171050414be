"""The workspace as values: what the workspace file says, what the forms edit, what `dump` writes.

Things are known by their handles; a spec holds no ids. Defaults are those of the file.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.domain.language import Language
from app.domain.limits import USUAL, Limits
from app.domain.rota import Restriction
from app.domain.status import CLOCK
from app.domain.wish import WishSpec
from app.domain.workflow import WorkflowSpec
from models.kinds import (
    Ack,
    Approval,
    Format,
    OverrideKind,
    Pick,
    ServiceKind,
    Severity,
    TargetKind,
    Turns,
    Unit,
    Urgency,
    Weekly,
)
from models.kinds_learn import TrackerKind
from models.kinds_together import FieldKind

Handle = str
ROOM = "https://meet.jit.si/"  # a room's name is put behind it
NOBODY = "nobody"  # in a rotation's people: a slot that is empty on purpose


@dataclass(frozen=True)
class ContactSpec:
    """An Apprise address, which is a secret; None keeps the one that is stored."""

    name: str
    address: str | None


@dataclass(frozen=True)
class RuleSpec:
    """This contact, so long after the page."""

    urgency: Urgency
    contact: str
    after: timedelta = timedelta()


@dataclass(frozen=True)
class TimeOffSpec:
    """Away, half-open, wall clock of the person's zone."""

    start: datetime
    end: datetime
    reason: str = ""


@dataclass(frozen=True)
class HoursSpec:
    """When a contact is used for what is not urgent, by the clock of its owner."""

    contact: str
    hours: tuple[Restriction, ...]


@dataclass(frozen=True)
class PersonSpec:
    """Somebody in the team; those who left are not `active` and stay for the record.
    `colour` is a place in the palette, None for the one by stable hash. `reminders` say how long
    before a hand-off to be told of it. `hours` are those of contacts, `quiet` when low urgency
    waits; `tests`: every contact is tried weekly; `drills`: may be paged in a drill; `wishes` are
    of a fair rota."""

    name: Handle
    full_name: str = ""
    email: str = ""
    time_zone: str = "UTC"
    contacts: tuple[ContactSpec, ...] = ()
    rules: tuple[RuleSpec, ...] = ()
    time_off: tuple[TimeOffSpec, ...] = ()
    colour: int | None = None
    active: bool = True
    reminders: tuple[timedelta, ...] = ()
    weekly: Weekly = Weekly.NEVER
    hours: tuple[HoursSpec, ...] = ()
    quiet: tuple[Restriction, ...] = ()
    tests: bool = False
    drills: bool = False
    wishes: tuple[WishSpec, ...] = ()


@dataclass(frozen=True)
class TeamSpec:
    """People who answer together; `approval` of swaps and covers in their schedules."""

    name: Handle
    members: tuple[Handle, ...] = ()
    managers: tuple[Handle, ...] = ()
    approval: Approval = Approval.NONE


@dataclass(frozen=True)
class ChannelSpec:
    """A room that many read; the address is a secret, None keeps the one that is stored."""

    name: Handle
    address: str | None


@dataclass(frozen=True)
class ServiceSpec:
    """What can break; `slo` is per cent of time."""

    name: Handle
    team: Handle | None = None
    policy: Handle | None = None
    depends_on: tuple[Handle, ...] = ()
    slo: float | None = None
    kind: ServiceKind = ServiceKind.INTERNAL
    description: str = ""


@dataclass(frozen=True)
class RotationSpec:
    """Turns on the wall-clock grid of `start`, in the schedule's zone. An empty slot: `nobody`."""

    name: str
    start: datetime
    unit: Unit
    people: tuple[tuple[Handle, ...], ...]
    every: int = 1
    layer: int = 1
    until: datetime | None = None
    turns: Turns = Turns.WORKED
    restrictions: tuple[Restriction, ...] = ()


@dataclass(frozen=True)
class OverrideSpec:
    """A change for a while, from instant to instant (aware UTC, whole seconds).
    `people` come (cover, add, replace ... with), `out` go (replace, remove)."""

    kind: OverrideKind
    start: datetime
    end: datetime
    people: tuple[Handle, ...] = ()
    out: tuple[Handle, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class ShadowSpec:
    """Somebody who is told what those on call are told, and never escalated to; aware UTC, whole
    seconds, without an end for good."""

    person: Handle
    start: datetime
    end: datetime | None = None


@dataclass(frozen=True)
class ScheduleSpec:
    """A rota; overrides in the order they were written, shadows by start."""

    name: Handle
    time_zone: str
    team: Handle | None = None
    rotations: tuple[RotationSpec, ...] = ()
    overrides: tuple[OverrideSpec, ...] = ()
    holidays: str | None = None
    limits: Limits = USUAL
    shadows: tuple[ShadowSpec, ...] = ()


@dataclass(frozen=True)
class TargetSpec:
    """Whom a level notifies; written `kind:name`."""

    kind: TargetKind
    name: Handle

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True)
class LevelSpec:
    """One step of a policy; `retry` counts further notifications of this level."""

    notify: tuple[TargetSpec, ...]
    wait: timedelta = timedelta(minutes=5)
    retry: int = 0
    pick: Pick = Pick.ALL
    ack: Ack = Ack.FIRST


@dataclass(frozen=True)
class BranchSpec:
    """An incident that meets all that is given is walked by another policy. `hours` are weekly
    windows on the clock of this policy's zone."""

    policy: Handle
    urgency: Urgency | None = None
    severity: tuple[Severity, ...] = ()
    services: tuple[Handle, ...] = ()
    hours: tuple[Restriction, ...] = ()


@dataclass(frozen=True)
class PolicySpec:
    """Who is notified, in what order; `repeat` counts further rounds. Low urgency pages only in
    `low_hours` (none: always); all hours are the wall clock of `time_zone`. `remind` after the last
    news an acknowledged incident is paged again."""

    name: Handle
    levels: tuple[LevelSpec, ...] = ()
    repeat: int = 0
    last_resort: tuple[TargetSpec, ...] = ()
    low_hours: tuple[Restriction, ...] = ()
    time_zone: str | None = None
    remind: timedelta | None = None
    branches: tuple[BranchSpec, ...] = ()


@dataclass(frozen=True)
class IntegrationSpec:
    """A sender's way in. Without a key the stored one stays, or one is made. `every` and `grace`
    are a heartbeat's; None there: as usual."""

    name: Handle
    format: Format
    service: Handle
    key: str | None = None
    every: timedelta | None = None
    grace: timedelta | None = None


@dataclass(frozen=True)
class CategorySpec:
    """A kind of trouble; `about` explains it to whoever declares."""

    name: str
    about: str = ""


@dataclass(frozen=True)
class FieldSpec:
    """A field of the team's own; `choices` are those of a choice or several. `declare`: it stands
    in the form that opens an incident; `needed`: and must be filled in there."""

    name: str
    kind: FieldKind = FieldKind.TEXT
    choices: tuple[str, ...] = ()
    about: str = ""
    declare: bool = False
    needed: bool = False


@dataclass(frozen=True)
class RespondingSpec:
    """`bridge` is the address that a room's name is put behind, or a room of the team's own;
    `why` are the changes that want a reason."""

    bridge: str = ROOM
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class TrackerSpec:
    """Where tickets are made. The token is a secret; None keeps the one that is stored."""

    name: Handle
    kind: TrackerKind
    project: str
    url: str = ""
    token: str | None = None
    user: str = ""
    type: str = ""
    labels: tuple[str, ...] = ()
    inside: bool = False


@dataclass(frozen=True)
class PageSpec:
    """The status page. `updates` says how long customers wait for news, by severity; `on`: it is
    served at all."""

    title: str = ""
    about: str = ""
    url: str = ""
    time_zone: str = "UTC"
    on: bool = True
    updates: tuple[tuple[Severity, timedelta], ...] = tuple(CLOCK.items())


@dataclass(frozen=True)
class ComponentSpec:
    """A part of what customers use, as they call it; `service` is ours behind it. `main`: it
    stands on the first page."""

    name: str
    group: str = ""
    service: Handle | None = None
    description: str = ""
    main: bool = True


@dataclass(frozen=True)
class ViewSpec:
    """A further status page at /status/`name`; without `components` it shows all. The password is
    a secret, or what is stored of one; None keeps the one that is stored."""

    name: Handle
    title: str = ""
    about: str = ""
    components: tuple[str, ...] = ()
    password: str | None = field(default="", repr=False)
    on: bool = True


@dataclass(frozen=True)
class StakeholderSpec:
    """A group that is told of updates; by itself of those of its `severities`."""

    name: Handle
    notify: tuple[TargetSpec, ...] = ()
    severities: tuple[Severity, ...] = ()


@dataclass(frozen=True)
class Workspace:
    """The whole configuration. Without `categories` the shipped ones are used; without `language`
    the file says nothing of it."""

    people: tuple[PersonSpec, ...] = ()
    teams: tuple[TeamSpec, ...] = ()
    channels: tuple[ChannelSpec, ...] = ()
    services: tuple[ServiceSpec, ...] = ()
    schedules: tuple[ScheduleSpec, ...] = ()
    policies: tuple[PolicySpec, ...] = ()
    integrations: tuple[IntegrationSpec, ...] = ()
    workflows: tuple[WorkflowSpec, ...] = ()
    categories: tuple[CategorySpec, ...] = ()
    fields: tuple[FieldSpec, ...] = ()
    responding: RespondingSpec | None = None
    trackers: tuple[TrackerSpec, ...] = ()
    followup_days: tuple[tuple[Severity, int], ...] = ()
    status_page: PageSpec | None = None
    components: tuple[ComponentSpec, ...] = ()
    stakeholders: tuple[StakeholderSpec, ...] = ()
    status_pages: tuple[ViewSpec, ...] = ()
    language: Language | None = None


Spec = (
    TrackerSpec
    | PersonSpec
    | TeamSpec
    | ChannelSpec
    | ServiceSpec
    | ScheduleSpec
    | PolicySpec
    | IntegrationSpec
    | WorkflowSpec
    | ComponentSpec
    | ViewSpec
    | StakeholderSpec
)  # fmt: skip
