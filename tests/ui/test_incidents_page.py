"""The incidents page under keys and mouse: every gesture does what it says."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.operations import incident
from app.queries.incident_detail import detail, timeline
from models.kinds import Severity, Stage
from tests import night as story
from tests.night import Night
from tests.ui.incident_page import button, opened_page, seen
from ui.bridge import Bridge
from ui.incidents.ask_popup import TextPopup
from ui.incidents.confirm_popup import ConfirmPopup
from ui.incidents.head import IncidentHead
from ui.incidents.page import IncidentsPage


@pytest.fixture
def busy(night: Night, ana: Bridge, qtbot: QtBot) -> IncidentsPage:
    """Three open incidents and one that is over; the newest is chosen."""
    story.some(night)
    return opened_page(ana, qtbot)


def popup_of(page: QWidget) -> TextPopup:
    """The question that floats over the page."""
    return next(each for each in page.findChildren(TextPopup) if each.isVisible())


def test_the_newest_open_incident_is_shown_at_once(busy: IncidentsPage) -> None:
    assert busy.list.table.ids() == [4, 3, 2]
    assert seen(busy, 4)
    assert busy.chips.bar.chip("open").text() == "Open 3"
    assert busy.detail.head.title._label.text() == "Search index is 40 minutes behind"


def test_the_head_is_never_seen_hollow(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    story.some(night)
    page = IncidentsPage(ana)
    qtbot.addWidget(page)
    first = FirstSight(page.detail.head)
    page.show()
    assert page.detail.head.isHidden()
    qtbot.waitUntil(lambda: seen(page, 4))
    assert first.told == [("#4", "Mark monitoring")]


class FirstSight(QObject):
    """What a head says at the moment it is shown."""

    def __init__(self, head: IncidentHead) -> None:
        super().__init__(head)
        self.told: list[tuple[str, str]] = []
        head.installEventFilter(self)

    def eventFilter(self, head: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(head, IncidentHead):
            self.told.append((head.number.text(), head.primary.text()))
        return False


def test_arrow_keys_go_through_the_list(busy: IncidentsPage, qtbot: QtBot) -> None:
    busy.list.view.setFocus()
    qtbot.keyClick(busy.list.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: seen(busy, 3))
    qtbot.keyClick(busy.list.view, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: seen(busy, 4))


def test_alt_and_arrows_go_on_from_wherever_the_focus_is(busy: IncidentsPage, qtbot: QtBot) -> None:
    busy.detail.timeline.view.setFocus()
    qtbot.keyClick(busy, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: seen(busy, 3))


def test_enter_goes_into_the_timeline(busy: IncidentsPage, qtbot: QtBot) -> None:
    busy.list.view.setFocus()
    qtbot.keyClick(busy.list.view, Qt.Key.Key_Return)
    qtbot.waitUntil(busy.detail.timeline.view.hasFocus)


def test_typing_filters(busy: IncidentsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(busy, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert busy.list.search.hasFocus()
    qtbot.keyClicks(busy.list.search, "s3 night")
    qtbot.waitUntil(lambda: busy.list.table.ids() == [3])
    assert busy.list._count.text() == "1 incident"
    qtbot.keyClick(busy.list.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: busy.list.table.ids() == [4, 3, 2])


def test_what_is_shown_stays_when_the_filter_hides_it(busy: IncidentsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(busy.list.search, "badge")
    qtbot.waitUntil(lambda: busy.list.table.ids() == [2])
    assert seen(busy, 4)
    assert not busy.list.view.selectionModel().hasSelection()


def test_down_leads_from_the_filter_into_the_list(busy: IncidentsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(busy.list.search, "badge")
    qtbot.waitUntil(lambda: busy.list.table.ids() == [2])
    qtbot.keyClick(busy.list.search, Qt.Key.Key_Down)
    assert busy.list.view.hasFocus()
    qtbot.waitUntil(lambda: seen(busy, 2))


def test_nothing_matches_and_clear_filters(busy: IncidentsPage, qtbot: QtBot) -> None:
    busy.chips.bar.turn("mine")
    qtbot.keyClicks(busy.list.search, "no such thing")
    qtbot.waitUntil(lambda: not busy.list.table.ids())
    clear = button(busy.list._stack.currentWidget(), "Clear filters")
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: busy.list.table.ids() == [4, 3, 2])
    assert busy.list.search.text() == ""


def test_where_nothing_is_open_there_is_no_empty_column(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    """The room goes to what says so; the story of what is over has its facts beside it again."""
    over = story.resolved(night)
    page = opened_page(ana, qtbot)
    qtbot.waitUntil(lambda: button(page, "Show what is over").isVisible())
    assert page.list.table.ids() == []
    assert page.facts.isHidden()
    qtbot.mouseClick(button(page, "Show what is over"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: seen(page, over))
    assert not page.chips.bar.value("open")
    assert page.facts.isVisible()


def test_an_ended_stage_takes_open_away(busy: IncidentsPage, qtbot: QtBot) -> None:
    busy.chips._menu("stage").flip(Stage.RESOLVED, True)
    qtbot.waitUntil(lambda: busy.list.table.ids() == [1])
    assert not busy.chips.bar.value("open")


def test_chips_of_severity_and_mine(busy: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    busy.chips._menu("severity").flip(Severity.SEV2, True)
    qtbot.waitUntil(lambda: busy.list.table.ids() == [4])
    busy.chips.clear()
    incident.take(night.store, 3, night.actor("ana"))
    qtbot.mouseClick(busy.chips.bar.chip("mine"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: busy.list.table.ids() == [3])
    assert busy.chips.bar.chip("mine").text() == "Mine 1"


def test_the_worst_first(busy: IncidentsPage, qtbot: QtBot) -> None:
    busy.list._sort_by("oldest", True)
    qtbot.waitUntil(lambda: busy.list.table.ids() == [2, 3, 4])
    busy.list._sort_by("severity", True)
    qtbot.waitUntil(lambda: busy.list.table.ids() == [4, 3, 2])


def test_a_acknowledges_and_the_toast_gives_it_back(
    busy: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    busy.open_incident(2)
    qtbot.waitUntil(lambda: seen(busy, 2))
    busy.list.view.setFocus()
    qtbot.keyClick(busy, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: "You have it" in busy.detail.head.duty.accessibleName())
    assert detail(night.store, 2).row.owner == "ana"
    qtbot.waitUntil(busy._toast.isVisible)
    qtbot.mouseClick(busy._toast._button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not detail(night.store, 2).row.acknowledged)


def test_letters_typed_into_a_field_are_letters(busy: IncidentsPage, qtbot: QtBot) -> None:
    busy.detail.composer.write()
    qtbot.keyClicks(busy.detail.composer.field, "a rare error")
    assert busy.detail.composer.field.toPlainText() == "a rare error"
    assert detail_owner(busy) == "hana"


def detail_owner(page: IncidentsPage) -> str | None:
    """Who has what is on the screen."""
    assert page.detail.shown is not None
    return page.detail.shown.detail.row.owner


def test_r_asks_what_solved_it_and_resolves(
    busy: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    busy.list.view.setFocus()
    qtbot.keyClick(busy, Qt.Key.Key_R)
    popup = popup_of(busy)
    qtbot.keyClicks(popup.field, "The index caught up")
    qtbot.keyClick(popup.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: 4 not in busy.list.table.ids())
    assert detail(night.store, 4).row.stage is Stage.RESOLVED
    assert timeline(night.store, 4)[-1].text == "Resolved: The index caught up"
    qtbot.waitUntil(lambda: busy.detail.head.primary.text() == "Reopen")
    assert seen(busy, 4)


def test_what_was_typed_while_resolving_is_kept(busy: IncidentsPage, qtbot: QtBot) -> None:
    busy.resolve()
    qtbot.keyClicks(popup_of(busy).field, "half a sent")
    popup_of(busy).close()
    busy.resolve()
    assert popup_of(busy).field.text() == "half a sent"


def test_n_leads_to_the_composer_and_escape_back(busy: IncidentsPage, qtbot: QtBot) -> None:
    busy.list.view.setFocus()
    qtbot.keyClick(busy, Qt.Key.Key_N)
    assert busy.detail.composer.field.hasFocus()
    qtbot.keyClick(busy.detail.composer.field, Qt.Key.Key_Escape)
    assert busy.detail.timeline.view.hasFocus()


def test_e_pages_the_next_level(busy: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    busy.list.view.setFocus()
    qtbot.keyClick(busy, Qt.Key.Key_E)
    popup = next(each for each in busy.findChildren(ConfirmPopup) if each.isVisible())
    assert popup.accessibleName().startswith("The next level is paged now.")
    assert detail(night.store, 4).row.acknowledged
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not detail(night.store, 4).row.acknowledged)
    qtbot.waitUntil(lambda: busy.detail.head.primary.text() == "Acknowledge")


def test_the_primary_button_leads_on_stage_by_stage(
    busy: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    primary = busy.detail.head.primary
    assert primary.text() == "Mark monitoring"
    qtbot.mouseClick(primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: primary.text() == "Resolve…")
    assert detail(night.store, 4).row.stage is Stage.MONITORING


def test_a_step_can_be_clicked(busy: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    step = next(each for each in busy.detail.head.stepper._steps if each.key == "investigating")
    qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: detail(night.store, 4).row.stage is Stage.INVESTIGATING)


def test_the_title_is_edited_where_it_stands(
    busy: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    title = busy.detail.head.title
    busy.list.view.setFocus()
    qtbot.keyClick(busy, Qt.Key.Key_F2)
    assert title.editing
    title._edit.setText("Search is behind")
    qtbot.keyClick(title._edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not title.editing)
    assert detail(night.store, 4).row.title == "Search is behind"


def test_an_empty_title_is_refused_beside_the_field(busy: IncidentsPage, qtbot: QtBot) -> None:
    title = busy.detail.head.title
    title.edit()
    title._edit.clear()
    qtbot.keyClick(title._edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(title._error.text()))
    assert title.editing
    qtbot.keyClick(title._edit, Qt.Key.Key_Escape)
    assert not title.editing


def test_the_severity_is_changed_by_its_pill(
    busy: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    pill = busy.detail.head.severity
    pill._fill()
    next(each for each in pill._menu.actions() if each.text().startswith("SEV1")).trigger()
    qtbot.waitUntil(lambda: pill.severity is Severity.SEV1)
    assert detail(night.store, 4).row.severity is Severity.SEV1


def test_the_menu_of_a_row(busy: IncidentsPage) -> None:
    busy.list.go_to(2)
    words = [each.text().partition("\t")[0] for each in busy.list.view.menu().actions()]
    assert words[:3] == ["Acknowledge", "Resolve…", "Page the next level now"]
    assert "Export as CSV…" in words


def test_a_row_is_copied_as_text(busy: IncidentsPage, qtbot: QtBot) -> None:
    busy.list.view.setFocus()
    qtbot.keyClick(busy.list.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "Search index is 40 minutes behind" in QGuiApplication.clipboard().text()


def test_an_incident_is_copied_with_its_timeline(busy: IncidentsPage) -> None:
    busy.detail.copy()
    told = QGuiApplication.clipboard().text().splitlines()
    assert told[0] == "#4 SEV2 Search index is 40 minutes behind"
    assert "Investigating → Identified" in told[-1]


def test_the_export_has_every_row(
    busy: IncidentsPage, night: Night, qtbot: QtBot, tmp_path: Path
) -> None:
    for number in range(60):  # more than were read for the first picture
        night.declare(f"Made up {number}", "gus")
    qtbot.waitUntil(lambda: busy.list.table.rowCount() == 63)
    with qtbot.waitSignal(busy.list.view.exported):
        busy.list.view.export_to(tmp_path / "incidents.csv")
    lines = (tmp_path / "incidents.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 64
    assert lines[0].startswith("Title,Number,Severity")


def test_a_change_elsewhere_leaves_selection_and_scroll(
    busy: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    for number in range(60):
        night.declare(f"Made up {number}", "gus")
    qtbot.waitUntil(lambda: busy.list.table.rowCount() == 63)
    busy.open_incident(4)
    bar = busy.list.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    before = busy.list.view.rowAt(0)
    top = busy.list.table.ids()[before]
    night.declare("One more", "gus")
    qtbot.waitUntil(lambda: busy.list.table.rowCount() == 64)
    assert busy.list.table.ids()[busy.list.view.rowAt(0)] == top
    assert busy.list.view.currentIndex().row() == busy.list.table.place(4)
    assert seen(busy, 4)


def test_a_hidden_page_reads_again_when_it_is_shown(
    busy: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    busy.hide()
    number = night.declare("While nobody looked", "gus")
    qtbot.wait(120)
    assert number not in busy.list.table.ids()
    busy.show()
    qtbot.waitUntil(lambda: number in busy.list.table.ids())


def test_what_the_chips_say_is_kept_for_the_next_time(qtbot: QtBot) -> None:
    from ui.incidents.filters import FilterChips

    chips = FilterChips()
    qtbot.addWidget(chips)
    chips._menu("severity").flip(Severity.SEV1, True)
    chips.bar.chip("open").click()
    again = FilterChips()
    qtbot.addWidget(again)
    assert again.wanted() == chips.wanted()
    assert (again.wanted().open, again.wanted().severities) == (False, frozenset({Severity.SEV1}))
    again.show_slice("Resolved in May", [1, 2])
    third = FilterChips()
    qtbot.addWidget(third)
    assert third.wanted() == chips.wanted()
