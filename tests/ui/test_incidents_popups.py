"""What was asked about one incident is written to that one, whatever is on the screen by then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.domain.workspace import FieldSpec
from app.operations import incident
from app.queries.incident_detail import detail, timeline
from app.queries.incident_row import IncidentDetail
from models.kinds import Category, EventKind, Role, Severity, Urgency
from models.kinds_together import FieldKind
from tests import builders
from tests import night as story
from tests.night import Night
from ui.bridge import Bridge
from ui.incidents.ask_popup import AskPopup, LinePopup, MomentPopup, TextPopup
from ui.incidents.confirm_popup import ConfirmPopup
from ui.incidents.page import IncidentsPage
from ui.incidents.row_menu import fill
from ui.widgets.choices import Choice
from ui.widgets.menu import Menu
from ui.widgets.picker import ChoicePopup
from ui.widgets.popup import PopupCard

HERE, THERE = 4, 3  # asked about here, answered while there is on the screen
Ask = Callable[[IncidentsPage, Night], object]
Answer = Callable[[IncidentsPage, Night], object]
Told = Callable[[IncidentDetail, Night], bool]


@pytest.fixture
def page(night: Night, ana: Bridge, qtbot: QtBot) -> IncidentsPage:
    """The search incident and its facts; the team has fields of its own."""
    story.some(night)
    fields = [FieldSpec("Plan", FieldKind.CHOICE, ("free", "paid")),
              FieldSpec("Zones", FieldKind.SEVERAL, ("a", "b", "c")),
              FieldSpec("Lost", FieldKind.NUMBER)]  # fmt: skip
    builders.form(night.store, night.actor("ana"), fields=fields)
    page = IncidentsPage(ana)
    qtbot.addWidget(page)
    page.resize(1170, 900)
    page.show()
    look_at(page, HERE, qtbot)
    qtbot.waitUntil(lambda: bool(page.seat.faces.people and page.facts.facts._services))
    return page


def untouched(night: Night) -> IncidentDetail:
    """The other one, whoever looks at it."""
    found = detail(night.store, THERE)
    return replace(found, together=replace(found.together, present=()), stands_on_it=())


def look_at(page: IncidentsPage, number: int, qtbot: QtBot) -> None:
    """As an alert card, a link or the keyboard leads there, whatever is open."""
    page.open_incident(number)
    qtbot.waitUntil(lambda: page.facts._number == page.detail.head.about == number)


def last(kind: type[QWidget], over: QWidget) -> QWidget:
    """The one that was opened last."""
    return [each for each in over.window().findChildren(kind) if each.isVisible()][-1]


def types(kind: type[AskPopup], words: str) -> Answer:
    """Into the field, and answers."""

    def answer(page: IncidentsPage, _night: Night) -> None:
        popup = last(kind, page)
        assert isinstance(popup, AskPopup)
        if isinstance(popup, TextPopup):
            popup.field.setPlainText(words)
        else:
            popup.editor.setText(words)  # type: ignore[attr-defined]
        popup.answer()

    return answer


def picks(key: Callable[[Night], object]) -> Answer:
    """From the list."""

    def answer(page: IncidentsPage, night: Night) -> None:
        popup = last(ChoicePopup, page)
        assert isinstance(popup, ChoicePopup)
        popup.picked.emit(Choice(key(night), "as chosen"))

    return answer


def chooses(place: int) -> Answer:
    """The entry of the open menu at this place."""

    def answer(page: IncidentsPage, _night: Night) -> None:
        menu = last(Menu, page)
        assert isinstance(menu, Menu)
        action: QAction = menu.actions()[place]
        action.trigger()

    return answer


def escalated(night: Night, number: int) -> bool:
    """Whether somebody asked for the next level."""
    return EventKind.ESCALATED in [each.kind for each in timeline(night.store, number)]


def severity(page: IncidentsPage, _night: Night) -> None:
    """Its menu, as a press opens it."""
    button = page.detail.head.severity
    button._menu.popup(button.mapToGlobal(button.rect().bottomLeft()))


CASES: dict[str, tuple[Ask, Answer, Told]] = {
    "severity": (severity, chooses(3), lambda d, _: d.row.severity is Severity.SEV4),
    "service": (lambda p, _: p.facts.facts._choose_service(), picks(lambda n: n.services["api"]),
                lambda d, _: d.row.service == "api"),
    "affected": (lambda p, _: p.facts.facts._choose_affected(), picks(lambda n: n.services["web"]),
                 lambda d, _: [name for _, name in d.affected] == ["web"]),
    "category": (lambda p, _: p.facts.facts._choose_category(), chooses(0),
                 lambda d, _: d.row.category == next(iter(Category))),
    "urgency": (lambda p, _: p.facts.facts._choose_urgency(), chooses(1),
                lambda d, _: d.row.urgency is list(Urgency)[1]),
    "role": (lambda p, _: p.facts.facts._choose_role(Role.SCRIBE, None),
             picks(lambda n: n.people["eva"]),
             lambda d, _: (Role.SCRIBE, "eva") in [(r.role, r.person) for r in d.roles]),
    "began": (lambda p, _: p.facts.facts._ask_began(), types(MomentPopup, "2026-11-23 09:00"),
              lambda d, _: d.row.impact_started_at is not None),
    "impact": (lambda p, _: p.facts.facts._ask_impact(), types(TextPopup, "Nobody finds it"),
               lambda d, _: d.impact == "Nobody finds it"),
    "customers": (lambda p, _: p.facts.facts.own._ask_customers(), types(LinePopup, "120"),
                  lambda d, _: d.customers == 120),
    "regions": (lambda p, _: p.facts.facts.own._ask_regions(), types(LinePopup, "EU, US"),
                lambda d, _: list(d.regions) == ["EU", "US"]),
    "choice": (lambda p, _: p.facts.facts.own._ask_own("Plan"), picks(lambda _: "paid"),
               lambda d, _: dict(d.custom).get("Plan") == "paid"),
    "number": (lambda p, _: p.facts.facts.own._ask_own("Lost"), types(LinePopup, "12"),
               lambda d, _: dict(d.custom).get("Lost") == 12),
    "resolve": (lambda p, _: p.resolve(), types(TextPopup, "It was the queue"),
                lambda d, _: not d.row.stage.open),
}  # fmt: skip


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


def both_of(night: Night) -> set[object]:
    """What is hit, and the zones."""
    found = detail(night.store, HERE)
    return {ident for ident, _ in found.affected} | set(dict(found.custom).get("Zones") or ())


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
