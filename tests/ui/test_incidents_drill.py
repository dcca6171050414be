"""The score card beside an incident of a drill."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.night import Night, drilled
from ui.bridge import Bridge
from ui.incidents import reads
from ui.incidents.drill_card import DrillCard
from ui.incidents.facts_card import FactsCard
from ui.incidents.seat import Seat
from ui.widgets.text import Text


def said(card: DrillCard) -> str:
    """All its words."""
    return "\n".join(each.text() for each in card.findChildren(Text)).replace("\xa0", " ")


def test_it_tells_what_was_met_and_what_was_missed(ana: Bridge, night: Night, qtbot: QtBot) -> None:
    number = drilled(night)
    card = DrillCard(Seat.on(ana))
    qtbot.addWidget(card)
    card.show_seen(reads.seen(night.store, number))
    qtbot.waitUntil(lambda: "The database fails over" in said(card))
    words = said(card)
    assert "2 of 6 met" in words
    assert "Acknowledged: after 3 min" in words
    assert "First role given: after 17 min" in words
    assert "Resolved: not done, within 45 min" in words


def test_nobody_outside_the_team_declared_it(ana: Bridge, night: Night, qtbot: QtBot) -> None:
    facts = FactsCard(Seat.on(ana))
    qtbot.addWidget(facts)
    facts.show_seen(reads.seen(night.store, drilled(night)))
    assert facts.by.text() == "The script of the drill"


def test_it_is_not_seen_with_real_trouble(ana: Bridge, night: Night, qtbot: QtBot) -> None:
    number = night.declare("Real trouble", "ana")
    card = DrillCard(Seat.on(ana))
    qtbot.addWidget(card)
    card.show_seen(reads.seen(night.store, number))
    assert card.isHidden()
