"""What the outside is told: the status page's components and their history, updates of incidents,
maintenance, who is told, and what is on its way to them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Numbered, Versioned, word
from models.kinds import Severity, Stage, TargetKind
from models.kinds_status import ComponentState, DispatchKind, SubscriberKind
from models.outgoing import WAITING, Outgoing
from models.people import Person, Team
from models.policy import Channel
from models.service import Service

UNDER_WAY = text("until IS NULL")
TO_REMIND = text("remind_at IS NOT NULL")
TO_TELL = text("due_at IS NOT NULL")


class Component(Versioned, Base):
    """A part of what customers use, as they call it; `service` is what we call it. `main`: it
    stands on the first page."""

    __tablename__ = "component"

    name: Mapped[str] = mapped_column(String(100), unique=True)
    group: Mapped[str] = mapped_column("group_name", String(100), default="")
    description: Mapped[str] = mapped_column(String(500), default="")
    service_id: Mapped[int | None] = mapped_column(
        ForeignKey("service.id", ondelete="SET NULL"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    main: Mapped[bool] = mapped_column(default=True, server_default="1")
    created_at: Mapped[datetime]

    service: Mapped[Service | None] = relationship()


class StatusView(Versioned, Base):
    """A further status page at /status/`name`, for readers of its own: of some `components` (ids;
    none: of all), perhaps only for who knows the `password` (kept hashed)."""

    __tablename__ = "status_view"

    name: Mapped[str] = mapped_column(String(64), unique=True)
    title: Mapped[str] = mapped_column(String(100), default="")
    about: Mapped[str] = mapped_column(String(500), default="")
    components: Mapped[list[Any]] = mapped_column(JSON, default=list)
    on: Mapped[bool] = mapped_column("is_on", default=True)
    password: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]


class ComponentSpan(Numbered, Base):
    """A component was in a state from `since` until `until` (none: still), by an incident or
    (`incident_id` None) because somebody said so. Operational is no row."""

    __tablename__ = "component_span"
    __table_args__ = (
        Index(None, "component_id", "since"),
        Index("ix_component_span_open", "component_id", sqlite_where=UNDER_WAY),
        {"sqlite_autoincrement": True},
    )  # fmt: skip

    component_id: Mapped[int] = mapped_column(ForeignKey("component.id", ondelete="CASCADE"))
    incident_id: Mapped[int | None] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[ComponentState] = mapped_column(word(ComponentState))
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class PublicIncident(Base):
    """An incident that the status page tells of, under a name that counts nothing (`slug`); the
    title is the one that may be read outside."""

    __tablename__ = "public_incident"
    __table_args__ = (Index(None, "began_at"),)

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), primary_key=True
    )
    slug: Mapped[str] = mapped_column(String(16), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    state: Mapped[ComponentState] = mapped_column(word(ComponentState))
    began_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]


class StatusUpdate(Numbered, Base):
    """What was said about an incident, masked; `public` ones stand on the status page. `masked`
    counts the masks by kind, `audience` names the groups that were told."""

    __tablename__ = "status_update"
    __table_args__ = (Index(None, "incident_id", "at"), {"sqlite_autoincrement": True})

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id", ondelete="CASCADE"))
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="SET NULL"), index=True
    )
    at: Mapped[datetime]
    stage: Mapped[Stage] = mapped_column(word(Stage))
    public: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(String(200))
    audience: Mapped[list[Any]] = mapped_column(JSON, default=list)
    masked: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Maintenance(Versioned, Base):
    """A planned piece of work. `told` counts what subscribers heard of it: announced, begun, over;
    `due_at` is when they are to hear the next."""

    __tablename__ = "maintenance"
    __table_args__ = (
        Index("ix_maintenance_due", "due_at", sqlite_where=TO_TELL),
        Index(None, "ends_at"),
        {"sqlite_autoincrement": True},
    )

    slug: Mapped[str] = mapped_column(String(16), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text, default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    components: Mapped[list[Any]] = mapped_column(JSON, default=list)
    told: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Stakeholder(Versioned, Base):
    """A group inside or near the house that is told of updates: of those of its `severities` by
    itself (none: only when it is chosen)."""

    __tablename__ = "stakeholder"

    name: Mapped[str] = mapped_column(String(64), unique=True)
    severities: Mapped[list[Any]] = mapped_column(JSON, default=list)

    members: Mapped[list["StakeholderMember"]] = relationship(
        order_by="StakeholderMember.position", cascade="all, delete-orphan"
    )


class StakeholderMember(Numbered, Base):
    """A person, a team or a channel of such a group."""

    __tablename__ = "stakeholder_member"

    stakeholder_id: Mapped[int] = mapped_column(
        ForeignKey("stakeholder.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[TargetKind] = mapped_column(word(TargetKind))
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    team_id: Mapped[int | None] = mapped_column(
        ForeignKey("team.id", ondelete="CASCADE"), index=True
    )
    channel_id: Mapped[int | None] = mapped_column(
        ForeignKey("channel.id", ondelete="CASCADE"), index=True
    )

    person: Mapped[Person | None] = relationship()
    team: Mapped[Team | None] = relationship()
    channel: Mapped[Channel | None] = relationship()


class Subscriber(Numbered, Base):
    """Somebody outside who asked to be told; nothing but the question whether they did is sent
    before `confirmed_at`. They hear of what a page shows (`view_id` None: the first). The address
    is sealed; `shown` is what of it may be read. Without `components` they hear of all."""

    __tablename__ = "subscriber"
    __table_args__ = (UniqueConstraint("kind", "address_hash"), {"sqlite_autoincrement": True})

    kind: Mapped[SubscriberKind] = mapped_column(word(SubscriberKind))
    address: Mapped[bytes] = mapped_column(LargeBinary)
    address_hash: Mapped[str] = mapped_column(String(64))
    shown: Mapped[str] = mapped_column(String(100))
    components: Mapped[list[Any]] = mapped_column(JSON, default=list)
    view_id: Mapped[int | None] = mapped_column(
        ForeignKey("status_view.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime]
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None] = mapped_column(index=True)
    failed_at: Mapped[datetime | None]
    failure: Mapped[str] = mapped_column(String(300), default="")


class Dispatch(Outgoing, Numbered, Base):
    """A message to a channel or a subscriber; claimed like a page. `data` is what a webhook gets.
    `key` is unique: the same thing is told once."""

    __tablename__ = "dispatch"
    __table_args__ = (
        Index("ix_dispatch_pending", "due_at", sqlite_where=WAITING),
        {"sqlite_autoincrement": True},
    )

    kind: Mapped[DispatchKind] = mapped_column(word(DispatchKind))
    key: Mapped[str] = mapped_column(String(200), unique=True)
    incident_id: Mapped[int | None] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), index=True
    )
    channel_id: Mapped[int | None] = mapped_column(
        ForeignKey("channel.id", ondelete="CASCADE"), index=True
    )
    subscriber_id: Mapped[int | None] = mapped_column(
        ForeignKey("subscriber.id", ondelete="CASCADE"), index=True
    )
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime]


class UpdateClock(Base):
    """When the next update of an open incident is due: counted from `since` by its severity, or
    when somebody promised it (`promised`). `remind_at` is the next reminder, `reminded` how many
    there were. `over`: somebody was told that the page still shows what has ended."""

    __tablename__ = "update_clock"
    __table_args__ = (
        Index("ix_update_clock_remind", "remind_at", sqlite_where=TO_REMIND),
    )  # fmt: skip

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), primary_key=True
    )
    severity: Mapped[Severity] = mapped_column(word(Severity))
    since: Mapped[datetime]
    due_at: Mapped[datetime | None]
    promised: Mapped[bool] = mapped_column(default=False)
    remind_at: Mapped[datetime | None]
    reminded: Mapped[int] = mapped_column(default=0)
    over: Mapped[bool] = mapped_column(default=False, server_default="0")


class UpdateTemplate(Versioned, Base):
    """A text with variables for updates of a stage (none: any)."""

    __tablename__ = "update_template"

    name: Mapped[str] = mapped_column(String(100), unique=True)
    stage: Mapped[Stage | None] = mapped_column(word(Stage))
    public: Mapped[bool] = mapped_column(default=True)
    text: Mapped[str] = mapped_column(Text)
