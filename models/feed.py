"""Calendar subscriptions, and what each shift was when a calendar last saw it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Numbered, Versioned, word
from models.kinds import FeedKind


class Feed(Versioned, Base):
    """A subscription to one person's, schedule's or team's shifts, by whoever has the token.
    `key` names subject and owner, each pair once; who leaves takes what they own along."""

    __tablename__ = "feed"

    key: Mapped[str] = mapped_column(String(100), unique=True)
    kind: Mapped[FeedKind] = mapped_column(word(FeedKind))
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    schedule_id: Mapped[int | None] = mapped_column(
        ForeignKey("schedule.id", ondelete="CASCADE"), index=True
    )
    team_id: Mapped[int | None] = mapped_column(
        ForeignKey("team.id", ondelete="CASCADE"), index=True
    )
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    token: Mapped[bytes] = mapped_column(LargeBinary)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    ahead: Mapped[int]
    back: Mapped[int]
    reminders: Mapped[list[Any]]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    rotated_at: Mapped[datetime | None]


class FeedEvent(Numbered, Base):
    """A final shift as calendars know it: its `uid` for ever, `sequence` and `modified_at` rising
    whenever it becomes another. One that is `gone` may come back under its uid."""

    __tablename__ = "feed_event"
    __table_args__ = (
        Index(None, "schedule_id", "start_at"),
        Index(None, "person_id", "start_at"),
        {"sqlite_autoincrement": True},
    )

    uid: Mapped[str] = mapped_column(String(120), unique=True)
    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedule.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    source: Mapped[str] = mapped_column(String(64))
    shadow: Mapped[bool] = mapped_column(default=False)
    start_at: Mapped[datetime]
    end_at: Mapped[datetime]
    sequence: Mapped[int] = mapped_column(default=0)
    modified_at: Mapped[datetime]
    gone: Mapped[bool] = mapped_column(default=False)
    schedule: Mapped[str] = mapped_column(String(64))
    handle: Mapped[str] = mapped_column(String(64))
    who: Mapped[str] = mapped_column(String(200))
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")


class FeedMemory(Base):
    """How far the events of a schedule are true, and of which state (`stamp`) of the rules."""

    __tablename__ = "feed_memory"

    schedule_id: Mapped[int] = mapped_column(
        ForeignKey("schedule.id", ondelete="CASCADE"), primary_key=True
    )
    stamp: Mapped[str] = mapped_column(String(64))
    from_at: Mapped[datetime]
    until_at: Mapped[datetime]
    changed_at: Mapped[datetime]
