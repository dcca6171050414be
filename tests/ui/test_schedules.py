"""The rota page: what pages, by which rule, for how long; by mouse, keys and as a list."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.clock import SetClock
from app.domain.load import Load, loads
from app.domain.rota import Shift
from app.operations.rota import save_schedule
from app.queries.form import schedule_form
from app.store import open_store
from tests.desk import bridge_on
from tests.night import BEGIN, Night
from ui.bridge import Bridge
from ui.schedules.carried import LoadLine
from ui.schedules.mark import GAP, SHIFT
from ui.schedules.page import SchedulesPage
from ui.schedules.span import Kind, Span, clock_change, span_of, span_text, stepped

Open = Callable[[], SchedulesPage]
MADRID = ZoneInfo("Europe/Madrid")


@pytest.fixture
def opened(ana: Bridge, qtbot: QtBot) -> Open:
    """Opens the page and waits for its answer."""
    return lambda: shown(ana, qtbot)


def shown(bridge: Bridge, qtbot: QtBot) -> SchedulesPage:
    """The page with its answer."""
    page = SchedulesPage(bridge)
    qtbot.addWidget(page)
    page.resize(1170, 700)
    page.show()
    qtbot.waitUntil(lambda: page.seen is not None)
    return page


def words(page: SchedulesPage, row: int) -> list[str]:
    """The bars of a row."""
    return [mark.words for mark in page.grid.rows[row].marks]


def choose(page: SchedulesPage, name: str, qtbot: QtBot) -> None:
    """Another schedule, as the drop-down does."""
    assert page.seen is not None
    page.chooser.set_value(next(each.id for each in page.seen.choices if each.name == name))
    qtbot.waitUntil(lambda: page.seen.table.schedule.name == name)  # type: ignore[union-attr]


def test_this_week_with_its_rows(opened: Open) -> None:
    page = opened()
    assert [row.title for row in page.grid.rows] == ["Final", "weekly", "nights", "Covers"]
    assert words(page, 0)[:4] == ["Ana", "Ben", "Hana", "Ben"]
    assert words(page, 1) == ["Ana", "Ben"]
    assert words(page, 3) == ["Ben for Eva"]
    assert page.title.text() == "23 – 29 November 2026"
    assert page.zone.text() == "Europe/Madrid"


def test_who_carries_what_and_coverage(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    first = page.carried.findChildren(LoadLine)[0]
    assert first.accessibleName() == "Ben Okafor: 119 hours, 1 night, 1 weekend"
    assert page.carried.coverage.text() == "Coverage 100 %"
    choose(page, "support", qtbot)
    assert page.carried.coverage.text() == "Coverage 35.71 %"
    assert page.carried.gaps.text() == "6 gaps"
    assert [mark.kind for mark in page.grid.rows[0].marks][:3] == [GAP, SHIFT, GAP]


def test_spans_and_steps(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    page.step(1)
    qtbot.waitUntil(lambda: page.title.text() == "30 November – 6 December 2026")
    qtbot.mouseClick(page.chips.chip(Kind.MONTH), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.title.text() == "1 – 30 November 2026")
    qtbot.mouseClick(page.today, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.chips.chip(Kind.FORTNIGHT), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.title.text() == "23 November – 6 December 2026")


def test_keys_leaf_through_time(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    qtbot.keyClick(page.grid, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: page.title.text() == "16 – 22 November 2026")
    qtbot.keyClick(page.grid, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: page.title.text() == "23 – 29 November 2026")
    qtbot.keyClick(page.grid, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: page.title.text().startswith("30"))
    qtbot.keyClick(page.grid, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: page.title.text() == "23 – 29 November 2026")


def test_a_schedule_can_be_visited(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    assert page.seen is not None
    page.visit(page.seen.choices[1].id)
    qtbot.waitUntil(lambda: page.chooser.currentText() == "secondary")


def test_keys_choose_bars_and_say_what_they_are(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    page.grid.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(page.grid, key)
    assert page.grid.mark is not None
    assert page.grid.mark.words == "Ben"
    assert "Ben Okafor · weekly" in page.told.text()
    assert "Mon 23 Nov 09:00 – Mon 23 Nov 23:00" in page.told.text()
    qtbot.keyClick(page.grid, Qt.Key.Key_Down)
    assert page.grid.mark == page.grid.rows[1].marks[1]
    qtbot.keyClick(page.grid, Qt.Key.Key_Up)
    assert page.grid.mark == page.grid.rows[0].marks[1]


def test_a_click_chooses_and_a_tip_tells(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    spot = page.grid.box(3, 0).center().toPoint()
    qtbot.mouseClick(page.grid, Qt.MouseButton.LeftButton, pos=spot)
    assert page.grid.mark == page.grid.rows[3].marks[0]
    event = QHelpEvent(QEvent.Type.ToolTip, spot, page.grid.mapToGlobal(spot))
    QApplication.sendEvent(page.grid, event)
    assert "Sat 28 Nov 09:00 – Sun 29 Nov 21:00" in QToolTip.text()
    qtbot.mouseClick(page.grid, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert page.grid.mark is None
    assert page.told.text() == "Clocks do not change in this span."


def test_the_list_tells_the_same(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    qtbot.mouseClick(page.view_chips.chip("list"), Qt.MouseButton.LeftButton)
    assert page.view.isVisible()
    assert page.table.rowCount() == len(page.grid.rows[0].marks)
    first = page.table.texts(page.table.row(0))
    assert first[:3] == ["Ana Ruiz", "Mon 23 Nov 00:00", "Mon 23 Nov 09:00"]
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(page.table, mode)
    page.step(1)
    qtbot.waitUntil(lambda: page.title.text().startswith("30"))
    assert tester.model() is page.table


def test_a_change_of_the_rules_is_seen(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened()
    assert page.seen is not None
    form = schedule_form(night.store, page.seen.choices[0].id)
    assert form is not None
    save_schedule(night.store, replace(form.spec, overrides=()), night.actor("ben"),
                  ident=form.ident, seen=form.version)  # fmt: skip
    qtbot.waitUntil(lambda: len(page.grid.rows) == 3)


def test_no_schedule_says_what_one_is_for(sqlite_url: str, qtbot: QtBot) -> None:
    store = open_store(sqlite_url, clock=SetClock(BEGIN), durable=False)
    bridge = bridge_on(store)
    page = shown(bridge, qtbot)
    assert page._stack.currentIndex() == 1
    assert not page.chooser.isVisible()
    bridge.close()
    store.close()


@pytest.mark.parametrize(
    ("kind", "day", "expected"),
    [
        (Kind.WEEK, date(2026, 11, 29), (date(2026, 11, 23), date(2026, 11, 30))),
        (Kind.FORTNIGHT, date(2026, 11, 23), (date(2026, 11, 23), date(2026, 12, 7))),
        (Kind.MONTH, date(2026, 12, 31), (date(2026, 12, 1), date(2027, 1, 1))),
    ],
)
def test_spans_hold_whole_days(kind: Kind, day: date, expected: tuple[date, date]) -> None:
    assert span_of(kind, day) == Span(*expected)


def test_steps_go_there_and_back() -> None:
    for kind in Kind:
        day = date(2026, 1, 31)
        ahead = span_of(kind, stepped(kind, day, 1))
        assert ahead.start == span_of(kind, day).end
        assert span_of(kind, stepped(kind, ahead.start, -1)).start <= day


def test_a_span_over_two_years_and_clock_changes() -> None:
    assert span_text(Span(date(2026, 12, 28), date(2027, 1, 4))) == (
        "28 December 2026 – 3 January 2027"
    )
    assert clock_change(span_of(Kind.MONTH, date(2026, 10, 5)), MADRID) == "Sun 25 Oct"


def test_loads_count_nights_and_weekends_once() -> None:
    begin = datetime(2026, 11, 27, 22, tzinfo=UTC)  # Friday 23:00 in Madrid
    shifts = [
        Shift(begin, begin + timedelta(hours=8), 1, "nights"),
        Shift(begin + timedelta(hours=24), begin + timedelta(hours=32), 1, "nights"),
        Shift(begin - timedelta(hours=12), begin, 2, "days"),
    ]
    assert (
        loads(shifts, MADRID)
        == (
            Load(2, timedelta(hours=12), 0, 0),
            Load(1, timedelta(hours=16), 2, 1),
        )[::-1]
    )
