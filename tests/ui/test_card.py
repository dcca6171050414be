"""The alert card: it comes with a page, takes the answer, and goes when somebody has it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.operations import incident
from app.queries.incident_detail import detail, timeline
from models.kinds import EventKind, SignalSeverity, Source
from tests.night import Night
from ui.bridge import Bridge
from ui.shell import alert_card
from ui.shell.alert_card import AlertCard
from ui.shell.calls import Calls

Rings = Callable[[str], int]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def primary(night: Night) -> str:
    """Whoever the first level of payments pages now."""
    from app.queries.rota import on_call_now

    found = {duty.schedule: duty.people for duty in on_call_now(night.store)}
    return found["primary"][0][1]


@pytest.fixture
def desk(night: Night, primary: str, ana: Bridge) -> Bridge:
    """The desktop of whoever is primary."""
    ana.user, ana.user_id = primary, night.people[primary]
    return ana


@pytest.fixture
def card(desk: Bridge, qtbot: QtBot) -> Iterator[AlertCard]:
    """The card of that desktop."""
    calls = Calls(desk)
    made = AlertCard(calls)
    made.destroyed.connect(calls.deleteLater)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: not calls._asking)
    return made


@pytest.fixture
def rings(night: Night) -> Rings:
    """Has an alert page the primary."""

    def ring(title: str, severity: SignalSeverity = SignalSeverity.CRITICAL) -> int:
        number, _ = night.alert("payments-monitor", title, severity)
        night.page()
        return number

    return ring


def ready(card: AlertCard, number: int) -> Callable[[], bool]:
    """Whether the card shows an incident and takes an answer."""
    return lambda: (
        card.isVisible()
        and card.call is not None
        and card.call.number == number
        and card.ack.isEnabled()
    )


def test_a_page_brings_the_card(
    card: AlertCard, rings: Rings, night: Night, primary: str, qtbot: QtBot
) -> None:
    assert not card.isVisible()
    qtbot.waitUntil(ready(card, rings("cards fail")))
    assert card.headline.text() == "You are paged"
    assert card.title.text() == "cards fail"
    assert card.facts.text() == "payments · payments-api-7f4 · payments-monitor"
    assert (
        card.ahead.text()
        .replace("\N{NO-BREAK SPACE}", " ")
        .startswith("You are Primary. You are paged again in 4 min 5")
    )
    assert card.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert card.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_the_mouse_acknowledges(
    card: AlertCard, rings: Rings, night: Night, primary: str, qtbot: QtBot
) -> None:
    number = rings("cards fail")
    qtbot.waitUntil(ready(card, number))
    QTest.mouseClick(card.ack, LEFT)
    qtbot.waitUntil(lambda: card.call is None)
    row = detail(night.store, number).row
    assert (row.acknowledged, row.owner_id) == (True, night.people[primary])
    said = [e for e in timeline(night.store, number) if e.kind is EventKind.ACKNOWLEDGED]
    assert [(e.actor, e.source) for e in said] == [(primary, Source.CARD)]
    assert card.news.text() == f"You have #{number}."


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_A])
def test_keys_acknowledge(
    card: AlertCard, rings: Rings, night: Night, qtbot: QtBot, key: Qt.Key
) -> None:
    number = rings("cards fail")
    qtbot.waitUntil(ready(card, number))
    qtbot.keyClick(card, key)
    qtbot.waitUntil(lambda: detail(night.store, number).row.acknowledged)


def test_another_answers(
    card: AlertCard,
    rings: Rings,
    night: Night,
    qtbot: QtBot,
    primary: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number = rings("cards fail")
    qtbot.waitUntil(ready(card, number))
    card._said.setInterval(80)
    other = next(name for name in night.people if name != primary)
    incident.acknowledge(night.store, number, night.actor(other))
    qtbot.waitUntil(lambda: f"has #{number}" in card.news.text())
    assert not card.ack.isVisible()
    assert card.news.text().lower().startswith(other)
    qtbot.waitUntil(lambda: not card.isVisible())


def test_the_end_takes_it_away(
    card: AlertCard, rings: Rings, night: Night, qtbot: QtBot, primary: str
) -> None:
    number = rings("cards fail")
    qtbot.waitUntil(ready(card, number))
    incident.resolve(night.store, number, night.actor(primary))
    qtbot.waitUntil(lambda: card.call is None)
    assert card.news.text() == f"#{number} is over."


def test_snoozed_it_comes_back_and_paging_goes_on(
    card: AlertCard, rings: Rings, night: Night, qtbot: QtBot
) -> None:
    number = rings("cards fail")
    qtbot.waitUntil(ready(card, number))
    assert [a.text() for a in card.menu.actions()][:3] == [
        f"{minutes} minutes" for minutes in alert_card.SNOOZES
    ]
    card._said.setInterval(50)
    card.silence(0.01)
    assert card.news.text().startswith(f"#{number} is silent here until ")
    assert card.news.text().endswith("Paging goes on.")
    assert not card.ack.isVisible()
    assert card.calls.ringing == ()
    assert [call.number for call in card.calls.all] == [number]
    night.wait(minutes=6)
    night.wait(minutes=6)
    assert len({page.person for page in detail(night.store, number).pages}) > 1
    qtbot.waitUntil(ready(card, number))


def test_several_at_once(card: AlertCard, rings: Rings, night: Night, qtbot: QtBot) -> None:
    first = rings("cards fail")
    qtbot.waitUntil(ready(card, first))
    second = rings("wallets fail")
    qtbot.waitUntil(lambda: card.more.isVisible() and card.more.text() == "1 more")
    assert ready(card, first)()  # nothing moves under the mouse
    QTest.mouseClick(card.more, LEFT)
    assert ready(card, second)()
    QTest.mouseClick(card.ack, LEFT)
    qtbot.waitUntil(lambda: card.call is not None and card.call.number == first)
    assert not card.ack.isEnabled()  # a second click was not meant for this one
    qtbot.waitUntil(ready(card, first))
    assert not detail(night.store, first).row.acknowledged


def test_escalate_and_open(
    card: AlertCard, rings: Rings, night: Night, primary: str, qtbot: QtBot
) -> None:
    number = rings("cards fail")
    qtbot.waitUntil(ready(card, number))
    with qtbot.waitSignal(card.open_incident) as told:
        QTest.mouseClick(card.open, LEFT)
    assert told.args == [number]
    QTest.mouseClick(card.up, LEFT)
    qtbot.waitUntil(lambda: EventKind.ESCALATED in {e.kind for e in timeline(night.store, number)})
    night.page()
    assert {page.level for page in detail(night.store, number).pages} >= {1, 2}


def test_a_refusal_is_said_in_place(
    card: AlertCard, rings: Rings, desk: Bridge, qtbot: QtBot
) -> None:
    number = rings("cards fail")
    qtbot.waitUntil(ready(card, number))
    card.calls.failed.emit(number, "The database is away.")
    assert card.ahead.text() == "The database is away."
    card.tick()
    assert card.ahead.text() == "The database is away."
    assert card.ack.isEnabled()


def test_nobody_answered(card: AlertCard, night: Night, desk: Bridge, qtbot: QtBot) -> None:
    desk.user_id = None  # a desktop of nobody in particular alarms too
    number, _ = night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
    for _ in range(20):
        night.wait(minutes=5)
    qtbot.waitUntil(ready(card, number))
    assert card.headline.text() == "Nobody answered"
    assert card.call is not None
    assert not card.call.to_me
