"""Gives files to an incident: their bytes are kept once, the timeline tells of each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain import attachment as rules
from app.domain import incident as incident_rules
from app.domain.actor import Actor
from app.domain.attachment import Upload
from app.errors import Conflict
from app.operations.incident_stage import refuse
from app.operations.patience import patient
from app.operations.timeline import held, record
from app.store import Store
from models.attachment import Attachment, Blob
from models.incident import Event
from models.kinds import EventKind


@patient
def attach(
    store: Store,
    number: int,
    files: Sequence[Upload],
    by: Actor,
    text: str = "",
    at: datetime | None = None,
) -> int:
    """Adds files, with a note (Markdown) where there is one; returns the event's id. `at` is when
    it happened, if that was earlier. Raises Refused: too large, empty, too many, no incident."""
    given, said = list(files), incident_rules.storable(text).strip()
    refuse(None if given else "There is no file to keep.", "files")
    refuse(rules.why_not_kept(given), "files")
    refuse(incident_rules.why_too_long(said, "note"), "text")
    with store.write() as session:
        incident, now = held(session, number), store.now()
        refuse(incident_rules.why_not_begun(at, now) if at else None, "at")
        kind = EventKind.NOTE if said else EventKind.FILE
        words = said or ", ".join(rules.name_of(each.name) for each in given)
        event = record(session, incident, kind, words, by, at or now, recorded_at=now)
        session.flush()
        event.data = {"files": [_kept(session, event, each, now) for each in given]}
        return event.id


def _kept(session: Session, event: Event, given: Upload, now: datetime) -> dict[str, Any]:
    name = rules.name_of(given.name)
    row = Attachment(
        incident_id=event.incident_id,
        event_id=event.id,
        blob_id=_blob(session, given.content),
        name=name,
        type=rules.type_of(name, given.content),
        at=now,
    )
    session.add(row)
    session.flush()
    digest = rules.sha256_of(given.content)
    return {
        "id": row.id,
        "name": name,
        "size": len(given.content),
        "type": row.type,
        "sha256": digest,
    }


def _blob(session: Session, content: bytes) -> int:
    """The row of these bytes, made where they are new. Another program that keeps the same bytes at
    the same moment is a Conflict, after which the whole act is done again."""
    digest = rules.sha256_of(content)
    known = session.scalar(select(Blob.id).where(Blob.sha256 == digest))
    if known is not None:
        return known
    row = Blob(sha256=digest, size=len(content), content=content)
    session.add(row)
    try:
        session.flush()
    except IntegrityError as fault:
        raise Conflict("The same file was kept at the same moment.") from fault
    return row.id
