"""What the tests of the people page share."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from app.queries.people import PersonRow, people
from tests.night import Night
from ui.bridge import Bridge
from ui.people.editor import Editor
from ui.people.page import PeoplePage
from ui.people.person_form import PersonForm

Open = Callable[[], PeoplePage]


def opener(ana: Bridge, qtbot: QtBot) -> Open:
    """Opens the page and waits for its answers."""

    def make() -> PeoplePage:
        page = PeoplePage(ana)
        qtbot.addWidget(page)
        page.resize(1170, 780)
        page.show()
        qtbot.waitUntil(lambda: not page._asking and not page._stale and bool(page._zones))
        return page

    return make


def press(page: QWidget, words: str, qtbot: QtBot) -> None:
    """The button with these words, as soon as it is seen."""

    def seen() -> list[QAbstractButton]:
        found = page.findChildren(QAbstractButton)
        return [each for each in found if each.text() == words and each.isVisible()]

    qtbot.waitUntil(lambda: bool(seen()))
    qtbot.mouseClick(seen()[0], Qt.MouseButton.LeftButton)


def editor(page: PeoplePage) -> Editor:
    """The one that is seen."""
    found = page.people.editor
    assert found is not None
    return found


def form(page: PeoplePage) -> PersonForm:
    """Inside it."""
    found = editor(page).form
    assert isinstance(found, PersonForm)
    return found


def go_to(page: PeoplePage, ident: int, qtbot: QtBot) -> PersonForm:
    """Somebody's form, once it was read."""
    page.visit(ident)
    qtbot.waitUntil(lambda: editor(page).ident == ident and editor(page)._base is not None)
    return form(page)


def write(field: QWidget, words: str, qtbot: QtBot) -> None:
    """As a person types, over what stood there."""
    field.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(field, words)


def row(night: Night, name: str) -> PersonRow:
    """As the list would show it."""
    return next(each for each in people(night.store) if each.name == name)
