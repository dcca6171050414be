"""The workflows page: sentences are written, saved, switched on, tried and seen at work."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.domain.actor import Actor
from app.domain.condition import All, Comparison, Not, Operator
from app.domain.workflow import Action, Trigger
from app.operations.incident import Declaration, declare
from app.queries.workflow import workflow, workflows
from models.kinds import Severity, Source
from tests.app.workflows import work
from tests.night import Night
from ui.bridge import Bridge
from ui.workflows.condition_entry import FieldEntry
from ui.workflows.page import WorkflowsPage


@pytest.fixture
def page(qtbot: QtBot, ana: Bridge) -> WorkflowsPage:
    """On the workflows that come along."""
    made = WorkflowsPage(ana)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    qtbot.waitUntil(lambda: made.desk.row is not None)
    return made


def said(page: WorkflowsPage, qtbot: QtBot, done: Callable[[], bool]) -> None:
    qtbot.waitUntil(done)


def test_a_sentence_is_written_saved_and_at_work(
    page: WorkflowsPage, qtbot: QtBot, night: Night
) -> None:
    page.new.click()
    form = page.desk.form
    form.name.setText("Tell ben")
    form.when.events.set_value([Trigger.WORSE.value])
    form.condition._begin_test()
    line = form.condition.pile.entries[0]
    assert isinstance(line, FieldEntry)
    line.field.set_value("title")
    line._turn()
    line.how.set_value((Operator.CONTAINS, True))
    line.text.setText("test")
    line._tell()
    form.begin(Action.ADD_NOTE)
    form.steps.entries[0].text.setPlainText("#{{number}} got worse")
    page.desk.save()
    said(page, qtbot, lambda: page.desk.row is not None and page.desk.row.name == "Tell ben")
    stored = workflow(night.store, "Tell ben").spec
    assert stored.condition == Not(Comparison("title", Operator.CONTAINS, ("test",)))
    assert form.spec() == stored
    assert not page.desk.dirty
    assert form.steps.entries[0].sentence.text() == "Note “#{{number}} got worse”"
    page.desk.power.click()
    said(page, qtbot, lambda: workflow(night.store, "Tell ben").spec.enabled)


def test_what_is_missing_is_said_in_its_place(page: WorkflowsPage, qtbot: QtBot) -> None:
    page.new.click()
    form = page.desk.form
    form.begin(Action.PAGE)
    form.begin(Action.CALL_WEBHOOK)
    form.begin(Action.NOTIFY_STAKEHOLDERS)
    form.begin(Action.POST_PUBLIC_UPDATE)
    form.steps.entries[3].text.setPlainText("{{sevrity}}")
    page.desk.save()
    first, second, third, fourth = form.steps.entries
    said(page, qtbot, lambda: first.error.text() == "Say whom.")
    assert second.error.text() == "Say which."
    assert third.error.text() == "Write the text, or choose a template. Say whom."
    assert "sevrity" in fourth.error.text()
    assert fourth.value.value() is None
    assert "It is over" in [each.text for each in fourth.value._choices]
    assert "is no name" in form._name_field.error


def test_everything_that_comes_along_is_shown_as_it_is(page: WorkflowsPage, night: Night) -> None:
    """Nothing of a workflow is lost by being shown: the form says the same again."""
    for row in workflows(night.store):
        page.desk.open(row)
        assert page.desk.form.spec() == row.spec, row.name


def test_all_and_any_and_what_lines_cannot_show(page: WorkflowsPage) -> None:
    field = page.desk.form.condition
    one = Comparison("severity", Operator.IS, ("SEV1",))
    deep = Not(All((one, Comparison("drill", Operator.IS, ("no",)))))
    for condition in (None, one, All((one, deep)), deep):
        field.set_value(condition)
        assert field.value() == condition


def test_it_is_tried_at_an_incident_and_its_log_is_read(
    page: WorkflowsPage, qtbot: QtBot, night: Night
) -> None:
    by = Actor("ana", Source.DESKTOP, night.people["ana"])
    declare(night.store, Declaration("It is down", severity=Severity.SEV1), by)
    page.visit("A serious incident gets a commander, a bridge and a plan")
    said(page, qtbot, lambda: bool(page.desk.row and page.desk.row.name.startswith("A serious")))
    page.desk.tabs.choose("try")
    said(page, qtbot, lambda: "it would have run 1×" in page.desk.trial.told.text())
    page.desk.power.click()
    said(page, qtbot, lambda: bool(page.desk.row and page.desk.row.spec.enabled))
    declare(night.store, Declaration("Again", severity=Severity.SEV1), by)
    work(night.store)
    page.desk.tabs.choose("log")
    said(page, qtbot, lambda: [each.state.value for each in page.desk.log.runs] == ["done"])
