"""Telling one person something that is no page; the engine delivers it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.kinds import NoticeKind
from models.notice import Message

SUBJECT = 300  # characters


def tell(
    session: Session,
    person_id: int,
    kind: NoticeKind,
    subject: str,
    body: str,
    now: datetime,
    *,
    due_at: datetime | None = None,
    key: str | None = None,
    contact_id: int | None = None,
    incident_id: int | None = None,
) -> bool:
    """Plans a notice, due now or at `due_at`; False when one with the same key was planned."""
    if key is not None and session.scalar(select(Message.id).where(Message.key == key)):
        return False
    session.add(
        Message(
            person_id=person_id,
            contact_id=contact_id,
            incident_id=incident_id,
            kind=kind,
            key=key,
            subject=subject[:SUBJECT],
            body=body,
            created_at=now,
            due_at=due_at or now,
        )
    )
    return True
