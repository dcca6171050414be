"""What senders send: integrations, raw payloads, signals, and the alerts they add up to."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, BigId, Numbered, Versioned, word
from models.kinds import AlertState, Format, Life, SignalAction, SignalSeverity
from models.service import Service

DRILL = "drill "
PENDING = text("state = 'pending'")
CHANGED = text("action = 'change'")
KNOWN_DELIVERY = text("delivery IS NOT NULL")
UNRESOLVED = text("state <> 'resolved'")


class Integration(Versioned, Base):
    """A sender's way in. The key is looked up by its hash and kept sealed, so that `dump` can give
    it back. One that was taken out but has alerts stays, not `active`, under a key nobody knows.
    A drill's own way in is never `active`, and `drill 7` stands where a key's hash would: no key
    opens it."""

    __tablename__ = "integration"

    name: Mapped[str] = mapped_column(String(64), unique=True)
    format: Mapped[Format] = mapped_column(word(Format))
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    key: Mapped[bytes] = mapped_column(LargeBinary)
    active: Mapped[bool] = mapped_column(default=True)

    service: Mapped[Service] = relationship()
    life: Mapped["LifeSign | None"] = relationship(cascade="all, delete-orphan", uselist=False)

    @property
    def drill(self) -> int | None:
        """The number of the drill whose signals come in here."""
        return int(self.key_hash.removeprefix(DRILL)) if self.key_hash.startswith(DRILL) else None


class Payload(Numbered, Base):
    """One request's body as it came, kept 30 days; `size` is its length in bytes before packing."""

    __tablename__ = "payload"

    integration_id: Mapped[int] = mapped_column(ForeignKey("integration.id", ondelete="CASCADE"))
    received_at: Mapped[datetime] = mapped_column(index=True)
    content_type: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[bytes] = mapped_column(LargeBinary)
    size: Mapped[int]


class Signal(Numbered, Base):
    """One thing a sender said. `state`: pending until the engine has read it, then done, dropped
    (it answers no open alert) or failed (a fault of ours, see the log); `event` is the parsed
    signal, `note` says what was cut or why it was dropped."""

    __tablename__ = "signal"
    __table_args__ = (
        Index("ix_signal_pending", "integration_id", "id",
              sqlite_where=PENDING),
        Index("ix_signal_change", "integration_id", "received_at",
              sqlite_where=CHANGED),
        Index("uq_signal_delivery", "integration_id", "delivery", unique=True,
              sqlite_where=KNOWN_DELIVERY),
        {"sqlite_autoincrement": True},
    )  # fmt: skip

    integration_id: Mapped[int] = mapped_column(ForeignKey("integration.id", ondelete="CASCADE"))
    payload_id: Mapped[int | None] = mapped_column(
        ForeignKey("payload.id", ondelete="SET NULL"), index=True
    )
    alert_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("alert.id", ondelete="SET NULL"), index=True
    )
    received_at: Mapped[datetime]
    action: Mapped[SignalAction] = mapped_column(word(SignalAction))
    dedup_key: Mapped[str] = mapped_column(String(512))
    delivery: Mapped[str | None] = mapped_column(String(200))
    event: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(10), default="pending")
    note: Mapped[str] = mapped_column(String(500), default="")


class Alert(Versioned, Base):
    """Signals with one dedup key of one integration, until resolved; `count` is exact."""

    __tablename__ = "alert"
    __table_args__ = (
        Index("uq_alert_open", "integration_id", "dedup_key", unique=True,
              sqlite_where=UNRESOLVED),
        {"sqlite_autoincrement": True},
    )  # fmt: skip

    integration_id: Mapped[int] = mapped_column(ForeignKey("integration.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    dedup_key: Mapped[str] = mapped_column(String(512))
    state: Mapped[AlertState] = mapped_column(word(AlertState), default=AlertState.OPEN)
    severity: Mapped[SignalSeverity] = mapped_column(word(SignalSeverity))
    title: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(500), default="")
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    count: Mapped[int] = mapped_column(default=1)
    started_at: Mapped[datetime]
    first_at: Mapped[datetime] = mapped_column(index=True)
    last_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]


class Health(Base):
    """An integration's counters, apart from it so that counting never conflicts with editing."""

    __tablename__ = "health"

    integration_id: Mapped[int] = mapped_column(
        ForeignKey("integration.id", ondelete="CASCADE"), primary_key=True
    )
    accepted: Mapped[int] = mapped_column(BigId, default=0)
    dropped: Mapped[int] = mapped_column(BigId, default=0)
    refused: Mapped[int] = mapped_column(BigId, default=0)
    last_at: Mapped[datetime | None]


class LifeSign(Base):
    """What is expected of a heartbeat's job, and what was heard of it. At `due_at` its silence
    becomes an alert; none: it waits for the first ping, or the alert is there."""

    __tablename__ = "life_sign"

    integration_id: Mapped[int] = mapped_column(
        ForeignKey("integration.id", ondelete="CASCADE"), primary_key=True
    )
    every_s: Mapped[int]
    grace_s: Mapped[int]
    state: Mapped[Life] = mapped_column(word(Life), default=Life.WAITING)
    heard_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    note: Mapped[str] = mapped_column(String(500), default="")
