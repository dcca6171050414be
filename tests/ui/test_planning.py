"""Editing a rota: drafts, undo, the panel beside the grid, new schedules; on the sample team."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.limits import Limits
from app.domain.workspace import PersonSpec
from app.operations.people import remove_person, save_person
from app.queries.draft import draft_of
from tests.desk import bridge_on
from tests.night import Night
from ui.bridge import Bridge
from ui.schedules.balance.panel import BalancePanel
from ui.schedules.editor.limit_fields import LimitFields
from ui.schedules.editor.rotation_form import RotationForm
from ui.schedules.page import SchedulesPage
from ui.schedules.planning import Planning
from ui.schedules.verbs import deeds

Opened = tuple[SchedulesPage, Planning]


def shown(bridge: Bridge, qtbot: QtBot) -> Opened:
    """The page with its answer, and what edits it."""
    page = SchedulesPage(bridge)
    qtbot.addWidget(page)
    page.resize(1170, 800)
    page.show()
    qtbot.waitUntil(lambda: page.seen is not None)
    planning = page.findChild(Planning)
    assert isinstance(planning, Planning)
    return page, planning


@pytest.fixture
def opened(ana: Bridge, qtbot: QtBot) -> Opened:
    """Ana's page, at the schedule `primary`."""
    return shown(ana, qtbot)


def form_of(opened: Opened, name: str = "weekly") -> RotationForm:
    """A rotation in the panel."""
    _, planning = opened
    planning.open_panel()
    planning.panel.show_rotation(name)
    return planning.panel.form


def bars(page: SchedulesPage, row: int) -> list[str]:
    """The words of a row of the grid."""
    return [mark.words for mark in page.grid.rows[row].marks]


def test_there_is_no_bar_without_a_draft(opened: Opened) -> None:
    page, planning = opened
    assert not planning.bar.isVisible()
    form_of(opened)
    assert not planning.bar.isVisible()
    assert page.drafting.draft() is None


def test_typing_redraws_the_grid_and_is_one_step(opened: Opened, qtbot: QtBot) -> None:
    page, planning = opened
    form = form_of(opened)
    form.name.selectAll()
    QTest.keyClicks(form.name, "day shift")
    assert page.grid.rows[1].title == "day shift"
    draft = page.drafting.draft()
    assert draft is not None
    assert (len(draft.steps), draft.undoable) == (1, "name of weekly")
    assert planning.bar.isVisible()
    assert planning.bar.bar.accessibleName().startswith("Draft · 1 change")


def test_the_hand_off_moves_in_the_grid(opened: Opened) -> None:
    page, planning = opened
    form = form_of(opened)
    form.rhythm.day.set_value(2)
    form.rhythm.at.selectAll()
    QTest.keyClicks(form.rhythm.at, "10:30")
    spec = page.drafting.spec()
    assert spec is not None
    assert spec.rotations[0].start == datetime(2024, 1, 3, 10, 30)
    assert "Ben" in planning.bar.bar.accessibleName()
    turn = page.grid.rows[1].marks[1]
    assert turn.start.astimezone(page.zone).strftime("%a %H:%M") == "Wed 10:30"


def test_what_makes_no_sense_waits_beside_its_field(opened: Opened) -> None:
    page, _ = opened
    form = form_of(opened)
    form.name.selectAll()
    QTest.keyClick(form.name, Qt.Key.Key_Delete)
    assert "is no name" in form.name_field.error
    assert page.drafting.draft() is None
    QTest.keyClicks(form.name, "nights")
    assert form.name_field.error == "There is already a rotation called nights."
    QTest.keyClicks(form.name, " too")
    assert form.name_field.error == ""
    spec = page.drafting.spec()
    assert spec is not None
    assert spec.rotations[0].name == "nights too"


def test_a_name_is_dragged_and_undone(opened: Opened, qtbot: QtBot) -> None:
    page, _ = opened
    form = form_of(opened)
    qtbot.wait(1)
    row = form.people.rows[1]
    assert row.words() == "Ben Okafor"
    start = QPoint(60, row.height() // 2)
    QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 9):
        QTest.mouseMove(row, start + QPoint(0, step * row.height() // 4 - row.y() + 34))
    assert form.people.rows[1].words() != "Ben Okafor"
    assert "instead of Ben" in form.preview.text()
    assert page.drafting.draft() is None  # only tried
    assert bars(page, 1)[1] == "Cy"
    at = form.people.rows.index(row)
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton)
    spec = page.drafting.spec()
    assert spec is not None
    assert spec.rotations[0].people[at] == ("ben",)
    assert page.drafting.can_undo == "order of weekly"
    qtbot.keyClick(page.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.people.rows[1].words() == "Ben Okafor"
    assert bars(page, 1)[1] == "Ben"


def test_keys_move_put_together_and_take_out(opened: Opened, qtbot: QtBot) -> None:
    page, _ = opened
    form = form_of(opened)
    form.people.rows[0].setFocus()
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(form.people.rows[0], Qt.Key.Key_Down, alt)
    assert [row.slot for row in form.people.rows][:2] == [("ben",), ("ana",)]
    qtbot.keyClick(form.people.rows[4], Qt.Key.Key_Delete)
    assert len(form.people.rows) == 4
    form.people.rows[0].join.click()
    popup = form.people._popup
    assert popup is not None
    popup.search.setText("Dan")
    popup.list.pick()
    assert form.people.rows[0].slot == ("ben", "dan")
    assert page.drafting.can_undo == "order of weekly"
    draft = page.drafting.draft()
    assert draft is not None
    assert draft.at == 3


def test_nobody_can_have_a_turn_on_purpose(opened: Opened) -> None:
    page, _ = opened
    form = form_of(opened)
    form.people.offer()
    popup = form.people._popup
    assert popup is not None
    popup.search.setText("nobody")
    popup.list.pick()
    spec = page.drafting.spec()
    assert spec is not None
    assert spec.rotations[0].people[-1] == ()
    assert form.people.rows[-1].accessibleName() == "Turn 6 of 6: Nobody, on purpose"


def test_somebody_new_in_the_round_changes_nobody_s_turn_now(opened: Opened) -> None:
    page, _ = opened
    before = bars(page, 1)
    form = form_of(opened)
    form.people._change([*form.people.value(), ("fay",)])
    assert bars(page, 1) == before


def test_hours_are_chosen_by_chips_and_typed(opened: Opened) -> None:
    page, _ = opened
    form = form_of(opened, "nights")
    line = form.hours.lines[0]
    line._days[4].click()
    line.opens.selectAll()
    QTest.keyClicks(line.opens, "22")
    spec = page.drafting.spec()
    assert spec is not None
    (found,) = spec.rotations[1].restrictions
    assert (found.days, found.opens[1]) == ((0, 1, 2, 3), time(22))
    QTest.keyClicks(line.opens, ":99")
    assert "is no time of day" in form.hours_field.error
    form.hours._offer(18, 9, (), 4, 0)
    assert form.hours.lines[1].long
    line.opens.selectAll()
    QTest.keyClicks(line.opens, "21:30")
    spec = page.drafting.spec()
    assert spec is not None
    assert len(spec.rotations[1].restrictions) == 2


def test_rotations_come_double_and_go(opened: Opened) -> None:
    page, planning = opened
    planning.open_panel()
    planning.panel.new.click()
    planning.panel.double.click()
    planning.panel.remove.click()
    spec = page.drafting.spec()
    assert spec is not None
    assert [(each.name, each.layer) for each in spec.rotations] == [
        ("weekly", 1),
        ("nights", 2),
        ("rotation", 3),
    ]
    assert [card.text() for card in planning.panel.cards] == ["rotation", "nights", "weekly"]
    for _ in range(3):
        page.drafting.undo()
    assert [card.text() for card in planning.panel.cards] == ["nights", "weekly"]


def test_one_panel_at_a_time_beside_the_grid(opened: Opened, qtbot: QtBot) -> None:
    page, planning = opened
    balance = page.findChild(BalancePanel)
    assert isinstance(balance, BalancePanel)
    page.grid.setFocus()
    for panels in ((planning.panel,), (balance, planning.panel), (planning.panel, balance)):
        for panel in panels:
            qtbot.keyClick(page.grid, Qt.Key.Key_E if panel is planning.panel else Qt.Key.Key_B)
            assert [planning.panel.isVisible(), balance.isVisible()] == [
                panel is planning.panel,
                panel is balance,
            ]
            assert not page.carried.isVisible()
        for panel in (balance, planning.panel):
            if panel.isVisible():
                panel.leave()
        assert page.carried.isVisible()
        assert not balance.isVisible()
        assert not planning.panel.isVisible()


def test_every_control_says_what_it_is(opened: Opened) -> None:
    form = form_of(opened, "nights")
    assert form.rhythm.every.accessibleName() == "Turn length"
    assert form.rhythm.at.accessibleName() == "Hand-off time"
    assert form.hours.lines[0]._days[0].accessibleName() == "Monday"
    assert form.people.rows[0].accessibleName() == "Turn 1 of 2: Gus Tanaka"
    _, planning = opened
    planning.panel.show_list()
    words = "weekly, Each week, Mon 09:00, Ana, Ben, Cy, Dan, Eva"
    assert planning.panel.cards[1].accessibleName() == words


def test_settings_are_steps_too(opened: Opened, qtbot: QtBot) -> None:
    page, planning = opened
    planning.open_settings()
    form = planning.panel.settings
    qtbot.waitUntil(lambda: form._offers is not None)
    form.limits.nights.setValue(3)
    form.country.chosen.emit("DE")
    form.name.selectAll()
    QTest.keyClicks(form.name, "secondary")
    assert "already a schedule" in form.form.fields["name"].error
    spec = page.drafting.spec()
    assert spec is not None
    assert (spec.limits.nights_running, spec.holidays) == (3, "DE")
    assert spec.name != "secondary"
    page.drafting.undo()
    page.drafting.undo()
    assert form.country.value() == "ES"


def test_limits_keep_what_is_not_touched(qtbot: QtBot) -> None:
    fields = LimitFields()
    qtbot.addWidget(fields)
    limits = Limits(rest=timedelta(hours=10, minutes=30))
    fields.set_value(limits)
    fields.days.setValue(9)
    assert fields.value() == replace(limits, days_running=9)
    fields.rest.setValue(9)
    assert fields.value().rest == timedelta(hours=9)


def test_a_draft_survives_the_desktop(opened: Opened, night: Night, qtbot: QtBot) -> None:
    page, _ = opened
    form = form_of(opened)
    form.layer.setValue(4)
    ident = page.drafting.schedule
    assert ident is not None
    qtbot.waitUntil(lambda: draft_of(night.store, ident, "ana") is not None)
    again = bridge_on(night.store, "ana", night.people["ana"])
    other, planning = shown(again, qtbot)
    qtbot.waitUntil(lambda: other.drafting.draft() is not None)
    assert other.drafting.can_undo == "layer of weekly"
    qtbot.waitUntil(planning.bar.isVisible)
    other.drafting.undo()
    qtbot.waitUntil(lambda: draft_of(night.store, ident, "ana").at == 0)  # type: ignore[union-attr]
    again.close()


def test_who_is_deleted_leaves_the_draft(opened: Opened, night: Night, qtbot: QtBot) -> None:
    page, planning = opened
    spec = PersonSpec("zed", "Zed Young")
    ident = save_person(night.store, spec, night.actor("ben"))
    qtbot.waitUntil(lambda: "zed" in page.boards[0].idents)
    form = form_of(opened)
    form.people._change([*form.people.value(), ("zed",)])
    assert page.drafting.draft() is not None
    remove_person(night.store, ident, night.actor("ben"))
    qtbot.waitUntil(lambda: "zed" not in page.boards[0].idents)
    assert planning.toast.accessibleName() == "zed is gone, and was taken out of the draft."
    assert ("zed",) not in form.people.value()


def test_discard_can_be_undone(opened: Opened, night: Night, qtbot: QtBot) -> None:
    page, planning = opened
    form_of(opened).layer.setValue(4)
    ident = page.drafting.schedule
    assert ident is not None
    planning.bar.drop.click()
    assert page.drafting.draft() is None
    assert not planning.bar.isVisible()
    page.drafting.keep()
    qtbot.waitUntil(lambda: draft_of(night.store, ident, "ana") is None)
    planning.toast._button.click()
    assert page.drafting.can_undo == "layer of weekly"


def test_who_else_drafts_is_said(opened: Opened, night: Night, qtbot: QtBot) -> None:
    page, planning = opened
    ben = bridge_on(night.store, "ben", night.people["ben"])
    other, _ = shown(ben, qtbot)
    board = other.drafting.board()
    assert board is not None
    other.drafting.apply("one", replace(board.stored, holidays="FR"))
    other.drafting.keep()
    qtbot.waitUntil(planning.bar.others.isVisible)
    said = planning.bar.others.accessibleName()
    assert said.startswith("Ben is drafting too. 1 change so far")
    other.drafting.discard()
    other.drafting.keep()
    qtbot.waitUntil(lambda: not planning.bar.others.isVisible())
    assert page.drafting.draft() is None
    ben.close()


def test_the_palette_knows_what_can_be_done_now(opened: Opened, qtbot: QtBot) -> None:
    page, planning = opened
    found = deeds(page)
    assert not found["rota.edit"].hindered()
    assert found["rota.publish"].hindered()
    found["rota.edit"].run()
    assert planning.panel.isVisible()
    form_of(opened).layer.setValue(4)
    assert not found["rota.undo"].hindered()
    assert found["rota.redo"].hindered()
    found["rota.undo"].run()
    assert not found["rota.redo"].hindered()
    found["rota.redo"].run()
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    doing = planning.publishing
    qtbot.waitUntil(lambda: doing.sheet is not None and doing.sheet.isVisible())
