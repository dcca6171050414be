"""A contact by what people know of it: a topic, a number, a key. Nobody has to know an address."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.notify.address import refused
from app.notify.library import apprise
from tests.night import Night
from tests.ui.people_page import Open, editor, form, opener, press, row, write
from ui.bridge import Bridge
from ui.people.contact_entry import ContactEntry
from ui.people.contact_ways import RAW, topic_for, ways
from ui.people.page import PeoplePage

FILLED = {
    "ntfy": ({"topic": "wb-ana", "server": "ntfy.sh"}, "ntfys://ntfy.sh/wb-ana"),
    "pushover": ({"user": "u" * 30, "token": "a" * 30}, f"pover://{'u' * 30}@{'a' * 30}"),
    "telegram": (
        {"token": "123456789:abcdefg_hijklmnop", "chat": "-100123"},
        "tgram://123456789:abcdefg_hijklmnop/-100123",
    ),
    "sms": (
        {"to": "+34 600 000 000", "from": "+1 (555) 123-4567", "account": "AC" + "a" * 32,
         "token": "b" * 32},
        f"twilio://AC{'a' * 32}:{'b' * 32}@+15551234567/+34600000000",
    ),
    "signal": (
        {"to": "+34 600 000 000", "from": "+1 555 123 4567", "server": "http://box.lan:8080/"},
        "signal://box.lan:8080/+15551234567/+34600000000",
    ),
    "mail": (
        {"to": "ana@example.org", "server": "smtp.example.org:587", "from": "pager@example.org",
         "password": "a/b:c@d"},
        ("mailtos://pager%40example.org:a%2Fb%3Ac%40d@smtp.example.org:587"
         "?to=ana%40example.org&from=pager%40example.org"),
    ),
}  # fmt: skip


@pytest.fixture
def opened(ana: Bridge, qtbot: QtBot) -> Open:
    """Opens the page and waits for its answers."""
    return opener(ana, qtbot)


def test_each_way_makes_an_address_that_apprise_understands() -> None:
    made = {way.key: way for way in ways()}
    assert set(made) == {RAW, *FILLED}
    for key, (said, address) in FILLED.items():
        assert {each.key for each in made[key].blanks} == set(said)
        assert made[key].address(said) == address
        assert refused(address) is None


def test_a_mailbox_is_taken_apart_as_it_was_typed() -> None:
    """Signs that mean something in an address are only signs of a password."""
    service = apprise().Apprise.instantiate(FILLED["mail"][1])
    assert (service.user, service.password) == ("pager@example.org", "a/b:c@d")
    assert (service.smtp_host, service.port) == ("smtp.example.org", 587)
    assert service.targets == [(False, "ana@example.org")]


def test_a_topic_is_hard_to_guess() -> None:
    made = {topic_for("ana") for _ in range(50)}
    assert len(made) == 50
    assert all(each.startswith("watchbill-ana-") and len(each) == 24 for each in made)


def begun(opened: Open, qtbot: QtBot) -> tuple[PeoplePage, ContactEntry]:
    """A new person with one new contact."""
    page = opened()
    press(page, "Add a person", qtbot)
    write(form(page).full_name, "Iris Berg", qtbot)
    write(form(page).email, "iris@example.org", qtbot)
    press(page, "Add a contact", qtbot)
    return page, form(page).contacts.all[0]


def test_a_phone_is_reached_without_a_word_of_apprise(
    opened: Open, night: Night, qtbot: QtBot
) -> None:
    page, contact = begun(opened, qtbot)
    contact.guide.pick.set_value("ntfy")
    assert not contact.address.isVisible()
    assert contact.guide.fields()["topic"].text().startswith("watchbill-iris-")
    assert contact.named() == "ntfy"
    press(page, "Save", qtbot)
    qtbot.waitUntil(lambda: editor(page).form.contacts.all[0].stored)
    assert [(each.name, each.scheme) for each in row(night, "iris").contacts] == [("ntfy", "ntfys")]


def test_what_is_missing_is_named_and_nothing_is_dropped(opened: Open, qtbot: QtBot) -> None:
    page, contact = begun(opened, qtbot)
    contact.guide.pick.set_value("mail")
    assert contact.guide.fields()["to"].text() == "iris@example.org"
    write(contact.guide.fields()["server"], "smtp.example.org", qtbot)
    press(page, "Save", qtbot)
    assert contact.told == "Missing: Mailbox."
    assert contact.guide.fields()["server"].text() == "smtp.example.org"


@pytest.mark.parametrize("way", ["ntfy", "mail"])
def test_another_way_begins_anew(opened: Open, qtbot: QtBot, way: str) -> None:
    _, contact = begun(opened, qtbot)
    contact.guide.pick.set_value(way)
    contact.guide.pick.set_value(RAW)
    qtbot.waitUntil(contact.address.isVisible)
    assert not contact.address.text()
