"""Services: what can break, who owns it and what it stands on."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Versioned, word
from models.kinds import ServiceKind
from models.people import Team
from models.policy import Policy


class Service(Versioned, Base):
    """One entry of the catalogue; `slo` is per cent of time (99.9), or none. What was taken out but
    has a history stays, not `active`."""

    __tablename__ = "service"

    name: Mapped[str] = mapped_column(String(64), unique=True)
    description: Mapped[str] = mapped_column(String(2000), default="")
    kind: Mapped[ServiceKind] = mapped_column(word(ServiceKind), default=ServiceKind.INTERNAL)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    policy_id: Mapped[int | None] = mapped_column(ForeignKey("policy.id"), index=True)
    slo: Mapped[float | None]
    active: Mapped[bool] = mapped_column(default=True)

    team: Mapped[Team | None] = relationship()
    policy: Mapped[Policy | None] = relationship()
    dependencies: Mapped[list["Dependency"]] = relationship(
        foreign_keys="Dependency.service_id",
        order_by="Dependency.position",
        cascade="all, delete-orphan",
    )


class Dependency(Base):
    """`service` needs `needs` to work."""

    __tablename__ = "dependency"

    service_id: Mapped[int] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), primary_key=True
    )
    needs_id: Mapped[int] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int] = mapped_column(default=0)

    needs: Mapped[Service] = relationship(foreign_keys=[needs_id])
