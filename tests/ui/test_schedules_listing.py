"""The rota as a list: the same rows, to filter and to read aloud."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.ui.test_schedules import shown
from ui.bridge import Bridge
from ui.schedules.page import SchedulesPage
from ui.schedules.rows import By

Open = Callable[[], SchedulesPage]


@pytest.fixture
def opened(ana: Bridge, qtbot: QtBot) -> Open:
    """Opens the page and waits for its answer."""
    return lambda: shown(ana, qtbot)


def test_the_list_tells_the_same(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    page.show_list(True)
    bars = [len(page.grid.rows[at].marks) for at in (0, 3, 4)]
    assert page.table.rowCount() == sum(bars)
    first = page.table.texts(page.table.row(0))
    assert first[:4] == ["Ana Ruiz", "On call", "Sat 21 Nov 07:00", "Mon 23 Nov 09:00"]
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(page.table, mode)
    page.step(1)
    qtbot.waitUntil(lambda: page.heading.title.toolTip().startswith("30"))
    page.show_by(By.PEOPLE)
    assert tester.model() is page.table
    assert page.table.rowCount() > 5


def test_the_list_filters_by_kind_and_by_words(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    page.show_list(True)
    for key, who in (("covers", "Cy covers Ben"), ("away", "Eva Novak")):
        qtbot.mouseClick(page.surface.listing.chips.chip(key), Qt.MouseButton.LeftButton)
        assert [row.mark.kind for row in listed(page)] == ["change" if key == "covers" else "away"]
        assert page.table.texts(page.table.row(0))[0] == who
    qtbot.mouseClick(page.surface.listing.chips.chip("all"), Qt.MouseButton.LeftButton)
    page.surface.listing.search.setText("hana")
    qtbot.waitUntil(lambda: page.table.rowCount() == 3)


def listed(page: SchedulesPage) -> list[object]:
    """The rows of the list."""
    return [page.table.row(at) for at in range(page.table.rowCount())]
