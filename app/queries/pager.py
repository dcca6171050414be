"""Pagers that somebody took and still has."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.domain.rota import PersonId
from app.store import Store
from models.kinds import OverrideKind
from models.rota import Override, OverridePerson, Schedule

TAKEN = "took the pager"  # the reason such a cover carries


@dataclass(frozen=True, slots=True)
class Taken:
    """Until it is over or given back."""

    schedule_id: int
    schedule: str
    until: datetime


def taken(store: Store, person: PersonId) -> list[Taken]:
    """What one person has now, by the schedule's name."""
    now = store.now()
    asked = (
        select(Schedule.id, Schedule.name, Override.end_at)
        .join(Override, Override.schedule_id == Schedule.id)
        .join(OverridePerson, OverridePerson.override_id == Override.id)
        .where(
            Override.kind == OverrideKind.COVER,
            Override.reason == TAKEN,
            Override.start_at <= now,
            Override.end_at > now,
            OverridePerson.person_id == person,
            OverridePerson.comes,
        )
        .order_by(Schedule.name, Override.end_at)
    )
    with store.read() as session:
        return [Taken(*row) for row in session.execute(asked)]
