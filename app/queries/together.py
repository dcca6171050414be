"""What an incident is tied to, who was asked to help, who looks at it, and until when it sleeps."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from app.domain.privacy import outside
from app.store import Store
from models.incident import Incident
from models.kinds import PageState, Severity, Stage
from models.kinds_together import ResponderState, TieKind
from models.page import Page
from models.people import Person
from models.together import Presence, Responder, Snooze, Tie


@dataclass(frozen=True, slots=True)
class TieRow:
    """What ties the incident to another (`number`). `back`: the other one is part of it, was merged
    into it, or was split from it."""

    kind: TieKind
    back: bool
    number: int
    title: str
    stage: Stage
    severity: Severity
    at: datetime


@dataclass(frozen=True, slots=True)
class ResponderRow:
    """Somebody who was asked to help; `contacts` are those that were used, with what came of
    each."""

    id: int
    person: str
    person_id: int
    via: str
    words: str
    asked_by: str
    state: ResponderState
    asked_at: datetime
    answered_at: datetime | None
    contacts: tuple[tuple[str, PageState], ...] = ()


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who looks at it now."""

    person: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Together:
    """All of it; `snoozed_until` None: it does not sleep."""

    ties: tuple[TieRow, ...] = ()
    responders: tuple[ResponderRow, ...] = ()
    snoozed_until: datetime | None = None
    present: tuple[Present, ...] = ()


ALONE = Together()


def together(store: Store, number: int) -> Together:
    """Of one incident."""
    with store.read() as session:
        return together_of(session, number, store.now())


def together_of(session: Session, number: int, now: datetime) -> Together:
    """`together` within a session."""
    asked = select(Snooze.until_at).where(Snooze.incident_id == number)
    return Together(
        ties_of(session, number),
        responders_of(session, number),
        session.scalar(asked),
        _present(session, number, now),
    )


def present(store: Store, number: int) -> tuple[Present, ...]:
    """Who looks at it now, longest first; each person once."""
    with store.read() as session:
        return _present(session, number, store.now())


def ties_of(session: Session, number: int) -> tuple[TieRow, ...]:
    """What stands, in the order in which it was said."""
    asked = (
        select(Tie)
        .where(or_(Tie.incident_id == number, Tie.other_id == number), Tie.ended_at.is_(None))
        .order_by(Tie.id)
    )
    rows = session.scalars(asked).all()
    ids = {each.other_id if each.incident_id == number else each.incident_id for each in rows}
    known = session.execute(
        select(
            Incident.id, Incident.title, Incident.stage, Incident.severity, Incident.private
        ).where(Incident.id.in_({*ids, number}))
    )
    facts = {row.id: row for row in known}
    found = []
    for each in rows:
        back = each.other_id == number
        other = facts[each.incident_id if back else each.other_id]
        title = outside(other.title, private=other.private and not facts[number].private)
        found.append(TieRow(each.kind, back, other.id, title, other.stage, other.severity, each.at))
    return tuple(found)


def merged_into(session: Session, number: int) -> tuple[int, ...]:
    """Incidents that were merged into this one, and into those."""
    found: list[int] = []
    ahead = [number]
    while ahead:
        asked = select(Tie.incident_id).where(
            Tie.other_id.in_(ahead), Tie.kind == TieKind.MERGED, Tie.ended_at.is_(None)
        )
        ahead = [each for each in session.scalars(asked) if each not in (number, *found)]
        found += ahead
    return tuple(found)


def responders_of(session: Session, number: int) -> tuple[ResponderRow, ...]:
    """In the order in which they were asked; of a person who was asked twice the last time."""
    who = aliased(Person)
    asked = (
        select(Responder, who.name)
        .join(who, who.id == Responder.person_id)
        .where(Responder.incident_id == number)
        .order_by(Responder.id)
    )
    latest = {row.person_id: (row, name) for row, name in session.execute(asked)}
    tried = _contacts(session, number) if latest else {}
    return tuple(
        ResponderRow(
            id=row.id,
            person=name,
            person_id=row.person_id,
            via=row.via,
            words=row.words,
            asked_by=row.actor,
            state=row.state,
            asked_at=row.asked_at,
            answered_at=row.answered_at,
            contacts=tuple(tried.get(row.id, ())),
        )
        for row, name in latest.values()
    )


def _contacts(session: Session, number: int) -> dict[int, list[tuple[str, PageState]]]:
    asked = select(Page.responder_id, Page.contact, Page.state).where(
        Page.incident_id == number, Page.responder_id.is_not(None)
    )
    found: dict[int, list[tuple[str, PageState]]] = {}
    for responder, contact, state in session.execute(asked.order_by(Page.id)):
        found.setdefault(responder or 0, []).append((contact, state))
    return found


def _present(session: Session, number: int, now: datetime) -> tuple[Present, ...]:
    asked = (
        select(Person.name, Presence.since)
        .join(Presence, Presence.person_id == Person.id)
        .where(Presence.incident_id == number, Presence.until_at > now)
        .order_by(Presence.since, Presence.id)
    )
    first: dict[str, Present] = {}
    for name, since in session.execute(asked):
        first.setdefault(name, Present(name, since))
    return tuple(first.values())
