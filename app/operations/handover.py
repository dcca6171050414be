"""Telling people of hand-offs and of their week, each once, however many engines think of it;
by the voice of the team."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.handover import HandOff, Turn
from app.domain.moment import stamp, zone
from app.domain.rota import PersonId
from app.domain.window import Window
from app.notify.voice import Voice
from app.operations.notice import tell
from app.store import Store
from models.kinds import NoticeKind
from models.notice import Message

KEY = re.compile(r"(?P<whose>hand-off:\d+:\d+):(?P<at>.+Z):(?P<side>in|out):")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is told, in whose clock, and in which language."""

    id: PersonId
    zone: str
    voice: Voice = field(default_factory=Voice)


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
    voice, comes = reader.voice, reader.id in hand_off.come
    at = voice.moment(hand_off.at, zone(reader.zone))
    when = f"{at} ({_in(hand_off.at - now, voice)})"
    others = _listed(hand_off.go if comes else hand_off.come, names, voice)
    if comes:
        subject = voice.say("Your shift in %1 begins %2", name, when)
        body = voice.say(
            "%1 hands over to you." if others else "Nobody is on call before you.", others
        )
    else:
        subject = voice.say("Your shift in %1 ends %2", name, when)
        body = voice.say(
            "%1 takes over." if others else "Nobody takes over: there is a gap.", others
        )
    seconds = int(lead.total_seconds())
    key = f"hand-off:{ident}:{reader.id}:{stamp(hand_off.at)}:{'in' if comes else 'out'}:{seconds}"
    return Note(reader.id, NoticeKind.HAND_OFF, key, subject, _zoned(body, reader))


def shadowed(
    schedule: tuple[int, str], hand_off: HandOff, reader: Reader, names: Mapping[PersonId, str]
) -> Note:
    """To a shadow, once it has happened."""
    (ident, name), voice = schedule, reader.voice
    come, go = _listed(hand_off.come, names, voice), _listed(hand_off.go, names, voice)
    nobody = voice.say("nobody")
    subject = voice.say("Shadow of %1: %2 is on call now", name, come or nobody)
    until = voice.moment(hand_off.at, zone(reader.zone))
    body = voice.say("%1 had it before, until %2.", go or nobody.capitalize(), until)
    key = f"shadow:{ident}:{reader.id}:{stamp(hand_off.at)}"
    return Note(reader.id, NoticeKind.STATUS, key, subject, _zoned(body, reader))


def week(reader: Reader, span: Window, shifts: Iterable[tuple[str, Turn]]) -> Note:
    """To somebody who wants to know their days ahead; `shifts` by schedule."""
    where, voice = zone(reader.zone), reader.voice
    ordered = sorted(shifts, key=lambda each: (each[1].window.start, each[0]))
    lines = [f"{voice.span(turn.window, where)}  {name}" for name, turn in ordered]
    until = voice.moment(span.end, where)
    subject = voice.say("Your shifts until %1: %2", until, len(lines) or voice.say("none"))
    key = f"week:{reader.id}:{span.start.astimezone(where).date()}"
    body = "\n".join(lines) or voice.say("You are not on call in these days.")
    return Note(reader.id, NoticeKind.WEEK, key, subject, _zoned(body, reader))


def _listed(people: Iterable[PersonId], names: Mapping[PersonId, str], voice: Voice) -> str:
    return voice.listed([names[each] for each in people])


def _zoned(body: str, reader: Reader) -> str:
    return f"{body}\n\n{reader.voice.say('Times are those of %1.', reader.zone)}"


def _in(length: timedelta, voice: Voice) -> str:
    """Roughly how long from now."""
    minutes = max(1, round(length / timedelta(minutes=1)))
    if minutes < 90:
        return voice.say("in %1 min", minutes)
    hours = round(minutes / 60)
    if hours < 48:
        return voice.say("in %1 h", hours)
    return voice.say("in %1 days", round(hours / 24))
