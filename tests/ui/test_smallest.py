"""The smallest window: a screen of 1280 x 800 at 200 % is 640 wide. Each page becomes so narrow,
and what does not fit folds away instead of being cut."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from tests.looks import cut
from ui.bridge import Bridge
from ui.places import Places
from ui.playbooks.page import PlaybooksPage
from ui.policies.page import PoliciesPage
from ui.schedules.page import SchedulesPage
from ui.shell.window import ShellWindow
from ui.widgets.text import Text
from ui.workflows.page import WorkflowsPage

WIDE, PAGE = 640, 584  # of the window, and of a page beside the folded sidebar


def test_every_page_fits_into_the_smallest_window(ana: Bridge, qtbot: QtBot) -> None:
    window = ShellWindow()
    qtbot.addWidget(window)
    places = Places(window)
    places.bridge = ana
    window.sidebar.fold(True)
    window.show()
    for page in window.stack.pages():
        made = window.show_page(page.key)
        least = made.minimumWidth() or made.minimumSizeHint().width()
        assert least <= PAGE, page.key
    assert window.minimumSizeHint().width() <= WIDE


def test_the_preview_of_a_playbook_waits_behind_its_text(ana: Bridge, qtbot: QtBot) -> None:
    page = PlaybooksPage(ana)
    qtbot.addWidget(page)
    page.resize(1170, 780)
    page.show()
    qtbot.waitUntil(lambda: page.editor.book is not None)
    editor = page.editor
    assert not editor.eye.isVisible()
    assert editor.field.isVisible()
    assert editor.preview.isVisible()
    page.resize(PAGE, 360)
    qtbot.waitUntil(editor.eye.isVisible)
    assert editor.field.isVisible()
    assert not editor.preview.isVisible()
    qtbot.mouseClick(editor.eye, Qt.MouseButton.LeftButton)
    assert editor.preview.isVisible()
    assert not editor.field.isVisible()
    page.resize(1170, 780)
    qtbot.waitUntil(lambda: not editor.folded)
    assert editor.field.isVisible()
    assert editor.preview.isVisible()
    assert not editor.eye.isVisible()


def test_a_rota_keeps_its_people_beside_the_grid_where_there_is_no_room_below(
    ana: Bridge, qtbot: QtBot
) -> None:
    page = SchedulesPage(ana)
    qtbot.addWidget(page)
    page.resize(PAGE, 360)
    page.show()
    qtbot.waitUntil(lambda: page.seen is not None)
    grid, people = page.grid, page.carried
    corner = QPoint()
    qtbot.waitUntil(
        lambda: people.mapTo(page, corner).x() >= grid.mapTo(page, corner).x() + grid.width()
    )
    assert page.surface.scroller.viewport().width() >= grid.minimumSizeHint().width()
    page.surface.widen(20)
    assert not grid.isVisible()
    page.surface.widen()
    assert grid.isVisible()


def test_a_condition_has_room_in_a_narrow_form(ana: Bridge, qtbot: QtBot) -> None:
    page = WorkflowsPage(ana)
    qtbot.addWidget(page)
    page.resize(PAGE, 360)
    page.show()
    qtbot.waitUntil(lambda: page.desk.row is not None)
    area = page.desk.stack.currentWidget()
    assert isinstance(area, QScrollArea)
    qtbot.waitUntil(lambda: area.widget().width() <= area.viewport().width())


def test_the_names_of_a_whole_team_need_a_second_line(ana: Bridge, qtbot: QtBot) -> None:
    page = PoliciesPage(ana)
    qtbot.addWidget(page)
    page.resize(PAGE, 360)
    page.show()
    qtbot.waitUntil(lambda: bool(page.cards))
    named = [each for each in page.findChildren(Text) if "Ana Ruiz, Ben Okafor" in each.text()]
    assert named
    qtbot.waitUntil(lambda: cut(page) == [])
