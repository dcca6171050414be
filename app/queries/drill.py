"""Drills and their score cards: how long it took to answer and to end, who did, what was missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.drill import Deed, Expected, Step
from app.errors import Refused
from app.store import Store
from models.drill import Drill, DrillStep
from models.incident import Event, Incident
from models.kinds import EventKind, Source
from models.page import Page
from models.people import Person

DEEDS = {
    Deed.ACKNOWLEDGE: EventKind.ACKNOWLEDGED,
    Deed.RESOLVE: EventKind.RESOLVED,
    Deed.NOTE: EventKind.NOTE,
    Deed.ROLE: EventKind.ROLE,
}
NOBODYS = (Source.ENGINE, Source.SENDER)


@dataclass(frozen=True, slots=True)
class DrillRow:
    """One run; `to_come` counts the steps that are still to be played."""

    id: int
    name: str
    started_by: str
    started_at: datetime
    ended_at: datetime | None
    to_come: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that was expected within a time, and when it was done: by whom, how long after the
    incident began; None: it was not."""

    deed: Deed
    within: timedelta
    took: timedelta | None
    by: str

    @property
    def met(self) -> bool:
        """Done, and in time."""
        return self.took is not None and self.took <= self.within


@dataclass(frozen=True, slots=True)
class DrillIncident:
    """One incident of a drill."""

    number: int
    title: str
    began_at: datetime
    acknowledged: timedelta | None
    acknowledged_by: str
    resolved: timedelta | None
    resolved_by: str
    paged: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """What came of a drill. `unwilling` are the people who would take no part."""

    drill: DrillRow
    about: str
    incidents: tuple[DrillIncident, ...]
    unwilling: tuple[str, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Of all its incidents."""
        return tuple(mark for each in self.incidents for mark in each.marks)

    @property
    def met(self) -> int:
        """How many expectations were met, of `len(marks)`."""
        return sum(mark.met for mark in self.marks)


def drills(store: Store) -> list[DrillRow]:
    """The latest first."""
    with store.read() as session:
        return [_row(each) for each in session.scalars(select(Drill).order_by(Drill.id.desc()))]


def score(store: Store, ident: int) -> ScoreCard:
    """Now or after it is over. Raises Refused when there is none of this number."""
    with store.read() as session:
        row = session.get(Drill, ident)
        if row is None:
            raise Refused(f"There is no drill {ident}.")
        opened = [each for each in row.steps if each.incident_id and each.said["title"]]
        unwilling = select(Person.name).where(Person.active, ~Person.drills).order_by(Person.name)
        return ScoreCard(
            drill=_row(row),
            about=row.about,
            incidents=tuple(_incident(session, each) for each in opened),
            unwilling=tuple(session.scalars(unwilling)),
        )


def score_of(store: Store, number: int) -> ScoreCard | None:
    """Of the drill to which an incident belongs."""
    with store.read() as session:
        asked = select(DrillStep.drill_id).where(DrillStep.incident_id == number)
        ident = session.scalars(asked.limit(1)).first()
    return None if ident is None else score(store, ident)


def _row(row: Drill) -> DrillRow:
    left = sum(each.done_at is None for each in row.steps)
    return DrillRow(row.id, row.name, row.started_by, row.started_at, row.ended_at, left)


def _incident(session: Session, step: DrillStep) -> DrillIncident:
    incident = session.get_one(Incident, step.incident_id)
    events = session.scalars(
        select(Event).where(Event.incident_id == incident.id).order_by(Event.id)
    ).all()
    asked = select(Person.name).join(Page, Page.person_id == Person.id)
    paged = session.scalars(asked.where(Page.incident_id == incident.id).order_by(Page.id)).all()
    answered = _first(events, EventKind.ACKNOWLEDGED)
    ended = _first(events, EventKind.RESOLVED)
    return DrillIncident(
        number=incident.id,
        title=incident.title,
        began_at=incident.created_at,
        acknowledged=_took(answered, incident),
        acknowledged_by=answered.actor if answered else "",
        resolved=_took(ended, incident),
        resolved_by=ended.actor if ended else "",
        paged=tuple(dict.fromkeys(paged)),
        marks=tuple(_mark(each, events, incident) for each in Step.of(step.said).expect),
    )


def _mark(expected: Expected, events: Sequence[Event], incident: Incident) -> Mark:
    found = _first(events, DEEDS[expected.deed])
    by = found.actor if found else ""
    return Mark(expected.deed, expected.within, _took(found, incident), by)


def _first(events: Sequence[Event], kind: EventKind) -> Event | None:
    """The first such deed of a person."""
    return next((each for each in events if each.kind is kind and each.source not in NOBODYS), None)


def _took(event: Event | None, incident: Incident) -> timedelta | None:
    return None if event is None else event.at - incident.created_at
