"""Files and pictures that belong to an incident's timeline, and which messages of a conversation
were brought in already."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Numbered


class Blob(Numbered, Base):
    """The bytes of a file, kept once however often it is attached; read only when it is opened."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class Attachment(Numbered, Base):
    """A file of a timeline's event, under the name that its giver gave it."""

    __tablename__ = "attachment"

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), index=True
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    blob_id: Mapped[int] = mapped_column(ForeignKey("blob.id"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    type: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]


class Brought(Numbered, Base):
    """A message that was brought in from elsewhere; `key` is its sender's id for it, or its hash,
    so that the same export twice adds nothing."""

    __tablename__ = "brought"
    __table_args__ = (UniqueConstraint("incident_id", "key"), {"sqlite_autoincrement": True})

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id", ondelete="CASCADE"))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(64))
