"""Pages: one notification of one person (or channel) about one incident, and every attempt to
deliver it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Numbered, word
from models.kinds import PageState, Urgency

# In brackets: beside other conditions the OR would swallow them.
WAITING = text("(state IN ('due', 'sending') OR retry_at IS NOT NULL)")


class Page(Numbered, Base):
    """A page by one contact. The engine that sends it holds a claim until `claim_until`; `fence`
    rises with
    each claim, so that one who slept through its claim cannot write the outcome. Level 0 is the
    last resort."""

    __tablename__ = "page"
    __table_args__ = (
        Index("ix_page_waiting", "due_at", sqlite_where=WAITING, postgresql_where=WAITING),
        Index(None, "incident_id", "person_id"),
        {"sqlite_autoincrement": True},
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"))
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel.id", ondelete="SET NULL"))
    contact: Mapped[str] = mapped_column(String(64))
    urgency: Mapped[Urgency] = mapped_column(word(Urgency))
    round: Mapped[int]
    level: Mapped[int]
    attempt: Mapped[int]
    reason: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    state: Mapped[PageState] = mapped_column(word(PageState), default=PageState.DUE)
    sent_at: Mapped[datetime | None]
    retry_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")
    claimed_by: Mapped[str | None] = mapped_column(String(64))
    claim_until: Mapped[datetime | None]
    fence: Mapped[int] = mapped_column(default=0)

    attempts: Mapped[list["Attempt"]] = relationship(
        order_by="Attempt.number", cascade="all, delete-orphan"
    )


class Attempt(Numbered, Base):
    """One try: written as `sending` before the message leaves, and finished afterwards by the same
    engine."""

    __tablename__ = "attempt"

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    engine: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    state: Mapped[PageState] = mapped_column(word(PageState), default=PageState.SENDING)
    error: Mapped[str] = mapped_column(Text, default="")
