"""The pages of one incident, with every attempt to deliver them."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.queries.incident_row import AttemptRow, PageRow
from models.page import Attempt, Page
from models.people import Person

PAGE = (
    Page.id, Person.name.label("person"), Page.person_id, Page.contact, Page.state, Page.round,
    Page.level, Page.attempt, Page.reason, Page.created_at, Page.due_at, Page.sent_at,
    Page.retry_at, Page.error, Page.held_until, Page.bundle_id, Page.responder_id,
)  # fmt: skip
ATTEMPT = (
    Attempt.page_id, Attempt.number, Attempt.engine, Attempt.started_at, Attempt.ended_at,
    Attempt.state, Attempt.error,
)  # fmt: skip


def pages_of(session: Session, number: int) -> tuple[PageRow, ...]:
    """By the time they were due."""
    asked = (
        select(*PAGE)
        .outerjoin(Person, Person.id == Page.person_id)
        .where(Page.incident_id == number)
        .order_by(Page.due_at, Page.id)
    )
    tries, rows = _attempts(session, number), session.execute(asked).all()
    others = _others(session, number, {row.bundle_id for row in rows if row.bundle_id})
    return tuple(
        PageRow(**row._asdict(), attempts=tuple(tries[row.id]), together=others[row.bundle_id])
        for row in rows
    )


def _others(
    session: Session, number: int, bundles: set[int]
) -> defaultdict[int | None, tuple[int, ...]]:
    """By bundle, the other incidents in it."""
    found: defaultdict[int | None, tuple[int, ...]] = defaultdict(tuple)
    if not bundles:
        return found
    asked = (
        select(Page.bundle_id, Page.incident_id)
        .where(Page.bundle_id.in_(bundles), Page.incident_id != number)
        .order_by(Page.incident_id)
    )
    for bundle, incident in session.execute(asked):
        found[bundle] = (*found[bundle], incident)
    return found


def _attempts(session: Session, number: int) -> defaultdict[int, list[AttemptRow]]:
    asked = (
        select(*ATTEMPT)
        .join(Page, Page.id == Attempt.page_id)
        .where(Page.incident_id == number)
        .order_by(Attempt.number, Attempt.id)
    )
    tries: defaultdict[int, list[AttemptRow]] = defaultdict(list)
    for page, *attempt in session.execute(asked):
        tries[page].append(AttemptRow(*attempt))  # type: ignore[arg-type]
    return tries
