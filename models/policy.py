"""Escalation policies: levels, their targets, the last resort; and the shared channels they may
name."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Numbered, Versioned, word
from models.kinds import Ack, Pick, TargetKind
from models.people import Person, Team
from models.rota import Schedule


class Channel(Versioned, Base):
    """A room many read (chat, list): an Apprise address that is nobody's own, sealed; `used_at` and
    `used_for` as with a person's contact."""

    __tablename__ = "channel"

    name: Mapped[str] = mapped_column(String(64), unique=True)
    address: Mapped[bytes] = mapped_column(LargeBinary)
    scheme: Mapped[str] = mapped_column(String(40))
    used_at: Mapped[datetime | None]
    used_for: Mapped[int | None]


class Policy(Versioned, Base):
    """Who is notified, in what order; `repeat` counts further rounds after the first. `hours` (as
    restrictions of the workspace file, in `time_zone`) are when low urgency may page; `remind_s`
    after the last news an acknowledged incident pages again."""

    __tablename__ = "policy"

    name: Mapped[str] = mapped_column(String(64), unique=True)
    repeat: Mapped[int] = mapped_column(default=0)
    hours: Mapped[list[Any]] = mapped_column(JSON, default=list, server_default="[]")
    time_zone: Mapped[str | None] = mapped_column(String(64))
    remind_s: Mapped[int | None]

    branches: Mapped[list["Branch"]] = relationship(
        order_by="Branch.position",
        cascade="all, delete-orphan",
        primaryjoin="Branch.policy_id == Policy.id",
    )
    levels: Mapped[list["Level"]] = relationship(
        order_by="Level.position", cascade="all, delete-orphan"
    )
    last_resort: Mapped[list["Target"]] = relationship(
        order_by="Target.place",
        cascade="all, delete-orphan",
        primaryjoin="and_(Target.policy_id == Policy.id, Target.level_id.is_(None))",
        overlaps="targets",
    )


class Branch(Numbered, Base):
    """An incident that meets `condition` (JSON; empty parts are met by all) is walked by another
    policy instead."""

    __tablename__ = "policy_branch"

    policy_id: Mapped[int] = mapped_column(ForeignKey("policy.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    condition: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    leads_to_id: Mapped[int] = mapped_column(ForeignKey("policy.id"), index=True)

    leads_to: Mapped[Policy] = relationship(foreign_keys=[leads_to_id])


class Level(Numbered, Base):
    """One step; `picked` counts how often it was notified, which is what round robin turns on."""

    __tablename__ = "level"

    policy_id: Mapped[int] = mapped_column(ForeignKey("policy.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    wait_s: Mapped[int]
    retry: Mapped[int] = mapped_column(default=0)
    pick: Mapped[Pick] = mapped_column(word(Pick), default=Pick.ALL)
    ack: Mapped[Ack] = mapped_column(word(Ack), default=Ack.FIRST)
    picked: Mapped[int] = mapped_column(default=0)

    targets: Mapped[list["Target"]] = relationship(
        order_by="Target.place", cascade="all, delete-orphan"
    )


class Target(Numbered, Base):
    """Whom a level (or, without a level, the last resort) notifies."""

    __tablename__ = "target"

    policy_id: Mapped[int] = mapped_column(ForeignKey("policy.id", ondelete="CASCADE"), index=True)
    level_id: Mapped[int | None] = mapped_column(
        ForeignKey("level.id", ondelete="CASCADE"), index=True
    )
    place: Mapped[int] = mapped_column(default=0)
    kind: Mapped[TargetKind] = mapped_column(word(TargetKind))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    schedule_id: Mapped[int | None] = mapped_column(ForeignKey("schedule.id"), index=True)
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel.id"), index=True)

    person: Mapped[Person | None] = relationship()
    team: Mapped[Team | None] = relationship()
    schedule: Mapped[Schedule | None] = relationship()
    channel: Mapped[Channel | None] = relationship()

    @property
    def subject_id(self) -> int:
        """The id of whatever `kind` says this is."""
        ids = (self.person_id, self.team_id, self.schedule_id, self.channel_id)
        return next(each for each in ids if each is not None)
