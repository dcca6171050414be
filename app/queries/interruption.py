"""Whom incidents interrupted, and when they come: what fairness counts beside hours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from app.domain.rates import Rates, rates_of
from app.domain.rota import PersonId
from app.domain.window import Window
from app.store import Store
from models.incident import Incident
from models.kinds import PageState
from models.page import Page

WATCHED = timedelta(weeks=26)
WENT_OUT = (PageState.SENT, PageState.UNKNOWN)


@dataclass(frozen=True)
class Interruptions:
    """`pages`: how many incidents each person was paged for in a span; `rates`: what the hours of
    the week have brought in the last half year, None where nothing was paged yet."""

    pages: Mapping[PersonId, int] = field(default_factory=dict)
    rates: Rates | None = None


def interruptions(store: Store, time_zone: str, span: Window) -> Interruptions:
    """Drills are not counted. The hours are those of the zone."""
    now = store.now()
    with store.read() as session:
        return Interruptions(_pages(session, span), _rates(session, time_zone, now))


def _pages(session: Session, span: Window) -> dict[PersonId, int]:
    asked = (
        select(Page.person_id, func.count(distinct(Page.incident_id)))
        .join(Incident, Incident.id == Page.incident_id)
        .where(Page.person_id.is_not(None), Page.state.in_(WENT_OUT), ~Incident.drill)
        .where(Page.sent_at >= span.start, Page.sent_at < span.end)
        .group_by(Page.person_id)
    )
    return {person: number for person, number in session.execute(asked) if person is not None}


def _rates(session: Session, time_zone: str, now: datetime) -> Rates | None:
    """By when incidents that paged anybody began."""
    paged = select(Page.id).where(Page.incident_id == Incident.id, Page.state.in_(WENT_OUT))
    asked = (
        select(Incident.created_at)
        .where(Incident.created_at >= now - WATCHED, Incident.created_at < now)
        .where(~Incident.drill, paged.exists())
    )
    found = list(session.scalars(asked))
    if not found:
        return None
    begun = session.scalar(select(func.min(Incident.created_at)))
    first = max(now - WATCHED, begun or now)
    first = min(first, now - timedelta(weeks=1))  # a day's incidents are no week's
    return rates_of(found, time_zone, Window(first, now))
