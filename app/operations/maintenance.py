"""Planned work: announced, begun and over, each told once to subscribers."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.moment import stamp
from app.domain.redaction import redacted
from app.domain.workspace import PageSpec
from app.errors import Conflict, Refused
from app.notify.template import zone_of
from app.operations import audit
from app.operations.dispatch import plan
from app.operations.patience import patient
from app.operations.status_tell import confirmed
from app.operations.status_version import bump
from app.queries.language import voice_in
from app.queries.secret import known_secrets
from app.queries.status_spec import page_spec
from app.store import Store
from models.kinds_status import DispatchKind, SubscriberKind
from models.status import Component, Maintenance

TITLE, TEXT = 300, 5000  # characters
WORDS = ("maintenance is planned", "maintenance has begun", "maintenance is over")
STATES = ("scheduled", "in_progress", "completed")


@dataclass(frozen=True)
class Planned:
    """What somebody plans; aware UTC, components by id. `announce`: subscribers hear of it now."""

    title: str
    starts_at: datetime
    ends_at: datetime
    text: str = ""
    components: tuple[int, ...] = ()
    announce: bool = True


@patient
def schedule(store: Store, planned: Planned, by: Actor) -> int:
    """Puts it on the page; returns the id. Raises Refused beside a field."""
    title = " ".join(planned.title.split())
    if not title:
        raise Refused("Say in a few words what will be done.", "title")
    if len(title) > TITLE or len(planned.text) > TEXT:
        raise Refused(f"The title has at most {TITLE} characters, the text {TEXT}.", "title")
    if planned.ends_at <= planned.starts_at:
        raise Refused("It ends before it begins.", "ends_at")
    with store.write() as session:
        now = store.now()
        if planned.ends_at <= now:
            raise Refused("It lies in the past.", "ends_at")
        known, say = known_secrets(session, store.vault), voice_in(session).say
        row = Maintenance(
            slug="m" + secrets.token_hex(6), title=redacted(title, known, say=say).text,
            text=redacted(planned.text.strip(), known, say=say).text, starts_at=planned.starts_at,
            ends_at=planned.ends_at, components=_existing(session, planned.components),
            told=0 if planned.announce else 1, created_at=now,
            due_at=now if planned.announce else planned.starts_at,
        )  # fmt: skip
        session.add(row)
        session.flush()
        data = {"from": stamp(row.starts_at), "to": stamp(row.ends_at)}
        audit.record(session, by, "maintenance planned", f"maintenance {row.id}", now, data)
        bump(session)
        return row.id


@patient
def end_now(store: Store, ident: int, by: Actor, *, seen: int | None = None) -> bool:
    """Ends it; what has not begun is taken off the page. False when it is over. Raises Conflict."""
    with store.write() as session:
        row, now = session.get(Maintenance, ident), store.now()
        if row is None or row.ends_at <= now:
            return False
        if seen is not None and row.version != seen:
            raise Conflict("Somebody changed this maintenance meanwhile; it was read again.")
        if row.starts_at > now:
            session.delete(row)
            said = "maintenance cancelled"
        else:
            row.ends_at, said = now, "maintenance ended"
            row.due_at = now
        audit.record(session, by, said, f"maintenance {ident}", now, {})
        bump(session)
        return True


@patient
def go_on(store: Store, ident: int) -> int:
    """Tells what is due to be told of it; returns 1 when something was."""
    with store.write() as session:
        row = session.get(Maintenance, ident, with_for_update={"key_share": True})
        now = store.now()
        if row is None or row.due_at is None or row.due_at > now:
            return 0
        step = 2 if now >= row.ends_at else 1 if now >= row.starts_at else 0
        step = max(step, row.told)
        _tell(session, row, step, now)
        row.told = step + 1
        row.due_at = (row.starts_at, row.ends_at, None)[step]
        bump(session)
        return 1


def _tell(session: Session, row: Maintenance, step: int, now: datetime) -> None:
    page = page_spec(session) or PageSpec()
    zone = zone_of(page.time_zone)
    begin, end = (at.astimezone(zone) for at in (row.starts_at, row.ends_at))
    voice = voice_in(session)
    span = voice.say("%1 to %2", f"{voice.short(begin, year=True, zero=True)}, {begin:%H:%M}",
                     f"{voice.short(end, zero=True)}, {end:%H:%M %Z}")  # fmt: skip
    said = voice.say(WORDS[step])
    body = "\n\n".join(part for part in (f"{row.title}\n{span}", row.text, page.url) if part)
    for each, seen in confirmed(session, row.components):
        page = seen.page
        subject = f"{page.title or 'Status'}: {said} - {row.title}"
        data = _data(row, page, step, now)
        plan(session, DispatchKind.MAINTENANCE, f"maintenance:{row.id}:{step}:{each.id}", subject,
             body, now, subscriber=each.id,
             data=data if each.kind is SubscriberKind.WEBHOOK else None)  # fmt: skip


def _data(row: Maintenance, page: PageSpec, step: int, now: datetime) -> dict[str, object]:
    return {
        "meta": {"generated_at": stamp(now)},
        "page": {"name": page.title or "Status", "url": page.url},
        "scheduled_maintenance": {
            "id": row.slug, "name": row.title, "status": STATES[step],
            "scheduled_for": stamp(row.starts_at), "scheduled_until": stamp(row.ends_at),
            "body": row.text,
        },
    }  # fmt: skip


def _existing(session: Session, idents: Sequence[int]) -> list[int]:
    found = set(session.scalars(select(Component.id).where(Component.id.in_(idents))))
    return [each for each in dict.fromkeys(idents) if each in found]
