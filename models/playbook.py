"""Playbooks with every version they had, and what incidents have started of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Numbered, Versioned, word
from models.kinds import PlayKind, PlayState

TO_COME = text("state IN ('open', 'running', 'failed') AND due_at IS NOT NULL")


class Playbook(Versioned, Base):
    """What the team wrote; `text` is the whole of it, in Markdown, and `number` its edition."""

    __tablename__ = "playbook"

    name: Mapped[str] = mapped_column(String(200), unique=True)
    text: Mapped[str] = mapped_column(Text)
    number: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(200))


class PlaybookEdition(Numbered, Base):
    """A playbook as it once was; append-only."""

    __tablename__ = "playbook_edition"
    __table_args__ = (UniqueConstraint("playbook_id", "number"), {"sqlite_autoincrement": True})

    playbook_id: Mapped[int] = mapped_column(ForeignKey("playbook.id", ondelete="CASCADE"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))


class Play(Versioned, Base):
    """A playbook that an incident started, frozen as it was then; edition 0 is the shipped one."""

    __tablename__ = "play"

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    number: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime]
    started_by: Mapped[str] = mapped_column(String(200))
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]

    steps: Mapped[list["PlayStep"]] = relationship(
        order_by="PlayStep.position", cascade="all, delete-orphan"
    )


class PlayStep(Versioned, Base):
    """One step of it. `due_at`: when a wait is over, an errand under way is given up, or whoever
    has it is reminded; `turn_at` is when its turn came."""

    __tablename__ = "play_step"
    __table_args__ = (
        Index("ix_play_step_due", "due_at", sqlite_where=TO_COME),
        {"sqlite_autoincrement": True},
    )

    play_id: Mapped[int] = mapped_column(ForeignKey("play.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[PlayKind] = mapped_column(word(PlayKind))
    title: Mapped[str] = mapped_column(String(300))
    state: Mapped[PlayState] = mapped_column(word(PlayState), default=PlayState.OPEN)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    turn_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(String(200), default="")
    outcome: Mapped[str] = mapped_column(Text, default="")
    late: Mapped[bool] = mapped_column(default=False)
