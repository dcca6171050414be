"""The rota page: what pages, by which rule, for how long; by mouse, keys and as a list."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.clock import SetClock
from app.domain.rota import Resolved
from app.operations.rota import save_schedule
from app.queries.form import schedule_form
from app.store import open_store
from tests.desk import bridge_on
from tests.night import BEGIN, Night
from ui.bridge import Bridge
from ui.schedules.layer_rows import at_hand
from ui.schedules.mark import FINAL, GAP, NOBODY, SHIFT, TITLE
from ui.schedules.page import SchedulesPage
from ui.schedules.plan import Plan
from ui.schedules.reads import ALL, MINE, THEIRS
from ui.schedules.rows import By
from ui.schedules.span import Kind

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
    """Another schedule, as its entry in the menu does."""
    pick(page, name)
    qtbot.waitUntil(lambda: [each.stored.name for each in page.boards] == [name])


def pick(page: SchedulesPage, words: str) -> None:
    """An entry of the schedule menu."""
    actions = page.heading.schedules.menu_now().actions()
    next(each for each in actions if each.text() == words).trigger()


def test_this_week_with_its_rows(opened: Open) -> None:
    page = opened()
    assert [row.title for row in page.grid.rows] == ["Final", "weekly", "nights", "Covers", "Away"]
    assert words(page, 0)[:4] == ["Ana", "Ben", "Hana", "Ben"]
    assert words(page, 1) == ["Ana", "Ben"]
    assert words(page, 3) == ["Cy covers Ben"]
    assert words(page, 4) == ["Eva · Thanksgiving"]
    assert page.heading.title.toolTip() == "23 – 29 November 2026"
    assert page.heading.zone.text() == "Europe/Madrid"


def test_bars_reach_beyond_what_is_seen(opened: Open) -> None:
    page = opened()
    first = page.grid.rows[1].marks[0]
    assert first.start == datetime(2026, 11, 16, 8, tzinfo=UTC)
    assert page.grid.box(1, 0).left() == page.grid.sheet().left + 1


def test_who_carries_what_and_coverage(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    lines = page.carried.lines()
    assert lines[0].accessibleName() == "Ben Okafor: 83 hours, 0 nights, 1 weekend"
    assert lines[-1].accessibleName() == "Eva Novak: not on call"
    assert page.carried.coverage.text() == "Coverage 100 %"
    choose(page, "support", qtbot)
    assert page.carried.coverage.text() == "Coverage 35.71 %"
    assert page.carried.gaps.text() == "5 gaps · 1 gap in the past"
    assert [mark.kind for mark in page.grid.rows[0].marks][:3] == [NOBODY, SHIFT, GAP]


def test_the_whole_team_is_at_hand_for_a_schedule_that_has_nobody_yet(
    opened: Open, qtbot: QtBot
) -> None:
    page = opened()
    (board,) = page.boards
    bare = replace(board.stored, team="web", rotations=(), overrides=())
    people = [replace(board.people[0], teams=("web",), active=False)]
    people += [replace(each, teams=("web",)) for each in board.people[1:3]]
    people += board.people[3:]
    fresh = replace(
        board, stored=bare, past=Resolved(board.past.window, (), (), 0.0), people=tuple(people)
    )
    assert at_hand(Plan(fresh, bare)) == {each.name for each in people[1:3]}
    alone = replace(bare, team=None)
    assert at_hand(Plan(fresh, alone)) == {each.name for each in people[1:]}


def test_the_totals_follow_the_draft_at_once(opened: Open) -> None:
    page = opened()
    board = page.boards[0]
    line = page.carried.lines()[0]
    page.drafting.apply("no covers, no nights", replace(
        board.stored, overrides=(), rotations=board.stored.rotations[:1]
    ))  # fmt: skip
    assert page.carried.line("ben") is line
    assert line.accessibleName() == "Ben Okafor: 159 hours, 6 nights, 1 weekend"
    assert [row.title for row in page.grid.rows] == ["Final", "weekly", "Covers", "Away"]
    page.drafting.undo()
    assert line.accessibleName() == "Ben Okafor: 83 hours, 0 nights, 1 weekend"


def test_spans_and_steps(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    title = page.heading.title
    page.step(1)
    qtbot.waitUntil(lambda: title.toolTip() == "30 November – 6 December 2026")
    qtbot.mouseClick(page.heading.chips.chip(Kind.MONTH), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: title.toolTip() == "1 – 30 November 2026")
    qtbot.mouseClick(page.heading.chips.chip(Kind.QUARTER), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: title.toolTip() == "1 October – 31 December 2026")
    qtbot.mouseClick(page.heading.ahead, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: title.toolTip() == "1 January – 31 March 2027")
    qtbot.mouseClick(page.heading.today, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.heading.chips.chip(Kind.FORTNIGHT), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: title.toolTip() == "23 November – 6 December 2026")


def test_keys_leaf_through_time_and_zoom(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    title = page.heading.title
    for key, told in (
        (Qt.Key.Key_PageUp, "16 – 22 November 2026"),
        (Qt.Key.Key_PageDown, "23 – 29 November 2026"),
        (Qt.Key.Key_PageDown, "30 November – 6 December 2026"),
        (Qt.Key.Key_Home, "23 – 29 November 2026"),
        (Qt.Key.Key_4, "1 October – 31 December 2026"),
        (Qt.Key.Key_3, "1 – 30 November 2026"),
        (Qt.Key.Key_2, "23 November – 6 December 2026"),
        (Qt.Key.Key_1, "23 – 29 November 2026"),
    ):
        qtbot.keyClick(page.grid, key)
        qtbot.waitUntil(lambda told=told: title.toolTip() == told)


def test_a_day_s_name_leads_to_its_week_and_back(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    title = page.heading.title
    page.show_kind(Kind.QUARTER)
    qtbot.waitUntil(lambda: title.toolTip().startswith("1 October"))
    spot = QPoint(round(page.grid.sheet().x(datetime(2026, 12, 9, 12, tzinfo=UTC))), 9)
    qtbot.mouseClick(page.grid, Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: title.toolTip() == "7 – 13 December 2026")
    spot.setX(round(page.grid.sheet().x(datetime(2026, 12, 9, 12, tzinfo=UTC))))
    qtbot.mouseClick(page.grid, Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: title.toolTip() == "1 – 31 December 2026")


def test_the_wheel_leafs_sideways_and_zooms_with_control(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    title = page.heading.title
    turn(page, QPoint(-60, 0))
    turn(page, QPoint(-60, 0))
    qtbot.waitUntil(lambda: title.toolTip() == "30 November – 6 December 2026")
    turn(page, QPoint(0, -120), Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: title.toolTip() == "30 November – 13 December 2026")
    turn(page, QPoint(0, 120), Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: title.toolTip() == "30 November – 6 December 2026")


def turn(
    page: SchedulesPage,
    by: QPoint,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """The wheel, in eighths of a degree."""
    spot = QPointF(300, 80)
    event = QWheelEvent(
        spot, page.grid.mapToGlobal(spot), QPoint(), by, Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(page.grid, event)


def test_keys_switch_to_the_list_and_back(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    qtbot.keyClick(page.grid, Qt.Key.Key_L)
    assert page.view.isVisible()
    qtbot.keyClick(page.view, Qt.Key.Key_F6)
    assert page.grid.isVisible()
    qtbot.mouseClick(page.surface.switch, Qt.MouseButton.LeftButton)
    assert page.surface.switch.text() == "Grid view · F6"


def test_the_key_of_the_list_works_from_outside_the_page(opened: Open, qtbot: QtBot) -> None:
    window, beside = QWidget(), QLineEdit()
    page = opened()
    box = QVBoxLayout(window)
    box.addWidget(beside)
    box.addWidget(page)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    beside.setFocus()
    qtbot.keyClick(beside, Qt.Key.Key_F6)
    assert page.view.isVisible()
    page.setParent(None)  # closed by itself


def test_a_schedule_can_be_visited(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    assert page.seen is not None
    page.visit(page.seen.choices[1].id)
    qtbot.waitUntil(lambda: page.heading.schedules.text() == "secondary")


def test_all_schedules_above_one_another(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    pick(page, "All schedules")
    qtbot.waitUntil(lambda: len(page.boards) == 3)
    titles = [row.title for row in page.grid.rows if row.kind == TITLE]
    assert titles == ["primary", "secondary", "support"]
    assert page.heading.schedules.text() == "All schedules"
    before = len(page.grid.rows)
    title = QPoint(40, round(page.grid.tops[0]) + 9)
    qtbot.mouseClick(page.grid, Qt.MouseButton.LeftButton, pos=title)
    folded = [row.kind for row in page.grid.rows][:3]
    assert folded == [TITLE, FINAL, TITLE]
    page.fold(page.boards[0].schedule_id)
    assert len(page.grid.rows) == before


def test_some_schedules_together(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    page.heading.schedules.menu_now()
    together = page.heading.schedules.together
    assert together is not None
    next(each for each in together.actions() if each.text() == "support").trigger()
    qtbot.waitUntil(lambda: len(page.boards) == 2)
    assert page.heading.schedules.text() == "primary + support"


def test_what_was_chosen_is_remembered(opened: Open, ana: Bridge, qtbot: QtBot) -> None:
    page = opened()
    page.show_kind(Kind.MONTH)
    page.show_by(By.PEOPLE)
    page.show_zone("Asia/Tokyo")
    pick(page, "All schedules")
    again = shown(ana, qtbot)
    qtbot.waitUntil(lambda: len(again.boards) == 3)
    assert (again.kind, again.by) == (Kind.MONTH, By.PEOPLE)
    assert again.asked.schedules == ALL
    assert again.zone.key == "Asia/Tokyo"


def test_rows_by_people(opened: Open) -> None:
    page = opened()
    page.show_by(By.PEOPLE)
    rows = page.grid.rows
    assert [row.person for row in rows] == ["", "ana", "ben", "cy", "dan", "eva", "gus", "hana"]
    ben = rows[2]
    assert ben.hint == "83 h"
    assert {mark.person for mark in ben.marks} == {"ben"}
    assert [mark.kind for mark in rows[5].marks] == ["away"]
    assert {mark.kind for mark in rows[4].marks} == {"elsewhere"}
    assert rows[4].marks[0].words == "secondary"


def test_any_zone(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    page.show_zone("America/Los_Angeles")
    qtbot.waitUntil(lambda: page.zone.key == "America/Los_Angeles")
    sheet = page.grid.sheet()
    assert sheet.at(sheet.left) == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert "Mon 23 Nov 14:00 – Mon 23 Nov 22:00" in page.grid.rows[0].marks[1].tip
    page.show_zone(MINE)
    qtbot.waitUntil(lambda: page.zone.key == "Europe/Madrid")
    page.show_zone(THEIRS)
    assert page.heading.zone.text() == "Europe/Madrid"


def test_zones_are_found_by_typing(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    offered = page.heading.zone.offered()
    assert [each.hint for each in offered[:2]] == ["the schedule's", "mine"]
    qtbot.mouseClick(page.heading.zone, Qt.MouseButton.LeftButton)
    popup = page.heading.zone._popup
    assert popup is not None
    popup.search.setText("kolkata")
    qtbot.keyClick(popup.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.zone.key == "Asia/Kolkata")


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
    assert page.grid.at is not None
    assert page.grid.at[0] == 0


def test_a_chosen_bar_comes_into_sight(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    pick(page, "All schedules")
    qtbot.waitUntil(lambda: len(page.boards) == 3)
    page.grid.setFocus()
    bar = page.surface.scroller.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    for _ in range(14):
        qtbot.keyClick(page.grid, Qt.Key.Key_Down)
    assert page.grid.at is not None
    assert page.grid.box(*page.grid.at).bottom() <= bar.value() + page.surface.scroller.height()
    for _ in range(14):
        qtbot.keyClick(page.grid, Qt.Key.Key_Up)
    assert bar.value() == 0 or page.grid.box(*page.grid.at).top() > bar.value() + 20


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
    assert page.told.text() == "Clocks do not change in this span"


def test_a_change_of_the_rules_is_seen(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened()
    assert page.seen is not None
    form = schedule_form(night.store, page.seen.choices[0].id)
    assert form is not None
    save_schedule(night.store, replace(form.spec, overrides=()), night.actor("ben"),
                  ident=form.ident, seen=form.version)  # fmt: skip
    qtbot.waitUntil(lambda: words(page, 3) == [])


def test_no_schedule_offers_a_first_step(sqlite_url: str, qtbot: QtBot) -> None:
    store = open_store(sqlite_url, clock=SetClock(BEGIN), durable=False)
    bridge = bridge_on(store)
    page = shown(bridge, qtbot)
    assert page.surface.empty
    assert not page.heading.schedules.isVisible()
    with qtbot.waitSignal(page.new_wanted):
        qtbot.mouseClick(page.surface.first, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.sample_wanted):
        qtbot.mouseClick(page.surface.sample, Qt.MouseButton.LeftButton)
    bridge.close()
    store.close()


def test_a_narrow_window_puts_the_people_below(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    assert page.heading.second.isHidden()
    page.resize(700, 700)
    assert page.heading.second.isVisible()
    grid, people = page.grid, page.carried
    qtbot.waitUntil(lambda: people.mapTo(page, QPoint()).y() > grid.mapTo(page, QPoint()).y() + 99)
