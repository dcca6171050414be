"""People, teams, workflows, follow-ups and problems give back what was typed and not saved, but for
secrets."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.domain.workflow import Action, StepSpec, Trigger, When, WorkflowSpec
from app.domain.workspace import PersonSpec
from app.operations.people import save_person
from app.operations.workflow import save_workflow
from app.queries.form import person_form
from app.queries.workflow import workflow
from models.kinds_learn import Priority, ProblemState
from tests.night import Night
from tests.ui.incident_page import button
from tests.ui.killing import BACK, CHANGED, end_all, killed, news, shown
from tests.ui.test_drafts import on_disk
from tests.ui.test_tasks import some
from ui.bridge import Bridge
from ui.people.editor import Editor
from ui.people.page import PeoplePage
from ui.people.person_form import PersonForm
from ui.people.team_form import TeamForm
from ui.tasks.page import FollowupsPage
from ui.tasks.problems_page import ProblemsPage
from ui.workflows.page import WorkflowsPage


@pytest.fixture(autouse=True)
def _ends() -> Iterator[None]:
    yield
    end_all()


def person_editor(night: Night, ana: Bridge, qtbot: QtBot) -> tuple[Editor, PersonForm]:
    page = shown(PeoplePage(ana))
    page.visit(night.people["fay"])
    qtbot.waitUntil(lambda: page.people.editor is not None and page.people.editor._base is not None)
    editor = page.people.editor
    assert editor is not None
    assert isinstance(editor.form, PersonForm)
    return editor, editor.form


def fay(night: Night) -> PersonSpec:
    found = person_form(night.store, night.people["fay"])
    assert found is not None
    return found.spec


def test_a_person_comes_back_without_any_address(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    editor, form = person_editor(night, ana, qtbot)
    form.full_name.clear()
    qtbot.keyClicks(form.full_name, "Fay Rossi")
    form.contacts.all[0].show_address()
    qtbot.keyClicks(form.contacts.all[0].address, "ntfy://replaced-secret")
    form._add_contact()
    fresh = form.contacts.all[-1]
    qtbot.keyClicks(fresh.name, "pager")
    qtbot.keyClicks(fresh.address, "ntfy://brand-new-secret")
    killed(editor.window())
    assert on_disk("Fay Rossi")
    assert on_disk("pager")
    assert not on_disk("secret")
    again, form = person_editor(night, ana, qtbot)
    assert form.full_name.text() == "Fay Rossi"
    assert form.contacts.all[-1].named() == "pager"
    assert form.contacts.all[-1].address.text() == ""
    assert form.contacts.all[0].spec()[1] is None  # the stored one stays
    assert news(again).startswith(BACK)
    again.cancel()
    qtbot.waitUntil(lambda: form.full_name.text() == fay(night).full_name)
    assert not on_disk("Fay Rossi")


def test_an_address_alone_is_no_draft(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    editor, form = person_editor(night, ana, qtbot)
    form.contacts.all[0].show_address()
    qtbot.keyClicks(form.contacts.all[0].address, "ntfy://replaced-secret")
    killed(editor.window())
    assert not on_disk("secret")
    again, _ = person_editor(night, ana, qtbot)
    assert news(again) == ""
    assert not again.dirty()


def test_a_persons_draft_leaves_what_a_colleague_changed(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    editor, form = person_editor(night, ana, qtbot)
    form.full_name.clear()
    qtbot.keyClicks(form.full_name, "Fay Rossi")
    killed(editor.window())
    theirs = replace(fay(night), email="fay@example.net")
    save_person(night.store, theirs, night.actor("ben"), ident=night.people["fay"])
    again, form = person_editor(night, ana, qtbot)
    assert CHANGED in news(again)
    assert (form.full_name.text(), form.email.text()) == ("Fay Rossi", "fay@example.net")
    assert fay(night) == theirs


def test_a_new_team_comes_back(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    def begun() -> TeamForm:
        page = shown(PeoplePage(ana))
        page.tabs.choose("team")
        qtbot.waitUntil(lambda: page.teams.table.rowCount() > 0)
        page.teams.add()
        assert page.teams.editor is not None
        assert isinstance(page.teams.editor.form, TeamForm)
        return page.teams.editor.form

    form = begun()
    qtbot.keyClicks(form.handle, "payments")
    form.members.set_value(("ana", "ben"))
    form.members.changed.emit(form.members.value())
    typed = form.spec()
    killed(form.window())
    assert begun().spec() == typed


def workflows_page(ana: Bridge, qtbot: QtBot) -> WorkflowsPage:
    page = shown(WorkflowsPage(ana))
    qtbot.waitUntil(lambda: page.desk.row is not None)
    return page


def test_a_workflow_comes_back_without_the_address_it_calls(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    page = workflows_page(ana, qtbot)
    page.new.click()
    form = page.desk.form
    qtbot.keyClicks(form.name, "Tell the wall")
    form.begin(Action.ADD_NOTE)
    qtbot.keyClicks(form.steps.entries[0].text, "It got worse")
    form.begin(Action.CALL_WEBHOOK)
    qtbot.keyClicks(form.steps.entries[1].typed, "https://example.org/secret")
    killed(page)
    assert on_disk("It got worse")
    assert not on_disk("secret")
    again = workflows_page(ana, qtbot)
    assert news(again) == ""
    again.new.click()
    assert news(again).startswith(BACK)
    spec = again.desk.form.spec()
    assert [each.text for each in spec.steps] == ["It got worse", ""]
    assert spec.steps[1].value == ""
    button(again.desk, "Discard").click()
    assert again.desk.form.name.text() == ""
    assert not on_disk("Tell the wall")


def test_a_stored_workflow_comes_back_and_leaving_it_forgets(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    spec = WorkflowSpec(
        "Aaa", "Before", when=(When(Trigger.OPENED),), steps=(StepSpec(Action.ADD_NOTE, text="x"),)
    )
    save_workflow(night.store, spec, night.actor("ana"))

    def visited() -> WorkflowsPage:
        page = workflows_page(ana, qtbot)
        page.visit("Aaa")
        qtbot.waitUntil(lambda: page.desk.row is not None and page.desk.row.name == "Aaa")
        return page

    page = visited()
    page.desk.form.about.setPlainText("After")
    killed(page)
    again = visited()
    assert again.desk.form.about.text() == "After"
    again.begin()
    button(again.desk, "Discard them").click()
    killed(again)
    assert visited().desk.form.about.text() == "Before"
    assert workflow(night.store, "Aaa").spec.about == "Before"


def test_a_workflow_that_comes_back_still_calls_the_address_that_is_stored(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    hook = StepSpec(Action.CALL_WEBHOOK, value="https://example.org/in")
    spec = WorkflowSpec("Aaa", "Before", when=(When(Trigger.OPENED),), steps=(hook,))
    save_workflow(night.store, spec, night.actor("ana"))
    page = workflows_page(ana, qtbot)
    page.visit("Aaa")
    qtbot.waitUntil(lambda: page.desk.row is not None and page.desk.row.name == "Aaa")
    page.desk.form.about.setPlainText("After")
    killed(page)
    again = workflows_page(ana, qtbot)
    again.visit("Aaa")
    qtbot.waitUntil(lambda: again.desk.form.about.text() == "After")
    with qtbot.waitSignal(again.desk.saved):
        again.desk.save()
    assert workflow(night.store, "Aaa").spec.about == "After"


def test_a_follow_up_comes_back(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    some(night)
    page = shown(FollowupsPage(ana))
    qtbot.waitUntil(lambda: page.editor.row is not None)
    qtbot.keyClicks(page.editor.text, "Of zinc")
    page.editor.priority.set_value(Priority.HIGH)
    page.editor.due.setText("2026-12-24")
    page.editor.due.changed.emit()
    typed = page.editor.said()
    killed(page)
    again = shown(FollowupsPage(ana))
    qtbot.waitUntil(lambda: again.editor.row is not None)
    assert again.editor.said() == typed
    assert news(again).startswith(BACK)
    with qtbot.waitSignal(again.editor.saved):
        again.editor.save()
    assert not on_disk("Of zinc")


def test_a_new_problem_comes_back_after_a_look_at_another(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    def begun() -> ProblemsPage:
        page = shown(ProblemsPage(ana))
        qtbot.waitUntil(lambda: page.seen is not None and not page.asking)
        page.begin()
        return page

    page = begun()
    qtbot.keyClicks(page.editor.line, "Rusty buckets")
    qtbot.keyClicks(page.editor.cause, "Rain")
    page.editor.state.set_value(ProblemState.KNOWN)
    typed = page.editor.said()
    killed(page)
    again = begun()
    assert again.editor.said() == typed
    again.editor.discard()
    again.begin()
    assert news(again) == ""
