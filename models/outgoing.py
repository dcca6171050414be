"""What pages and messages have in common: they are due, claimed by one engine, tried, and noted."""

from datetime import datetime

from sqlalchemy import String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import word
from models.kinds import PageState

# In brackets: beside other conditions the OR would swallow them.
WAITING = text("(state IN ('due', 'sending') OR retry_at IS NOT NULL)")


class Outgoing:
    """A row that an engine sends. It holds a claim until `claim_until`; `fence` rises with each
    claim, so that one who slept through its claim cannot write the outcome. `held_until`: due, but
    kept back for a while so that it can go with others."""

    due_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    state: Mapped[PageState] = mapped_column(word(PageState), default=PageState.DUE)
    sent_at: Mapped[datetime | None]
    retry_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")
    claimed_by: Mapped[str | None] = mapped_column(String(64))
    claim_until: Mapped[datetime | None]
    fence: Mapped[int] = mapped_column(default=0)


class Tried:
    """One try: written as `sending` before the message leaves, and finished afterwards by the same
    engine."""

    number: Mapped[int]
    engine: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    state: Mapped[PageState] = mapped_column(word(PageState), default=PageState.SENDING)
    error: Mapped[str] = mapped_column(Text, default="")
