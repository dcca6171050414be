"""Messages to one person that are no pages: reminders, changes of the rota, requests, tests."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Numbered, word
from models.kinds import NoticeKind
from models.outgoing import WAITING, Outgoing, Tried


class Message(Outgoing, Numbered, Base):
    """A notice by one contact, or (`contact_id` None) by the person's first that works. `key` is
    unique: the same thing is told once however many engines think of it. Claimed like a page."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_pending", "due_at", sqlite_where=WAITING),
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

    attempts: Mapped[list["MessageAttempt"]] = relationship(
        order_by="MessageAttempt.number", cascade="all, delete-orphan"
    )


class MessageAttempt(Tried, Numbered, Base):
    """One try to deliver a message, by one of the person's contacts."""

    __tablename__ = "message_attempt"

    message_id: Mapped[int] = mapped_column(
        ForeignKey("message.id", ondelete="CASCADE"), index=True
    )
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"))
    contact: Mapped[str] = mapped_column(String(64))
