"""The card that says why somebody was paged, and why somebody else was not."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from models.kinds import SignalSeverity
from tests.night import Night
from ui.bridge import Bridge
from ui.incidents import reads
from ui.incidents.seat import Seat
from ui.incidents.why_card import WhyCard
from ui.widgets.text import Text


def said(card: WhyCard) -> str:
    """All its words."""
    return "\n".join(each.text() for each in card.findChildren(Text) if not each.isHidden())


def test_it_answers_for_whoever_sits_here_and_for_others(
    ana: Bridge, night: Night, qtbot: QtBot
) -> None:
    number, _ = night.alert("payments-monitor", "down", SignalSeverity.CRITICAL)
    night.page()
    card = WhyCard(Seat.on(ana))
    qtbot.addWidget(card)
    card.show()
    qtbot.waitUntil(lambda: bool(card._seat.faces.people))
    card.show_seen(reads.seen(night.store, number))
    assert "paged?" in card.ask.text()
    card.ask.click()
    qtbot.waitUntil(lambda: "it is not its time yet" in said(card))
    card.who.set_value(night.people["ben"])
    card._ask()
    qtbot.waitUntil(lambda: "level 1 of platform" in said(card))
    assert "Ben Okafor was paged." in said(card)
