"""Messages to one person that are no pages: reminders, changes of the rota, requests, tests."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Numbered, word
from models.kinds import NoticeKind, PageState

PENDING = text("(state IN ('due', 'sending') OR retry_at IS NOT NULL)")


class Message(Numbered, Base):
    """A notice by one contact, or (`contact_id` None) by the person's first that works. `key` is
    unique: the same thing is told once however many engines think of it. Claimed like a page."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_pending", "due_at", sqlite_where=PENDING, postgresql_where=PENDING),
        {"sqlite_autoincrement": True},
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"))
    incident_id: Mapped[int | None] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[NoticeKind] = mapped_column(word(NoticeKind))
    key: Mapped[str | None] = mapped_column(String(200), unique=True)
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
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
