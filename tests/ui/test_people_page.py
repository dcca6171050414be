"""The people page on a real store: somebody is added by hand, changed, refused, removed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.errors import Conflict
from app.operations.contact import send_test
from app.operations.people import save_person
from app.queries.form import person_form
from app.queries.people import people
from app.vault import CONTACT
from models.kinds import Urgency
from models.people import Contact
from tests.night import Night
from tests.ui.people_page import Open, editor, form, go_to, opener, press, row, write
from ui.bridge import Bridge
from ui.people.page import PeoplePage

SECRET = "ntfy://ntfy.example.org/iris-secret-topic"


@pytest.fixture
def opened(ana: Bridge, qtbot: QtBot) -> Open:
    """Opens the page and waits for its answers."""
    return opener(ana, qtbot)


def add_iris(page: PeoplePage, qtbot: QtBot) -> None:
    """Typed, not saved."""
    press(page, "Add a person", qtbot)
    write(form(page).full_name, "Iris Berg", qtbot)
    write(form(page).email, "iris@example.org", qtbot)
    form(page).zone.set_value("Europe/Oslo")
    press(page, "Add a contact", qtbot)
    contact = form(page).contacts.all[0]
    write(contact.name, "phone", qtbot)
    write(contact.address, SECRET, qtbot)


def test_nothing_moves_while_a_name_is_typed(opened: Open, qtbot: QtBot) -> None:
    """The face comes with the first letter; a hand on its way to a button must not miss it."""
    page = opened()
    page.visit("new")
    assert not editor(page)._face.isVisible()
    page.grab()  # laid out
    before = form(page).mapTo(page, QPoint())
    write(form(page).full_name, "Iris", qtbot)
    page.grab()
    assert editor(page)._face.isVisible()
    assert form(page).mapTo(page, QPoint()) == before


def test_the_list_says_who_and_how(opened: Open) -> None:
    page = opened()
    texts = page.people.table.texts(page.people.table.row(0))
    assert texts[0] == "Ana Ruiz"
    assert texts[3:5] == ["phone (ntfy), mail (mailto)", "Europe/Madrid"]
    assert "primary" in {page.people.table.texts(page.people.table.row(at))[1] for at in range(8)}


def test_somebody_is_added_by_hand(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened()
    add_iris(page, qtbot)
    press(form(page).rules, "Add a rule", qtbot)
    press(page, "Add time off", qtbot)
    away = form(page).away.all[0]
    write(away.start, "2026-12-21", qtbot)
    write(away.end, "2027-01-04 09:30", qtbot)
    press(page, "Save", qtbot)
    qtbot.waitUntil(lambda: page.people.table.rowCount() == 9 and editor(page)._base is not None)
    found = person_form(night.store, row(night, "iris").id)
    assert found is not None
    assert (found.spec.full_name, found.spec.time_zone) == ("Iris Berg", "Europe/Oslo")
    assert [(r.urgency, r.contact) for r in found.spec.rules] == [(Urgency.HIGH, "phone")]
    assert f"{found.spec.time_off[0].end:%Y-%m-%d %H:%M}" == "2027-01-04 09:30"
    assert page.people.view.rows()[0].name == "iris"
    assert not editor(page).dirty()


def test_an_address_is_sealed_and_never_shown_again(
    opened: Open, night: Night, qtbot: QtBot
) -> None:
    page = opened()
    add_iris(page, qtbot)
    press(page, "Save", qtbot)
    qtbot.waitUntil(lambda: editor(page).ident is not None and editor(page)._base is not None)
    with night.store.read() as session:
        asked = select(Contact).where(Contact.person_id == row(night, "iris").id)
        stored = session.scalars(asked).one()
        assert b"iris-secret" not in stored.address
        assert night.store.vault.open(stored.address, CONTACT) == SECRET
    contact = form(page).contacts.all[0]
    assert (contact.tag.text, contact.address.text()) == ("ntfy", "")
    assert not contact.address.isVisible()
    press(contact, "Replace", qtbot)
    assert contact.address.isVisible()
    assert contact.address.text() == ""


def test_everything_wrong_is_said_beside_its_field(
    opened: Open, night: Night, qtbot: QtBot
) -> None:
    page = opened()
    add_iris(page, qtbot)
    write(form(page).handle, "Iris B", qtbot)
    write(form(page).email, "iris", qtbot)
    write(form(page).contacts.all[0].address, "ntfyy://secret-topic", qtbot)
    press(page, "Save", qtbot)
    contact = form(page).contacts.all[0]
    qtbot.waitUntil(lambda: bool(contact.told))
    assert contact.told.startswith("Apprise knows no service for ntfyy://")
    assert "secret-topic" not in contact.told
    assert form(page).form.fields["name"].error.startswith("'Iris B' is no handle")
    assert form(page).form.fields["email"].error == "'iris' is no e-mail address."
    assert form(page).full_name.text() == "Iris Berg"
    assert len(people(night.store)) == 8


def test_a_handle_that_is_taken(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    press(page, "Add a person", qtbot)
    write(form(page).full_name, "Ana Sol", qtbot)
    assert form(page).handle.text() == "ana"
    press(page, "Save", qtbot)
    field = form(page).form.fields["name"]
    qtbot.waitUntil(lambda: field.error == "There is already a person called 'ana'.")


def test_enter_in_a_line_saves(opened: Open, night: Night, qtbot: QtBot) -> None:
    """What is wrong is said as the button would say it."""
    page = opened()
    press(page, "Add a person", qtbot)
    write(form(page).full_name, "Ana Sol", qtbot)
    qtbot.keyClick(form(page).full_name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(form(page).form.fields["name"].error))
    write(form(page).handle, "sol", qtbot)
    qtbot.keyClick(form(page).handle, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.people.table.rowCount() == 9)
    assert row(night, "sol").full_name == "Ana Sol"


def test_two_contacts_of_one_name(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    add_iris(page, qtbot)
    press(page, "Add a contact", qtbot)
    write(form(page).contacts.all[1].name, "phone", qtbot)
    press(page, "Save", qtbot)
    assert [each.told for each in form(page).contacts.all] == ["Two contacts have this name."] * 2


def test_a_contact_is_named_after_its_service_until_somebody_names_it(
    opened: Open, qtbot: QtBot
) -> None:
    page = opened()
    add_iris(page, qtbot)
    for _ in range(3):
        press(page, "Add a contact", qtbot)
    first, second, third = form(page).contacts.all[-3:]
    write(first.address, "mailtos://user:word@example.org", qtbot)
    write(second.address, "jsons://example.org/a", qtbot)
    write(third.address, "json://example.org/b", qtbot)
    assert [each.name.text() for each in (first, second, third)] == ["mail", "json", "json 2"]
    write(third.name, "pager", qtbot)
    write(third.address, "tgram://x/y", qtbot)
    assert third.named() == "pager"


def test_rules_follow_the_contact(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened()
    ana = go_to(page, night.people["ana"], qtbot)
    assert [len(group.all) for group in ana.rules.groups.values()] == [2, 1]
    ana.contacts.all[1].cross.click()
    assert [len(group.all) for group in ana.rules.groups.values()] == [1, 0]
    press(page, "Save", qtbot)
    qtbot.waitUntil(lambda: len(row(night, "ana").contacts) == 1)
    found = person_form(night.store, night.people["ana"])
    assert found is not None
    assert [rule.contact for rule in found.spec.rules] == ["phone"]


def test_a_removal_is_refused_with_every_place(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened()
    go_to(page, night.people["ben"], qtbot)
    press(page, "Remove…", qtbot)
    assert row(night, "ben")
    press(editor(page).news, "Remove", qtbot)
    qtbot.waitUntil(lambda: "still needed" in editor(page).news.bar.accessibleName())
    assert "schedule primary" in editor(page).news.bar.accessibleName()
    assert form(page).isEnabled()


def test_somebody_new_is_removed(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened()
    add_iris(page, qtbot)
    press(page, "Save", qtbot)
    qtbot.waitUntil(lambda: page.people.table.rowCount() == 9 and editor(page)._base is not None)
    press(page, "Remove…", qtbot)
    assert row(night, "iris")
    press(editor(page).news, "Remove", qtbot)
    qtbot.waitUntil(lambda: page.people.table.rowCount() == 8)
    assert page.people.editor is None
    assert page.people.view.rows() == []


def test_what_was_typed_waits_for_its_return(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened()
    ana = go_to(page, night.people["ana"], qtbot)
    write(ana.full_name, "Ana Ruiz Sol", qtbot)
    go_to(page, night.people["ben"], qtbot)
    assert form(page).full_name.text() == "Ben Okafor"
    page.visit(night.people["ana"])
    assert form(page).full_name.text() == "Ana Ruiz Sol"
    press(page, "Cancel", qtbot)
    qtbot.waitUntil(lambda: form(page).full_name.text() == "Ana Ruiz")


def test_typing_filters_and_enter_edits(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    page.people.view.setFocus()
    qtbot.keyClicks(page.people.view, "s")
    qtbot.keyClicks(page.people.search, "ingapore")
    qtbot.waitUntil(lambda: page.people.table.rowCount() == 2)
    qtbot.keyClick(page.people.search, Qt.Key.Key_Down)
    qtbot.keyClick(page.people.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: editor(page)._base is not None)
    assert form(page).full_name.text() == "Gus Tanaka"


def test_the_models_keep_qts_rules(opened: Open, night: Night, qtbot: QtBot) -> None:
    page = opened()
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(page.people.table, mode)
    found = person_form(night.store, night.people["ana"])
    assert found is not None
    iris = replace(found.spec, name="iris", contacts=(), rules=(), time_off=())
    save_person(night.store, iris, night.actor("ben"))
    qtbot.waitUntil(lambda: page.people.table.rowCount() == 9)
    assert tester.model() is page.people.table


def seen(page: PeoplePage) -> list[str]:
    """The columns on the screen."""
    header = page.people.view.horizontalHeader()
    columns = page.people.table.columns
    return [each.key for at, each in enumerate(columns) if not header.isSectionHidden(at)]


def test_columns_yield_until_the_user_says_which(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    qtbot.waitUntil(lambda: seen(page) == ["person", "duty", "team", "contacts"])
    page.resize(700, 700)
    qtbot.waitUntil(lambda: seen(page) == ["person", "duty"])
    page.resize(1700, 700)
    qtbot.waitUntil(lambda: seen(page) == ["person", "duty", "team", "contacts", "zone"])
    page.people.view.show_column(2, False)
    page.resize(700, 700)
    qtbot.waitUntil(lambda: seen(page) == ["person", "duty", "contacts", "zone"])


def test_a_test_to_a_contact_that_is_gone(night: Night) -> None:
    with pytest.raises(Conflict, match="took the contact pager out"):
        send_test(night.store, night.people["ana"], "pager")
