"""What a colleague sets while a question about that very field is open is said, never overwritten
without a word."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.operations import incident, role, task
from app.queries.incident_detail import detail
from models.kinds import Category, Role, Severity, Urgency
from tests.night import Night
from tests.ui.incident_popups import CASES, HERE, both_of, facts_page, last, picks
from ui.bridge import Bridge
from ui.incidents.ask_popup import AskPopup
from ui.incidents.page import IncidentsPage
from ui.incidents.title_edit import TitleEdit

Theirs = dict[str, object]
QUESTIONS: dict[str, tuple[Theirs, str]] = {  # what Ben sets while it is open, and what is typed
    "impact": ({"impact": "Some"}, "Nobody finds it"),
    "began": ({}, "2026-11-23 09:00"),
    "customers": ({"customers": 9}, "120"),
    "regions": ({"regions": ["APAC"]}, "EU, US"),
    "number": ({"custom": {"Lost": 3.5}}, "12"),
}
LISTS: dict[str, tuple[Theirs, str]] = {
    "severity": ({"severity": Severity.SEV1}, "the severity"),
    "service": ({}, "the service"),
    "category": ({"category": list(Category)[1]}, "the category"),
    "urgency": ({"urgency": Urgency.LOW}, "the urgency"),
    "choice": ({"custom": {"Plan": "free"}}, "“Plan”"),
}


@pytest.fixture
def page(night: Night, ana: Bridge, qtbot: QtBot) -> IncidentsPage:
    """The search incident and its facts; the team has fields of its own."""
    return facts_page(night, ana, qtbot)


def ben_sets(page: IncidentsPage, night: Night, qtbot: QtBot, theirs: Theirs) -> None:
    """While it is open; the page has heard of it."""
    version = incident.change(night.store, HERE, night.actor("ben"), None, **theirs)
    qtbot.waitUntil(lambda: version_of(page) >= version)


def version_of(page: IncidentsPage) -> int:
    """Of what is on the screen."""
    return page.detail.shown.detail.row.version if page.detail.shown is not None else 0


def question(page: IncidentsPage, night: Night, case: str, typed: str = "") -> AskPopup:
    """Open, and maybe typed into."""
    CASES[case][0](page, night)
    popup = last(AskPopup, page)
    assert isinstance(popup, AskPopup)
    if typed:
        popup._type(typed)
    return popup


def set_by_ben(night: Night, case: str) -> Theirs:
    """In numbers of this night."""
    began = {"impact_started_at": night.clock.now() - timedelta(hours=3)}
    return began if case == "began" else QUESTIONS[case][0]


@pytest.mark.parametrize("case", QUESTIONS)
def test_a_question_nobody_typed_into_goes_with_the_incident(
    page: IncidentsPage, night: Night, qtbot: QtBot, case: str
) -> None:
    popup = question(page, night, case)
    before = popup.words()
    ben_sets(page, night, qtbot, set_by_ben(night, case))
    assert popup.moved.text() == f"Ben set it to “{popup.words()}” meanwhile."
    assert popup.words() != before
    assert popup.theirs.isHidden()
    after = detail(night.store, HERE).row.version
    popup.answer()
    qtbot.waitUntil(lambda: not isValid(popup))
    assert detail(night.store, HERE).row.version == after  # it says what Ben said


@pytest.mark.parametrize("case", QUESTIONS)
def test_a_question_keeps_what_was_typed_and_says_what_a_colleague_set(
    page: IncidentsPage, night: Night, qtbot: QtBot, case: str
) -> None:
    popup = question(page, night, case, QUESTIONS[case][1])
    mine = popup.words()
    ben_sets(page, night, qtbot, set_by_ben(night, case))
    told = popup.moved.text()
    assert told.startswith("Ben set it to “")
    assert popup.words() == mine
    assert popup._act.text() == "Keep mine"
    popup.theirs.click()
    assert popup.words() in told
    assert popup._act.text() == "Save"
    popup._type(mine)
    popup.answer()
    qtbot.waitUntil(lambda: CASES[case][2](detail(night.store, HERE), night))
    assert page.detail.news.bar is None


def test_a_question_about_what_a_colleague_emptied_says_so(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    incident.change(night.store, HERE, night.actor("ana"), None, impact="All")
    qtbot.waitUntil(lambda: page.facts.facts.impact.text == "All")
    popup = question(page, night, "impact")
    ben_sets(page, night, qtbot, {"impact": ""})
    assert popup.moved.text() == "Ben emptied it meanwhile."
    assert popup.words() == ""


def test_a_question_is_in_nobodys_way_who_changes_something_else(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    popup = question(page, night, "impact", "Nobody finds it")
    ben_sets(page, night, qtbot, {"customers": 9})
    assert popup.moved.isHidden()
    popup.answer()
    qtbot.waitUntil(lambda: detail(night.store, HERE).impact == "Nobody finds it")
    assert page.detail.news.bar is None


@pytest.mark.parametrize("case", LISTS)
def test_what_a_colleague_set_while_a_list_was_open_is_not_overwritten_without_a_word(
    page: IncidentsPage, night: Night, qtbot: QtBot, case: str
) -> None:
    ask, answer, told = CASES[case]
    theirs, what = LISTS[case]
    ask(page, night)
    if case == "severity":
        assert page.detail.head.severity._menu.isVisible()
    ben_sets(page, night, qtbot, theirs or {"service": night.services["web"]})
    before = detail(night.store, HERE)
    answer(page, night)
    qtbot.waitUntil(lambda: page.detail.news.bar is not None)
    assert page.detail.news.bar is not None
    said = page.detail.news.bar.accessibleName()
    assert said.startswith(f"Ben changed {what} a moment ago. Yours (")
    assert detail(night.store, HERE).row == before.row
    buttons = page.detail.news.findChildren(QAbstractButton)
    next(each for each in buttons if each.text() == "Save mine").click()
    qtbot.waitUntil(lambda: told(detail(night.store, HERE), night))


def test_none_of_several_takes_away_only_what_was_seen(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    incident.change(night.store, HERE, night.actor("ana"), None, custom={"Zones": ["a"]})
    qtbot.waitUntil(lambda: page.facts.facts.own._own["Zones"].text == "a")
    page.facts.facts.own._ask_own("Zones")
    ben_sets(page, night, qtbot, {"custom": {"Zones": ["a", "c"]}})
    picks(lambda _: None)(page, night)
    qtbot.waitUntil(lambda: both_of(night) == {"c"})
    page.facts.facts.own._ask_own("Zones")
    picks(lambda _: None)(page, night)
    qtbot.waitUntil(lambda: both_of(night) == set())


def test_nobody_takes_a_role_only_from_those_who_were_seen_to_have_it(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    by, ana, ben = night.actor("ben"), night.people["ana"], night.people["ben"]
    role.assign(night.store, HERE, Role.EXPERT, ana, by)
    qtbot.waitUntil(lambda: page.facts.facts._holding(Role.EXPERT) == {ana})
    page.facts.facts._choose_role(Role.EXPERT, None)
    role.assign(night.store, HERE, Role.EXPERT, ben, by)
    qtbot.waitUntil(lambda: page.facts.facts._holding(Role.EXPERT) == {ana, ben})
    picks(lambda _: None)(page, night)
    qtbot.waitUntil(lambda: page.facts.facts._holding(Role.EXPERT) == {ben})


def test_a_role_that_a_colleague_gave_meanwhile_is_not_taken_without_a_word(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    facts, ana, ben = page.facts.facts, night.people["ana"], night.people["ben"]
    facts._choose_role(Role.SCRIBE, None)
    role.assign(night.store, HERE, Role.SCRIBE, ben, night.actor("ben"))
    qtbot.waitUntil(lambda: facts._holding(Role.SCRIBE) == {ben})
    picks(lambda night: night.people["ana"])(page, night)
    qtbot.waitUntil(lambda: page.detail.news.bar is not None)
    assert "is scribe" in told_in(page)
    assert facts._holding(Role.SCRIBE) == {ben}
    save_mine(page)
    qtbot.waitUntil(lambda: facts._holding(Role.SCRIBE) == {ana})
    assert page.detail.news.bar is None


def test_a_task_that_a_colleague_gave_meanwhile_is_not_taken_without_a_word(
    page: IncidentsPage, night: Night, qtbot: QtBot
) -> None:
    card, by = page.facts.tasks, night.actor("ben")
    made = task.add(night.store, HERE, "Call the provider", by)
    qtbot.waitUntil(lambda: made in [each.id for each in card._shown or ()])
    row = next(each for each in card._shown or () if each.id == made)
    card._choose(card, row)
    task.give(night.store, made, night.people["ben"], by)
    picks(lambda night: night.people["ana"])(page, night)
    qtbot.waitUntil(lambda: page.detail.news.bar is not None)
    assert "Call the provider" in told_in(page)
    assert owner(night, made) == night.people["ben"]
    save_mine(page)
    qtbot.waitUntil(lambda: owner(night, made) == night.people["ana"])


def owner(night: Night, ident: int) -> int | None:
    """Whose a task is."""
    return next(each.owner_id for each in detail(night.store, HERE).tasks if each.id == ident)


def told_in(page: IncidentsPage) -> str:
    """What the bar says."""
    assert page.detail.news.bar is not None
    return page.detail.news.bar.accessibleName()


def save_mine(page: IncidentsPage) -> None:
    """As its button does."""
    buttons = page.detail.news.findChildren(QAbstractButton)
    next(each for each in buttons if each.text() == "Save mine").click()


@pytest.mark.parametrize("typed", ["", "Search answers slowly"])
def test_a_title_that_is_edited_says_what_a_colleague_made_of_it(
    page: IncidentsPage, night: Night, qtbot: QtBot, typed: str
) -> None:
    title = page.detail.head.title
    page.edit_title()
    if typed:
        title._edit.setText(typed)
    ben_sets(page, night, qtbot, {"title": "Search is slow"})
    assert title.editing
    assert title._moved.text() == "Ben set it to “Search is slow” meanwhile."
    assert title._edit.text() == (typed or "Search is slow")
    assert title._theirs.isVisible() is bool(typed)
    if typed:
        title._theirs.click()
        assert not title.editing
        assert detail(night.store, HERE).row.title == "Search is slow"


def test_what_nobody_else_made_of_a_title_is_not_offered_as_theirs(qtbot: QtBot) -> None:
    """As from another desktop of whoever types here."""
    title = TitleEdit()
    qtbot.addWidget(title)
    title.show_title("Search is down")
    title.show()
    title.edit()
    title._edit.setText("Search answers slowly")
    title.show_title("Search is slow")
    assert (title._moved.isVisible(), title._theirs.isVisible()) == (False, False)
    title.show_title("Search is back", "Ben set it to “Search is back” meanwhile.")
    assert (title._moved.isVisible(), title._theirs.isVisible()) == (True, True)
    assert title._edit.text() == "Search answers slowly"
