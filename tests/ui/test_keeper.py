"""Every form gives back what was typed and not saved: here the window is deleted in the middle of a
word, as a crash or a walk away leaves it, and the same thing is opened anew."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import pytest
import shiboken6
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.workflow import Action, StepSpec, Trigger, When, WorkflowSpec
from app.domain.workspace import PersonSpec
from app.operations.people import save_person
from app.operations.policy import save_policy
from app.operations.workflow import save_workflow
from app.queries.form import person_form, policy_form, service_form
from app.queries.policy import policies
from app.queries.workflow import workflow
from models.kinds import Pick
from models.kinds_learn import Priority, ProblemState
from tests.night import Night
from tests.ui.incident_page import button
from tests.ui.test_drafts import on_disk
from tests.ui.test_tasks import some
from ui.bridge import Bridge
from ui.drafts import Drafts
from ui.keeper import Keeper
from ui.people.editor import Editor
from ui.people.page import PeoplePage
from ui.people.person_form import PersonForm
from ui.people.team_form import TeamForm
from ui.policies.editor import PolicyEditor
from ui.policies.page import PoliciesPage
from ui.services.editor import ServiceEditor
from ui.services.page import ServicesPage
from ui.tasks.page import FollowupsPage
from ui.tasks.problems_page import ProblemsPage
from ui.widgets.bar import Bar
from ui.widgets.duration import duration_text
from ui.workflows.page import WorkflowsPage

Shown = TypeVar("Shown", bound=QWidget)

OPEN: list[QWidget] = []
BACK = "Your unsaved words from "
CHANGED = "Somebody changed this meanwhile: look before you save."


def killed(window: QWidget) -> None:
    """At once, without closing anything in order."""
    shiboken6.delete(window)


def news(window: QWidget) -> str:
    """What the bars in it say."""
    QApplication.processEvents()  # what was put into a layout is shown a moment later
    bars = (each for each in window.findChildren(Bar) if each.isVisibleTo(window))
    return "\n".join(each.accessibleName() for each in bars)


def shown(window: Shown) -> Shown:
    OPEN.append(window)
    window.resize(1170, 780)
    window.show()
    return window


@pytest.fixture(autouse=True)
def _ends() -> Iterator[None]:
    """Windows that were not killed by hand."""
    yield
    for window in filter(shiboken6.isValid, OPEN):
        shiboken6.delete(window)
    OPEN.clear()


# policies


def policy_editor(ana: Bridge, qtbot: QtBot, ident: int | None) -> PolicyEditor:
    page = shown(PoliciesPage(ana))
    qtbot.waitUntil(lambda: page.seen is not None)
    page.edit(ident)
    qtbot.waitUntil(lambda: page.editor._clean is not None)
    return page.editor


def platform(night: Night) -> int:
    return next(row.id for row in policies(night.store) if row.name == "platform")


def test_a_policy_comes_back_with_its_levels(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    editor = policy_editor(ana, qtbot, platform(night))
    entry = editor.form.levels.entries[0]
    entry.wait.clear()
    qtbot.keyClicks(entry.wait, "90s")
    entry.pick.set_value(Pick.ROUND_ROBIN)
    editor.form.add_level()
    typed = editor.form.spec()
    killed(editor.window())
    assert on_disk(Pick.ROUND_ROBIN.value)
    again = policy_editor(ana, qtbot, platform(night))
    assert again.form.spec() == typed
    assert again.keep.isEnabled()
    assert news(again).startswith(BACK)
    button(again, "Discard").click()
    assert not again.dirty
    assert news(policy_editor(ana, qtbot, platform(night))) == ""


def test_a_draft_of_a_policy_stands_on_what_a_colleague_saved(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    ident = platform(night)
    editor = policy_editor(ana, qtbot, ident)
    editor.form.zone.clear()
    qtbot.keyClicks(editor.form.zone, "Asia/Tokyo")
    killed(editor.window())
    form = policy_form(night.store, ident)
    assert form is not None
    theirs = replace(form.spec, remind=timedelta(minutes=20))
    save_policy(night.store, theirs, night.actor("ben"), ident=ident, seen=form.version)
    for _ in range(2):  # looking is no answer
        again = policy_editor(ana, qtbot, ident)
        assert CHANGED in news(again)
        assert again.form.spec().time_zone == "Asia/Tokyo"
        assert again.form.remind.text() == duration_text(timedelta(minutes=20))
        stored = policy_form(night.store, ident)
        assert stored is not None
        assert stored.spec == theirs
        killed(again.window())
    again = policy_editor(ana, qtbot, ident)
    with qtbot.waitSignal(again.saved):
        again.save()
    stored = policy_form(night.store, ident)
    assert stored is not None
    assert stored.spec == replace(theirs, time_zone="Asia/Tokyo")
    assert news(policy_editor(ana, qtbot, ident)) == ""


def test_a_new_policy_comes_back_until_it_is_thrown_away(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    editor = policy_editor(ana, qtbot, None)
    qtbot.keyClicks(editor.form.name, "night-watch")
    killed(editor.window())
    again = policy_editor(ana, qtbot, None)
    assert again.form.name.text() == "night-watch"
    again.leave()
    with qtbot.waitSignal(again.left):
        button(again, "Discard them").click()
    assert not on_disk("night-watch")
    killed(again.window())
    assert policy_editor(ana, qtbot, None).form.name.text() == ""


# services


def service_editor(night: Night, ana: Bridge, qtbot: QtBot) -> ServiceEditor:
    page = shown(ServicesPage(ana))
    page.visit(night.services["payments"])
    qtbot.waitUntil(lambda: page.editor.title.text() == "payments")
    return page.editor


def test_a_service_comes_back(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    editor = service_editor(night, ana, qtbot)
    qtbot.keyClicks(editor.form.text, "Takes the money")
    killed(editor.window())
    again = service_editor(night, ana, qtbot)
    assert again.form.text.text() == "Takes the money"
    assert news(again).startswith(BACK)
    with qtbot.waitSignal(again.saved):
        again.save()
    form = service_form(night.store, night.services["payments"])
    assert form is not None
    assert form.spec.description == "Takes the money"
    assert not on_disk("Takes the money")


# people


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


# workflows


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


# follow-ups and problems


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


# the keeper itself


def keeper(ana: Bridge, fields: list[str]) -> tuple[Keeper, Callable[[str], None]]:
    def put(said: tuple[str, ...]) -> None:
        fields[:] = said

    made = Keeper(ana, "thing", lambda: tuple(fields), put)

    def types(words: str) -> None:
        fields[0] = words
        made.note()

    return made, types


def test_a_draft_is_on_disk_while_somebody_types_on(ana: Bridge, qtbot: QtBot) -> None:
    made, types = keeper(ana, ["", ""])
    made.begin(1)
    said = iter(range(10_000))

    def typed_on() -> bool:
        types(f"word {next(said)}")
        return on_disk("word ")

    qtbot.waitUntil(typed_on)  # no pause was ever long enough


def test_a_draft_that_makes_no_sense_is_none(ana: Bridge) -> None:
    drafts = Drafts(ana)
    at = "2026-11-30T02:13:00+00:00"
    for odd in ({"is": "Nonsense", "of": {}}, ["one", "two", "three"], 7, {"is": "PolicySpec"}):
        drafts.keep_said("form thing 1", {"at": at, "seen": 1, "was": ["", ""], "said": odd})
        fields = ["stored", "too"]
        made, _ = keeper(ana, fields)
        assert made.begin(1, 2) == ""
        assert fields == ["stored", "too"]
        assert drafts.said("form thing 1") == {}


def test_the_forms_typed_into_last_are_kept(ana: Bridge) -> None:
    for number in range(103):
        made, types = keeper(ana, [""])
        made.begin(number)
        types(f"word {number}")
    made._drafts.flush()
    settings = QSettings()
    kept = [key for key in settings.allKeys() if "/form thing " in key]
    assert len(kept) == 100
