"""Paging further people about an incident, beside whoever its policy pages."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.reach import ways, when
from app.operations import escalation
from app.operations.escalation_change import PATIENCE
from app.operations.notice import tell
from app.operations.timeline import record
from app.queries.language import voice_in
from app.queries.world import StoredWorld
from models.incident import Escalation, Incident
from models.kinds import EventKind, NoticeKind
from models.page import Page


def page_in(
    session: Session, incident: Incident, people: Iterable[int], why: str, by: Actor, now: datetime
) -> str:
    """Pages people at once, by their own rules; the policy goes on as it would. Where somebody has
    the incident already nobody is woken: they are told. Returns what was done, in a sentence. The
    caller holds the incident."""
    world = StoredWorld(session, now).of(incident)
    wanted = [each for each in people if not world.unwilling(each)]
    able = [each for each in wanted if world.contacts(each)]
    lost = [world.shown(each) for each in wanted if each not in able]
    more = f" {', '.join(lost)} cannot be reached: no contact." if lost else ""
    if not able:
        return f"Nobody was paged.{more}"
    names = ", ".join(world.shown(each) for each in able)
    if incident.acknowledged:
        for each in able:
            subject = f"#{incident.id} {incident.title}"
            body = voice_in(session).say("%1 Somebody has it already.", why)
            tell(session, each, NoticeKind.STEP, subject, body, now, incident_id=incident.id)
        return f"Told {names}; somebody has it already.{more}"
    row = escalation.locked(session, incident) or escalation.postponed(
        session, incident, now, PATIENCE
    )
    for each in able:
        session.add_all(_pages(incident, row, each, why, now, world))
        text = f"Paging {world.shown(each)}"
        record(session, incident, EventKind.PAGE, text, by, now, data={"person": each})
    return f"Paged {names}.{more}"


def _pages(
    incident: Incident, row: Escalation, who: int, why: str, now: datetime, world: StoredWorld
) -> list[Page]:
    return [
        Page(
            incident_id=incident.id,
            person_id=who,
            contact_id=rule.contact.id,
            contact=rule.contact.name,
            urgency=incident.urgency,
            round=row.round,
            level=row.level,
            attempt=row.attempt,
            reason=why[:300],
            created_at=now,
            due_at=when(who, rule.contact, incident.urgency, now + rule.after, world),
        )
        for rule in ways(who, incident.urgency, world)
    ]
