"""How the machinery is: engines, what waits for them, and counts for those who watch over us."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ScalarSelect,
    Select,
    String,
    TextClause,
    and_,
    bindparam,
    column,
    func,
    or_,
    select,
    table,
)
from sqlalchemy.orm import Session

from app.domain.escalation import Standing
from app.store import Store
from models.alert import PENDING, Health, Integration, Signal
from models.company import ALIVE
from models.incident import Escalation, Incident
from models.kinds import OPEN_STAGES, PageState, Severity, Urgency
from models.ledger import Engine
from models.outgoing import WAITING
from models.page import Page
from models.schema import REVISIONS

LATE = timedelta(seconds=60)  # what was to be done so long ago is overdue
NOW, SINCE, BEFORE = "now", "since", "before"

Moment = datetime | BindParameter[datetime]


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
    times = {NOW: now, SINCE: now - ALIVE, BEFORE: now - LATE}
    asked = _asked().add_columns(store.sql_now())
    with store.read() as session:
        engines, seen_at, pending, *dues, steps, pages, version, at = session.execute(
            asked, times
        ).one()
    store.told(at)
    return Pulse(
        engines=engines,
        seen_at=seen_at,
        pending=pending,
        overdue_at=min((due for due in dues if due is not None), default=None),
        late_steps=steps,
        late_pages=pages,
        newer=_newer(version),
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
    return _newer(session.scalar(select(_version())))


def late_steps(before: Moment) -> ColumnElement[bool]:
    """Steps of escalations that nobody took in time; `before` is `LATE` ago."""
    return and_(Escalation.due_at < before, Escalation.state == Standing.RUNNING)


def late_pages(before: Moment) -> ColumnElement[bool]:
    """Pages that nobody sent in time, and tries that nobody finished or gave up; `before` is
    `LATE` ago."""
    waits = and_(
        Page.state != PageState.SENDING,
        func.coalesce(Page.retry_at, Page.held_until, Page.due_at) < before,
    )
    hangs = and_(Page.state == PageState.SENDING, Page.claim_until < before)
    return and_(WAITING, Page.due_at < before, or_(waits, hangs))


@cache
def _asked() -> Select[*tuple[Any, ...]]:
    """One question, built once: every window asks it every few seconds."""
    before: BindParameter[datetime] = bindparam(BEFORE)
    return select(
        _count(Engine, Engine.seen_at > bindparam(SINCE)),
        select(func.max(Engine.seen_at)).scalar_subquery(),
        _count(Signal, PENDING),
        select(func.min(Signal.received_at)).where(PENDING).scalar_subquery(),
        _escalation_due(),
        _page_due(),
        _count(Escalation, late_steps(before)),
        _count(Page, late_pages(before)),
        _version(),
    )


def _count(
    kind: type[Engine | Signal | Escalation | Page], which: ColumnElement[bool] | TextClause
) -> ScalarSelect[int]:
    return select(func.count()).select_from(kind).where(which).scalar_subquery()


def _escalation_due() -> ScalarSelect[datetime | None]:
    due = Escalation.due_at
    return select(func.min(due)).where(due <= bindparam(NOW)).scalar_subquery()


def _page_due() -> ScalarSelect[datetime]:
    due = func.coalesce(Page.retry_at, Page.held_until, Page.due_at)
    waits = Page.state != PageState.SENDING
    return select(func.min(due)).where(WAITING, waits, due <= bindparam(NOW)).scalar_subquery()


def _version() -> ScalarSelect[str | None]:
    """Which revision the database has."""
    return (
        select(column("version_num", String))
        .select_from(table("alembic_version"))
        .scalar_subquery()
    )


def _newer(version: str | None) -> bool:
    return version is not None and version not in REVISIONS
