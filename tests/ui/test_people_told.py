"""What somebody is told of their shifts, as the form of a person has it; and a team's approval."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.workspace import PersonSpec, TeamSpec
from models.kinds import Approval, Weekly
from tests.night import Night
from ui.bridge import Bridge
from ui.people.page import PeoplePage
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


ICS = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//tests//EN\r
BEGIN:VEVENT\r
UID:1\r
DTSTAMP:20261101T000000Z\r
DTSTART;VALUE=DATE:20261126\r
DTEND;VALUE=DATE:20261128\r
SUMMARY:Mountains\r
END:VEVENT\r
END:VCALENDAR\r
"""


def test_time_off_from_a_calendar_and_the_shifts_it_touches(
    ana: Bridge, night: Night, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "off.ics"
    file.write_bytes(ICS)
    page = PeoplePage(ana)
    qtbot.addWidget(page)
    page.resize(1170, 780)
    page.show()
    qtbot.waitUntil(lambda: page.people.table.rowCount() == 8)
    page.visit(night.people["ben"])
    qtbot.waitUntil(lambda: page.people.editor is not None and page.people.editor._base is not None)
    editor = page.people.editor
    assert editor is not None
    assert isinstance(editor.form, PersonForm)
    editor.form.import_wanted.emit(str(file), "Europe/Madrid")
    qtbot.waitUntil(lambda: len(editor.form.away.all) == 1)  # type: ignore[attr-defined]
    assert editor.form.spec().time_off[0].reason == "Mountains"
    editor.form.import_wanted.emit(str(file), "Europe/Madrid")
    qtbot.wait(50)
    assert len(editor.form.away.all) == 1
    editor.save()
    qtbot.waitUntil(page.bar.isVisible)
    assert page.bar.accessibleName() == (
        "Ben Okafor is on call in their time off. 2 shifts are to be re-planned"
    )
    with qtbot.waitSignal(page.replan_wanted) as told:
        page._replan()
    assert told.args == [night.people["ben"]]


def test_a_file_that_is_no_calendar(
    ana: Bridge, night: Night, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "off.ics"
    file.write_bytes(b"hello")
    page = PeoplePage(ana)
    qtbot.addWidget(page)
    page.show()
    page.people.add()
    editor = page.people.editor
    assert editor is not None
    assert isinstance(editor.form, PersonForm)
    for path in (file, tmp_path / "none.ics"):
        said = page._toast._text.text()
        editor.form.import_wanted.emit(str(path), "Europe/Madrid")
        qtbot.waitUntil(lambda said=said: page._toast._text.text() != said)  # type: ignore[misc]
    assert editor.form.away.all == []
