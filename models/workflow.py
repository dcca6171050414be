"""Workflows with every version they had, and their runs with what became of each step."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Numbered, Versioned, word
from models.kinds import DeedState, RunState

TO_DO = text("state IN ('waiting', 'calling', 'asking')")


class Workflow(Versioned, Base):
    """What the team wrote, as plain data (`app.domain.workflow_text`; addresses are sealed);
    `number` is its edition."""

    __tablename__ = "workflow"

    name: Mapped[str] = mapped_column(String(200), unique=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    enabled: Mapped[bool] = mapped_column(default=False)
    number: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(200))


class WorkflowEdition(Numbered, Base):
    """A workflow as it once was; append-only, and kept when the workflow is taken out."""

    __tablename__ = "workflow_edition"
    __table_args__ = (UniqueConstraint("workflow_id", "number"), {"sqlite_autoincrement": True})

    workflow_id: Mapped[int | None] = mapped_column(ForeignKey("workflow.id", ondelete="SET NULL"))
    number: Mapped[int]
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))


class WorkflowRun(Numbered, Base):
    """One time that a workflow was set off, by the edition of that moment. `key` is unique: the
    same cause sets it off once, however many engines see it. `position` is the next step and
    `times` how often a repeated one was done; `chain` are the workflows that led here. While it
    calls somebody outside, an engine holds it until `claim_until`; `fence` rises with each claim.
    """

    __tablename__ = "workflow_run"
    __table_args__ = (
        Index("ix_workflow_run_due", "due_at", sqlite_where=TO_DO),
        Index(None, "workflow_id", "created_at"),
        {"sqlite_autoincrement": True},
    )

    workflow_id: Mapped[int | None] = mapped_column(ForeignKey("workflow.id", ondelete="SET NULL"))
    edition_id: Mapped[int] = mapped_column(
        ForeignKey("workflow_edition.id", ondelete="CASCADE"), index=True
    )
    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), index=True
    )
    event_id: Mapped[int | None]
    key: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    cause: Mapped[str] = mapped_column(String(300))
    state: Mapped[RunState] = mapped_column(word(RunState), default=RunState.WAITING)
    position: Mapped[int] = mapped_column(default=0)
    times: Mapped[int] = mapped_column(default=0)
    depth: Mapped[int] = mapped_column(default=0)
    chain: Mapped[list[Any]] = mapped_column(JSON, default=list)
    play_id: Mapped[int | None]
    due_at: Mapped[datetime | None]
    claimed_by: Mapped[str | None] = mapped_column(String(64))
    claim_until: Mapped[datetime | None]
    fence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(Text, default="")

    deeds: Mapped[list["WorkflowDeed"]] = relationship(
        order_by="WorkflowDeed.id", cascade="all, delete-orphan"
    )


class WorkflowDeed(Numbered, Base):
    """What became of one step, once; `position` counts from 0, `time` from 1 where it is
    repeated."""

    __tablename__ = "workflow_deed"

    run_id: Mapped[int] = mapped_column(
        ForeignKey("workflow_run.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    time: Mapped[int] = mapped_column(default=1)
    words: Mapped[str] = mapped_column(String(500))
    state: Mapped[DeedState] = mapped_column(word(DeedState))
    engine: Mapped[str] = mapped_column(String(64), default="")
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(Text, default="")
