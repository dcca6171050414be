"""The metrics page: figures, filters, what stands behind them, and ways to take them away."""

import gc
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.operations.incident_clock import correct
from app.operations.report import Plan
from models.incident import Incident
from models.people import Membership
from models.status import Component, Maintenance
from tests import night as story
from tests.night import Night
from tests.ui.incident_page import opened_page
from tests.ui.metrics_page import Open, opener, settle, three
from ui.bridge import Bridge
from ui.language import numbers
from ui.metrics.clocks_card import ClockPopup, ClocksCard
from ui.metrics.foresight import LATELY, SEEN, Foresight, lately
from ui.metrics.page import MetricsPage
from ui.metrics.report_menu import MailPopup
from ui.metrics.span_popup import SpanPopup
from ui.shell.pages import Page
from ui.shell.sidebar import Sidebar


@pytest.fixture
def opened(ana: Bridge, qtbot: QtBot) -> Open:
    return opener(ana, qtbot)


@pytest.fixture
def some(night: Night) -> list[int]:
    return three(night)


def test_figures_and_what_stands_behind_them(opened: Open, some: list[int], qtbot: QtBot) -> None:
    page = opened()
    told = {name: tile.accessibleName() for name, tile in page.board.tiles.items()}
    assert "20\N{NO-BREAK SPACE}min" in told["mttr"]
    assert ": 3," in told["incidents"]
    for name, wanted in (("incidents", set(some)), ("mttr", set(some)), ("mtta", {some[0]})):
        with qtbot.waitSignal(page.incidents_wanted) as asked:
            qtbot.mouseClick(page.board.tiles[name], Qt.MouseButton.LeftButton, pos=QPoint(20, 50))
        assert set(asked.args[1]) == wanted


def test_a_part_of_a_chart_tells_its_numbers_and_leads_on(
    opened: Open, some: list[int], qtbot: QtBot
) -> None:
    page = opened()
    view = page.board.cards["volume"].view
    place = next(at for at, each in enumerate(view.marks) if each.words.endswith("1 SEV1"))
    spot = view._box(view.marks[place]).center()
    assert view.mark_at(QPointF(spot)) == place
    qtbot.mouseMove(view, spot.toPoint())
    with qtbot.waitSignal(page.incidents_wanted) as asked:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot.toPoint())
    assert asked.args[1] == [some[2]]
    assert "1 SEV1" in view.accessibleDescription()


def test_charts_can_be_walked_by_keys(opened: Open, some: list[int], qtbot: QtBot) -> None:
    page = opened()
    view = page.board.cards["volume"].view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.accessibleDescription() == view.marks[0].words
    with qtbot.waitSignal(page.incidents_wanted):
        qtbot.keyClick(view, Qt.Key.Key_Return)


def test_filters_and_spans(opened: Open, some: list[int], night: Night, qtbot: QtBot) -> None:
    page = opened()
    page.chips.choose("service", [night.services["web"]])
    settle(page, qtbot)
    assert ": 1," in page.board.tiles["incidents"].accessibleName()
    assert [row.level.service for row in page.board.levels.rows] == ["web"]
    page.chips.clear()
    page.chips.choose_span("last quarter")
    settle(page, qtbot)
    assert ": 0," in page.board.tiles["incidents"].accessibleName()
    popup = SpanPopup()
    qtbot.addWidget(popup)
    popup.first.setText("2026-11-30")
    popup.last.setText("2026-11-01")
    popup.take()
    assert "before the first" in popup._fault.text()


def test_a_comparison_draws_the_time_before(opened: Open, some: list[int], qtbot: QtBot) -> None:
    page = opened()
    trend = page.board.cards["trend"]
    assert not trend.view.chart.before  # type: ignore[union-attr]
    assert trend.section.hint.text() == "median, band to p90 · by month, n ≈ 1"
    page.compare.flip("the period before", True)
    settle(page, qtbot)
    qtbot.waitUntil(lambda: bool(page.board.cards["trend"].view.chart.before))
    hints = {name: card.section.hint.text() for name, card in page.board.cards.items()}
    assert hints["trend"] == "by month · dashed: the period before"
    assert all(hints[name].endswith(" · marks: the period before")
               for name in ("volume", "durations"))  # fmt: skip
    assert hints["week"].endswith(" · darkest: 3")


def test_people_s_figures_are_kept_from_those_who_manage_nobody(
    opened: Open, some: list[int], night: Night, qtbot: QtBot
) -> None:
    with night.store.write() as session:
        for each in session.query(Membership):
            each.manager = each.person_id != night.people["ana"]
    page = opened()
    assert page.borne is not None
    assert page.borne.private


def test_everything_says_what_it_is(opened: Open, some: list[int]) -> None:
    page = opened()
    for card in page.board.cards.values():
        assert card.view.accessibleName()
    for tile in page.board.tiles.values():
        assert tile.how.accessibleName().startswith("How ")
        assert tile.accessibleName()
    page.board.cards["trend"].explain()


def test_the_figures_follow_what_happens(
    opened: Open, some: list[int], night: Night, qtbot: QtBot
) -> None:
    page = opened()
    night.declare("one more", "ana", "api")
    tile = page.board.tiles["incidents"]
    qtbot.waitUntil(lambda: ": 4," in tile.accessibleName())


def test_the_list_shows_only_what_stands_behind_a_figure(
    ana: Bridge, night: Night, qtbot: QtBot
) -> None:
    number = story.resolved(night)
    others = [night.declare("another", "ana", "web")]
    page = opened_page(ana, qtbot)
    page.show_slice("Resolved after", [number])
    qtbot.waitUntil(lambda: page.list.table.ids() == (number,) or page.list.table.ids() == [number])
    chip = page.chips.bar.chip("slice")
    assert chip.isVisible()
    chip.click()
    assert chip.isHidden()
    qtbot.waitUntil(lambda: set(others) < set(page.list.table.ids()))


def test_a_clock_is_corrected_beside_the_incident(ana: Bridge, night: Night, qtbot: QtBot) -> None:
    number, other = story.resolved(night), night.declare("another", "ana")
    card = ClocksCard(ana)
    qtbot.addWidget(card)
    card.show_incident(number)
    qtbot.waitUntil(lambda: card.sheet is not None)
    assert card.sheet is not None
    row = next(each for each in card.sheet.clocks if each.name == "detected_at")
    assert row.at is not None
    later = row.at + timedelta(seconds=1)
    card.show()
    card._open(row)
    popup = card.findChild(ClockPopup)
    assert popup is not None
    card.show_incident(other)  # what was asked is of the first
    qtbot.waitUntil(lambda: card._of == other)
    popup.field.set_value(later)
    popup.take()
    assert "Say why" in popup.error.text()
    popup.why.setText("the log says so")
    popup.take()
    qtbot.waitUntil(lambda: not card.findChildren(ClockPopup))
    card.show_incident(number)
    qtbot.waitUntil(lambda: card._of == number)
    qtbot.waitUntil(lambda: card.sheet is not None and card.sheet.clocks[1].at == later)
    assert "✎" in card.buttons["detected_at"].text()
    assert "the log says so" in card.buttons["detected_at"].toolTip()


def test_a_clock_that_a_colleague_corrected_is_not_overwritten_without_a_word(
    ana: Bridge, night: Night, qtbot: QtBot
) -> None:
    number = story.resolved(night)
    card = ClocksCard(ana)
    qtbot.addWidget(card)
    card.show_incident(number)
    qtbot.waitUntil(lambda: card.sheet is not None)
    assert card.sheet is not None
    row = next(each for each in card.sheet.clocks if each.name == "detected_at")
    assert row.at is not None
    mine, theirs = row.at + timedelta(seconds=1), row.at + timedelta(seconds=2)
    card.show()
    card._open(row)
    popup = card.findChild(ClockPopup)
    assert popup is not None
    popup.field.set_value(mine)
    popup.why.setText("the log says so")
    by = night.actor("ben")
    correct(night.store, number, "detected_at", theirs, "I saw it", by)
    qtbot.waitUntil(lambda: clock_of(card) == theirs)
    popup.take()
    assert "meanwhile" in popup.error.text()
    assert popup.isVisible()
    popup.take()
    qtbot.waitUntil(lambda: clock_of(card) == mine)


def clock_of(card: ClocksCard) -> datetime | None:
    """When it was noticed, as the card has it."""
    clocks = card.sheet.clocks if card.sheet is not None else ()
    return next((each.at for each in clocks if each.name == "detected_at"), None)


def test_the_report_is_written_and_planned(
    opened: Open, some: list[int], tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened()
    said: list[str] = []
    page.reports.told.connect(said.append)
    page.reports.save_to(tmp_path / "a.pdf", month=False)
    qtbot.waitUntil(lambda: "Saved a.pdf" in said)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    popup = MailPopup(Plan("", "", "", ""), page)
    popup.wanted.connect(partial(page.reports._schedule, popup))
    popup.take()
    assert "An address is needed" in popup.error.text()
    popup.field.setText("nonsense")
    popup.take()
    qtbot.waitUntil(lambda: "Expected an address" in popup.error.text())
    popup.field.setText("mailto://u:w@example.org?to=b@example.org")
    popup.take()
    qtbot.waitUntil(lambda: any("is mailed" in each for each in said))


def test_two_spans_of_one_s_own_are_compared(opened: Open, some: list[int], qtbot: QtBot) -> None:
    """Counts beside those of a time of another length are said for one as long."""
    page = opened()
    today = page.wanted.asked(page.shown.books.now)[0].window.end.date()  # type: ignore[union-attr]
    page.chips.choose_days(today - timedelta(days=29), today)
    settle(page, qtbot)
    page.compare.choose_days(today - timedelta(days=2), today)
    settle(page, qtbot)
    view = page.shown.view if page.shown is not None else None
    assert view is not None
    assert view.before.asked.window.length == timedelta(days=3)
    tile = next(each for each in view.tiles if each.name == "incidents")
    assert (tile.value, tile.scaled) == (3, True)
    assert tile.before == pytest.approx(30, rel=0.02)  # clocks change in one of them
    page.compare.flip("a year before", True)
    settle(page, qtbot)
    assert page.wanted.other is None


def test_maintenance_can_be_left_out(
    opened: Open, some: list[int], night: Night, qtbot: QtBot
) -> None:
    with night.store.write() as session:
        shown = Component(name="API", service_id=night.services["api"],
                          created_at=night.clock.now())  # fmt: skip
        session.add(shown)
        session.flush()
        begun = session.get_one(Incident, some[0]).created_at
        session.get_one(Incident, some[0]).impact_started_at = begun
        session.add(Maintenance(slug="m", title="m", components=[shown.id], starts_at=begun,
                                ends_at=begun + timedelta(hours=1), created_at=begun))  # fmt: skip
    page = opened()

    def up() -> float | None:
        found = {each.service: each for each in page.board.levels.levels}
        return found["api"].uptime

    assert up() != 1
    page.chips.bar.chip("planned").click()
    settle(page, qtbot)
    assert up() == 1


def test_nothing_reaches_beyond_a_narrow_window(
    opened: Open, some: list[int], night: Night, qtbot: QtBot
) -> None:
    page = opened()
    board, clocks = page.board, page.board.clocks
    whole = clocks.numbers()
    assert all(cell.isVisible() for cells in clocks._cells for cell in cells)
    for wide in (560, 480):
        page.resize(wide, 1200)
        settle(page, qtbot)
        parts = [*board.tiles.values(), *board.cards.values(), board.level_card, clocks,
                 board.response, *(each for cells in clocks._cells for each in cells)]  # fmt: skip
        shown = [each for each in parts if each.isVisible()]
        ends = [each.mapTo(board.viewport(), each.rect().topRight()).x() for each in shown]
        assert max(ends) < board.viewport().width()
    assert not clocks._cells[2][0].isVisible()
    names = [cell.text() for cell in clocks._cells[0]]
    assert all(cell.toolTip() in ("", name)
               for cell, name in zip(clocks._cells[0], names, strict=True))  # fmt: skip
    assert clocks.numbers() == whole
    page.resize(1170, 1200)
    qtbot.waitUntil(clocks._cells[2][0].isVisible)


def test_the_mouse_over_the_way_there_makes_ready(ana: Bridge, qtbot: QtBot) -> None:
    bar = Sidebar()
    qtbot.addWidget(bar)
    bar.show_pages([Page("metrics", "Metrics", "chart-column", QWidget, "learn")])
    with qtbot.waitSignal(bar.neared) as told:
        spot = QPointF(3, 3)
        QApplication.sendEvent(bar._buttons["metrics"], QEnterEvent(spot, spot, spot))
    assert told.args == ["metrics"]
    page = MetricsPage(ana)
    qtbot.addWidget(page)
    foresight = Foresight(ana, lambda: page)
    foresight.prepare()
    qtbot.waitUntil(lambda: foresight.ready)
    assert not page.isVisible()
    assert page.shown is None  # it stands there, and asks for no figure
    page.show()
    settle(page, qtbot)


def test_figures_lately_looked_at_stand_ready(
    opened: Open, some: list[int], ana: Bridge, qtbot: QtBot
) -> None:
    foresight = Foresight(ana, opened)
    foresight._timer.setInterval(1)
    assert not lately()
    foresight.begin()
    assert not foresight._timer.isActive()
    page = opened()
    settle(page, qtbot)
    assert lately()
    before = gc.get_freeze_count()
    foresight.begin()
    qtbot.waitUntil(lambda: foresight.ready)
    assert gc.get_freeze_count() > before  # what stays is not looked through again
    long_ago = datetime.now(UTC).date() - LATELY - timedelta(days=1)
    QSettings().setValue(SEEN, long_ago.isoformat())
    assert not lately()
    QSettings().setValue(SEEN, "nonsense")
    assert not lately()


def test_whoever_says_no_days_compares_as_before(
    opened: Open, some: list[int], qtbot: QtBot
) -> None:
    """The chip does not stand empty after the popup was closed."""
    page = opened()
    page.compare.flip("a year before", True)
    settle(page, qtbot)
    page.compare.flip("own", True)
    popup = page.compare.findChild(SpanPopup)
    assert popup is not None
    popup.close()
    assert page.compare.value() == ("a year before",)
    assert page.compare.chosen() == ("a year before", None)


def test_figures_are_written_as_the_locale_writes_them(qapp: QApplication) -> None:
    """Kept availability is never rounded up, in any of them."""
    before = QLocale()
    try:
        for code, told in (("en", "1,234.5"), ("de", "1.234,5")):
            QLocale.setDefault(QLocale(code))
            assert numbers.decimal(1234.5, 1) == told
        assert numbers.counted(1234567) == "1.234.567"
        assert numbers.reached(0.998996).split("\N{NO-BREAK SPACE}")[0] == "99,899"
        assert numbers.signed(-3.25, 2) == "−3,25"
    finally:
        QLocale.setDefault(before)
