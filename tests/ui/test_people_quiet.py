"""Quiet hours and what somebody agrees to, in the person's form."""

from __future__ import annotations

from datetime import time

from pytestqt.qtbot import QtBot

from app.domain.rota import Restriction
from app.domain.workspace import ContactSpec, HoursSpec, PersonSpec
from ui.people.person_form import PersonForm

NIGHT = Restriction((), (None, time(22)), (None, time(7)))
ANA = PersonSpec(
    "ana",
    "Ana Ruiz",
    contacts=(ContactSpec("phone", None), ContactSpec("mail", None)),
    hours=(HoursSpec("phone", (NIGHT,)),),
    quiet=(NIGHT,),
    tests=True,
)


def shown(qtbot: QtBot) -> PersonForm:
    """Ana's form."""
    form = PersonForm()
    qtbot.addWidget(form)
    form.show_spec(ANA, {"phone": "ntfy", "mail": "mailto"})
    return form


def test_what_is_stored_is_shown_and_given_back(qtbot: QtBot) -> None:
    form = shown(qtbot)
    found = form.spec()
    assert (found.quiet, found.tests, found.drills) == ((NIGHT,), True, False)
    assert found.hours == ANA.hours


def test_somebody_agrees_to_drills_and_is_not_quiet_any_more(qtbot: QtBot) -> None:
    form = shown(qtbot)
    with qtbot.waitSignal(form.changed):
        form.peace.drills.click()
    form.peace.hours.lines[0].cross.click()
    found = form.spec()
    assert (found.quiet, found.drills) == ((), True)


def test_hours_that_make_no_sense_are_said(qtbot: QtBot) -> None:
    form = shown(qtbot)
    form.peace.hours.lines[0].opens.setText("late")
    assert form.wrong().get("quiet")
