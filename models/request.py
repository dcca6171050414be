"""What people ask of each other: to cover a shift, or to swap two; kept after its end, for the
record."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Versioned, word
from models.kinds import RequestAnswer, RequestKind, RequestState

OPEN = text("state IN ('open', 'accepted')")


class Request(Versioned, Base):
    """`holder` gives the shift from `start_at` to `end_at` away; in a swap for the one that the
    only person asked has between the `their` times. From `expires_at` on it is too late.
    `why` says how it ended, `decided_by` which manager decided."""

    __tablename__ = "request"
    __table_args__ = (
        Index("ix_request_open", "expires_at", sqlite_where=OPEN),
        {"sqlite_autoincrement": True},
    )

    schedule_id: Mapped[int] = mapped_column(
        ForeignKey("schedule.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[RequestKind] = mapped_column(word(RequestKind))
    state: Mapped[RequestState] = mapped_column(word(RequestState), default=RequestState.OPEN)
    holder_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    start_at: Mapped[datetime]
    end_at: Mapped[datetime]
    their_start_at: Mapped[datetime | None]
    their_end_at: Mapped[datetime | None]
    anyone: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(String(500), default="")
    asked_by: Mapped[str] = mapped_column(String(200), default="")
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    taker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    accepted_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(200), default="")
    forced: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(Text, default="")

    asked: Mapped[list["Asked"]] = relationship(
        order_by="Asked.person_id", cascade="all, delete-orphan"
    )


class Asked(Base):
    """Somebody who was asked, and what they said."""

    __tablename__ = "asked"

    request_id: Mapped[int] = mapped_column(
        ForeignKey("request.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    answer: Mapped[RequestAnswer] = mapped_column(
        word(RequestAnswer), default=RequestAnswer.WAITING
    )
    answered_at: Mapped[datetime | None]
