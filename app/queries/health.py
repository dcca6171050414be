"""How the machinery is: engines, what waits for them, and counts for those who watch over us."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, text
from sqlalchemy.orm import Session

from app.domain.escalation import Standing
from app.store import Store
from models.alert import PENDING, Health, Integration, Signal
from models.incident import Escalation, Incident
from models.kinds import OPEN_STAGES, PageState, Severity, Urgency
from models.ledger import Engine
from models.outgoing import WAITING
from models.page import Page
from models.schema import REVISIONS

ALIVE = timedelta(seconds=30)  # since an engine last wrote that it is there
LATE = timedelta(seconds=60)  # what was to be done so long ago is overdue


@dataclass(frozen=True, slots=True)
class Pulse:
    """`engines` are those alive, `seen_at` the latest word of any; `overdue_at` is when the oldest
    thing that still waits for an engine should have been done, `pending` how many signals do.
    `late_steps` and `late_pages` should have been done a minute ago; `newer`: the database was
    upgraded by a newer program, and this one does not page any more."""

    engines: int
    seen_at: datetime | None
    pending: int
    overdue_at: datetime | None
    late_steps: int = 0
    late_pages: int = 0
    newer: bool = False

    def lag(self, now: datetime) -> timedelta:
        """How late the engines are."""
        return max(now - self.overdue_at, timedelta()) if self.overdue_at else timedelta()


@dataclass(frozen=True, slots=True)
class Counters:
    """One integration's signals, since it exists."""

    integration: str
    accepted: int
    dropped: int
    refused: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Open incidents, their pages, and what senders sent."""

    incidents: dict[tuple[Severity, Urgency], int]
    pages: dict[PageState, int]
    signals: list[Counters]


def pulse(store: Store) -> Pulse:
    """Raises Unavailable."""
    now = store.now()
    with store.read() as session:
        pending, oldest = session.execute(
            select(func.count(), func.min(Signal.received_at)).where(PENDING)
        ).one()
        dues = [oldest, _escalation_due(session, now), _page_due(session, now)]
        alive = func.count().filter(Engine.seen_at > now - ALIVE)
        engines, seen_at, at = session.execute(
            select(alive, func.max(Engine.seen_at), store.sql_now()).select_from(Engine)
        ).one()
        store.told(at)
        return Pulse(
            engines=engines,
            seen_at=seen_at,
            pending=pending,
            overdue_at=min((due for due in dues if due is not None), default=None),
            late_steps=_count(session, Escalation, late_steps(now)),
            late_pages=_count(session, Page, late_pages(now)),
            newer=outdated(session),
        )


def figures(store: Store) -> Figures:
    """Raises Unavailable."""
    with store.read() as session:
        opened = (
            select(Incident.severity, Incident.urgency, func.count())
            .where(Incident.stage.in_(OPEN_STAGES))
            .group_by(Incident.severity, Incident.urgency)
        )
        pages = (
            select(Page.state, func.count())
            .join(Incident, Incident.id == Page.incident_id)
            .where(Incident.stage.in_(OPEN_STAGES))
            .group_by(Page.state)
        )
        counters = (
            select(Integration.name, Health.accepted, Health.dropped, Health.refused)
            .join(Health, Health.integration_id == Integration.id)
            .order_by(Integration.name)
        )
        return Figures(
            incidents={(severity, urgency): n for severity, urgency, n in session.execute(opened)},
            pages={state: n for state, n in session.execute(pages).all()},  # noqa: C416
            signals=[Counters(*row) for row in session.execute(counters)],
        )


def outdated(session: Session) -> bool:
    """Whether the database was upgraded by a program newer than this one."""
    found = session.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return found is not None and found not in REVISIONS


def late_steps(now: datetime) -> ColumnElement[bool]:
    """Steps of escalations that nobody took in time."""
    return and_(Escalation.due_at < now - LATE, Escalation.state == Standing.RUNNING)


def late_pages(now: datetime) -> ColumnElement[bool]:
    """Pages that nobody sent in time, and tries that nobody finished or gave up."""
    waits = and_(
        Page.state != PageState.SENDING,
        func.coalesce(Page.retry_at, Page.held_until, Page.due_at) < now - LATE,
    )
    hangs = and_(Page.state == PageState.SENDING, Page.claim_until < now - LATE)
    return and_(WAITING, Page.due_at < now - LATE, or_(waits, hangs))


def _count(session: Session, table: type[Escalation | Page], which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(which)) or 0


def _escalation_due(session: Session, now: datetime) -> datetime | None:
    return session.scalar(select(func.min(Escalation.due_at)).where(Escalation.due_at <= now))


def _page_due(session: Session, now: datetime) -> datetime | None:
    due = func.coalesce(Page.retry_at, Page.held_until, Page.due_at)
    asked = select(func.min(due)).where(WAITING, Page.state != PageState.SENDING, due <= now)
    return session.scalar(asked)
