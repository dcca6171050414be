"""What incidents asked of people: the pages that went out, who answered, and how incidents ended;
as columns, for there are many."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from app.domain.interruption import Pages
from app.domain.noise import FLAPS, Endings
from app.domain.response import Answers
from app.domain.window import Window
from app.queries.ledger import number_of, numbers_of
from app.store import Store
from models.incident import Event, Incident
from models.kinds import EventKind, PageState
from models.page import Page
from models.people import Person

PAGE = 5  # columns of a page
WENT_OUT = (PageState.SENT, PageState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who may have been paged, also those who left."""

    id: int
    name: str
    full_name: str
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, eq=False)
class Attention:
    """Of incidents created in the window; `pages` may be of others, too."""

    window: Window
    pages: Pages
    answers: Answers
    endings: Endings
    people: Mapping[int, Somebody]

    def zones(self) -> Mapping[int, ZoneInfo]:
        """Where each person's day is."""
        return {each.id: each.zone for each in self.people.values()}


def attention(store: Store, window: Window, pages: Pages | None = None) -> Attention:
    """`pages` are those that went out, where they are known already. Raises Unavailable."""
    lite = store.database.lite
    with store.read() as session:
        return Attention(
            window,
            _pages(session, window, lite) if pages is None else pages,
            _answers(session, window, lite),
            _endings(session, window),
            people(session),
        )


def people(session: Session) -> Mapping[int, Somebody]:
    """Everybody ever."""
    asked = select(Person.id, Person.name, Person.full_name, Person.time_zone)
    rows = session.execute(asked.order_by(Person.name))
    return {i: Somebody(i, name, full, ZoneInfo(where)) for i, name, full, where in rows}


def pages_asked(which: ColumnElement[bool], lite: bool) -> Select[Any]:
    """Id, incident, person (-1 a channel), when it was sent, and the level, of those that left."""
    sent = func.coalesce(number_of(Page.sent_at, lite), number_of(Page.created_at, lite))
    person = func.coalesce(Page.person_id, -1)
    columns: tuple[Any, ...] = (Page.id, Page.incident_id, person, sent, Page.level)
    return select(*columns).where(Page.state.in_(WENT_OUT), which)


def _pages(session: Session, window: Window, lite: bool) -> Pages:
    asked = pages_asked(and_(*_created(window)), lite)
    found = numbers_of(session, asked.join(Incident, Incident.id == Page.incident_id), PAGE)
    return Pages(*(found[:, place] for place in range(1, PAGE)))


def _answers(session: Session, window: Window, lite: bool) -> Answers:
    asked = (
        select(Event.incident_id, Event.person_id, func.min(number_of(Event.at, lite)))
        .join(Incident, Incident.id == Event.incident_id)
        .where(Event.kind == EventKind.ACKNOWLEDGED, Event.person_id.is_not(None))
        .where(*_created(window))
        .group_by(Event.incident_id, Event.person_id)
    )
    return Answers(*numbers_of(session, asked, 3).T)


def _endings(session: Session, window: Window) -> Endings:
    last = func.max(Event.id)
    ended = (
        select(last)
        .join(Incident, Incident.id == Event.incident_id)
        .where(Event.kind == EventKind.RESOLVED, *_created(window))
        .group_by(Event.incident_id)
    )
    healed = select(Event.incident_id).where(Event.id.in_(ended), Event.person_id.is_(None))
    again = (
        select(Event.incident_id)
        .join(Incident, Incident.id == Event.incident_id)
        .where(Event.kind == EventKind.REOPENED, *_created(window))
        .group_by(Event.incident_id)
        .having(func.count() >= FLAPS)
    )
    return Endings(*(np.sort(numbers_of(session, each, 1)[:, 0]) for each in (healed, again)))


def _created(window: Window) -> list[Any]:
    return [Incident.created_at >= window.start, Incident.created_at < window.end]
