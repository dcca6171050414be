"""Problems: the cause behind incidents, what is known of it, and how to live with it meanwhile."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Numbered, Versioned, word
from models.kinds_learn import ProblemState
from models.people import Person
from models.service import Service


class Problem(Versioned, Base):
    """`cause` and `workaround` are Markdown. Service and category say which new incidents it may be
    behind; without either only the words of its incidents do."""

    __tablename__ = "problem"

    title: Mapped[str] = mapped_column(String(500))
    state: Mapped[ProblemState] = mapped_column(word(ProblemState), default=ProblemState.OPEN)
    cause: Mapped[str] = mapped_column(Text, default="")
    workaround: Mapped[str] = mapped_column(Text, default="")
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id"), index=True)
    category: Mapped[str | None] = mapped_column(String(40))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(200))
    fixed_at: Mapped[datetime | None]

    service: Mapped[Service | None] = relationship()
    owner: Mapped[Person | None] = relationship()


class ProblemIncident(Numbered, Base):
    """An incident and the problem behind it; at most one."""

    __tablename__ = "problem_incident"

    problem_id: Mapped[int] = mapped_column(
        ForeignKey("problem.id", ondelete="CASCADE"), index=True
    )
    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), unique=True
    )
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
