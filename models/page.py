"""Pages: one notification of one person (or channel) about one incident, and every attempt to
deliver it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Numbered, word
from models.kinds import Urgency
from models.outgoing import WAITING, Outgoing, Tried


class Page(Outgoing, Numbered, Base):
    """A page by one contact. Level 0 is the last resort. `bundle_id` is the page at the head of the
    message in which this one went with others; `responder_id` whose help was asked for by hand."""

    __tablename__ = "page"
    __table_args__ = (
        Index("ix_page_waiting", "due_at", sqlite_where=WAITING),
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
    bundle_id: Mapped[int | None] = mapped_column(index=True)
    responder_id: Mapped[int | None] = mapped_column(index=True)

    attempts: Mapped[list["Attempt"]] = relationship(
        order_by="Attempt.number", cascade="all, delete-orphan"
    )


class Attempt(Tried, Numbered, Base):
    """One try to deliver a page."""

    __tablename__ = "attempt"

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), index=True)
