"""When the next update of an incident is due. Counted from the last one by severity, unless
somebody promised another time."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.status import first_reminder
from app.domain.workspace import PageSpec
from models.incident import Incident
from models.kinds import Severity
from models.session import touch
from models.status import UpdateClock


def told(
    session: Session, incident: Incident, page: PageSpec, now: datetime,
    promised: datetime | None = None,
) -> datetime | None:  # fmt: skip
    """Somebody was told just now; returns when the next update is due."""
    return set_clock(session, incident, page, now, promised)


def set_clock(
    session: Session, incident: Incident, page: PageSpec, since: datetime,
    promised: datetime | None = None,
) -> datetime | None:  # fmt: skip
    """Begins to count anew from `since`."""
    row = session.get(UpdateClock, incident.id)
    if row is None:
        row = UpdateClock(incident_id=incident.id, severity=incident.severity, since=since)
        session.add(row)
    row.severity, row.since, row.promised = incident.severity, since, promised is not None
    row.due_at = _due(incident, page, since, promised)
    row.remind_at = first_reminder(row.due_at, since) if row.due_at else None
    row.reminded = 0
    session.flush()
    touch(session, "update_clock", incident.id)
    return row.due_at


def _due(
    incident: Incident, page: PageSpec, since: datetime, promised: datetime | None
) -> datetime | None:
    span = dict(page.updates).get(Severity(incident.severity))
    if not incident.stage.open:
        return None
    return promised or (since + span if span else None)
