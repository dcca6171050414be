"""What is due, and when something will be: one small question, so that an idle engine costs
nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, exists, func, select

from app.domain.escalation import Standing
from app.store import Store
from models.alert import PENDING, Signal
from models.drill import TO_COME, DrillStep
from models.incident import Escalation
from models.kinds import PageState
from models.notice import Message
from models.outgoing import WAITING
from models.page import Page
from models.status import Dispatch
from models.together import NOTIFYING, Responder, Snooze


@dataclass(frozen=True, slots=True)
class Due:
    """The earliest of each kind of work, none where there is none; `signals` wait to be read.
    `claim_until` is when a try that was begun is given up."""

    signals: bool
    escalation_at: datetime | None
    page_at: datetime | None
    notice_at: datetime | None
    claim_until: datetime | None
    drill_at: datetime | None = None
    together_at: datetime | None = None

    @property
    def next_at(self) -> datetime | None:
        """The earliest of all."""
        times = self.escalation_at, self.page_at, self.notice_at, self.claim_until
        return _least(*times, self.drill_at, self.together_at)


def due(store: Store) -> Due:
    """Sets the store's clock by the database's as well. Raises Unavailable."""
    now = store.now()
    running = Escalation.state != Standing.ENDED
    asked = select(
        exists().where(PENDING).select_from(Signal).label("signals"),
        select(func.min(Escalation.due_at)).where(running).scalar_subquery(),
        select(func.min(DrillStep.due_at)).where(TO_COME).scalar_subquery(),
        select(func.min(Snooze.until_at)).scalar_subquery(),
        select(func.min(Responder.due_at)).where(NOTIFYING).scalar_subquery(),
        *_waiting(Page, now),
        *_waiting(Message, now),
        *_waiting(Dispatch, now),
        store.sql_now(),
    )
    with store.read() as session:
        signals, escalation, drill, snooze, helper, *times, at = session.execute(asked).one()
    store.told(at)
    pages, notices, outside = times[:4], times[4:8], times[8:]
    return Due(
        signals=signals,
        escalation_at=escalation,
        page_at=_least(*pages[:3]),
        notice_at=_least(*notices[:3], *outside[:3]),
        claim_until=_least(pages[3], notices[3], outside[3]),
        drill_at=drill,
        together_at=_least(snooze, helper),
    )


def _waiting(table: type[Page | Message | Dispatch], now: datetime) -> list[ScalarSelect[Any]]:
    """When the first is due, the first that is held back, the first to be tried again, and when the
    first claim ends. Only what was due can be held, in hand, or have failed."""
    begun, waits = table.due_at <= now, table.state == PageState.DUE
    first = select(table.due_at).where(WAITING, waits, table.held_until.is_(None))
    sending = table.state == PageState.SENDING
    return [
        first.order_by(table.due_at).limit(1).scalar_subquery(),
        select(func.min(table.held_until)).where(WAITING, begun, waits).scalar_subquery(),
        select(func.min(table.retry_at)).where(WAITING, begun).scalar_subquery(),
        select(func.min(table.claim_until)).where(WAITING, begun, sending).scalar_subquery(),
    ]


def _least(*times: datetime | None) -> datetime | None:
    return min((at for at in times if at is not None), default=None)
