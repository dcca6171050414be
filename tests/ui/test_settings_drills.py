"""The drills card: whom one would page, its start, its end, and how the last ones went."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.operations import drill
from app.operations.signal import process
from app.queries.drill import drills
from app.queries.incident import incident_rows
from models.kinds import Stage
from models.people import Person
from tests.night import Night, drilled
from tests.ui.test_settings import press, words
from ui.bridge import Bridge
from ui.settings.drills_card import DrillsCard, PastDrill
from ui.settings.page import SettingsPage


@pytest.fixture
def page(ana: Bridge, qtbot: QtBot) -> SettingsPage:
    """As Ana sees it."""
    made = SettingsPage(ana)
    qtbot.addWidget(made)
    made.resize(1170, 900)
    made.show()
    qtbot.waitUntil(lambda: made.seen is not None)
    return made


@pytest.fixture
def card(page: SettingsPage) -> DrillsCard:
    """On the page, which lives as long."""
    return page.drills


def agree(night: Night, *names: str) -> None:
    """These take part, nobody else."""
    with night.store.write() as session:
        for person in session.scalars(select(Person)):
            person.drills = person.name in names


def choose(card: DrillsCard, night: Night, qtbot: QtBot) -> None:
    """The single page, on the database."""
    press(card.begin, qtbot)
    card.setup.script.set_value("quiet_pager")
    card.setup.service.set_value(night.services["database"])
    card.setup._ask()
    qtbot.waitUntil(lambda: card.setup.called is not None)


def test_it_shows_the_steps_and_whom_it_pages(card: DrillsCard, night: Night, qtbot: QtBot) -> None:
    agree(night, "ben", "ana")
    choose(card, night, qtbot)
    said = words(card.setup)
    assert "This is a test of the pager: please acknowledge" in said
    assert "Ana Ruiz" in said
    assert card.setup.called is not None
    assert {who.name for who in card.setup.called.people if who.person} <= {"ana", "ben"}
    assert "Dan Whitcombe" in said.partition("have not agreed: ")[2]
    assert card.setup.bar.isVisible()
    assert drills(night.store) == []


def test_it_starts_and_stops(card: DrillsCard, night: Night, qtbot: QtBot) -> None:
    agree(night, "ana", "ben")
    choose(card, night, qtbot)
    press(card.setup.start, qtbot)
    qtbot.waitUntil(card.bar.isVisible)
    [row] = drills(night.store)
    assert (row.name, row.started_by, row.ended_at) == ("Does anybody answer?", "ana", None)
    assert "DRILL runs: Does anybody answer?" in words(card.bar)
    assert not card.setup.isVisible()
    assert not card.begin.isVisible()
    drill.play(night.store)
    process(night.store)
    press(card.stop, qtbot)
    qtbot.waitUntil(lambda: not card.bar.isVisible() and card.begin.isVisible())
    assert drills(night.store)[0].ended_at is not None
    assert incident_rows(night.store, [1])[0].stage is Stage.RESOLVED


def test_where_nobody_agreed_it_cannot_start(card: DrillsCard, night: Night, qtbot: QtBot) -> None:
    agree(night)
    choose(card, night, qtbot)
    assert "has agreed to drills" in words(card.setup)
    assert not card.setup.start.isEnabled()
    assert not card.setup.bar.isVisible()


def test_somebody_else_was_faster(card: DrillsCard, night: Night, qtbot: QtBot) -> None:
    agree(night, "ana", "ben")
    choose(card, night, qtbot)
    card._running = None
    card.setup.service.set_value(None)
    card.setup.begin()
    assert "Choose what breaks" in card.setup.form.fields["service"].error
    drilled(night)
    card.setup.service.set_value(night.services["database"])
    card.setup.begin()
    qtbot.waitUntil(lambda: "running already" in card.setup.form.fields["script"].error)
    assert len(drills(night.store)) == 1


def test_the_last_ones_with_their_score(card: DrillsCard, night: Night, qtbot: QtBot) -> None:
    drilled(night)
    drill.stop(night.store, 1, night.actor("fay"))
    qtbot.waitUntil(lambda: len(card.findChildren(PastDrill)) == 1)
    [past] = card.findChildren(PastDrill)
    assert past.score.text() == "3 of 6 met"
    assert not past.marks.isVisible()
    press(past.fold, qtbot)
    assert past.marks.isVisible()
    said = words(past).replace("\xa0", " ")
    assert "First role given: after 17 min (10 min expected), by ana" in said
