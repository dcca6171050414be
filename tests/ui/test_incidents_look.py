"""The incidents page in its states and sizes: empty, calm, narrow, told to screen readers."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.operations import incident
from models.kinds import EventKind
from tests import night as story
from tests.looks import cut_buttons
from tests.night import Night
from tests.ui.incident_page import button, opened_page, seen
from ui.bridge import Bridge
from ui.incidents.page import IncidentsPage


@pytest.fixture
def busy(night: Night, ana: Bridge, qtbot: QtBot) -> IncidentsPage:
    """Three open incidents and one that is over."""
    story.some(night)
    return opened_page(ana, qtbot)


def test_nothing_ever_offers_the_first_step(ana: Bridge, qtbot: QtBot) -> None:
    page = opened_page(ana, qtbot)
    assert page._whole.currentIndex() == 1
    with qtbot.waitSignal(page.declare_wanted):
        qtbot.mouseClick(
            button(page._whole.currentWidget(), "Declare incident"), Qt.MouseButton.LeftButton
        )
    with qtbot.waitSignal(page.sample_wanted):
        qtbot.mouseClick(
            button(page._whole.currentWidget(), "Load a sample team"), Qt.MouseButton.LeftButton
        )


def test_the_first_incident_takes_the_empty_page_away(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    page = opened_page(ana, qtbot)
    number = night.declare("The very first", "gus")
    qtbot.waitUntil(lambda: seen(page, number))
    assert page._whole.currentIndex() == 0


def test_nothing_open_is_good_news(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    story.resolved(night)
    page = opened_page(ana, qtbot)
    assert page.list._stack.currentIndex() == 2


def test_a_narrow_page_folds_the_facts_away(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    story.some(night)
    page = opened_page(ana, qtbot, (700, 760))
    assert not page.facts.isVisible()
    qtbot.mouseClick(page.detail.head.facts, Qt.MouseButton.LeftButton)
    assert page.facts.isVisible()
    assert page.rect().contains(page.facts.geometry())
    qtbot.keyClick(page.facts, Qt.Key.Key_Escape)
    assert not page.facts.isVisible()
    page.resize(1170, 760)
    assert page.facts.isVisible()


@pytest.mark.parametrize("size", [(700, 700), (900, 700), (1170, 780)])
def test_no_button_is_cut(night: Night, ana: Bridge, qtbot: QtBot, size: tuple[int, int]) -> None:
    story.some(night)
    page = opened_page(ana, qtbot, size)
    qtbot.waitUntil(lambda: not cut_buttons(page))


def test_everything_that_takes_the_focus_has_a_name(busy: IncidentsPage) -> None:
    nameless = [
        each
        for each in busy.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.isVisible()
        and not (each.accessibleName() or getattr(each, "text", str)())
        and each.metaObject().className() not in ("QScrollArea", "QStackedWidget")
    ]
    assert [type(each).__name__ for each in nameless] == []


def test_rows_are_told_to_screen_readers(busy: IncidentsPage) -> None:
    table = busy.list.table
    told = table.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("SEV4, Status badge shows the wrong colour, #2")
    assert told.endswith("nobody has acknowledged")


def test_the_models_keep_qts_rules(busy: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Warning  # a warning fails the test
    testers = [
        QAbstractItemModelTester(busy.list.table, fatal),
        QAbstractItemModelTester(busy.detail.timeline.table, fatal),
    ]
    night.declare("Another", "gus")
    qtbot.waitUntil(lambda: busy.list.table.rowCount() == 4)
    incident.note(night.store, 4, "A note", night.actor("ben"))
    qtbot.waitUntil(
        lambda: (
            busy.detail.timeline.table.at(0) is not None
            and busy.detail.shown is not None
            and busy.detail.shown.events[-1].kind is EventKind.NOTE
        )
    )
    assert len(testers) == 2
