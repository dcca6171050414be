"""Tags: short words of the team's own on incidents, to find them and to reckon by."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Numbered


class Tag(Numbered, Base):
    """`name` as it was written first; `folded` is the same whatever the case, for databases fold
    ASCII only."""

    __tablename__ = "tag"

    name: Mapped[str] = mapped_column(String(50))
    folded: Mapped[str] = mapped_column(String(200), unique=True)


class Tagged(Base):
    """A tag on an incident."""

    __tablename__ = "tagged"

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), primary_key=True
    )
    tag_id: Mapped[int] = mapped_column(
        ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True, index=True
    )
