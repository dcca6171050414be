"""What ties incidents to each other, who was asked to help in one, who is looking at it, and what
sleeps until later."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Numbered, word
from models.kinds_together import ResponderState, TieKind

NOTIFYING = text("state = 'notifying'")


class Tie(Numbered, Base):
    """`incident` is part of `other`, merged into it, split from it, or related to it; until it was
    undone at `ended_at`. `data` is what undoing needs."""

    __tablename__ = "tie"

    kind: Mapped[TieKind] = mapped_column(word(TieKind))
    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), index=True
    )
    other_id: Mapped[int] = mapped_column(ForeignKey("incident.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(200))
    ended_at: Mapped[datetime | None]
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Snooze(Base):
    """An incident that is left alone until then, and pages anew."""

    __tablename__ = "snooze"

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), primary_key=True
    )
    until_at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(200))


class Responder(Numbered, Base):
    """Somebody who was asked to help. `via` is what was asked for, such as schedule:primary; who
    has not answered by `due_at` did not answer."""

    __tablename__ = "responder"
    __table_args__ = (
        Index("ix_responder_due", "due_at", sqlite_where=NOTIFYING),
        {"sqlite_autoincrement": True},
    )

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    via: Mapped[str] = mapped_column(String(100), default="")
    words: Mapped[str] = mapped_column(String(300), default="")
    actor: Mapped[str] = mapped_column(String(200))
    state: Mapped[ResponderState] = mapped_column(
        word(ResponderState), default=ResponderState.NOTIFYING
    )
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class Presence(Numbered, Base):
    """Somebody at a desktop that shows an incident; gone at `until_at` unless heard of again."""

    __tablename__ = "presence"
    __table_args__ = (
        Index("uq_presence_seat", "seat", unique=True),
        {"sqlite_autoincrement": True},
    )

    seat: Mapped[str] = mapped_column(String(64))
    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    since: Mapped[datetime]
    until_at: Mapped[datetime]
