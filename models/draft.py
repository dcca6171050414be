"""Drafts of schedules, one for each person, and every version of a schedule that was in force."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Numbered, word
from models.kinds import Source


class Draft(Numbered, Base):
    """What somebody (`actor`, a handle) would make of a schedule. `changes`: the steps that are
    done; `people`: the ids behind the handles that `data` names."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("schedule_id", "actor"),)

    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedule.id", ondelete="CASCADE"))
    actor: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime]
    changes: Mapped[int]
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    people: Mapped[dict[str, Any]] = mapped_column(JSON)


class Edition(Numbered, Base):
    """A schedule as it was written, numbered from 1. Append-only; `people` as in a draft."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("schedule_id", "number"),)

    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedule.id", ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(200))
    source: Mapped[Source] = mapped_column(word(Source))
    words: Mapped[str] = mapped_column(Text, default="")
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    people: Mapped[dict[str, Any]] = mapped_column(JSON)
