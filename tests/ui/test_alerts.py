"""The alerts page: what is open, how often it was heard, and where it leads."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from models.kinds import SignalSeverity
from tests import night as story
from tests.night import Night
from ui.alerts.page import AlertsPage
from ui.bridge import Bridge

Open = Callable[[], AlertsPage]


@pytest.fixture
def opened(ana: Bridge, qtbot: QtBot) -> Open:
    """Opens the page and waits for its answer."""

    def make() -> AlertsPage:
        page = AlertsPage(ana)
        qtbot.addWidget(page)
        page.resize(1170, 700)
        page.show()
        qtbot.waitUntil(lambda: not page._asking and not page._stale)
        return page

    return make


def words(page: AlertsPage, row: int) -> list[str]:
    """The cells of a row."""
    return page.table.texts(page.table.row(row))


def test_open_alerts_with_their_count(opened: Open, night: Night, qtbot: QtBot) -> None:
    number, alert = night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
    page = opened()
    assert words(page, 0)[:5] == ["Open", "cards fail", "1 ×", "payments", f"#{number}"]
    night.repeat(alert, 6)
    qtbot.waitUntil(lambda: words(page, 0)[2] == "7 ×")


def test_one_alert_and_its_log(opened: Open, night: Night, qtbot: QtBot) -> None:
    _, alert = night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
    night.repeat(alert, 2)
    page = opened()
    page.view.choose_first()
    qtbot.waitUntil(lambda: page.detail.table.rowCount() == 3)
    assert page.detail._heard.text() == "3 times"
    assert page.detail.table.texts(page.detail.table.row(0))[1:3] == ["trigger", "cards fail"]
    night.repeat(alert, 1)
    qtbot.waitUntil(lambda: page.detail.table.rowCount() == 4)


def test_enter_and_the_link_lead_to_the_incident(opened: Open, night: Night, qtbot: QtBot) -> None:
    number, _ = night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
    page = opened()
    page.view.choose_first()
    with qtbot.waitSignal(page.incident_wanted) as told:
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert told.args == [number]
    qtbot.waitUntil(page.detail._go.isVisible)
    with qtbot.waitSignal(page.incident_wanted) as told:
        qtbot.mouseClick(page.detail._go, Qt.MouseButton.LeftButton)
    assert told.args == [number]


def test_nothing_ever_leads_to_a_sender(opened: Open, qtbot: QtBot) -> None:
    """Also while only open ones are asked for, which is how the page begins."""
    page = opened()
    assert page.chips.value("open")
    qtbot.waitUntil(lambda: page._stack.currentIndex() == 1)
    button = next(e for e in page.findChildren(QAbstractButton) if e.text() == "Set up a sender")
    with qtbot.waitSignal(page.integrations_wanted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_where_all_alerts_are_over_nothing_is_open(
    opened: Open, night: Night, qtbot: QtBot
) -> None:
    _, alert = night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
    night.calm(alert)
    page = opened()
    qtbot.waitUntil(lambda: page._stack.currentIndex() == 2)
    button = next(e for e in page.findChildren(QAbstractButton) if "are over" in e.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.table.rowCount() > 0)


def test_what_is_over_is_shown_on_demand(opened: Open, night: Night, qtbot: QtBot) -> None:
    story.checkout(night)
    page = opened()
    assert page.table.rowCount() == 1
    qtbot.mouseClick(page.chips.chip("open"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.table.rowCount() == 2)
    assert "Resolved" in {words(page, row)[0] for row in range(2)}


def test_typing_filters(opened: Open, night: Night, qtbot: QtBot) -> None:
    night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
    night.alert("search-monitor", "shard 3 is gone", SignalSeverity.ERROR)
    page = opened()
    assert page.table.rowCount() == 2
    page.view.setFocus()
    qtbot.keyClicks(page.view, "s")
    qtbot.keyClicks(page.search, "hard")
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    assert words(page, 0)[1] == "shard 3 is gone"


def test_an_alert_can_be_visited(opened: Open, night: Night, qtbot: QtBot) -> None:
    _, alert = night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
    page = opened()
    page.visit(alert)
    qtbot.waitUntil(lambda: page.detail.alert is not None and page.detail.alert.id == alert)


def test_the_model_keeps_qts_rules(opened: Open, night: Night, qtbot: QtBot) -> None:
    night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
    page = opened()
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(page.table, mode)
    night.alert("search-monitor", "shard 3 is gone", SignalSeverity.ERROR)
    qtbot.waitUntil(lambda: page.table.rowCount() == 2)
    assert tester.model() is page.table
