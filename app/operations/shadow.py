"""Shadows: told of each page to somebody on call by their schedule; never asked for anything."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app.domain.rota import PersonId
from app.operations.notice import tell
from app.queries.language import voice_in
from app.queries.rota import who_is_on_call
from models.incident import Incident
from models.kinds import NoticeKind
from models.people import Person
from models.rota import Schedule, Shadow


def tell_shadows(
    session: Session, incident: Incident, people: Collection[PersonId], now: datetime, step: str
) -> int:
    """Tells those who follow a schedule by which one of these `people`, who are paged now, is on
    call; once a `step`. Returns how many were told."""
    if not people:
        return 0
    told, voice = 0, voice_in(session)
    for shadow, name in session.execute(_following(now)).all():
        on_call = who_is_on_call(session, shadow.schedule_id, now, now)
        paged = [each for each in people if each in on_call]
        if paged and shadow.person_id not in people:
            who = voice.listed([_name(session, each) for each in paged])
            what = f"#{incident.id} {incident.title}"
            told += tell(
                session,
                shadow.person_id,
                NoticeKind.STATUS,
                voice.say("Shadow of %1: %2 is paged for %3", name, who, what),
                voice.say(
                    "You follow %1 as a shadow: nothing is asked of you, "
                    "and nobody waits for an answer.",
                    name,
                ),
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
