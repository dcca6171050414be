"""What is due, and when something will be: one small question, so that an idle engine costs
nothing."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Exists,
    ScalarSelect,
    Select,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from app.domain.escalation import Standing
from app.store import Store
from models import playbook
from models.alert import PENDING, LifeSign, Signal
from models.drill import TO_COME, DrillStep
from models.incident import Escalation, Task
from models.kinds import PageState
from models.notice import Message
from models.outgoing import WAITING
from models.page import Page
from models.playbook import PlayStep
from models.status import TO_REMIND, TO_TELL, Dispatch, Maintenance, UpdateClock
from models.together import NOTIFYING, Responder, Snooze

NOW = "now"


@dataclass(frozen=True, slots=True)
class Due:
    """The earliest of each kind of work, none where there is none; `signals` wait to be read.
    `claim_until` is when a try that was begun is given up; `reminders`: a step of a playbook, an
    update, a maintenance or a task is due."""

    signals: bool
    reminders: bool
    escalation_at: datetime | None
    page_at: datetime | None
    notice_at: datetime | None
    claim_until: datetime | None
    drill_at: datetime | None = None
    together_at: datetime | None = None
    silence_at: datetime | None = None

    @property
    def next_at(self) -> datetime | None:
        """The earliest of all."""
        times = self.escalation_at, self.page_at, self.notice_at, self.claim_until
        return _least(*times, self.drill_at, self.together_at, self.silence_at)


def due(store: Store) -> Due:
    """Sets the store's clock by the database's as well. Raises Unavailable."""
    asked = _asked().add_columns(store.sql_now())
    with store.read() as session:
        signals, reminders, escalation, drill, snooze, helper, silence, *times, at = (
            session.execute(asked, {NOW: store.now()}).one()
        )
    store.told(at)
    pages, notices, outside = times[:4], times[4:8], times[8:]
    return Due(
        signals=signals,
        reminders=reminders,
        escalation_at=escalation,
        page_at=_least(*pages[:3]),
        notice_at=_least(*notices[:3], *outside[:3]),
        claim_until=_least(pages[3], notices[3], outside[3]),
        drill_at=drill,
        together_at=_least(snooze, helper),
        silence_at=silence,
    )


@cache
def _asked() -> Select[Any]:
    """Built once: to put it together takes longer than to answer it."""
    running = Escalation.state != Standing.ENDED
    return select(
        exists().where(PENDING).select_from(Signal).label("signals"),
        or_(*_reminders()).label("reminders"),
        select(func.min(Escalation.due_at)).where(running).scalar_subquery(),
        select(func.min(DrillStep.due_at)).where(TO_COME).scalar_subquery(),
        select(func.min(Snooze.until_at)).scalar_subquery(),
        select(func.min(Responder.due_at)).where(NOTIFYING).scalar_subquery(),
        select(func.min(LifeSign.due_at)).scalar_subquery(),
        *_waiting(Page),
        *_waiting(Message),
        *_waiting(Dispatch),
    )


def _reminders() -> list[Exists]:
    """What app.duties.playbook, communication and followup look for."""
    now: BindParameter[datetime] = bindparam(NOW)
    return [
        exists().where(playbook.TO_COME, PlayStep.due_at <= now).select_from(PlayStep),
        exists().where(TO_REMIND, UpdateClock.remind_at <= now).select_from(UpdateClock),
        exists().where(TO_TELL, Maintenance.due_at <= now).select_from(Maintenance),
        exists().where(Task.remind_at <= now).select_from(Task),
    ]


def _waiting(table: type[Page | Message | Dispatch]) -> list[ScalarSelect[Any]]:
    """When the first is due, the first that is held back, the first to be tried again, and when the
    first claim ends. Only what was due can be held, in hand, or have failed."""
    begun, waits = table.due_at <= bindparam(NOW), table.state == PageState.DUE
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
