"""Drills: scripted game days on the real engine, marked so everywhere."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Numbered

TO_COME = text("done_at IS NULL")


class Drill(Numbered, Base):
    """One run of a script. Over when `ended_at` is set."""

    __tablename__ = "drill"

    name: Mapped[str] = mapped_column(String(200))
    about: Mapped[str] = mapped_column(Text, default="")
    started_by: Mapped[str] = mapped_column(String(200))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id", ondelete="SET NULL"))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    steps: Mapped[list["DrillStep"]] = relationship(
        order_by="DrillStep.position", cascade="all, delete-orphan"
    )


class DrillStep(Numbered, Base):
    """Something the script does at its time. `said` is the step as the script has it; `incident_id`
    what it opened."""

    __tablename__ = "drill_step"
    __table_args__ = (
        Index("ix_drill_step_to_come", "due_at", sqlite_where=TO_COME),
        {"sqlite_autoincrement": True},
    )

    drill_id: Mapped[int] = mapped_column(ForeignKey("drill.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    incident_id: Mapped[int | None] = mapped_column(
        ForeignKey("incident.id", ondelete="SET NULL"), index=True
    )
