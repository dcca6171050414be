"""What a page says: the facts of its incident, the reader's zone, who is next."""

from datetime import datetime
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.privacy import ASIDE, outside
from app.notify.catalogue import said_in
from app.notify.template import Next, Notice, cut
from app.notify.voice import Voice
from app.queries.language import voice_in
from app.queries.page import upcoming
from app.queries.world import StoredWorld
from models.alert import Alert
from models.incident import Escalation, Incident
from models.page import Page
from models.people import Person
from models.service import Service

LINE = 100  # characters of a title in a list


def line(incident: Incident, voice: Voice) -> str:
    """An incident among others, in a line."""
    service = None if incident.private else incident.service
    where = f" - {service.name}" if service else ""
    drill = f"{voice.say('DRILL')} " if incident.drill else ""
    title = cut(outside(incident.title, private=incident.private), LINE)
    return f"#{incident.id} [{incident.severity}] {drill}{title}{where}"


class Desk:
    """Writes notices within one session, as things stand at `now`."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self.now = session, now
        self._world = StoredWorld(session, now)

    @cached_property
    def voice(self) -> Voice:
        """In which the team speaks; not asked for where nothing is due."""
        return voice_in(self._session)

    def notice(self, page: Page) -> Notice:
        """Of one page; a private incident's says no more than that there is one."""
        incident = self._session.get_one(Incident, page.incident_id)
        private, said = incident.private, said_in(self.voice.language)
        return Notice(
            number=incident.id,
            title=said(outside("", private=True)) if private else incident.title,
            severity=incident.severity,
            urgency=page.urgency,
            service="" if private else self._service(incident),
            summary=said(ASIDE) if private else self._summary(incident),
            since=incident.created_at,
            level=page.level,
            zone=self._zone(page),
            reason="" if private else said(page.reason),
            next=self._next(incident),
            drill=incident.drill,
            voice=self.voice,
        )

    def _service(self, incident: Incident) -> str:
        if incident.service_id is None:
            return ""
        return self._session.get_one(Service, incident.service_id).name

    def _summary(self, incident: Incident) -> str:
        return incident.description or incident.impact or self._told(incident)

    def _told(self, incident: Incident) -> str:
        """What the sender said besides the title."""
        asked = select(Alert).where(Alert.incident_id == incident.id).order_by(Alert.id).limit(1)
        alert = self._session.scalars(asked).first()
        return str(alert.details.get("body") or alert.source) if alert else ""

    def _zone(self, page: Page) -> str:
        if page.person_id is None:
            return "UTC"
        return self._session.get_one(Person, page.person_id).time_zone

    def _next(self, incident: Incident) -> Next | None:
        row = self._session.get(Escalation, incident.id)
        found = row and upcoming(row, incident, self.now, self._world)
        if not found:
            return None
        names = ", ".join(found.people) or self.voice.say("nobody")
        last = self.voice.say("the last resort (%1)", names)
        return Next(names if found.level else last, found.at)
