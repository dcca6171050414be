"""The status page's screen, the card beside an incident and the composer, by hand."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.workspace import ComponentSpec, PageSpec, StakeholderSpec, TargetSpec
from app.errors import Conflict
from app.operations import component
from app.operations.incident_stage import move, resolve
from app.operations.stakeholder import save_stakeholder
from app.operations.status_page import save_page
from app.operations.status_update import Draft, post
from app.operations.update_template import save_template
from app.queries.component import components
from app.queries.incident_detail import detail, timeline
from app.queries.status_public import board
from app.queries.status_update import outlook
from app.queries.status_view import views
from app.queries.subscriber import subscribers
from app.queries.update_template import templates
from models.kinds import Stage, TargetKind
from models.kinds_status import ComponentState
from tests.night import Night
from tests.ui.incident_page import button
from ui.bridge import Bridge
from ui.status.card import UpdateCard
from ui.status.compose import ComposeSheet
from ui.status.page import StatusPage


def opened(bridge: Bridge, qtbot: QtBot, pane: str = "parts") -> StatusPage:
    page = StatusPage(bridge)
    qtbot.addWidget(page)
    page.resize(1170, 780)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page.desk is not None)
    page.tabs.choose(pane)
    return page


def beside(bridge: Bridge, number: int, qtbot: QtBot) -> UpdateCard:
    card = UpdateCard(bridge)
    qtbot.addWidget(card)
    card.resize(1000, 760)
    card.show_incident(number)
    qtbot.waitUntil(lambda: card.shown is not None)
    return card


def writing(card: UpdateCard, qtbot: QtBot, text: str = "") -> ComposeSheet:
    card.write(text)
    assert card.sheet is not None
    if text:
        qtbot.waitUntil(card.sheet.send.isEnabled)
    return card.sheet


def shop(night: Night) -> int:
    return component.save_component(night.store, ComponentSpec("Shop"), night.actor("ana"))


def test_a_part_is_added_and_said_to_be_down(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    page = opened(ana, qtbot)
    parts = page.panes["parts"]
    assert parts.empty.isVisible()
    button(parts, "Add the first part").click()
    qtbot.keyClicks(parts.name, "Web shop")
    button(parts, "Save").click()
    qtbot.waitUntil(lambda: [each.name for each in components(night.store)] == ["Web shop"])
    qtbot.waitUntil(lambda: page.desk is not None and len(page.desk.rows) == 1)
    parts._say(page.desk.rows[0].id, "Web shop", ComponentState.MAJOR)
    qtbot.waitUntil(lambda: page.words.text() == "Major outage")


def test_a_name_twice_is_said(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    shop(night)
    parts = opened(ana, qtbot).panes["parts"]
    parts.begin()
    parts.name.setText("Shop")
    parts.save()
    qtbot.waitUntil(lambda: "already" in parts.error.text())


def test_a_group_and_a_webhook_are_added(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    people = opened(ana, qtbot, "people").panes["people"]
    people.begin()
    people.name.setText("managers")
    people.members.set_value(["person:ana"])
    people.save()
    qtbot.waitUntil(lambda: bool(outlook(night.store, night.declare("x", "ana")).groups))
    people.address.setText("https://hooks.example.org/secret")
    people._subscribe()
    qtbot.waitUntil(
        lambda: [s.shown for s in subscribers(night.store)] == ["https://hooks.example.org/…"]
    )


def test_a_template_is_tried_before_it_is_saved(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    night.declare("it burns", "ana")
    pane = opened(ana, qtbot, "templates").panes["templates"]
    pane.begin()
    pane.name.setText("Mine")
    pane.text.setPlainText("{{ titel }}")
    qtbot.waitUntil(lambda: "there is no titel" in pane.preview.toPlainText())
    assert not pane.keep.isEnabled()
    pane.text.setPlainText("Now: {{ title }}")
    qtbot.waitUntil(lambda: pane.preview.toPlainText() == "Now: it burns")
    pane.keep.click()
    qtbot.waitUntil(lambda: "Mine" in [each.name for each in templates(night.store)])


def test_a_template_that_a_colleague_saved_is_not_overwritten_without_a_word(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    ben = night.actor("ben")
    save_template(night.store, "Mine", "It burns", ben)
    pane = opened(ana, qtbot, "templates").panes["templates"]
    pane._open("Mine")
    save_template(night.store, "Mine", "It burns still", ben)  # nobody types: it is shown
    qtbot.waitUntil(lambda: pane.text.text() == "It burns still")
    pane.text.setPlainText("All is well")
    save_template(night.store, "Mine", "It is out", ben)
    qtbot.waitUntil(pane.error.isVisible)
    assert "Save keeps yours" in pane.error.text()
    assert pane.text.text() == "All is well"
    pane.save()
    qtbot.waitUntil(lambda: pane._shown.text == "All is well")
    assert own(night) == ["All is well"]
    pane._bridge.changed.disconnect()
    save_template(night.store, "Mine", "It burns", ben)
    pane.text.setPlainText("It smokes")
    pane.save()
    qtbot.waitUntil(lambda: "Somebody changed 'Mine' meanwhile" in pane.error.text())
    pane.begin()  # a new one of a name that is taken
    pane.name.setText("Mine")
    pane.text.setPlainText("Anew")
    pane.error.hide()
    pane.save()
    qtbot.waitUntil(pane.error.isVisible)
    assert pane.error.text() == "There is already a template called 'Mine'."
    assert own(night) == ["It burns"]


def own(night: Night) -> list[str]:
    """The texts of the team's own templates."""
    return [each.text for each in templates(night.store) if each.id is not None]


def test_the_page_is_named(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    pane = opened(ana, qtbot, "page").panes["page"]
    pane.title.setText("Acme")
    pane.url.setText("nonsense")
    pane.save()
    qtbot.waitUntil(lambda: "web address" in pane.error.text())
    pane.url.setText("https://status.example.org/")
    pane.save()
    qtbot.waitUntil(lambda: board(night.store).page.url == "https://status.example.org")


def test_it_is_told_to_the_world_after_a_look(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    ident = shop(night)
    number = night.declare("it burns", "ana")
    card = beside(ana, number, qtbot)
    sheet = writing(card, qtbot, "Ask ana@example.org, password=tiger42")
    sheet.public.setChecked(True)
    sheet.title_field.setText("Shop is down")
    sheet.harmed.offer(card.shown.components, [(ident, ComponentState.PARTIAL)])
    qtbot.waitUntil(lambda: "Shop is down" in sheet.preview.toPlainText())
    qtbot.waitUntil(sheet.send.isEnabled)
    assert "tiger42" not in sheet.preview.toPlainText()
    assert "1 e-mail address" in sheet.masked.text()
    qtbot.mouseClick(sheet.send, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(board(night.store).open))
    shown = board(night.store)
    assert shown.open[0].title == "Shop is down"
    assert shown.lines[0].state is ComponentState.PARTIAL
    assert "tiger42" not in shown.open[0].updates[0].text
    qtbot.waitUntil(lambda: "on the status page" in card.last.text())


def test_what_was_resolved_meanwhile_is_not_begun_again(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    shop(night)
    number = night.declare("it burns", "ana")
    move(night.store, number, Stage.MONITORING, night.actor("ana"))
    sheet = writing(beside(ana, number, qtbot), qtbot, "It seems to hold.")
    assert sheet.stage.value() is Stage.MONITORING
    stale = sheet.draft()
    resolve(night.store, number, night.actor("ben"))
    qtbot.waitUntil(sheet.moved.isVisible)
    assert sheet.stage.value() is Stage.RESOLVED
    assert "It is over" in sheet.moved.text()
    with pytest.raises(Conflict, match="went on meanwhile"):
        post(night.store, number, stale, night.actor("ana"))
    qtbot.waitUntil(sheet.send.isEnabled)
    sheet.send.click()
    qtbot.waitUntil(sheet.isHidden)
    assert detail(night.store, number).row.stage is Stage.RESOLVED


def test_a_stage_of_ones_own_is_kept(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number = night.declare("it burns", "ana")
    sheet = writing(beside(ana, number, qtbot), qtbot, "It seems to hold.")
    sheet.stage.set_value(Stage.MONITORING)
    move(night.store, number, Stage.IDENTIFIED, night.actor("ben"))
    qtbot.waitUntil(sheet.moved.isVisible)
    assert sheet.stage.value() is Stage.MONITORING


def test_what_a_colleague_saved_of_the_page_is_not_overwritten_without_a_word(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    pane = opened(ana, qtbot, "page").panes["page"]
    ben, stale = night.actor("ben"), pane.spec()
    assert stale == pane.desk.page
    pane.title.setText("The shop")
    theirs = replace(stale, title="Ben's shop", about="How it stands")
    save_page(night.store, theirs, ben)
    qtbot.waitUntil(lambda: pane.desk.page == theirs)
    assert pane.title.text() == "The shop"
    assert "Save keeps yours" in pane.error.text()
    with pytest.raises(Conflict, match="the page meanwhile"):
        save_page(night.store, replace(stale, title="The shop"), night.actor("ana"), stale)
    pane.save()
    qtbot.waitUntil(lambda: pane.desk.page.title == "The shop")
    assert pane.error.isHidden()
    save_page(night.store, theirs, ben)  # nobody writes: it is shown
    qtbot.waitUntil(lambda: pane.about.text() == "How it stands")
    assert pane.title.text() == "Ben's shop"
    assert pane.error.isHidden()


def test_fields_that_nobody_touched_go_with_a_page_that_they_tell_in_another_way(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    """As a file may have written it: the address without the bar that stands at its end."""
    ben, written = night.actor("ben"), PageSpec(url="https://status.example.org/", about="So so ")
    save_page(night.store, written, ben)
    pane = opened(ana, qtbot, "page").panes["page"]
    assert pane.spec() != pane.desk.page
    save_page(night.store, replace(written, title="Ben's shop"), ben)
    qtbot.waitUntil(lambda: pane.title.text() == "Ben's shop")
    assert pane.error.isHidden()


def test_a_template_fills_the_field(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    card = beside(ana, night.declare("it burns", "ana"), qtbot)
    sheet = writing(card, qtbot)
    sheet._take("It is over")
    qtbot.waitUntil(lambda: "is solved" in sheet.text.text())
    assert sheet.stage.value() is Stage.RESOLVED


def test_what_is_said_already_is_not_replaced(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    shop(night)
    number = night.declare("it burns", "ana")
    post(night.store, number, Draft("We look.", public=True, title="Shop"), night.actor("ana"))
    sheet = writing(beside(ana, number, qtbot), qtbot, "It is the disk.")
    assert sheet.public.isChecked()
    sheet._put_first("a template that comes late")
    assert sheet.text.text() == "It is the disk."
    sheet._take("It is over")
    qtbot.waitUntil(lambda: "is solved" in sheet.text.text())
    sheet.text.undo()
    assert sheet.text.text() == "It is the disk."


def test_only_inside_it_is_a_line_of_the_timeline(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number = night.declare("it burns", "ana")
    sheet = writing(beside(ana, number, qtbot), qtbot, "We look.")
    assert sheet.send.text() == "Add to the timeline"
    sheet.send.click()
    qtbot.waitUntil(lambda: timeline(night.store, number)[-1].text == "We look.")
    assert board(night.store).open == ()


def test_kept_inside_nothing_can_be_chosen(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number = night.declare("it burns", "ana")
    card = beside(ana, number, qtbot)
    card.show()
    card.private.click()
    qtbot.waitUntil(lambda: card.shown is not None and card.shown.private)
    assert "private" in card.inside.text()
    assert not writing(card, qtbot).public.isEnabled()


def test_a_group_is_told_by_itself(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    members = (TargetSpec(TargetKind.PERSON, "ana"),)
    from models.kinds import Severity

    spec = StakeholderSpec("managers", members, tuple(Severity))
    save_stakeholder(night.store, spec, night.actor("ana"))
    sheet = writing(beside(ana, night.declare("it burns", "ana"), qtbot), qtbot, "News.")
    assert sheet.groups.value() == ("managers",)
    assert "managers" in sheet.who.text()


def test_after_a_slash(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number = night.declare("it burns", "ana")
    card = UpdateCard(ana)
    qtbot.addWidget(card)
    card.obey(number, "we are on it")
    qtbot.waitUntil(lambda: card.sheet is not None)
    assert card.sheet is not None
    assert card.sheet.text.text() == "we are on it"


def test_a_card_outlives_its_database(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    """For a moment, while its window gives way to another."""
    card = beside(ana, night.declare("it burns", "ana"), qtbot)
    told = card.due.text()
    ana.close()
    card._tick.timeout.emit()
    assert card.due.text() == told


def test_words_that_were_typed_are_not_overwritten_by_a_template(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    number = night.declare("it burns", "ana")
    shop(night)
    post(night.store, number, Draft("We look.", public=True, title="Fire"), night.actor("ana"))
    sheet = writing(beside(ana, number, qtbot), qtbot, "The smoke is gone.")
    assert sheet.public.isChecked()
    qtbot.waitUntil(lambda: "smoke" in sheet.preview.toPlainText())
    assert sheet.template.value() is None
    assert sheet.text.text() == "The smoke is gone."


def test_a_further_page_is_added_with_a_password(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    shop(night)
    page = opened(ana, qtbot, "page")
    card = page.panes["page"].views
    qtbot.mouseClick(card.adding, Qt.MouseButton.LeftButton)
    card.name.setText("partners")
    card.called.setText("For partners")
    card.parts.set_value(("Shop",))
    card.word.setText("short")
    button(card.form, "Save page").click()
    qtbot.waitUntil(lambda: "8 to" in page.panes["page"].error.text())
    card.word.setText("correct horse")
    button(card.form, "Save page").click()
    qtbot.waitUntil(lambda: bool(views(night.store)) and card.form.isHidden())
    (row,) = views(night.store)
    assert (row.spec.name, row.spec.components, row.locked) == ("partners", ("Shop",), True)
    qtbot.waitUntil(lambda: bool(page.desk and page.desk.views))
    card._fill(page.desk.views[0])  # type: ignore[union-attr]
    card.called.setText("Partners")
    button(card.form, "Save page").click()
    qtbot.waitUntil(lambda: views(night.store)[0].spec.title == "Partners")
    assert views(night.store)[0].locked
