"""Post-incident reviews: one an incident, every version kept, and what people said beside it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Numbered, Versioned, word
from models.kinds import ReviewState


class Review(Versioned, Base):
    """What a team learned. `sections` are objects of key, title, guide and text (Markdown)."""

    __tablename__ = "review"

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), unique=True
    )
    title: Mapped[str] = mapped_column(String(1024))
    template: Mapped[str] = mapped_column(String(200))
    state: Mapped[ReviewState] = mapped_column(word(ReviewState), default=ReviewState.DRAFT)
    sections: Mapped[list[Any]]
    number: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(200))
    published_at: Mapped[datetime | None]


class ReviewEdition(Numbered, Base):
    """A review as it once was; append-only."""

    __tablename__ = "review_edition"
    __table_args__ = (UniqueConstraint("review_id", "number"), {"sqlite_autoincrement": True})

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    number: Mapped[int]
    state: Mapped[ReviewState] = mapped_column(word(ReviewState))
    sections: Mapped[list[Any]]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))


class ReviewComment(Numbered, Base):
    """What somebody said of a review, or of one section of it (empty: of the whole)."""

    __tablename__ = "review_comment"

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    section: Mapped[str] = mapped_column(String(64), default="")
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
