"""Two people at one form: a bar tells, nothing typed is lost, and what only one touched is kept."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.domain.plain import atop
from app.domain.workspace import ContactSpec, PersonSpec
from app.operations.people import save_person
from app.queries.form import person_form
from tests.night import Night
from tests.ui.people_page import press
from ui.bridge import Bridge
from ui.people.editor import Editor
from ui.people.page import PeoplePage
from ui.people.person_form import PersonForm


@pytest.fixture
def page(ana: Bridge, night: Night, qtbot: QtBot) -> PeoplePage:
    """Fay's form is open."""
    made = PeoplePage(ana)
    qtbot.addWidget(made)
    made.resize(1170, 780)
    made.show()
    made.visit(night.people["fay"])
    qtbot.waitUntil(lambda: made.people.editor is not None and made.people.editor._base is not None)
    return made


def editor(page: PeoplePage) -> Editor:
    """The one that is open."""
    assert page.people.editor is not None
    return page.people.editor


def form(page: PeoplePage) -> PersonForm:
    """Inside it."""
    found = editor(page).form
    assert isinstance(found, PersonForm)
    return found


def spec(night: Night) -> PersonSpec:
    """Fay as stored."""
    found = person_form(night.store, night.people["fay"])
    assert found is not None
    return found.spec


def ben_says(night: Night, **changes: object) -> None:
    """Somebody else saves Fay."""
    fresh = replace(spec(night), **changes)  # type: ignore[arg-type]
    save_person(night.store, fresh, night.actor("ben"), ident=night.people["fay"])


def test_without_typing_the_form_follows(page: PeoplePage, night: Night, qtbot: QtBot) -> None:
    ben_says(night, full_name="Fay Rossi")
    qtbot.waitUntil(lambda: form(page).full_name.text() == "Fay Rossi")
    assert editor(page).news.bar is None


def test_news_leaves_what_is_typed_alone(page: PeoplePage, night: Night, qtbot: QtBot) -> None:
    qtbot.keyClicks(form(page).full_name, " Sol")
    ben_says(night, email="fay@rossi.example")
    qtbot.waitUntil(lambda: editor(page).news.bar is not None)
    assert form(page).full_name.text() == "Fay Marchetti Sol"
    press(editor(page), "Save mine", qtbot)
    qtbot.waitUntil(lambda: spec(night).full_name == "Fay Marchetti Sol")
    assert spec(night).email == "fay@rossi.example"


def test_a_conflict_at_saving_keeps_typing(page: PeoplePage, night: Night, qtbot: QtBot) -> None:
    page._bridge.changed.disconnect()
    qtbot.keyClicks(form(page).full_name, " Sol")
    ben_says(night, full_name="Fay Rossi")
    press(editor(page), "Save", qtbot)
    qtbot.waitUntil(lambda: editor(page).news.bar is not None)
    assert form(page).full_name.text() == "Fay Marchetti Sol"
    assert form(page).isEnabled()
    assert spec(night).full_name == "Fay Rossi"
    press(editor(page), "Show theirs", qtbot)
    qtbot.waitUntil(lambda: form(page).full_name.text() == "Fay Rossi")


def test_our_own_saving_is_no_conflict(page: PeoplePage, night: Night, qtbot: QtBot) -> None:
    qtbot.keyClicks(form(page).full_name, " Sol")
    press(editor(page), "Save", qtbot)
    qtbot.waitUntil(lambda: spec(night).full_name.endswith("Sol") and not editor(page).dirty())
    qtbot.wait(80)
    assert editor(page).news.bar is None
    assert form(page).full_name.text() == "Fay Marchetti Sol"


def test_only_what_i_changed_is_mine() -> None:
    base = PersonSpec("fay", "Fay", "", contacts=(ContactSpec("mail", None),))
    mine = replace(base, full_name="Fay Sol")
    theirs = replace(base, email="fay@example.org", full_name="Fay Rossi")
    assert atop(base, mine, theirs) == replace(theirs, full_name="Fay Sol")
