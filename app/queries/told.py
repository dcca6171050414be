"""What one person was told: pages and messages, the latest first, each thing once however many
contacts it went by."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.store import Store
from models.incident import Incident
from models.kinds import NoticeKind
from models.notice import Message
from models.page import Page


@dataclass(frozen=True, slots=True)
class Told:
    """`kind` None: a page. `text` is the first line of what was said beyond the title."""

    at: datetime
    kind: NoticeKind | None
    title: str
    text: str
    incident: int | None


def told(store: Store, person: int, most: int = 60) -> list[Told]:
    """Up to now."""
    now = store.now()
    at = func.min(Page.due_at)
    pages = (
        select(Page.incident_id, Incident.title, Page.round, Page.level, at)
        .join(Incident, Incident.id == Page.incident_id)
        .where(Page.person_id == person, Page.due_at <= now)
        .group_by(Page.incident_id, Incident.title, Page.round, Page.level, Page.attempt)
        .order_by(at.desc())
        .limit(most)
    )
    messages = (
        select(Message)
        .where(Message.person_id == person, Message.due_at <= now)
        .order_by(Message.due_at.desc(), Message.id.desc())
        .limit(most * 3)  # one of several contacts each, at worst
    )
    with store.read() as session:
        rows = [
            Told(due, None, f"#{number} {title}", _level(level), number)
            for number, title, _, level, due in session.execute(pages)
        ]
        rows += [_message(each) for each in session.scalars(messages)]
    once = {(each.kind, each.title, each.text, each.incident, each.at): each for each in rows}
    return sorted(once.values(), key=lambda each: each.at, reverse=True)[:most]


def _level(level: int) -> str:
    return f"level {level}" if level else "last resort"


def _message(row: Message) -> Told:
    lines = [line.strip() for line in row.body.splitlines() if line.strip()]
    text = next((line for line in lines if line != row.subject), "")
    return Told(row.due_at, row.kind, row.subject, text, row.incident_id)
