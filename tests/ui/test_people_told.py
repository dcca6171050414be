"""What somebody is told of their shifts, as the form of a person has it; and a team's approval."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.domain.workspace import PersonSpec, TeamSpec
from models.kinds import Approval, Weekly
from ui.people.person_form import PersonForm
from ui.people.team_form import TeamForm

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ANA = PersonSpec("ana", "Ana Ruiz", time_zone="UTC", reminders=(2 * HOUR,), weekly=Weekly.FRIDAY)


@pytest.fixture
def form(qtbot: QtBot) -> Callable[[PersonSpec], PersonForm]:
    """The form of somebody."""

    def show(spec: PersonSpec) -> PersonForm:
        made = PersonForm()
        qtbot.addWidget(made)
        made.show_zones([])
        made.zone.value = lambda: spec.time_zone  # type: ignore[method-assign]
        made.show_spec(spec, {})
        return made

    return show


def test_shown_and_given_back_as_it_is(form: Callable[[PersonSpec], PersonForm]) -> None:
    assert form(ANA).spec() == ANA
    assert form(replace(ANA, reminders=(DAY, MINUTE))).spec().reminders == (DAY, MINUTE)


def test_chosen_by_a_click(form: Callable[[PersonSpec], PersonForm], qtbot: QtBot) -> None:
    made = form(ANA)
    names = [made.told.leads.chip(key).text() for key in (MINUTE, 15 * MINUTE, HOUR, DAY)]
    assert names == ["Just before", "15 min", "1 hour", "1 day"]
    with qtbot.waitSignal(made.changed):
        made.told.leads.chip(15 * MINUTE).click()
    assert made.spec().reminders == (2 * HOUR, 15 * MINUTE)
    with qtbot.waitSignal(made.changed):
        made.told.weekly.set_value(Weekly.MONDAY)
    assert made.spec().weekly is Weekly.MONDAY


def test_a_team_whose_manager_approves(qtbot: QtBot) -> None:
    made = TeamForm()
    qtbot.addWidget(made)
    spec = TeamSpec("platform", approval=Approval.MANAGER)
    made.show_spec(spec, {})
    assert made.approval.isChecked()
    assert made.spec() == spec
    with qtbot.waitSignal(made.changed):
        made.approval.click()
    assert made.spec().approval is Approval.NONE
    assert made.show_errors({"approval": "Nobody could approve."}) == []
    assert made.form.fields["approval"].error == "Nobody could approve."
