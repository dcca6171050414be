"""What the incident queries hand out: frozen rows, names beside ids, every time aware UTC."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.domain.incident_line import Counts as Counts
from app.domain.incident_line import IncidentRow as IncidentRow
from app.queries.dependency import Hit
from app.queries.together import ALONE, Together
from models.kinds import (
    AlertState,
    EventKind,
    PageState,
    Role,
    SignalSeverity,
    Source,
)


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role; `until` is None while it is held."""

    role: Role
    person: str
    person_id: int
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """Something to be done; `done_at` None while it is not."""

    id: int
    title: str
    owner: str | None
    owner_id: int | None
    due_at: datetime | None
    done_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class AlertRow:
    """An alert that belongs to the incident; `sender` is the integration's name."""

    id: int
    title: str
    sender: str
    source: str
    dedup_key: str
    state: AlertState
    severity: SignalSeverity
    count: int
    started_at: datetime
    first_at: datetime
    last_at: datetime
    resolved_at: datetime | None
    details: dict[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One try to deliver a page."""

    number: int
    engine: str
    started_at: datetime
    ended_at: datetime | None
    state: PageState
    error: str


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page by one contact; `person` is None for a channel's. Level 0 is the last resort.
    `held_until`: kept back until then, to go with others; `together` are the numbers of the other
    incidents whose pages went in the same message. `responder_id`: they were called to help."""

    id: int
    person: str | None
    person_id: int | None
    contact: str
    state: PageState
    round: int
    level: int
    attempt: int
    reason: str
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None
    retry_at: datetime | None
    error: str
    held_until: datetime | None = None
    bundle_id: int | None = None
    responder_id: int | None = None
    attempts: tuple[AttemptRow, ...] = ()
    together: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EventRow:
    """A row of the timeline: when it happened, when it was written down, who, from where."""

    id: int
    at: datetime
    recorded_at: datetime
    kind: EventKind
    source: Source
    actor: str
    person_id: int | None
    text: str
    data: dict[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Duty:
    """Who has it: `owner`, or, where a sender or an outsider acknowledged, `answered_by`.
    `paged` are those with a page due or delivered since it was last given back; `due_at` is when
    the escalation takes its next step (round, level), None when there is none. `state` is the
    escalation's own word, empty where nothing escalates."""

    owner: str | None
    owner_id: int | None
    acknowledged: bool
    answered_by: str | None
    paged: tuple[str, ...]
    state: str
    round: int
    level: int
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class IncidentDetail:
    """Everything of one incident but its timeline. `affected` are (id, name) of the services it
    touches besides its own; `custom` the team's own fields by name; `stands_on_it` are services
    that may be hit, for they depend on one that is."""

    row: IncidentRow
    description: str
    impact: str
    policy: str | None
    policy_id: int | None
    affected: tuple[tuple[int, str], ...]
    roles: tuple[RoleRow, ...]
    tasks: tuple[TaskRow, ...]
    pages: tuple[PageRow, ...]
    alerts: tuple[AlertRow, ...]
    duty: Duty
    customers: int | None = None
    regions: tuple[str, ...] = ()
    bridge: str = ""
    custom: tuple[tuple[str, Any], ...] = field(default=(), hash=False)
    together: Together = ALONE
    stands_on_it: tuple[Hit, ...] = ()
