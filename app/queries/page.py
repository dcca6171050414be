"""What is paged: to whom, what comes next, what nobody answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, and_, or_, select

from app.domain.escalation import LAST_RESORT, PAGING, Case, Position, Standing, Step, Story, step
from app.domain.policy import Policy
from app.queries.world import StoredWorld
from app.store import Store
from models.incident import OPEN, Escalation, Incident
from models.kinds import PageState, Severity, Urgency
from models.kinds_together import ResponderState
from models.page import Page
from models.service import Service
from models.together import Responder

RINGING = (PageState.DUE, PageState.SENDING, PageState.SENT, PageState.FAILED, PageState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Upcoming:
    """Who is notified next if nobody acknowledges; level 0 is the last resort. `people` are the
    names people use, channels included; empty when there is nobody."""

    at: datetime
    round: int
    level: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ringing:
    """An incident that pages somebody who has not answered: what the alert card shows. `since` is
    when it began, `paged_at` when this person was last paged."""

    page: int
    incident: int
    severity: Severity
    title: str
    service: str
    since: datetime
    paged_at: datetime
    level: int
    urgent: bool
    drill: bool
    next: Upcoming | None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An open incident whose policy is exhausted: every desktop alarms on it."""

    incident: int
    severity: Severity
    title: str


def pages_to(store: Store, person: int) -> list[Ringing]:
    """The open incidents nobody has yet for which this person is being paged, newest first."""
    now = store.now()
    asked = (
        select(Page, Incident, Service.name, Escalation)
        .join(Incident, Incident.id == Page.incident_id)
        .outerjoin(Escalation, Escalation.incident_id == Incident.id)
        .outerjoin(Service, Service.id == Incident.service_id)
        .outerjoin(Responder, Responder.id == Page.responder_id)
        .where(Page.person_id == person, Page.due_at <= now, Page.state.in_(RINGING), OPEN)
        .where(
            or_(
                Responder.state == ResponderState.NOTIFYING,
                and_(Page.responder_id.is_(None), Escalation.state.in_(PAGING)),
            )
        )
        .order_by(Page.due_at, Page.id)
    )
    with store.read() as session:
        latest = {row[1].id: row for row in session.execute(asked)}
        world = StoredWorld(session, now)
        rows = [
            _ringing(page, incident, service, _next(row, incident, now, world))
            for page, incident, service, row in latest.values()
            if page.responder_id or _asked(row, person)
        ]
    return sorted(rows, key=lambda row: row.paged_at, reverse=True)


def unanswered(store: Store) -> list[Unanswered]:
    """Open incidents which every round and the last resort could not bring to anybody; no drills,
    for nothing is wrong."""
    with store.read() as session:
        return [Unanswered(*row) for row in session.execute(_exhausted())]


@cache
def _exhausted() -> Select[int, Severity, str]:
    """Built once: every window asks it every few seconds."""
    return (
        select(Incident.id, Incident.severity, Incident.title)
        .join(Escalation, Escalation.incident_id == Incident.id)
        .where(OPEN, Escalation.state == Standing.EXHAUSTED, ~Incident.drill)
        .order_by(Incident.id)
    )


def _asked(row: Escalation | None, person: int) -> bool:
    return row is not None and person not in row.answered


def _next(
    row: Escalation | None, incident: Incident, now: datetime, world: StoredWorld
) -> Upcoming | None:
    return upcoming(row, incident, now, world) if row is not None else None


def upcoming(
    row: Escalation, incident: Incident, now: datetime, world: StoredWorld
) -> Upcoming | None:
    """What the next step would do, as things stand; None when there is none."""
    if row.due_at is None or row.state != Standing.RUNNING or incident.policy is None:
        return None
    at = max(row.due_at, now)
    world = world.of(incident)
    taken = previewed(row, incident, at, world)
    names = (*map(world.shown, taken.people), *_channels(taken))
    if taken.place.level == LAST_RESORT and not names:
        return None
    return Upcoming(at, taken.place.round, taken.place.level, names)


def previewed(row: Escalation, incident: Incident, at: datetime, world: StoredWorld) -> Step:
    """The next step, not taken."""
    case = Case(Policy.of(incident.policy or {}), incident.urgency, incident.id)
    story = Story(answered=frozenset(row.answered), awaited=frozenset(row.awaited))
    return step(case, Position(row.round, row.level, row.attempt), at, story, world)


def _channels(taken: Step) -> Iterable[str]:
    return dict.fromkeys(page.contact.name for page in taken.pages if page.person is None)


def _ringing(
    page: Page, incident: Incident, service: str | None, next_: Upcoming | None
) -> Ringing:
    return Ringing(
        page=page.id,
        incident=incident.id,
        severity=incident.severity,
        title=incident.title,
        service=service or "",
        since=incident.created_at,
        paged_at=page.due_at,
        level=page.level,
        urgent=page.urgency is Urgency.HIGH,
        drill=incident.drill,
        next=next_,
    )
