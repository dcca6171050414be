"""The rota in calendars: subscribing, files out, files in, bars dragged out of the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.operations.feed import fetched
from app.operations.reach import set_public
from app.queries.feed import subscriptions
from models.kinds import FeedKind
from tests.app.calendars.files import calendar, event
from tests.foreign import by_ical, by_libical
from tests.night import Night
from ui.bridge import Bridge
from ui.schedules.calendars.calendars import Calendars
from ui.schedules.calendars.import_sheet import ROTA
from ui.schedules.calendars.shift_file import file_name, shift_mime
from ui.schedules.calendars.subscribe import SubscribeSheet
from ui.schedules.mark import FINAL, SHIFT
from ui.schedules.page import SchedulesPage


@pytest.fixture
def page(ana: Bridge, qtbot: QtBot) -> SchedulesPage:
    """The rota page with its answer."""
    made = SchedulesPage(ana)
    qtbot.addWidget(made)
    made.resize(1170, 780)
    made.show()
    qtbot.waitUntil(lambda: made.seen is not None and bool(made.boards))
    return made


@pytest.fixture
def calendars(page: SchedulesPage) -> Calendars:
    """What the page was furnished with."""
    (found,) = page.findChildren(Calendars)
    return found


@pytest.fixture
def sheet(calendars: Calendars, qtbot: QtBot) -> SubscribeSheet:
    """Subscribe, pressed; the address is there."""
    calendars.links.subscribe.click()
    assert calendars.sheet is not None
    settle(calendars.sheet, qtbot)
    return calendars.sheet


def settle(sheet: SubscribeSheet, qtbot: QtBot) -> None:
    """Until there is an address."""
    qtbot.waitUntil(lambda: sheet.address is not None)


def test_from_elsewhere_the_sheet_is_asked_for(ana: Bridge, qtbot: QtBot) -> None:
    """As "Get started" does, on a page that does not know its schedules yet; and once only."""
    page = SchedulesPage(ana)
    qtbot.addWidget(page)
    page.show()
    page.visit("calendars")
    (calendars,) = page.findChildren(Calendars)
    qtbot.waitUntil(lambda: calendars.sheet is not None and calendars.sheet.isVisible())
    assert calendars.sheet is not None
    calendars.sheet.leave()
    page.redraw()
    assert not calendars.sheet.isVisible()
    page.visit("calendars")
    assert calendars.sheet.isVisible()


def test_my_shifts_first(night: Night, sheet: SubscribeSheet) -> None:
    """Then the schedule, then its team; the address is one that a calendar can fetch."""
    titles = [sheet.tabs.tabText(at) for at in range(sheet.tabs.count())]
    assert titles[0] == "My shifts"
    assert titles[1].startswith("Schedule ")
    assert sheet.address is not None
    assert sheet.address.kind is FeedKind.PERSON
    assert sheet.link.text() == sheet.address.url
    token = sheet.address.url.rpartition("/")[2].removesuffix(".ics")
    found = fetched(night.store, token)
    assert found is not None
    assert by_ical(found.body()) == by_libical(found.body()) != []


def test_the_picture_says_the_address(
    night: Night, calendars: Calendars, home: Path, qtbot: QtBot
) -> None:
    """Modules as segno makes them, painted black on white in any theme."""
    import segno

    set_public(night.store, "https://watch.example.org", night.actor("ana"))
    calendars.links.subscribe.click()
    sheet = calendars.sheet
    assert sheet is not None
    settle(sheet, qtbot)
    assert sheet.address is not None
    assert sheet.address.url.startswith("https://watch.example.org/feeds/")
    assert sheet.qr.isVisibleTo(sheet)
    assert not sheet.note.isVisibleTo(sheet)
    made = segno.make(sheet.address.url, micro=False, error="m")
    assert [list(row) for row in sheet.qr.modules] == [list(row) for row in made.matrix]
    picture = sheet.qr.grab().toImage()
    assert picture.pixelColor(1, 1) == Qt.GlobalColor.white
    assert sheet.qr.accessibleName()


def test_honest_about_where_it_answers(sheet: SubscribeSheet) -> None:
    """Without an engine nothing answers; a phone is shown no picture it could not follow, but who
    reads is told what to do."""
    assert sheet.note.isVisibleTo(sheet)
    assert "Nothing answers" in sheet.note.text()
    assert "serve --host 0.0.0.0 --port 8421 --url http://" in sheet.note.text()
    assert not sheet.qr.isVisibleTo(sheet)
    assert sheet.qr.modules == []


def test_copy_and_open(sheet: SubscribeSheet, monkeypatch: pytest.MonkeyPatch) -> None:
    """To the clipboard; to whoever takes webcal on this machine, and a sentence when none does."""
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)))
    sheet.copy_button.click()
    assert sheet.address is not None
    assert QGuiApplication.clipboard().text() == sheet.address.url
    sheet.open_button.click()
    assert [url.toString() for url in opened] == [sheet.address.webcal]
    assert opened[0].scheme() == "webcal"
    assert "No calendar program" in sheet.error.text()


def test_horizon_and_reminder_are_kept(night: Night, sheet: SubscribeSheet, qtbot: QtBot) -> None:
    """As they are chosen."""
    sheet.ahead.setValue(24)
    sheet.back.setValue(12)
    sheet.remind.set_value((15,))

    def kept() -> bool:
        (found,) = subscriptions(night.store)
        chosen = (found.ahead, found.back, found.reminders)
        return chosen == (24, 12, (timedelta(minutes=15),))

    qtbot.waitUntil(kept)
    assert sheet.back.suffix() == " months"


def test_another_address_only_when_sure(sheet: SubscribeSheet, qtbot: QtBot) -> None:
    """The warning comes first, and can be taken back."""
    assert sheet.address is not None
    before = sheet.address.url
    sheet.rotate.click()
    assert sheet.warning.isVisibleTo(sheet)
    sheet.keep.click()
    assert not sheet.sure.isVisibleTo(sheet)
    assert sheet.address.url == before
    sheet.rotate.click()
    sheet.sure.click()
    qtbot.waitUntil(lambda: sheet.address is not None and sheet.address.url != before)
    assert sheet.link.text() != before


def test_each_tab_has_its_own(sheet: SubscribeSheet, qtbot: QtBot) -> None:
    """By keys."""
    assert sheet.address is not None
    first = sheet.address.url
    sheet.tabs.setFocus()
    qtbot.keyClick(sheet.tabs, Qt.Key.Key_Right)
    settle(sheet, qtbot)
    assert sheet.address.kind is FeedKind.SCHEDULE
    assert sheet.address.url != first


def save_to(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the dialog would say."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))


@pytest.mark.parametrize("mine", [False, True])
def test_export_of_what_is_shown(
    page: SchedulesPage, calendars: Calendars, tmp_path: Path, mine: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The final row of the page, in a file that others read."""
    file = tmp_path / "rota.ics"
    save_to(file, monkeypatch)
    calendars.links.menu.actions()[1 if mine else 0].trigger()
    seen = by_libical(file.read_bytes())
    assert seen == by_ical(file.read_bytes())
    (row,) = [each for each in page.grid.rows if each.kind == FINAL]
    marks = [
        each for each in row.marks if each.kind == SHIFT and (not mine or each.person == "ana")
    ]
    assert [each.start for each in marks] == [each.start for each in seen]
    assert marks


def test_a_bar_as_a_file(page: SchedulesPage) -> None:
    """For folders, mail and calendars alike."""
    (row,) = [each for each in page.grid.rows if each.kind == FINAL]
    mark = next(each for each in row.marks if each.kind == SHIFT)
    from app.domain.window import Window

    window = Window(mark.start, mark.end)
    mime = shift_mime("base", page.plan(mark.schedule), window, mark.person)
    (url,) = mime.urls()
    (seen,) = by_ical(bytes(mime.data("text/calendar").data()))
    assert Path(url.toLocalFile()).read_bytes() == mime.data("text/calendar").data()
    assert (seen.start, seen.end) == (mark.start, mark.end)
    assert file_name("../a b/ç") == "a-b.ics"


def drop(page: SchedulesPage, file: Path) -> bool:
    """Lets a file fall on the page; whether it was taken."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(50, 50), copy, mime, left, plain)
    entering.ignore()
    QApplication.sendEvent(page, entering)
    if entering.isAccepted():
        QApplication.sendEvent(page, QDropEvent(QPointF(50, 50), copy, mime, left, plain))
    return entering.isAccepted()


def test_time_off_from_a_dropped_file(
    night: Night, page: SchedulesPage, calendars: Calendars, tmp_path: Path, qtbot: QtBot
) -> None:
    """Seen first; then added to whoever sits here."""
    file = tmp_path / "away.ics"
    file.write_bytes(
        calendar(event("DTSTART;VALUE=DATE:20270405", "DTEND;VALUE=DATE:20270410", "SUMMARY:Rome"))
    )
    assert not drop(page, tmp_path / "away.png")
    assert drop(page, file)
    sheet = calendars.importing
    assert sheet is not None
    qtbot.waitUntil(sheet.button.isEnabled)
    assert "Rome" in sheet.lines.toPlainText()
    assert "Mon 5 Apr 2027 00:00" in sheet.lines.toPlainText()
    with qtbot.waitSignal(sheet.added):
        sheet.button.click()
    from app.queries.form import person_form

    spec = person_form(night.store, night.people["ana"]).spec
    assert "Rome" in [each.reason for each in spec.time_off]


def test_a_schedule_from_a_file(
    page: SchedulesPage, calendars: Calendars, tmp_path: Path, qtbot: QtBot
) -> None:
    """With whoever is not known named first; then shown."""
    file = tmp_path / "Night desk.ics"
    turn = "RRULE:FREQ=WEEKLY;INTERVAL=2"
    file.write_bytes(
        calendar(
            event("DTSTART:20270104T080000Z", "DURATION:P7D", "SUMMARY:ana", turn),
            event("DTSTART:20270111T080000Z", "DURATION:P7D", "SUMMARY:Zoe", turn),
        )
    )
    calendars.open_file(file)
    sheet = calendars.importing
    assert sheet is not None
    sheet.tabs.choose(ROTA)
    assert sheet.name.text() == "night-desk"
    qtbot.waitUntil(lambda: "Zoe" in sheet.error.text())
    assert not sheet.button.isEnabled()
    sheet.people.setText("Zoe=ben")
    qtbot.waitUntil(sheet.button.isEnabled)
    assert "ana, ben" in sheet.lines.toPlainText()
    with qtbot.waitSignal(sheet.added):
        sheet.button.click()
    qtbot.waitUntil(lambda: [each.stored.name for each in page.boards] == ["night-desk"])


def test_a_file_that_is_none(calendars: Calendars, tmp_path: Path, qtbot: QtBot) -> None:
    """A sentence, and nothing to press."""
    file = tmp_path / "x.ics"
    file.write_text("hello")
    calendars.open_file(file)
    sheet = calendars.importing
    assert sheet is not None
    qtbot.waitUntil(lambda: "no iCalendar file" in sheet.error.text())
    assert not sheet.button.isEnabled()


def test_everything_has_a_name(calendars: Calendars, sheet: SubscribeSheet) -> None:
    """For those who hear the screen."""
    named: list[Callable[[], str]] = [
        sheet.accessibleName, sheet.link.accessibleName, sheet.qr.accessibleName,
        sheet.copy_button.text, calendars.links.subscribe.text, calendars.links.files.text,
    ]  # fmt: skip
    assert all(each() for each in named)
