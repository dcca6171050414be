"""What is due, and when something will be: one small question, so that an idle engine costs
nothing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select

from app.domain.escalation import Standing
from app.store import Store
from models.alert import PENDING, Signal
from models.incident import Escalation
from models.kinds import PageState
from models.page import WAITING, Page


@dataclass(frozen=True, slots=True)
class Due:
    """The earliest of each kind of work, none where there is none; `signals` wait to be read.
    `claim_until` is when a try that was begun is given up."""

    signals: bool
    escalation_at: datetime | None
    page_at: datetime | None
    retry_at: datetime | None
    claim_until: datetime | None

    @property
    def next_at(self) -> datetime | None:
        """The earliest of all."""
        known = (self.escalation_at, self.page_at, self.retry_at, self.claim_until)
        return min((at for at in known if at is not None), default=None)


def due(store: Store) -> Due:
    """Raises Unavailable."""
    begun = Page.due_at <= store.now()  # only what was due can be in hand, or have failed
    running = Escalation.state == Standing.RUNNING
    asked = select(
        exists().where(PENDING).select_from(Signal).label("signals"),
        select(func.min(Escalation.due_at)).where(running).scalar_subquery(),
        (
            select(Page.due_at)
            .where(WAITING, Page.state == PageState.DUE)
            .order_by(Page.due_at)
            .limit(1)
            .scalar_subquery()
        ),
        select(func.min(Page.retry_at)).where(WAITING, begun).scalar_subquery(),
        (
            select(func.min(Page.claim_until))
            .where(WAITING, begun, Page.state == PageState.SENDING)
            .scalar_subquery()
        ),
    )
    with store.read() as session:
        return Due(*session.execute(asked).one())
