"""The timeline: follows its end, never jumps under a reader, filters, copies, tells the picture."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from app.operations import incident
from app.queries.incident_row import EventRow
from models.kinds import EventKind, Source
from tests import night as story
from tests.night import Night
from ui.bridge import Bridge
from ui.incidents import reads
from ui.incidents.heights import GUESS, Heights
from ui.incidents.line import line
from ui.incidents.page import IncidentsPage
from ui.incidents.reads import folded
from ui.incidents.timeline_table import TimelineTable
from ui.incidents.timeline_view import TimelineView

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def event(
    ident: int, text: str = "said", kind: EventKind = EventKind.NOTE, minutes: float = 0
) -> EventRow:
    """Something Ana did, so many minutes ago."""
    at = NOW - timedelta(minutes=minutes)
    return EventRow(ident, at, at, kind, Source.DESKTOP, "ana", 1, text, {})


def many(count: int) -> list[EventRow]:
    """One a minute, the last one now."""
    words = (f"note {n} " + "word " * (n % 9) for n in range(1, count + 1))
    return [event(n, text, minutes=count - n) for n, text in enumerate(words, 1)]


@pytest.fixture
def view(qtbot: QtBot) -> TimelineView:
    """A view that is high enough for a few of its events."""
    view = TimelineView(TimelineTable(lambda: NOW))
    qtbot.addWidget(view)
    view.resize(500, 300)
    with qtbot.waitExposed(view):
        view.show()
    return view


def begun(view: TimelineView, qtbot: QtBot, count: int = 60) -> list[EventRow]:
    """So many events in it, laid out."""
    events = many(count)
    view.table.begin(events, str.capitalize)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)
    return events


def at_end(view: TimelineView) -> bool:
    """Whether the newest event is seen whole."""
    last = view.visualRect(view.table.index(view.table.rowCount() - 1))
    return last.isValid() and last.bottom() <= view.viewport().height()


def test_it_opens_at_its_end_and_follows(view: TimelineView, qtbot: QtBot) -> None:
    events = begun(view, qtbot)
    qtbot.waitUntil(lambda: at_end(view))
    view.table.show([*events, event(99, "the newest")], str.capitalize)
    qtbot.waitUntil(lambda: at_end(view) and view.table.rowCount() == 61)
    assert view.following


def test_it_does_not_jump_under_a_reader(view: TimelineView, qtbot: QtBot) -> None:
    events = begun(view, qtbot)
    qtbot.waitUntil(lambda: at_end(view))
    view.verticalScrollBar().setValue(200)
    index = view.indexAt(QPoint(20, 1))
    before = (index.row(), view.visualRect(index).top())
    view.table.show([*events, event(98), event(99)], str.capitalize)
    qtbot.waitUntil(view._more.isVisible)
    index = view.table.index(before[0])
    assert view.visualRect(index).top() == before[1]
    assert view._more.text() == "2 new"
    qtbot.mouseClick(view._more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: at_end(view))
    assert not view._more.isVisible()


def test_a_late_note_above_does_not_move_what_is_read(view: TimelineView, qtbot: QtBot) -> None:
    events = begun(view, qtbot)
    qtbot.waitUntil(lambda: at_end(view))
    view.verticalScrollBar().setValue(400)
    index = view.indexAt(QPoint(20, 1))
    told, top = view.table.at(index.row()), view.visualRect(index).top()
    late = event(99, "remembered later", minutes=59.5)
    view.table.show([events[0], late, *events[1:]], str.capitalize)
    qtbot.waitUntil(lambda: view.table.rowCount() == 61)
    qtbot.waitUntil(lambda: view.visualRect(view.table.index(index.row() + 1)).top() == top)
    assert view.table.at(index.row() + 1) == told


def test_another_width_keeps_the_place(view: TimelineView, qtbot: QtBot) -> None:
    begun(view, qtbot)
    qtbot.waitUntil(lambda: at_end(view))
    view.verticalScrollBar().setValue(500)
    row = view.indexAt(QPoint(20, 1)).row()
    view.resize(340, 300)
    qtbot.wait(50)
    qtbot.waitUntil(lambda: view.indexAt(QPoint(20, 1)).row() == row)


def test_days_are_parted(view: TimelineView) -> None:
    rows = [event(1, minutes=60 * 40), event(2, minutes=60 * 39), event(3)]
    view.table.begin(rows, str)
    days = [line.day for line in (view.table.at(row) for row in range(3)) if line]
    assert days == ["Sat 21 Nov", "", "Today"] or days[0].endswith("21 Nov")
    assert days[1] == ""
    assert days[2] == "Today"


def test_rows_are_copied_as_text(view: TimelineView, qtbot: QtBot) -> None:
    view.table.begin([event(1, "first", minutes=2), event(2, "second")], str.capitalize)
    view.setFocus()
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    told = QGuiApplication.clipboard().text().splitlines()
    assert [line[17:] for line in told] == ["Note: first (Ana)", "Note: second (Ana)"]


def test_a_part_of_the_words_can_be_selected(view: TimelineView, qtbot: QtBot) -> None:
    view.table.begin([event(1, "take **this** part")], str)
    qtbot.waitUntil(lambda: view.visualRect(view.table.index(0)).isValid())
    spot = view.visualRect(view.table.index(0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    opened = view.viewport().findChildren(QTextBrowser)
    assert [each.toPlainText() for each in opened] == ["take this part"]
    assert opened[0].isReadOnly()
    assert opened[0].textCursor().hasSelection()


def test_html_in_a_note_is_words(view: TimelineView) -> None:
    view.table.begin([event(1, "<b>bold</b> <img src='http://example.org/x.png'>")], str)
    line = view.table.at(0)
    assert line is not None
    assert "<b>bold</b>" in view.delegate.written.of(line, 300).toPlainText()


def test_the_model_keeps_qts_rules(qtbot: QtBot) -> None:
    table = TimelineTable(lambda: NOW)
    tester = QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Warning)
    events = many(20)
    table.begin(events, str)
    table.show([*events, event(77)], str)
    table.filter("alerts")
    table.filter("")
    assert table.rowCount() == 21
    assert tester.model() is table


def test_what_is_wrong_is_told_to_screen_readers(view: TimelineView) -> None:
    view.table.begin([event(1, "it is the queue")], str.capitalize)
    told = view.table.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("Today, 2026-11-23")
    assert told.endswith("Note: it is the queue (Ana)")


@pytest.fixture
def page(night: Night, ana: Bridge, qtbot: QtBot) -> IncidentsPage:
    """The long story on the screen."""
    story.some(night)
    number = story.checkout(night)
    page = IncidentsPage(ana)
    qtbot.addWidget(page)
    page.resize(1170, 780)
    page.show()
    page.open_incident(number)
    qtbot.waitUntil(lambda: page.detail.shown is not None)
    return page


def test_chips_filter_the_timeline(page: IncidentsPage, qtbot: QtBot) -> None:
    panel = page.detail.timeline
    everything = panel.table.rowCount()
    counts = {}
    for key in ("alerts", "people", "pages", "status", "notes"):
        qtbot.mouseClick(panel.chips.chip(key), Qt.MouseButton.LeftButton)
        counts[key] = panel.table.rowCount()
    assert all(0 < count < everything for count in counts.values()), counts
    qtbot.mouseClick(panel.chips.chip(""), Qt.MouseButton.LeftButton)
    assert panel.table.rowCount() == everything


def test_a_kind_that_never_happened_says_so(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    number = night.declare("Quiet", "gus")
    page.open_incident(number)
    qtbot.waitUntil(lambda: page.detail.timeline._number == number)
    qtbot.mouseClick(page.detail.timeline.chips.chip("alerts"), Qt.MouseButton.LeftButton)
    assert page.detail.timeline._nothing.isVisible()


def test_a_click_in_the_picture_chooses_the_event(page: IncidentsPage, qtbot: QtBot) -> None:
    panel = page.detail.timeline
    page.detail.timeline.chips.chip("notes").click()
    acked = next(
        event
        for event in panel._seen.events
        if event.kind is EventKind.ACKNOWLEDGED  # type: ignore[union-attr]
    )
    spot = panel.lanes.spot(acked.id)
    assert spot is not None
    qtbot.mouseClick(panel.lanes, Qt.MouseButton.LeftButton, pos=spot.toPoint())
    chosen = panel.table.at(panel.view.currentIndex().row())
    assert chosen is not None
    assert chosen.id == acked.id
    assert panel.chips.on() == ("",)


def test_a_row_that_is_chosen_is_marked_in_the_picture(page: IncidentsPage) -> None:
    panel = page.detail.timeline
    panel.view.setCurrentIndex(panel.table.index(2))
    line = panel.table.at(2)
    assert line is not None
    assert panel.lanes._chosen == line.id


def test_the_picture_has_keys(page: IncidentsPage, qtbot: QtBot) -> None:
    lanes = page.detail.timeline.lanes
    lanes.setFocus()
    with qtbot.waitSignal(lanes.picked):
        qtbot.keyClick(lanes, Qt.Key.Key_Right)
    qtbot.keyClick(lanes, Qt.Key.Key_Plus)
    assert lanes._scale.zoomed
    qtbot.keyClick(lanes, Qt.Key.Key_0)
    assert not lanes._scale.zoomed


def test_a_note_appears_at_the_end(page: IncidentsPage, qtbot: QtBot) -> None:
    composer, table = page.detail.composer, page.detail.timeline.table
    before = table.rowCount()
    composer.write()
    qtbot.keyClicks(composer.field, "Rolled back, *better* now")
    qtbot.keyClick(composer.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: table.rowCount() == before + 1)
    line = table.at(before)
    assert line is not None
    assert (line.text, line.meta) == ("Rolled back, *better* now", "Ana")
    qtbot.waitUntil(lambda: composer.field.toPlainText() == "")


def test_only_what_is_new_is_read(page: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    assert page.detail.shown is not None
    first = page.detail.shown.events[0]
    incident.note(night.store, page.detail.number, "More", night.actor("ben"))
    qtbot.waitUntil(lambda: page.detail.shown.events[-1].text == "More")  # type: ignore[union-attr]
    assert page.detail.shown.events[0] is first


def test_the_view_has_no_row_without_a_place(view: TimelineView) -> None:
    view.reveal(12345)
    assert view.currentIndex() == QModelIndex()


def test_less_height_keeps_the_end_in_sight(view: TimelineView, qtbot: QtBot) -> None:
    begun(view, qtbot)
    qtbot.waitUntil(lambda: at_end(view))
    view.resize(500, 180)
    qtbot.waitUntil(lambda: at_end(view) and view.viewport().height() < 200)
    assert view.following


def test_edits_and_pins_stand_at_what_they_speak_of() -> None:
    note = event(1, "frist")
    about = {"event": 1, "on": True}
    edit = replace(event(2, "first", EventKind.EDIT), data=about, actor="bo")
    pin = replace(event(3, "Pinned: first", EventKind.PIN), data=about, actor="bo")
    [told] = folded((note, edit, pin))
    row = line(told, str)
    assert (row.text, row.meta, row.mark.word) == ("first", "pinned · ana · edited", "Note")


def test_a_note_names_its_files() -> None:
    note = replace(event(1, "see"), data={"files": [{"id": 1, "name": "a*b*.png"}]})
    row = line(note, str)
    assert row.text == "see\n\n[a\\*b\\*.png](watchbill:file/1)"
    assert row.told.endswith("see\n\na*b*.png (ana)")


def test_a_row_grows_with_an_edit(view: TimelineView, qtbot: QtBot) -> None:
    events = begun(view, qtbot)
    before = view.visualRect(view.table.index(len(events) - 1)).height()
    longer = replace(events[-1], text="word " * 200)
    view.table.show([*events[:-1], longer], str.capitalize)
    last = view.table.index(len(events) - 1)
    qtbot.waitUntil(lambda: view.visualRect(last).height() > 2 * before)


def test_right_to_left_a_row_is_mirrored(view: TimelineView, qtbot: QtBot) -> None:
    begun(view, qtbot)
    line, row = view.table.at(0), view.visualRect(view.table.index(0))
    assert line is not None
    before = view.delegate.text_box(line, row)
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        after = view.delegate.text_box(line, row)
    finally:
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert after.left() - row.left() == row.right() - before.right()


def test_what_was_guessed_is_measured_soon_and_the_end_stays_in_sight(
    view: TimelineView, qtbot: QtBot
) -> None:
    events = [replace(each, text="**word** " * (each.id % 40 + 1)) for each in many(600)]
    view.table.begin(events, str.capitalize)
    assert len(view.heights.unsure) > 500
    qtbot.waitUntil(lambda: not view.heights.unsure and not view._surer.isActive())
    qtbot.waitUntil(lambda: at_end(view))
    width, row = view.viewport().width(), view.table.at(20)
    assert row is not None
    exact = view.delegate._measured(row, width)
    assert view.visualRect(view.table.index(20)).height() == exact


def test_a_long_timeline_shows_its_end_first_and_then_all_of_it(
    page: IncidentsPage, night: Night, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, asked = page.detail.number, list[int]()
    everything = page.detail.timeline.table.rowCount()
    monkeypatch.setattr(reads, "LATEST", 3)
    page.detail.seen.connect(lambda seen: asked.append(len(seen.events)))
    page.open_incident(night.declare("Quiet", "gus"))
    qtbot.waitUntil(lambda: page.detail.shown is not None)
    page.open_incident(number)
    qtbot.waitUntil(lambda: page.detail.timeline.table.rowCount() == everything)
    assert 3 in asked
    assert page.detail.shown is not None
    assert page.detail.shown.whole
    qtbot.waitUntil(lambda: at_end(page.detail.timeline.view))


def test_heights_are_guessed_until_they_are_known() -> None:
    rows = Heights()
    rows.begin(3)
    assert (rows.whole, rows.unsure) == (3 * GUESS, {0, 1, 2})
    assert rows.measure({2: 50})
    assert not rows.measure({2: 50})
    rows.insert(1, 2)
    assert (rows.top(4), rows.high(4), rows.unsure) == (2 * GUESS + 2 * 50, 50, {0, 1, 2, 3})
    assert [rows.at(y) for y in (-1, 0, GUESS, rows.whole - 1, rows.whole)] == [-1, 0, 1, 4, -1]
    assert list(rows.between(GUESS - 1, GUESS + 1)) == [0, 1]
    assert list(rows.between(rows.whole, rows.whole + 9)) == []


def test_keys_go_through_rows_and_pages(view: TimelineView, qtbot: QtBot) -> None:
    begun(view, qtbot)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.currentIndex().row() == 59
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    after_page = view.currentIndex().row()
    assert 40 < after_page < 59
    qtbot.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    assert len(view.selectedIndexes()) == after_page + 1
    assert view.verticalScrollBar().value() == 0
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert at_end(view)
    assert view.following
