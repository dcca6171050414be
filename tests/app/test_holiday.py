"""Public holidays that were planned by stay, whatever a library says later."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.calendars.country import known_country, offered, public_holidays
from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.window import Window
from app.duties import record
from app.operations.holiday import keep_holidays
from app.queries import holiday
from app.queries.board import boards
from app.store import Store
from app.workspace.apply import apply
from app.workspace.read import read
from models.kinds import Source

TEAM = """
watchbill: 1
people: [{name: ana}]
schedules:
  - {name: primary, time_zone: Europe/Madrid, holidays: ES-MD, rotations: [
      {name: weekly, start: 2026-01-05T09:00, shift: {every: 1, unit: week}, people: [ana]}]}
  - {name: second, time_zone: Europe/Berlin, rotations: [
      {name: weekly, start: 2026-01-05T09:00, shift: {every: 1, unit: week}, people: [ana]}]}
"""


@pytest.fixture
def team(store: Store) -> Store:
    """A schedule in Madrid, and one without holidays."""
    apply(store, read(TEAM.encode()).workspace, Actor("test", Source.FILE))
    return store


def days(store: Store, clock: SetClock) -> list[date]:
    """Of the primary's next eight weeks."""
    window = Window(clock.now(), clock.now() + timedelta(weeks=8))
    return [each.day for each in boards(store, window)[0].holidays]


def test_they_are_kept_once_and_then_read(
    team: Store, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = days(team, clock)
    assert date(2026, 4, 2) in before  # Maundy Thursday, in Madrid
    assert keep_holidays(team) > 30
    assert keep_holidays(team) == 0
    monkeypatch.setattr(holiday, "public_holidays", lambda code, year: ((date(year, 4, 1), "new"),))
    assert days(team, clock) == before


def test_a_year_that_is_not_kept_is_asked_of_the_library(team: Store, clock: SetClock) -> None:
    keep_holidays(team)
    clock.forward(timedelta(days=4 * 366))
    assert date(2030, 4, 19) in days(team, clock)  # Good Friday


def test_the_engine_does_it_with_the_record(team: Store) -> None:
    record.freeze(team)
    assert keep_holidays(team) == 0


def test_no_schedule_no_holidays(store: Store) -> None:
    assert keep_holidays(store) == 0


def test_they_are_shown_as_people_call_them_and_kept_as_they_were(
    team: Store, clock: SetClock
) -> None:
    """In a language that the library has for the country; else in the country's own where that can
    be read out, else in English."""
    keep_holidays(team)
    window = Window(clock.now(), clock.now() + timedelta(weeks=8))
    names = {
        language: {each.day: each.name for each in boards(team, window, None, language)[0].holidays}
        for language in ("en", "es", "de")
    }
    thursday = date(2026, 4, 2)
    assert names["en"][thursday] == "Maundy Thursday"
    assert names["es"][thursday] == names["de"][thursday] == "Jueves Santo"
    assert not set(names["en"].values()) & set(names["de"].values())  # never a mixture
    assert public_holidays("DE", 2026, "de")[0][1] == "Neujahr"
    assert public_holidays("JP", 2026, "de") == public_holidays("JP", 2026)


def test_each_country_is_offered_once() -> None:
    codes = offered()
    assert {"DE", "ES", "GB"} <= set(codes)
    assert not {"DEU", "ESP", "UK"} & set(codes)
    assert codes["ES"]
    assert all(map(known_country, codes))
