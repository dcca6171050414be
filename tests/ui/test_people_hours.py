"""The hours of a contact, in the person's form."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.rota import Restriction
from app.domain.workspace import ContactSpec, HoursSpec, PersonSpec
from app.queries.form import person_form
from tests.night import Night
from ui.bridge import Bridge
from ui.people.contact_entry import ContactEntry
from ui.people.page import PeoplePage
from ui.people.person_form import PersonForm

NIGHT = Restriction((), (None, time(22)), (None, time(7)))
WORK = Restriction((0, 1, 2, 3, 4), (None, time(9)), (None, time(17)))
ANA = PersonSpec(
    "ana",
    "Ana Ruiz",
    contacts=(ContactSpec("phone", None), ContactSpec("mail", None)),
    hours=(HoursSpec("phone", (NIGHT,)),),
)


def shown(qtbot: QtBot) -> tuple[PersonForm, ContactEntry, ContactEntry]:
    """Ana's form with both contacts."""
    form = PersonForm()
    qtbot.addWidget(form)
    form.show_spec(ANA, {"phone": "ntfy", "mail": "mailto"})
    form.show()
    phone, mail = form.contacts.all
    return form, phone, mail


def press(entry: ContactEntry) -> None:
    """The small link."""
    QTest.mouseClick(entry.when, Qt.MouseButton.LeftButton)


def test_they_are_folded_and_the_link_says_whether_there_are_any(qtbot: QtBot) -> None:
    form, phone, mail = shown(qtbot)
    assert not phone.room.isVisible()
    assert (phone.when.text(), mail.when.text()) == ("Some hours", "Hours")
    assert phone.when.accessibleName() == "Hours of phone"
    assert form.spec().hours == ANA.hours
    press(phone)
    assert phone.room.isVisible()
    press(phone)
    assert not phone.room.isVisible()


def test_they_are_added_and_taken_back(qtbot: QtBot) -> None:
    form, phone, mail = shown(qtbot)
    press(mail)
    with qtbot.waitSignal(form.changed):
        mail.hours._offer(9, 17, WORK.days)
    press(phone)
    phone.hours.lines[0].cross.click()
    assert form.spec().hours == (HoursSpec("mail", (WORK,)),)
    assert (phone.when.text(), mail.when.text()) == ("Hours", "Some hours")


def test_hours_go_with_their_contact(qtbot: QtBot) -> None:
    form, phone, _ = shown(qtbot)
    phone.cross.click()
    assert form.spec().hours == ()


def test_what_is_no_time_is_said_below_and_unfolded(qtbot: QtBot) -> None:
    form, phone, _ = shown(qtbot)
    phone.hours.lines[0].opens.setText("late")
    wrong = form.wrong()
    assert "late is no time of day" in wrong["hours.phone"]
    assert not phone.room.isVisible()
    assert form.show_errors(wrong) == []
    assert phone.room.isVisible()
    assert "late is no time of day" in phone.told
    assert not phone.address.isVisible()


def test_they_are_stored_with_the_person(ana: Bridge, night: Night, qtbot: QtBot) -> None:
    page = PeoplePage(ana)
    qtbot.addWidget(page)
    page.resize(1170, 780)
    page.show()
    page.visit(night.people["ana"])
    qtbot.waitUntil(lambda: page.people.editor is not None)
    editor = page.people.editor
    assert editor is not None
    qtbot.waitUntil(lambda: editor._base is not None)
    form = editor.form
    assert isinstance(form, PersonForm)
    entry = form.contacts.all[0]
    press(entry)
    entry.hours._offer(9, 17, WORK.days)
    assert editor.dirty()
    editor.save()
    wanted = HoursSpec(entry.named(), (WORK,))

    def kept() -> tuple[HoursSpec, ...]:
        found = person_form(night.store, night.people["ana"])
        assert found is not None
        return found.spec.hours

    qtbot.waitUntil(lambda: wanted in kept())
    qtbot.waitUntil(lambda: not editor._busy and not editor.dirty())
