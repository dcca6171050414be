"""Whom incidents interrupted: each incident once a person, drills and what never left aside."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.clock import SetClock
from app.domain.window import Window
from app.queries.interruption import interruptions
from app.store import Store
from models.incident import Incident
from models.kinds import PageState, Urgency
from models.page import Page
from tests import builders

ZONE = "Europe/Madrid"
DAY = timedelta(days=1)


def incident(
    store: Store, at: datetime, *paged: tuple[int, PageState], drill: bool = False
) -> None:
    with store.write() as session:
        row = Incident(title="db down", drill=drill, created_at=at, changed_at=at)
        session.add(row)
        session.flush()
        session.add_all(
            Page(incident_id=row.id, person_id=person, contact="mail", urgency=Urgency.HIGH,
                 round=1, level=1, attempt=1, created_at=at, due_at=at, state=state, sent_at=at)
            for person, state in paged
        )  # fmt: skip


def test_each_incident_counts_once_a_person(store: Store, clock: SetClock) -> None:
    ana, ben = builders.person(store, "ana"), builders.person(store, "ben")
    now = clock.now()
    sent, failed = PageState.SENT, PageState.FAILED
    incident(store, now - DAY, (ana, sent), (ana, sent), (ben, failed))
    incident(store, now - 2 * DAY, (ana, sent), (ben, PageState.UNKNOWN))
    incident(store, now - 2 * DAY, (ana, sent), (ben, sent), drill=True)
    incident(store, now - 9 * DAY, (ben, sent))
    assert interruptions(store, ZONE, Window(now - 7 * DAY, now)).pages == {ana: 2, ben: 1}
    assert interruptions(store, ZONE, Window(now - 9 * DAY, now)).pages == {ana: 2, ben: 2}


def test_the_hours_of_the_week_bring_what_they_brought(store: Store, clock: SetClock) -> None:
    now = clock.now()
    nobody = interruptions(store, ZONE, Window(now - DAY, now))
    assert (nobody.pages, nobody.rates) == ({}, None)
    ana = builders.person(store, "ana")
    for week in range(1, 5):
        incident(store, now - week * 7 * DAY, (ana, PageState.SENT))
    incident(store, now - 3 * DAY)  # paged nobody
    rates = interruptions(store, ZONE, Window(now - DAY, now)).rates
    assert rates is not None
    sunday_at_one = 6 * 24 + 1  # in Madrid
    assert rates.hourly[sunday_at_one] == max(rates.hourly)
    assert sum(rates.hourly) == pytest.approx(1.0)
