"""Trackers (Jira, GitHub, GitLab) and the tickets in them that we follow."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Numbered, Versioned, word
from models.kinds_learn import TicketState, TrackerKind

FOLLOWED = text("due_at IS NOT NULL")


class Tracker(Versioned, Base):
    """Where tickets are made. `project` is Jira's key, GitHub's owner/name, GitLab's path; `user`
    the e-mail address beside a Jira Cloud token; `type` Jira's issue type. The token is sealed.
    `inside` allows addresses that are not global; `quiet_until`: it asked us to wait."""

    __tablename__ = "tracker"

    name: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[TrackerKind] = mapped_column(word(TrackerKind))
    url: Mapped[str] = mapped_column(String(500))
    project: Mapped[str] = mapped_column(String(300))
    user: Mapped[str] = mapped_column(String(200), default="")
    type: Mapped[str] = mapped_column(String(64), default="")
    labels: Mapped[str] = mapped_column(String(300), default="")
    token: Mapped[bytes] = mapped_column(LargeBinary)
    inside: Mapped[bool] = mapped_column(Boolean, default=False)
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    quiet_until: Mapped[datetime | None]


class Ticket(Numbered, Base):
    """Of a task or follow-up, of a problem, or of an incident itself. `due_at` is when an engine
    asks the tracker next: to make it, or how it stands; an engine holds it until `claim_until`,
    and `fence` rises with each claim. `status` is the tracker's own word."""

    __tablename__ = "ticket"
    __table_args__ = (
        Index("ix_ticket_due", "due_at", sqlite_where=FOLLOWED),
        {"sqlite_autoincrement": True},
    )

    tracker_id: Mapped[int] = mapped_column(ForeignKey("tracker.id"), index=True)
    task_id: Mapped[int | None] = mapped_column(
        ForeignKey("task.id", ondelete="CASCADE"), index=True
    )
    problem_id: Mapped[int | None] = mapped_column(
        ForeignKey("problem.id", ondelete="CASCADE"), index=True
    )
    incident_id: Mapped[int | None] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(String(500))
    body: Mapped[str] = mapped_column(Text, default="")
    key: Mapped[str] = mapped_column(String(100), default="")
    url: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[TicketState] = mapped_column(word(TicketState), default=TicketState.TO_MAKE)
    status: Mapped[str] = mapped_column(String(100), default="")
    assignee: Mapped[str] = mapped_column(String(200), default="")
    etag: Mapped[str] = mapped_column(String(200), default="")
    error: Mapped[str] = mapped_column(Text, default="")
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]
    claim_until: Mapped[datetime | None]
    fence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(200))
    seen_at: Mapped[datetime | None]

    tracker: Mapped[Tracker] = relationship()
