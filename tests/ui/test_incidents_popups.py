"""What was asked about one incident is written to that one, whatever is on the screen by then."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.operations import incident
from app.queries.incident_detail import detail, timeline
from models.kinds import EventKind
from tests.night import Night
from tests.ui.incident_popups import (
    CASES,
    HERE,
    THERE,
    both_of,
    facts_page,
    last,
    look_at,
    picks,
    types,
    untouched,
)
from ui.bridge import Bridge
from ui.incidents.ask_popup import LinePopup, MomentPopup, TextPopup
from ui.incidents.confirm_popup import ConfirmPopup
from ui.incidents.page import IncidentsPage
from ui.incidents.row_menu import fill
from ui.widgets.menu import Menu
from ui.widgets.picker import ChoicePopup
from ui.widgets.popup import PopupCard


@pytest.fixture
def page(night: Night, ana: Bridge, qtbot: QtBot) -> IncidentsPage:
    """The search incident and its facts; the team has fields of its own."""
    return facts_page(night, ana, qtbot)


def escalated(night: Night, number: int) -> bool:
    """Whether somebody asked for the next level."""
    return EventKind.ESCALATED in [each.kind for each in timeline(night.store, number)]


@pytest.mark.parametrize("case", CASES)
def test_an_answer_goes_where_it_was_asked(
    page: IncidentsPage, night: Night, qtbot: QtBot, case: str
) -> None:
    ask, answer, told = CASES[case]
    before = untouched(night)
    assert not told(detail(night.store, HERE), night)
    ask(page, night)
    look_at(page, THERE, qtbot)
    answer(page, night)
    qtbot.waitUntil(lambda: told(detail(night.store, HERE), night))
    assert untouched(night) == before


@pytest.mark.parametrize("words", ["Resolve…", "Page the next level now"])
@pytest.mark.parametrize("key", [False, True])
def test_an_act_of_a_row_is_done_to_it_while_the_head_shows_another(
    page: IncidentsPage, night: Night, qtbot: QtBot, words: str, key: bool
) -> None:
    before, menu = untouched(night), Menu(parent=page)
    look_at(page, THERE, qtbot)
    page.open_incident(HERE)  # whose answer is not in yet
    assert page.detail.head.about == THERE
    fill(page, menu, [detail(night.store, HERE).row])
    if key:
        (page.resolve if words == "Resolve…" else page.escalate)()
    else:
        next(each for each in menu.actions() if each.text().startswith(words)).trigger()
    popup = last(PopupCard, page)
    assert f"#{HERE}" in popup.accessibleName()
    if isinstance(popup, ConfirmPopup):
        popup.go()
        qtbot.waitUntil(lambda: escalated(night, HERE))
        assert not escalated(night, THERE)
    else:
        types(TextPopup, "It was the queue")(page, night)
        qtbot.waitUntil(lambda: not detail(night.store, HERE).row.stage.open)
    assert untouched(night) == before


def test_no_title_is_edited_that_belongs_to_another(page: IncidentsPage, qtbot: QtBot) -> None:
    page.open_incident(THERE)  # whose answer is not in yet
    page.edit_title()
    assert not page.detail.head.title.editing
    qtbot.waitUntil(lambda: page.detail.head.about == THERE)
    page.edit_title()
    assert page.detail.head.title.editing


@pytest.mark.parametrize("case", ["affected", "Zones"])
@pytest.mark.parametrize("then", ["heard", "unheard", "elsewhere"])
def test_what_a_colleague_adds_while_the_list_is_open_stays(
    page: IncidentsPage, night: Night, qtbot: QtBot, case: str, then: str
) -> None:
    facts, ben = page.facts.facts, night.actor("ben")
    web, api = night.services["web"], night.services["api"]
    affected = case == "affected"
    _ = facts._choose_affected() if affected else facts.own._ask_own("Zones")
    if then == "unheard":
        page._bridge.changed.disconnect()
    elif then == "elsewhere":
        look_at(page, THERE, qtbot)
    theirs: dict[str, object] = {"affected": (web,)} if affected else {"custom": {"Zones": ["a"]}}
    incident.change(night.store, HERE, ben, None, **theirs)
    if then == "heard":
        qtbot.waitUntil(lambda: (facts.affected if affected else facts.own._own["Zones"]).text in
                                ("web", "a"))  # fmt: skip
    picks(lambda _: api if affected else "c")(page, night)
    qtbot.waitUntil(lambda: both_of(night) == ({web, api} if affected else {"a", "c"}))
    assert page.detail.news.bar is None


def test_help_is_called_to_where_it_was_asked(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    page.facts.help.choose()
    look_at(page, THERE, qtbot)
    qtbot.waitUntil(lambda: bool([each for each in page.findChildren(ChoicePopup)
                                  if each.isVisible()]))  # fmt: skip
    picks(lambda _: "person:eva")(page, night)
    types(LinePopup, "The index")(page, night)
    qtbot.waitUntil(lambda: bool(detail(night.store, HERE).together.responders))
    assert not detail(night.store, THERE).together.responders


def test_a_typed_task_waits_at_its_incident(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    page.facts.tasks.field.setText("Ask the vendor")
    look_at(page, THERE, qtbot)
    assert page.facts.tasks.field.text() == ""
    look_at(page, HERE, qtbot)
    assert page.facts.tasks.field.text() == "Ask the vendor"
    page.facts.tasks._add()
    look_at(page, THERE, qtbot)
    qtbot.waitUntil(lambda: bool(detail(night.store, HERE).tasks))
    assert not detail(night.store, THERE).tasks
    look_at(page, HERE, qtbot)
    qtbot.waitUntil(lambda: page.facts.tasks.field.text() == "")


def test_what_is_typed_while_a_task_is_stored_waits_too(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    tasks = page.facts.tasks
    tasks.field.setText("Ask the vendor")
    tasks._add()
    tasks.field.setText("Write to the customers")
    look_at(page, THERE, qtbot)
    qtbot.waitUntil(lambda: bool(detail(night.store, HERE).tasks))
    tasks.clear_field(HERE, "Ask the vendor")  # what the writer's answer does, however late
    look_at(page, HERE, qtbot)
    assert tasks.field.text() == "Write to the customers"
    tasks.field.clear()
    look_at(page, THERE, qtbot)
    assert tasks._typed == {}


def test_the_time_and_the_files_of_a_note_wait_at_their_incident(
    page: IncidentsPage, night: Night, qtbot: QtBot, tmp_path: Path
) -> None:
    composer = page.detail.composer
    composer.ask_when()
    look_at(page, THERE, qtbot)
    popup = last(MomentPopup, page)
    assert isinstance(popup, MomentPopup)
    popup.field.set_value(night.clock.now() - timedelta(minutes=20))
    popup.answer()
    file = tmp_path / "a.txt"
    file.write_text("x")
    composer.given.take_files([file], str(HERE))
    assert (composer.given.at, composer.given.files) == (None, [])
    look_at(page, HERE, qtbot)
    assert composer.given.at is not None
    assert [each.name for each in composer.given.files] == ["a.txt"]


def test_what_was_offered_for_another_is_offered_no_more(page: IncidentsPage, qtbot: QtBot) -> None:
    """Tags and the rare acts speak of what is on the screen."""
    page.facts.facts.tags.open()
    popup, menu = page.facts.facts.tags.popup, page.detail.head._menu
    assert popup is not None
    assert popup.isVisible()
    menu.popup(page.mapToGlobal(page.rect().center()))
    look_at(page, THERE, qtbot)
    assert not menu.isVisible()
    assert not popup.isVisible()


def test_somebody_faster_where_nobody_looks_is_overruled_when_said(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    page.facts.facts._ask_impact()
    look_at(page, THERE, qtbot)
    incident.change(night.store, HERE, night.actor("ben"), None, impact="Some")
    popup = last(TextPopup, page)
    assert isinstance(popup, TextPopup)
    types(TextPopup, "All")(page, night)
    qtbot.waitUntil(lambda: popup.late)
    assert detail(night.store, HERE).impact == "Some"
    popup.answer()
    qtbot.waitUntil(lambda: detail(night.store, HERE).impact == "All")
    assert detail(night.store, THERE).impact == ""
