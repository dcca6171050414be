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
    Page.retry_at, Page.error,
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
    tries = _attempts(session, number)
    return tuple(
        PageRow(**row._asdict(), attempts=tuple(tries[row.id])) for row in session.execute(asked)
    )


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
