"""Forms of the status page, of integrations and of the settings give back what was typed and not
saved; passwords and tokens are never kept."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.workspace import ComponentSpec
from app.operations import component
from models.kinds import Format
from models.kinds_status import ComponentState
from models.kinds_together import FieldKind
from tests import builders
from tests.night import Night
from tests.ui.incident_page import button
from tests.ui.killing import BACK, CHANGED, end_all, killed, news, shown
from tests.ui.test_drafts import on_disk
from ui.bridge import Bridge
from ui.services.page import ServicesPage
from ui.services.senders import SendersSection
from ui.settings.form_card import FormCard
from ui.settings.page import SettingsPage
from ui.status.card import UpdateCard
from ui.status.compose import ComposeSheet
from ui.status.page import StatusPage


@pytest.fixture(autouse=True)
def _ends() -> Iterator[None]:
    yield
    end_all()


def shop(night: Night, name: str = "Shop") -> int:
    return component.save_component(night.store, ComponentSpec(name), night.actor("ana"))


def status(ana: Bridge, qtbot: QtBot, pane: str) -> StatusPage:
    page = shown(StatusPage(ana))
    qtbot.waitUntil(lambda: page.desk is not None)
    page.tabs.choose(pane)
    return page


def test_a_part_of_the_page_comes_back(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    shop(night)
    page = status(ana, qtbot, "parts")
    assert page.desk is not None
    page.panes["parts"]._fill(page.desk.rows[0])
    qtbot.keyClicks(page.panes["parts"].about, "Where people buy")
    page.panes["parts"].main.click()
    killed(page)
    again = status(ana, qtbot, "parts")
    parts = again.panes["parts"]
    parts.begin()
    assert (parts.name.text(), parts.about.text()) == ("", "")  # that is another form
    assert again.desk is not None
    parts._fill(again.desk.rows[0])
    assert (parts.about.text(), parts.main.isChecked()) == ("Where people buy", False)
    assert news(parts).startswith(BACK)
    parts.close_form()
    assert not on_disk("Where people buy")


def test_planned_work_comes_back_and_a_plan_that_was_made_is_no_draft(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    ident = shop(night)

    def begun() -> QWidget:
        page = status(ana, qtbot, "works")
        page.begin()
        return page.panes["works"]

    works = begun()
    qtbot.keyClicks(works.name, "Moving house")
    qtbot.keyClicks(works.text, "It is slow for a while")
    works.start.set_value(night.store.now() + timedelta(hours=20))
    works.end.set_value(night.store.now() + timedelta(hours=22))
    works.parts.set_value((ident,))
    works.parts.changed.emit((ident,))
    times = works.start.value(), works.end.value()
    killed(works.window())
    again = begun()
    assert (again.name.text(), again.text.text()) == ("Moving house", "It is slow for a while")
    assert (again.start.value(), again.end.value()) == times
    assert again.parts.value() == (ident,)
    again.save()
    qtbot.waitUntil(again.card.isHidden)
    assert not on_disk("Moving house")


def test_a_template_comes_back_and_another_may_be_looked_at(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    pane = status(ana, qtbot, "templates").panes["templates"]
    first, second = (each.name for each in pane.desk.templates[:2])
    pane._open(first)
    pane.text.setPlainText("We look into it")
    pane._open(second)
    assert pane.text.text() != "We look into it"
    killed(pane.window())
    again = status(ana, qtbot, "templates").panes["templates"]
    again._open(second)
    assert news(again) == ""
    again._open(first)
    assert again.text.text() == "We look into it"
    button(again, "Discard").click()
    assert again.text.text() == again.desk.templates[0].text.strip()
    assert not on_disk("We look into it")


def test_the_page_itself_comes_back_and_says_who_was_faster(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    from dataclasses import replace

    from ui.status import writes

    pane = status(ana, qtbot, "page").panes["page"]
    qtbot.keyClicks(pane.about, "How we are")
    before = pane.desk.page
    killed(pane.window())
    theirs = replace(before, title="Acme")
    writes.save_page(night.store, spec=theirs, by=night.actor("ben"), seen=before)
    again = status(ana, qtbot, "page").panes["page"]
    assert (again.title.text(), again.about.text()) == ("Acme", "How we are")
    assert CHANGED in news(again)
    again.save()
    qtbot.waitUntil(lambda: not on_disk("How we are"))


def test_a_further_page_comes_back_without_its_password(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    views = status(ana, qtbot, "page").panes["page"].views
    views.begin()
    qtbot.keyClicks(views.name, "partners")
    qtbot.keyClicks(views.word, "hunter2-secret")
    killed(views.window())
    assert on_disk("partners")
    assert not on_disk("hunter2")
    again = status(ana, qtbot, "page").panes["page"].views
    again.begin()
    assert (again.name.text(), again.word.text()) == ("partners", "")


def test_a_group_comes_back(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    people = status(ana, qtbot, "people").panes["people"]
    people.begin()
    qtbot.keyClicks(people.name, "managers")
    people.members.set_value(("person:ana",))
    people.members.changed.emit(("person:ana",))
    typed = people.spec()
    killed(people.window())
    again = status(ana, qtbot, "people").panes["people"]
    again.begin()
    assert again.spec() == typed


def test_an_update_comes_back_with_its_parts_and_the_next_one(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    ident, gone = shop(night), shop(night, "Blog")
    number = night.declare("Checkout fails", "ana")

    def written() -> ComposeSheet:
        card = shown(UpdateCard(ana))
        card.show_incident(number)
        qtbot.waitUntil(lambda: card.shown is not None)
        card.write()
        assert card.sheet is not None
        return card.sheet

    sheet = written()
    sheet.text.setPlainText("We look into it")
    for each in (ident, gone):
        sheet.harmed._states[each] = ComponentState.PARTIAL
    sheet.harmed._set(ident, ComponentState.MAJOR)
    sheet.next.set_value(timedelta(minutes=30))
    sheet.next.chosen.emit(timedelta(minutes=30))
    killed(sheet.window())
    row = next(each for each in component_rows(night) if each.id == gone)
    component.remove_component(night.store, gone, night.actor("ben"), seen=row.version)
    again = written()
    assert again.harmed.value() == ((ident, ComponentState.MAJOR),)
    assert again.next.value() == timedelta(minutes=30)


def component_rows(night: Night) -> list:  # type: ignore[type-arg]
    from app.queries.component import components

    return list(components(night.store))


# integrations


def senders(night: Night, ana: Bridge, qtbot: QtBot) -> SendersSection:
    page = shown(ServicesPage(ana))
    page.visit(night.services["payments"])
    qtbot.waitUntil(lambda: page.editor.title.text() == "payments")
    page.editor.senders.begin()
    return page.editor.senders


def test_an_integration_comes_back(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    section = senders(night, ana, qtbot)
    section.name.clear()
    qtbot.keyClicks(section.name, "nightly-job")
    section.format.set_value(Format.HEARTBEAT)
    section.pace.every.clear()
    qtbot.keyClicks(section.pace.every, "soon")  # which makes no sense yet
    killed(section.window())
    again = senders(night, ana, qtbot)
    assert (again.name.text(), again.format.value()) == ("nightly-job", Format.HEARTBEAT)
    assert again.pace.every.text() == "soon"
    assert again.pace.isVisible()
    button(again.form, "Cancel").click()
    assert not on_disk("nightly-job")
    again.begin()
    assert again.name.text() != "nightly-job"


# settings


def form_card(ana: Bridge, qtbot: QtBot) -> FormCard:
    card = shown(FormCard(ana))
    qtbot.waitUntil(lambda: bool(card.categories))
    return card


def test_what_the_form_asks_for_comes_back_and_a_new_name_stays_one(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    from app.queries.incident_form import incident_form

    card = form_card(ana, qtbot)
    old = card.categories[0].was
    card.categories[0].name.clear()
    qtbot.keyClicks(card.categories[0].name, "Weather")
    card.add_field()
    qtbot.keyClicks(card.fields[0].name, "Plan")
    card.fields[0].kind.set_value(FieldKind.NUMBER)
    typed = card._said()
    killed(card)
    again = form_card(ana, qtbot)
    assert again._said() == typed
    assert again.categories[0].was == old
    assert news(again).startswith(BACK)
    again.save.click()
    qtbot.waitUntil(lambda: not again.save.isEnabled())
    assert incident_form(night.store).categories[0].name == "Weather"
    assert not on_disk("Weather")
    assert news(form_card(ana, qtbot)) == ""


def test_a_draft_of_the_form_goes_when_it_is_thrown_away(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    card = form_card(ana, qtbot)
    card.bridge_field.clear()
    qtbot.keyClicks(card.bridge_field, "https://meet.example.org/")
    killed(card)
    builders.form(night.store, night.actor("ben"), responding=responding("stage"))
    again = form_card(ana, qtbot)
    assert CHANGED in news(again)
    button(again, "Discard").click()
    assert again.bridge_field.text() == "tel:+49301"
    assert again.reasons["stage"].isChecked()
    assert not on_disk("meet.example.org")


def responding(*why: str) -> object:
    from app.domain.workspace import RespondingSpec

    return RespondingSpec("tel:+49301", why)


def settings_page(ana: Bridge, qtbot: QtBot) -> SettingsPage:
    page = shown(SettingsPage(ana))
    qtbot.waitUntil(lambda: page.seen is not None)
    return page


def test_a_template_of_reviews_comes_back(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    card = settings_page(ana, qtbot).reviews
    stored = card.text.toPlainText()
    card.text.appendPlainText("## Weather\n\nWas it wet?")
    typed = card.text.toPlainText()
    killed(card.window())
    again = settings_page(ana, qtbot).reviews
    assert again.text.toPlainText() == typed
    assert again.keep.isEnabled()
    button(again, "Discard").click()
    assert again.text.toPlainText() == stored
    assert not on_disk("Was it wet?")


def test_a_tracker_comes_back_without_its_token(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    card = settings_page(ana, qtbot).trackers
    card.begin()
    qtbot.keyClicks(card.project, "OPSDESK")
    qtbot.keyClicks(card.token, "hunter2-secret")
    killed(card.window())
    assert not on_disk("hunter2")
    again = settings_page(ana, qtbot).trackers
    again.begin()
    assert (again.project.text(), again.token.text()) == ("OPSDESK", "")
    again.leave()
    assert not on_disk("OPSDESK")


def test_what_is_secret_in_the_settings_is_nowhere_on_disk(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    page = settings_page(ana, qtbot)
    page.channels.begin()
    qtbot.keyClicks(page.channels.form.address, "ntfy://hunter2-secret")
    page.learning.begin()
    qtbot.keyClicks(page.learning.key, "hunter2-secret")
    page.replies.begin()
    killed(page)
    assert not on_disk("hunter2")
