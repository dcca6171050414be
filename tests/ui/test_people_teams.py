"""Teams on the second tab, the first step of an empty page, and a test message to a contact."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from app.operations.people import save_person
from app.queries.form import person_form
from app.queries.team import teams
from app.store import Store, open_store
from tests.desk import bridge_on
from tests.night import Night
from tests.ui.people_page import press
from ui.bridge import Bridge
from ui.people.page import PeoplePage
from ui.people.person_form import PersonForm
from ui.people.team_form import TeamForm
from ui.theme.current import Scheme, Theme

Show = Callable[..., PeoplePage]


@pytest.fixture
def shown(qtbot: QtBot) -> Show:
    """A page with its answers."""

    def make(bridge: Bridge, width: int = 1170) -> PeoplePage:
        page = PeoplePage(bridge)
        qtbot.addWidget(page)
        page.resize(width, 780)
        page.show()
        qtbot.waitUntil(lambda: not page._asking and not page._stale and bool(page._zones))
        return page

    return make


@pytest.fixture
def empty(sqlite_url: str) -> Iterator[Store]:
    """Nobody yet."""
    store = open_store(sqlite_url, durable=False)
    yield store
    store.close()


def form(page: PeoplePage) -> TeamForm:
    """The one that is open."""
    assert page.teams.editor is not None
    found = page.teams.editor.form
    assert isinstance(found, TeamForm)
    return found


def test_a_team_is_made(shown: Show, ana: Bridge, night: Night, qtbot: QtBot) -> None:
    page = shown(ana)
    page.visit("teams")
    press(page, "Make a team", qtbot)
    qtbot.keyClicks(form(page).handle, "payments")
    form(page).members.set_value(["ana", "ben"])
    form(page).managers.set_value(["cy"])
    press(page, "Save", qtbot)
    qtbot.waitUntil(lambda: page.teams.table.rowCount() == 4)
    made = next(team for team in teams(night.store) if team.name == "payments")
    assert (made.members, made.managers) == (("ana", "ben"), ("cy",))


def test_a_team_without_a_handle(shown: Show, ana: Bridge, qtbot: QtBot) -> None:
    page = shown(ana)
    page.visit("teams")
    press(page, "Make a team", qtbot)
    qtbot.keyClicks(form(page).handle, "On Call")
    press(page, "Save", qtbot)
    field = form(page).form.fields["name"]
    qtbot.waitUntil(lambda: field.error.startswith("'On Call' is no handle"))


def test_an_empty_page_offers_the_first_step(shown: Show, empty: Store, qtbot: QtBot) -> None:
    bridge = bridge_on(empty)
    page = shown(bridge)
    with qtbot.waitSignal(page.sample_wanted):
        press(page, "Load a sample team", qtbot)
    press(page.people, "Add a person", qtbot)
    assert page.people.editor is not None
    assert isinstance(page.people.editor.form, PersonForm)
    press(page, "Cancel", qtbot)
    assert page.people._whole.currentIndex() == 1
    bridge.close()


def test_a_contact_is_tried(shown: Show, ana: Bridge, night: Night, qtbot: QtBot) -> None:
    page = shown(ana)
    page.visit(night.people["ana"])
    qtbot.waitUntil(lambda: page.people.editor is not None and bool(page.people.editor._base))
    assert page.people.editor is not None
    person = page.people.editor.form
    assert isinstance(person, PersonForm)
    person.contacts.all[0].show_address()
    qtbot.keyClicks(person.contacts.all[0].address, "json://127.0.0.1:9/secret-path")
    press(page, "Save", qtbot)
    qtbot.waitUntil(lambda: person.contacts.all[0].tag.text == "json")
    press(person.contacts.all[0], "Send a test", qtbot)
    qtbot.waitUntil(lambda: person.contacts.all[0].told.startswith("json: "))
    assert "secret-path" not in person.contacts.all[0].told


@pytest.mark.parametrize("width", [660, 1170])
@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_nothing_is_cut_off(
    shown: Show, ana: Bridge, night: Night, worn: Theme, qtbot: QtBot, width: int, scheme: Scheme
) -> None:
    worn.wear(scheme)
    page = shown(ana, width)
    page.visit(night.people["ana"])
    qtbot.waitUntil(lambda: page.people.editor is not None and bool(page.people.editor._base))
    editor = page.people.editor
    assert editor is not None
    editor._tell_conflict()
    qtbot.waitUntil(editor.news.isVisible)
    assert page.width() == width
    for part in editor.form.findChildren(QAbstractButton):
        if part.isVisible():
            right = part.mapTo(editor, part.rect().topRight()).x()
            assert right < editor.width(), part.accessibleName() or part.text()


def test_everything_has_a_name(shown: Show, ana: Bridge, night: Night, qtbot: QtBot) -> None:
    page = shown(ana)
    page.visit(night.people["ana"])
    qtbot.waitUntil(lambda: page.people.editor is not None and bool(page.people.editor._base))
    assert page.people.editor is not None
    for part in page.people.editor.findChildren(QWidget):
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            named = part.accessibleName() or getattr(part, "text", str)()
            assert named, type(part).__name__


def test_a_new_line_and_a_wrong_one_are_scrolled_to(
    shown: Show, ana: Bridge, night: Night, qtbot: QtBot
) -> None:
    page = shown(ana)
    page.resize(900, 420)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.visit(night.people["ana"])
    qtbot.waitUntil(lambda: page.people.editor is not None and bool(page.people.editor._base))
    editor = page.people.editor
    assert editor is not None
    assert isinstance(editor.form, PersonForm)
    editor.form.add_away()
    away = editor.form.away.all[-1]
    qtbot.waitUntil(lambda: not away.start.visibleRegion().isEmpty())
    qtbot.keyClicks(away.start, "some day")
    editor._room.verticalScrollBar().setValue(0)
    editor.form.full_name.setFocus()
    press(page, "Save", qtbot)
    qtbot.waitUntil(away.start.hasFocus)
    qtbot.waitUntil(lambda: not away.start.visibleRegion().isEmpty())
    assert away.told.startswith("When from")


def test_a_renamed_member_stays_in_the_open_team(
    shown: Show, ana: Bridge, night: Night, qtbot: QtBot
) -> None:
    page = shown(ana)
    page.visit("teams")
    page.teams.view.choose_first()
    qtbot.waitUntil(lambda: page.teams.editor is not None and bool(page.teams.editor._base))
    found = person_form(night.store, night.people["eva"])
    assert found is not None
    renamed = replace(found.spec, name="evita")
    save_person(night.store, renamed, night.actor("ben"), ident=found.ident)
    qtbot.waitUntil(lambda: "evita" in form(page).members.value())
