"""Incidents, their timeline, and where their escalation stands."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Numbered, Versioned, word
from models.kinds import (
    EventKind,
    Role,
    Severity,
    Source,
    Stage,
    Urgency,
)
from models.kinds_learn import Priority, TaskKind, TaskState
from models.people import Person
from models.service import Service

TOLD = text("remind_at IS NOT NULL")
OPEN = text("stage IN ('triage', 'investigating', 'identified', 'monitoring')")


class Incident(Versioned, Base):
    """What people work on; its id is the number people say. `policy` is the policy as it was when
    it began. `acknowledged`: somebody has it now; `acknowledged_at` keeps the first time.
    `customers` is how many are hit, none where nobody said; `custom` holds the team's own fields by
    name. `private`: nothing of it leaves the house."""

    __tablename__ = "incident"
    __table_args__ = (
        Index("ix_incident_open", "id", sqlite_where=OPEN),
        Index(None, "created_at"),
        {"sqlite_autoincrement": True},
    )

    title: Mapped[str] = mapped_column(String(1024))
    description: Mapped[str] = mapped_column(Text, default="")
    stage: Mapped[Stage] = mapped_column(word(Stage), default=Stage.TRIAGE)
    severity: Mapped[Severity] = mapped_column(word(Severity), default=Severity.SEV3)
    urgency: Mapped[Urgency] = mapped_column(word(Urgency), default=Urgency.HIGH)
    category: Mapped[str | None] = mapped_column(String(40))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id"), index=True)
    policy_id: Mapped[int | None] = mapped_column(ForeignKey("policy.id", ondelete="SET NULL"))
    policy: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    impact: Mapped[str] = mapped_column(Text, default="")
    customers: Mapped[int | None]
    regions: Mapped[list[Any]] = mapped_column(JSON, default=list, server_default="[]")
    bridge: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    custom: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    declared_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    acknowledged: Mapped[bool] = mapped_column(Boolean, default=False)
    drill: Mapped[bool] = mapped_column(Boolean, default=False)
    private: Mapped[bool] = mapped_column(Boolean, default=False, server_default="0")
    alert_count: Mapped[int] = mapped_column(default=0)

    impact_started_at: Mapped[datetime | None]
    detected_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    mitigated_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]

    service: Mapped[Service | None] = relationship()
    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id])
    affected: Mapped[list["Affected"]] = relationship(cascade="all, delete-orphan")
    roles: Mapped[list["Assignment"]] = relationship(
        order_by="Assignment.id", cascade="all, delete-orphan"
    )


class Affected(Base):
    """A service an incident touches, besides its own."""

    __tablename__ = "affected"

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), primary_key=True
    )
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), primary_key=True, index=True)


class Assignment(Numbered, Base):
    """A role held by somebody from `since` until `until` (none: still)."""

    __tablename__ = "assignment"

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[Role] = mapped_column(word(Role))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Event(Numbered, Base):
    """A row of the timeline. Append-only; `at` is when it happened, `recorded_at` when it was
    written down.
    `actor` is a person's handle, an integration's name or "watchbill"."""

    __tablename__ = "event"
    __table_args__ = (Index(None, "incident_id", "at"), {"sqlite_autoincrement": True})

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    kind: Mapped[EventKind] = mapped_column(word(EventKind))
    source: Mapped[Source] = mapped_column(word(Source))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    actor: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Task(Versioned, Base):
    """Something to be done within an incident, or (a follow-up) after it. `done_at` is when it was
    done or dropped; `remind_at` when its owner is told of it next. Of tasks from older databases
    nobody knows who added them, and when."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_remind", "remind_at", sqlite_where=TOLD),
        {"sqlite_autoincrement": True},
    )

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(String(500))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[TaskKind] = mapped_column(
        word(TaskKind), default=TaskKind.TASK, server_default=TaskKind.TASK.value
    )
    state: Mapped[TaskState] = mapped_column(
        word(TaskState), default=TaskState.OPEN, server_default=TaskState.OPEN.value
    )
    priority: Mapped[Priority] = mapped_column(
        word(Priority), default=Priority.NORMAL, server_default=Priority.NORMAL.value
    )
    text: Mapped[str] = mapped_column(Text, default="", server_default="")
    remind_at: Mapped[datetime | None]
    created_at: Mapped[datetime | None]
    created_by: Mapped[str] = mapped_column(String(200), default="", server_default="")


class Escalation(Base):
    """Where an incident's policy stands. `due_at` is when the step (round, level, attempt) is to be
    taken, none when nothing is left to do; level 0 is the last resort. `awaited` are the people
    whose acknowledgement is still needed (none: anybody's is enough), `answered` those who gave
    theirs."""

    __tablename__ = "escalation"
    __table_args__ = (Index("ix_escalation_due", "due_at"),)

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), primary_key=True
    )
    state: Mapped[str] = mapped_column(String(20), default="running")
    round: Mapped[int] = mapped_column(default=1)
    level: Mapped[int] = mapped_column(default=1)
    attempt: Mapped[int] = mapped_column(default=1)
    due_at: Mapped[datetime | None]
    awaited: Mapped[list[Any]] = mapped_column(JSON, default=list)
    answered: Mapped[list[Any]] = mapped_column(JSON, default=list)
