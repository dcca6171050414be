"""Every control of every page is heard: by name, with a role, in its turn, and is seen to have the
focus. The pictures are those of the gallery."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.gallery import page_widgets
from tests.heard import complaints, controls, inner_buttons, name_of, where
from ui.widgets import heard
from ui.widgets.moment import DateTimeField
from ui.widgets.search import SearchField

Maker = Callable[[], QWidget]
PICTURES = {
    "alerts": ("alerts-open",),
    "between": ("between-side",),
    "calendars": ("calendars-subscribe",),
    "card": ("card-several",),
    "guide": ("guide-search",),
    "hand": ("hand-candidates",),
    "incidents": ("incidents-rich", "incidents-declare-filled"),
    "machine": ("machine", "about"),
    "people": ("people-open",),
    "planning": ("planning-rotation-rich",),
}


@pytest.fixture(scope="module", autouse=True)
def _listening() -> Iterator[None]:
    """As with a screen reader."""
    heard.begin()
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.mark.parametrize("page", PICTURES)
def test_every_control_is_heard(page: str, qapp: QApplication) -> None:
    made = dict(import_module(f"tests.gallery.page_{page}").pictures())
    wrong: dict[str, list[str]] = {}
    for name in PICTURES[page]:
        widget = made[name]()
        widget.show()
        for _ in range(4):
            qapp.processEvents()
        assert any(True for _ in controls(widget)), name
        wrong[name] = complaints(widget)
        widget.close()
        widget.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert wrong == {name: [] for name in wrong}


def test_tab_comes_to_every_control_and_is_seen_there(qtbot: QtBot) -> None:
    """On the sheets with one of each widget."""
    unseen: list[str] = []
    for _, maker in page_widgets.pictures():
        sheet = maker()
        qtbot.addWidget(sheet)
        with qtbot.waitExposed(sheet):
            sheet.show()
        sheet.activateWindow()
        unseen += [where(each) for each in _in_turn(sheet) if not _is_seen(each)]
    assert unseen == []


def _in_turn(sheet: QWidget) -> list[QWidget]:
    """What Tab comes to; that it comes to all of them is asserted."""
    turns: set[int] = set()
    step = sheet.nextInFocusChain()
    while step is not sheet:
        turns.add(id(step))
        step = step.nextInFocusChain()
    usable = [each for each in controls(sheet) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert {id(each) for each in usable} <= turns
    return [each for each in usable if each.isEnabled()]


def _is_seen(control: QWidget) -> bool:
    control.clearFocus()
    without = control.window().grab().toImage()
    control.setFocus(Qt.FocusReason.TabFocusReason)
    return control.window().grab().toImage() != without


def test_buttons_inside_of_fields_are_heard(qtbot: QtBot) -> None:
    """As on the sheets with one of each widget, and no other test looks at a date's."""
    found: dict[str, set[str]] = {}
    for field in (DateTimeField(), SearchField("Filter services")):
        qtbot.addWidget(field)
        field.setText("x")
        field.show()
        found[type(field).__name__] = {name_of(each) for each in inner_buttons(field)}
    assert found == {"DateTimeField": {"Calendar"}, "SearchField": {"Filter services", "Clear"}}
