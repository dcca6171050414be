"""Shadows: told of each page to somebody on call by their schedule; never asked for anything."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app.domain.rota import PersonId
from app.operations.notice import tell
from app.queries.rota import who_is_on_call
from models.incident import Incident
from models.kinds import NoticeKind
from models.people import Person
from models.rota import Schedule, Shadow

BODY = "You follow {schedule} as a shadow: nothing is asked of you, and nobody waits for an answer."


def tell_shadows(
    session: Session, incident: Incident, people: Collection[PersonId], now: datetime, step: str
) -> int:
    """Tells those who follow a schedule by which one of these `people`, who are paged now, is on
    call; once a `step`. Returns how many were told."""
    if not people:
        return 0
    told = 0
    for shadow, name in session.execute(_following(now)).all():
        on_call = who_is_on_call(session, shadow.schedule_id, now, now)
        paged = [each for each in people if each in on_call]
        if paged and shadow.person_id not in people:
            who = " and ".join(_name(session, each) for each in paged)
            told += tell(
                session,
                shadow.person_id,
                NoticeKind.STATUS,
                f"Shadow of {name}: {who} is paged for #{incident.id} {incident.title}",
                BODY.format(schedule=name),
                now,
                key=f"shadow:{shadow.schedule_id}:{shadow.person_id}:{incident.id}:{step}",
                incident_id=incident.id,
            )
    return told


def _following(now: datetime) -> Select[Shadow, str]:
    return (
        select(Shadow, Schedule.name)
        .join(Schedule, Schedule.id == Shadow.schedule_id)
        .join(Person, Person.id == Shadow.person_id)
        .where(Schedule.active, Person.active, Shadow.start_at <= now)
        .where(or_(Shadow.end_at.is_(None), Shadow.end_at > now))
        .order_by(Shadow.id)
    )


def _name(session: Session, person: PersonId) -> str:
    row = session.get_one(Person, person)
    return row.full_name or row.name
