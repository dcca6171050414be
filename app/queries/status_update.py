"""What a composer of status updates needs to know of an incident, and what was said already."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.status import HARM, STAGES, WORDS
from app.domain.workspace import PageSpec
from app.errors import Refused
from app.notify.template import zone_of
from app.notify.voice import Voice
from app.queries.component import ComponentRow, components_in, touched
from app.queries.language import voice_in
from app.queries.status_spec import page_spec, stakeholder_specs
from app.queries.update_template import TemplateRow, templates_in
from app.store import Store
from models.incident import Assignment, Incident
from models.kinds import Role, Severity, Stage
from models.kinds_status import ComponentState
from models.people import Person
from models.status import PublicIncident, StatusUpdate, UpdateClock


@dataclass(frozen=True, slots=True)
class Said:
    """An update that went out, masked as it was."""

    at: datetime
    actor: str
    stage: Stage
    public: bool
    text: str
    audience: tuple[str, ...]
    masked: dict[str, int]


@dataclass(frozen=True, slots=True)
class Outlook:
    """An incident as the composer sees it. `harmed` are ids of components with the state that is
    proposed; `due_at` is when the next update is due, None: never. `inside`: why nothing may leave,
    or empty."""

    number: int
    stage: Stage
    severity: Severity
    inside: str
    private: bool
    due_at: datetime | None
    zone: str
    page_on: bool
    public_title: str
    public: bool
    said: tuple[Said, ...]
    templates: tuple[TemplateRow, ...]
    groups: tuple[tuple[str, bool], ...]
    components: tuple[ComponentRow, ...]
    harmed: tuple[tuple[int, ComponentState], ...]


def outlook(store: Store, number: int) -> Outlook:
    """Raises Refused when there is no such incident."""
    with store.read() as session:
        incident = session.get(Incident, number)
        if incident is None:
            raise Refused(f"There is no incident #{number}.")
        page = page_spec(session) or PageSpec()
        shown = session.get(PublicIncident, number)
        return Outlook(
            number=number,
            stage=incident.stage,
            severity=incident.severity,
            inside=why_inside(incident),
            private=incident.private,
            due_at=due_at(session, incident, page),
            zone=page.time_zone,
            page_on=page.on,
            public_title=shown.title if shown else incident.title,
            public=shown is not None,
            said=tuple(said(session, number)),
            templates=tuple(templates_in(session)),
            groups=tuple(
                (each.name, incident.severity in each.severities)
                for each in stakeholder_specs(session)
            ),
            components=tuple(components_in(session, store.now())),
            harmed=proposed(session, incident),
        )


def newest(session: Session) -> int:
    """The number of the last incident that is no exercise; 0 for none."""
    asked = select(Incident.id).where(Incident.drill.is_(False)).order_by(Incident.id.desc())
    return session.scalar(asked.limit(1)) or 0


def why_inside(incident: Incident) -> str:
    """Why nothing of it may leave the house; empty when it may."""
    if incident.private:
        return f"#{incident.id} is private: nothing of it leaves the house."
    if incident.drill:
        return f"#{incident.id} is an exercise: nothing of it leaves the house."
    return ""


def proposed(session: Session, incident: Incident) -> tuple[tuple[int, ComponentState], ...]:
    """What it does to the components it touches: as was said already, else by its severity."""
    held = {
        each.id: each.state
        for each in components_in(session, incident.changed_at)
        if incident.id in each.incidents
    }
    usual = HARM[incident.severity]
    return tuple((each, held.get(each, usual)) for each in touched(session, incident))


def said(session: Session, number: int) -> list[Said]:
    """Every update, oldest first."""
    asked = select(StatusUpdate).where(StatusUpdate.incident_id == number)
    return [
        Said(row.at, row.actor, row.stage, row.public, row.text, tuple(row.audience), row.masked)
        for row in session.scalars(asked.order_by(StatusUpdate.at, StatusUpdate.id))
    ]


def due_at(session: Session, incident: Incident, page: PageSpec) -> datetime | None:
    """When the next update of an open incident is due."""
    clock = session.get(UpdateClock, incident.id)
    if clock is not None and clock.severity is incident.severity:
        return clock.due_at
    span = dict(page.updates).get(incident.severity)
    since = clock.since if clock else incident.created_at
    return since + span if span and incident.stage.open else None


def facts(
    session: Session,
    incident: Incident,
    stage: Stage,
    next_at: datetime | None,
    now: datetime,
    url: str = "",
) -> dict[str, Any]:
    """The variables of a template."""
    page = page_spec(session) or PageSpec()
    zone = zone_of(page.time_zone)
    rows = {each.id: each for each in components_in(session, now)}
    harmed = [(rows[ident].name, state) for ident, state in proposed(session, incident)]
    began = incident.impact_started_at or incident.created_at
    ended, voice = incident.resolved_at or now, voice_in(session)
    return {
        "number": incident.id,
        "title": incident.title,
        "stage": voice.say(STAGES[stage]),
        "severity": incident.severity.value,
        "service": incident.service.name if incident.service else "",
        "impact": incident.impact,
        "began": voice.clock(began, zone, now),
        "duration": length_words(ended - began, voice),
        "next_update": voice.clock(next_at, zone, now) if next_at else "",
        "components": [{"name": name, "state": voice.say(WORDS[state])} for name, state in harmed],
        "component_names": voice.listed([name for name, _ in harmed]),
        "page_title": page.title or "Status",
        "page_url": page.url or url,
        "lead": _lead(session, incident),
    }


def length_words(span: timedelta, voice: Voice) -> str:
    """`2 h 5 min`."""
    minutes = max(1, round(span / timedelta(minutes=1)))
    hours, rest = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    day = voice.say("days" if days > 1 else "day")
    parts = ((days, day), (hours, "h"), (0 if days else rest, "min"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count)


def lead_of(session: Session, incident: Incident) -> int | None:
    """Whose business the next update is: the communications lead's, the commander's, whoever has
    the incident."""
    asked = select(Assignment.role, Assignment.person_id).where(
        Assignment.incident_id == incident.id, Assignment.until.is_(None)
    )
    held = dict(session.execute(asked.order_by(Assignment.id)).all())
    order = (Role.COMMUNICATIONS, Role.COMMANDER, Role.DEPUTY)
    return next((held[role] for role in order if role in held), incident.owner_id)


def _lead(session: Session, incident: Incident) -> str:
    ident = lead_of(session, incident)
    person = session.get(Person, ident) if ident else None
    return (person.full_name or person.name) if person else ""
