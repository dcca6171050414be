"""The rota as it is stored: rules (rotations, overrides) and the record of who really was on
call."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Numbered, Versioned, Wall, word
from models.kinds import OverrideKind, Turns, Unit
from models.people import Person, Team


class Schedule(Versioned, Base):
    """A rota. Until `recorded_until` the past is read from `served`, after it from the rules;
    before `stored_at` there is no record and the rules answer. A schedule that was taken out stays
    for its record, not `active` and without rules. `limits`: seconds and counts that are not as
    they come."""

    __tablename__ = "schedule"

    name: Mapped[str] = mapped_column(String(64), unique=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    time_zone: Mapped[str] = mapped_column(String(64))
    holidays: Mapped[str | None] = mapped_column(String(20))
    stored_at: Mapped[datetime]
    recorded_until: Mapped[datetime]
    active: Mapped[bool] = mapped_column(default=True)
    limits: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")

    team: Mapped[Team | None] = relationship()
    rotations: Mapped[list["Rotation"]] = relationship(
        order_by="Rotation.position", cascade="all, delete-orphan"
    )
    overrides: Mapped[list["Override"]] = relationship(
        order_by="Override.id", cascade="all, delete-orphan"
    )
    shadows: Mapped[list["Shadow"]] = relationship(
        order_by="(Shadow.start_at, Shadow.id)", cascade="all, delete-orphan"
    )


class Rotation(Numbered, Base):
    """Turns on a wall-clock grid from `start`; `restrictions` in the workspace file's own form."""

    __tablename__ = "rotation"
    __table_args__ = (UniqueConstraint("schedule_id", "name"),)

    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedule.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(64))
    layer: Mapped[int] = mapped_column(default=1)
    start: Mapped[datetime] = mapped_column(Wall)
    until: Mapped[datetime | None] = mapped_column(Wall)
    every: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit] = mapped_column(word(Unit))
    turns: Mapped[Turns] = mapped_column(word(Turns), default=Turns.WORKED)
    restrictions: Mapped[list[Any]] = mapped_column(JSON, default=list)
    position: Mapped[int] = mapped_column(default=0)

    slots: Mapped[list["Slot"]] = relationship(
        order_by="(Slot.turn, Slot.place)", cascade="all, delete-orphan"
    )


class Slot(Base):
    """A place in a rotation's turn; several places of one turn work together, no person =
    nobody."""

    __tablename__ = "slot"

    rotation_id: Mapped[int] = mapped_column(
        ForeignKey("rotation.id", ondelete="CASCADE"), primary_key=True
    )
    turn: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class Override(Numbered, Base):
    """A change for a while on what the rotations give."""

    __tablename__ = "override"
    __table_args__ = (Index(None, "schedule_id", "start_at"),)

    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedule.id", ondelete="CASCADE"))
    kind: Mapped[OverrideKind] = mapped_column(word(OverrideKind))
    start_at: Mapped[datetime]
    end_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(200), default="")

    people: Mapped[list["OverridePerson"]] = relationship(
        order_by="OverridePerson.place", cascade="all, delete-orphan"
    )


class OverridePerson(Base):
    """Somebody an override brings (`comes`) or takes out."""

    __tablename__ = "override_person"

    override_id: Mapped[int] = mapped_column(
        ForeignKey("override.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    comes: Mapped[bool]


class Shadow(Numbered, Base):
    """Somebody who learns: told what those on call are told, never escalated to. No end: for
    good."""

    __tablename__ = "shadow"

    schedule_id: Mapped[int] = mapped_column(
        ForeignKey("schedule.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    start_at: Mapped[datetime]
    end_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class Served(Numbered, Base):
    """Who really was on call; a row without a person is a gap. Append-only."""

    __tablename__ = "served"
    __table_args__ = (Index(None, "schedule_id", "start_at"),)

    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedule.id", ondelete="CASCADE"))
    start_at: Mapped[datetime]
    end_at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    source: Mapped[str] = mapped_column(String(64), default="")
    deliberate: Mapped[bool] = mapped_column(default=False)


class Holiday(Base):
    """A public holiday as the library had it when a schedule of that country (`ES`, `ES-MD`) first
    used its year; kept, so that a later release does not change what was planned by."""

    __tablename__ = "holiday"

    country: Mapped[str] = mapped_column(String(20), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
