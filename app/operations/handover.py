"""Telling people of hand-offs and of their week, each once, however many engines think of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.handover import HandOff, Turn
from app.domain.moment import stamp, zone
from app.domain.request_words import at_text, span_text
from app.domain.rota import PersonId
from app.domain.window import Window
from app.operations.notice import tell
from app.store import Store
from models.kinds import NoticeKind
from models.notice import Message

KEY = re.compile(r"(?P<whose>hand-off:\d+:\d+):(?P<at>.+Z):(?P<side>in|out):")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is told, and in whose clock."""

    id: PersonId
    zone: str


@dataclass(frozen=True, slots=True)
class Note:
    """A notice that is due now; `key` makes it one."""

    person: PersonId
    kind: NoticeKind
    key: str
    subject: str
    body: str = ""


class Told(NamedTuple):
    """The hand-off that somebody was last told of, and the message that did."""

    at: datetime
    message: int


def last_told(session: Session, note: Note) -> Told | None:
    """Of the same schedule, person and side (comes or goes) as a reminder."""
    found = KEY.match(note.key)
    assert found is not None, "it is a reminder"
    like = f"{found['whose']}:%:{found['side']}:%"
    asked = select(Message.id, Message.key).where(Message.key.like(like))
    last = session.execute(asked.order_by(Message.id.desc()).limit(1)).first()
    told = KEY.match(last.key) if last is not None and last.key else None
    if last is None or told is None:
        return None
    return Told(datetime.fromisoformat(told["at"]), last.id)


def send(store: Store, notes: Iterable[Note]) -> int:
    """Plans those that were not planned yet, each in a transaction of its own, for another engine
    may be as quick; returns how many."""
    return sum(_send(store, each) for each in notes)


def _send(store: Store, note: Note) -> bool:
    try:
        with store.write() as session:
            now, kind = store.now(), note.kind
            return tell(session, note.person, kind, note.subject, note.body, now, key=note.key)
    except IntegrityError:
        return False


def reminder(
    schedule: tuple[int, str],
    hand_off: HandOff,
    reader: Reader,
    lead: timedelta,
    names: Mapping[PersonId, str],
    now: datetime,
) -> Note:
    """To somebody who comes or goes."""
    ident, name = schedule
    where, comes = zone(reader.zone), reader.id in hand_off.come
    when = f"{at_text(hand_off.at, where)} ({_in(hand_off.at - now)})"
    others = _listed(hand_off.go if comes else hand_off.come, names)
    if comes:
        subject = f"Your shift in {name} begins {when}"
        body = f"{others} hands over to you." if others else "Nobody is on call before you."
    else:
        subject = f"Your shift in {name} ends {when}"
        body = f"{others} takes over." if others else "Nobody takes over: there is a gap."
    seconds = int(lead.total_seconds())
    key = f"hand-off:{ident}:{reader.id}:{stamp(hand_off.at)}:{'in' if comes else 'out'}:{seconds}"
    return Note(reader.id, NoticeKind.HAND_OFF, key, subject, _zoned(body, where))


def shadowed(
    schedule: tuple[int, str], hand_off: HandOff, reader: Reader, names: Mapping[PersonId, str]
) -> Note:
    """To a shadow, once it has happened."""
    ident, name = schedule
    come, go = _listed(hand_off.come, names), _listed(hand_off.go, names)
    subject = f"Shadow of {name}: {come or 'nobody'} is on call now"
    body = f"{go or 'Nobody'} had it before, until {at_text(hand_off.at, zone(reader.zone))}."
    key = f"shadow:{ident}:{reader.id}:{stamp(hand_off.at)}"
    return Note(reader.id, NoticeKind.STATUS, key, subject, _zoned(body, zone(reader.zone)))


def week(reader: Reader, span: Window, shifts: Iterable[tuple[str, Turn]]) -> Note:
    """To somebody who wants to know their days ahead; `shifts` by schedule."""
    where = zone(reader.zone)
    ordered = sorted(shifts, key=lambda each: (each[1].window.start, each[0]))
    lines = [f"{span_text(turn.window, where)}  {name}" for name, turn in ordered]
    until = at_text(span.end, where)
    count = len(lines)
    subject = f"Your shifts until {until}: {count or 'none'}"
    key = f"week:{reader.id}:{span.start.astimezone(where).date()}"
    body = "\n".join(lines) or "You are not on call in these days."
    return Note(reader.id, NoticeKind.WEEK, key, subject, _zoned(body, where))


def _listed(people: Iterable[PersonId], names: Mapping[PersonId, str]) -> str:
    return " and ".join(names[each] for each in people)


def _zoned(body: str, where: ZoneInfo) -> str:
    return f"{body}\n\nTimes are those of {where.key}."


def _in(length: timedelta) -> str:
    """Roughly how long from now."""
    minutes = max(1, round(length / timedelta(minutes=1)))
    if minutes < 90:
        return f"in {minutes} min"
    hours = round(minutes / 60)
    return f"in {hours} h" if hours < 48 else f"in {round(hours / 24)} days"
