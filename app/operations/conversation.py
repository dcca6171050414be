"""Brings a conversation that was held elsewhere into an incident's timeline: what was said in its
time, by whom of the team, once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.actor import Actor
from app.domain.conversation import Conversation, Message
from app.domain.window import Window
from app.errors import Refused
from app.operations.patience import patient
from app.operations.timeline import held, record
from app.store import Store
from models.attachment import Brought
from models.incident import Incident
from models.kinds import EventKind, Source
from models.people import Person

AROUND = timedelta(hours=1)  # before the first sign and after the end
MOST = 20_000  # messages that one incident takes at once
SHOWN = 12  # channels that a sentence names


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it. `known` were there already, `outside` lie at another time; `strangers` are
    authors who are nobody of the team."""

    source: Source
    added: int
    known: int
    outside: int
    skipped: int
    strangers: tuple[str, ...]
    span: Window

    @property
    def sentence(self) -> str:
        """For the person who did it."""
        parts = [f"{self.added} brought in from {self.source.value}"]
        parts += [f"{self.known} there already"] if self.known else []
        parts += [f"{self.outside} of another time left out"] if self.outside else []
        return "; ".join(parts) + "."


@patient
def bring(
    store: Store,
    number: int,
    talk: Conversation,
    by: Actor,
    *,
    channels: Sequence[str] = (),
    span: Window | None = None,
    dry: bool = False,
) -> Taken:
    """Adds each message that is not there yet as an event of its own, at the time it was written.
    Without `span`: from an hour before the first sign to an hour after the end. Without `channels`,
    a file of several is refused unless only one of them has something of that time. `dry` only
    says what would be. Raises Refused, and then nothing was brought in."""
    with store.write() as session:
        incident, now = held(session, number), store.now()
        window = span or _window(incident, store)
        within = [each for each in talk.messages if window.start <= each.at < window.end]
        chosen = _chosen(within, talk.channels, channels)
        people = _people(session)
        known = _known(session, number, [each.key for each in chosen])
        fresh = [each for each in chosen if each.key not in known]
        if len(fresh) > MOST:
            raise Refused(f"These are {len(fresh)} messages; name a channel or a shorter time.")
        if not chosen:
            raise Refused(_nothing(talk, window))
        if not dry:
            _add(session, incident, fresh, talk.source, people, by, now)
        strangers = {each.author for each in fresh if _person(each, people) is None}
        outside = len(talk.messages) - len(within)
        return Taken(
            source=talk.source,
            added=len(fresh),
            known=len(chosen) - len(fresh),
            outside=outside,
            skipped=talk.skipped,
            strangers=tuple(sorted(strangers)),
            span=window,
        )


def _window(incident: Incident, store: Store) -> Window:
    signs = (incident.impact_started_at, incident.detected_at, incident.created_at)
    end = incident.resolved_at or store.now()
    return Window(min(filter(None, signs)) - AROUND, end + AROUND)


def _chosen(within: list[Message], there: Sequence[str], wanted: Sequence[str]) -> list[Message]:
    names = {name.lstrip("#").casefold() for name in wanted}
    missing = names - {name.casefold() for name in there}
    if missing:
        raise Refused(f"There is no channel {min(missing)!r} in it; {_list(there)}.", "channel")
    if names:
        return [each for each in within if each.channel.casefold() in names]
    spoken = sorted({each.channel for each in within})
    if len(spoken) > 1:
        raise Refused(f"Say which channel; at that time {_list(spoken)}.", "channel")
    return within


def _list(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"there are {', '.join(names[:SHOWN])}{more}"


def _nothing(talk: Conversation, window: Window) -> str:
    first, last = talk.messages[0].at, talk.messages[-1].at
    return (
        f"Nothing in it was said between {window.start:%Y-%m-%d %H:%M} and "
        f"{window.end:%Y-%m-%d %H:%M} UTC; it goes from {first:%Y-%m-%d %H:%M} to "
        f"{last:%Y-%m-%d %H:%M} UTC."
    )


def _known(session: Session, number: int, keys: Sequence[str]) -> set[str]:
    asked = select(Brought.key).where(Brought.incident_id == number)
    return set(session.scalars(asked)).intersection(keys)


def _people(session: Session) -> dict[str, tuple[str, int]]:
    """People of the team by mail address, full name and handle, in small letters; a name that two
    people share is nobody's."""
    found: dict[str, tuple[str, int]] = {}
    shared: set[str] = set()
    for row in session.execute(select(Person.id, Person.name, Person.full_name, Person.email)):
        for said in {row.name.casefold(), row.full_name.casefold(), row.email.casefold()} - {""}:
            if said in found and found[said][1] != row.id:
                shared.add(said)
            found[said] = (row.name, row.id)
    return {said: who for said, who in found.items() if said not in shared}


def _person(message: Message, people: dict[str, tuple[str, int]]) -> tuple[str, int] | None:
    """By address first, which is nobody else's, then by name."""
    words: Iterable[str] = (message.email.casefold(), message.author.casefold())
    return next((people[word] for word in words if word and word in people), None)


def _add(
    session: Session,
    incident: Incident,
    fresh: Sequence[Message],
    source: Source,
    people: dict[str, tuple[str, int]],
    by: Actor,
    now: datetime,
) -> None:
    events = []
    for message in fresh:
        who = _person(message, people)
        said_by = Actor(who[0] if who else message.author, source, who[1] if who else None)
        data: dict[str, Any] = {"by": by.name, "author": message.author}
        data |= {"channel": message.channel} if message.channel else {}
        data |= {"named": list(message.files)} if message.files else {}
        text = message.text.strip() or ", ".join(message.files)
        kind = EventKind.MESSAGE
        events.append(
            record(session, incident, kind, text, said_by, message.at, recorded_at=now, data=data)
        )
    session.flush()
    session.add_all(
        Brought(incident_id=incident.id, event_id=event.id, key=message.key)
        for event, message in zip(events, fresh, strict=True)
    )
