"""People: how to reach them, when they may not be planned, and the teams they form."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Numbered, Versioned, Wall, word
from models.kinds import Approval, Urgency, Weekly


class Person(Versioned, Base):
    """Somebody in the team; `name` is the stable handle. People who left stay, inactive, for the
    record. `reminders` are the seconds before a hand-off at which they want to be told of it.
    `quiet` are the hours (as restrictions of the workspace file, in the person's zone) in which low
    urgency waits; `drills`: may be paged in a drill; `tests`: wants every contact tried weekly;
    `wishes` are of a fair rota, as in the workspace file."""

    __tablename__ = "person"

    name: Mapped[str] = mapped_column(String(64), unique=True)
    full_name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    colour: Mapped[int | None]
    active: Mapped[bool] = mapped_column(default=True)
    reminders: Mapped[list[Any]] = mapped_column(JSON, default=list, server_default="[]")
    weekly: Mapped[Weekly] = mapped_column(
        word(Weekly), default=Weekly.NEVER, server_default=Weekly.NEVER.value
    )

    quiet: Mapped[list[Any]] = mapped_column(JSON, default=list, server_default="[]")
    drills: Mapped[bool] = mapped_column(default=False, server_default="0")
    tests: Mapped[bool] = mapped_column(default=False, server_default="0")
    wishes: Mapped[list[Any]] = mapped_column(JSON, default=list, server_default="[]")

    contacts: Mapped[list["Contact"]] = relationship(
        order_by="Contact.position", cascade="all, delete-orphan", back_populates="person"
    )
    rules: Mapped[list["Rule"]] = relationship(
        order_by="(Rule.urgency, Rule.position)", cascade="all, delete-orphan"
    )
    time_off: Mapped[list["TimeOff"]] = relationship(
        order_by="TimeOff.start", cascade="all, delete-orphan"
    )


class Contact(Versioned, Base):
    """One Apprise address of a person, sealed; `scheme` is the harmless part of it, for the eye.
    `hours` (as restrictions, in the person's zone; empty: always) are when it is used. `proven_at`
    is when its owner last showed that a message arrived, `used_at` when pages last left by it (none
    after a failure) and `used_for` the incident, if it was one; `failed_at` when one last failed,
    and `failure` why."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("person_id", "name"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(64))
    address: Mapped[bytes] = mapped_column(LargeBinary)
    scheme: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(default=0)
    hours: Mapped[list[Any]] = mapped_column(JSON, default=list, server_default="[]")
    proven_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    used_for: Mapped[int | None]
    failed_at: Mapped[datetime | None]
    failure: Mapped[str] = mapped_column(String(300), default="", server_default="")

    person: Mapped[Person] = relationship(back_populates="contacts")


class Rule(Numbered, Base):
    """A personal notification rule: this contact, so many seconds after the page."""

    __tablename__ = "rule"
    __table_args__ = (Index(None, "person_id", "urgency", "position"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    urgency: Mapped[Urgency] = mapped_column(word(Urgency))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    after_s: Mapped[int]
    position: Mapped[int] = mapped_column(default=0)

    contact: Mapped[Contact] = relationship()


class TimeOff(Numbered, Base):
    """Away, half-open, wall clock of the person's zone."""

    __tablename__ = "time_off"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    start: Mapped[datetime] = mapped_column(Wall)
    end: Mapped[datetime] = mapped_column(Wall)
    reason: Mapped[str] = mapped_column(String(200), default="")


class Team(Versioned, Base):
    """People who answer together."""

    __tablename__ = "team"

    name: Mapped[str] = mapped_column(String(64), unique=True)
    approval: Mapped[Approval] = mapped_column(
        word(Approval), default=Approval.NONE, server_default=Approval.NONE.value
    )
    memberships: Mapped[list["Membership"]] = relationship(
        order_by="Membership.position", cascade="all, delete-orphan"
    )


class Membership(Base):
    """A person in a team, as member, as manager, or as both."""

    __tablename__ = "membership"

    team_id: Mapped[int] = mapped_column(
        ForeignKey("team.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    member: Mapped[bool] = mapped_column(default=True)
    manager: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person] = relationship()
