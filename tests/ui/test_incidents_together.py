"""Working together on the screen: help, ties, reasons, own fields, replay, search, who looks."""

from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.workspace import CategorySpec, FieldSpec, RespondingSpec, TargetSpec
from app.operations import incident, presence, tie
from app.queries.attachment import files
from app.queries.incident_detail import detail, timeline
from app.queries.together import together
from models.kinds import Severity, Stage, TargetKind
from models.kinds_together import FieldKind, ResponderState
from tests import builders
from tests import night as story
from tests.night import Night
from tests.ui.incident_page import button, seen
from tests.ui.test_incidents_facts import shown
from ui.bridge import Bridge
from ui.incidents import joint
from ui.incidents.ask_popup import LinePopup, TextPopup
from ui.incidents.catch_up import CatchUpSheet
from ui.incidents.confirm_popup import ConfirmPopup
from ui.incidents.declare import DeclareForm
from ui.incidents.export import Export
from ui.incidents.line_acts import PictureSheet, VersionsSheet
from ui.incidents.page import IncidentsPage
from ui.incidents.severity_matrix import SeverityMatrix
from ui.widgets.choices import Choice
from ui.widgets.menu import Menu


@pytest.fixture
def number(night: Night) -> int:
    """The long one, which Ana has."""
    return story.checkout(night)


@pytest.fixture
def page(ana: Bridge, qtbot: QtBot, number: int) -> IncidentsPage:
    """With its facts."""
    return shown(ana, qtbot, number)


def test_help_is_called_and_called_off(
    page: IncidentsPage, night: Night, number: int, qtbot: QtBot
) -> None:
    card = page.facts.help
    assert card.isVisible()
    card._ask_what_for(number, Choice(f"{TargetKind.PERSON}:dan", "Dan Whitcombe"))
    popup = card.findChild(LinePopup)
    assert popup is not None
    popup.field.setText("the proxy")
    popup.answer()
    qtbot.waitUntil(lambda: bool(together(night.store, number).responders))
    (row,) = together(night.store, number).responders
    assert (row.person, row.words, row.state) == ("dan", "the proxy", ResponderState.NOTIFYING)
    qtbot.waitUntil(lambda: card._rows.count() == 1)
    joint.call_back(page.seat.acts, row.id, "Dan")
    qtbot.waitUntil(
        lambda: together(night.store, number).responders[0].state is ResponderState.CALLED_OFF
    )


def test_whoever_was_asked_answers_on_the_page(
    page: IncidentsPage, night: Night, number: int, qtbot: QtBot
) -> None:
    from app.operations import responder

    ana = TargetSpec(TargetKind.PERSON, "ana")
    responder.request(night.store, number, [ana], night.actor("ben"), "look at the cards")
    qtbot.waitUntil(lambda: page.facts.help._rows.count() == 1)
    button(page.facts.help, "I come").click()
    qtbot.waitUntil(
        lambda: together(night.store, number).responders[0].state is ResponderState.ENGAGED
    )


def test_ties_are_shown_opened_and_undone(
    page: IncidentsPage, night: Night, number: int, qtbot: QtBot
) -> None:
    other = night.declare("wallets are slow", "ben", "payments")
    with qtbot.waitSignal(page.seat.acts.told) as told:
        joint.merge(page.seat.acts, other, number)
    qtbot.waitUntil(page.facts.ties.isVisible)
    assert any("wallets are slow" in each.text
               for each in page.detail.timeline.table._shown)  # fmt: skip
    assert page.detail.number == number
    told.args[1]()
    qtbot.waitUntil(lambda: seen(page, other))  # it stands on its own again
    assert detail(night.store, other).row.stage is Stage.TRIAGE
    page.open_incident(number)
    qtbot.waitUntil(lambda: seen(page, number) and page.facts.ties.isHidden())
    tie.relate(night.store, number, other, night.actor("ben"))
    qtbot.waitUntil(page.facts.ties.isVisible)
    button(page.facts.ties, f"#{other}").click()
    assert page.detail.number == other


def test_whoever_merges_is_led_to_where_work_goes_on_and_back(
    page: IncidentsPage, night: Night, number: int, qtbot: QtBot
) -> None:
    other = night.declare("wallets are slow", "ben", "payments")
    page.open_incident(other)
    qtbot.waitUntil(lambda: seen(page, other))
    with qtbot.waitSignal(page.seat.acts.told) as told:
        page.detail.composer.write(f"/merge {number}")
        page.detail.composer.send()
    qtbot.waitUntil(lambda: seen(page, number))
    assert page.list.number == number
    told.args[1]()
    qtbot.waitUntil(lambda: seen(page, other))
    assert detail(night.store, other).row.stage is Stage.TRIAGE
    assert page.detail.head.stepper.isVisible()
    third = night.declare("another matter", "ben", "payments")
    with qtbot.waitSignal(page.seat.acts.led):
        joint.merge(page.seat.acts, other, number)
        page.open_incident(third)  # whoever looks elsewhere by then is left there
    assert page.detail.number == third
    page.open_incident(other)
    qtbot.waitUntil(lambda: seen(page, other))
    assert page.detail.head.stepper.isHidden()  # it went through no stages


def test_a_reason_is_asked_for_and_kept(
    page: IncidentsPage, night: Night, number: int, qtbot: QtBot
) -> None:
    builders.form(
        night.store, night.actor("ana"), responding=RespondingSpec(why=("severity", "stage"))
    )
    page.detail.head.severity_wanted.emit(Severity.SEV2, None)
    qtbot.waitUntil(lambda: page.detail.findChild(TextPopup) is not None)
    popup = page.detail.findChild(TextPopup)
    assert popup is not None
    popup.answer()
    assert popup.error.text()
    popup.field.setPlainText("wallets work")
    popup.answer()
    qtbot.waitUntil(lambda: detail(night.store, number).row.severity is Severity.SEV2)
    page.seat.acts.move(number, Stage.MONITORING, Stage.IDENTIFIED)
    qtbot.waitUntil(lambda: len(page.detail.findChildren(TextPopup)) > 0 and any(
        each.isVisible() for each in page.detail.findChildren(TextPopup)))  # fmt: skip
    popup = next(each for each in page.detail.findChildren(TextPopup) if each.isVisible())
    popup.field.setPlainText("the fallback holds")
    popup.answer()
    qtbot.waitUntil(lambda: detail(night.store, number).row.stage is Stage.MONITORING)


def test_impact_and_own_fields_are_facts(
    page: IncidentsPage, night: Night, number: int, qtbot: QtBot
) -> None:
    plan = FieldSpec("Plan", FieldKind.CHOICE, ("free", "paid"))
    builders.form(
        night.store, night.actor("ana"), fields=[plan, FieldSpec("Lost", FieldKind.NUMBER)]
    )
    own = page.facts.facts.own
    qtbot.waitUntil(lambda: "Plan" in own._own)
    wish = page.facts.facts._wish("custom")
    own._picked(wish, plan, set(), Choice("paid", "paid"))
    qtbot.waitUntil(lambda: own._own["Plan"].text == "paid")
    own.changed.emit(replace(page.facts.facts._wish("customers"), value="2 400"))
    qtbot.waitUntil(lambda: own.customers.text.endswith("400"))
    own._ask_own("Lost")
    popup = page.facts.facts.findChild(LinePopup)
    assert popup is not None
    popup.field.setText("much")
    popup.answer()
    qtbot.waitUntil(lambda: "wants a number" in popup.error.text())
    popup.field.setText("12,5")
    popup.answer()
    qtbot.waitUntil(lambda: dict(detail(night.store, number).custom).get("Lost") == 12.5)


def test_the_past_is_looked_at_and_left_again(page: IncidentsPage, qtbot: QtBot) -> None:
    panel = page.detail.timeline
    whole = panel.table.rowCount()
    panel._replay()
    panel.replay.slider.setValue(1)
    assert 0 < panel.table.rowCount() < whole
    assert "Nobody has it" not in panel.replay.when.text()
    panel.replay.step()
    panel.replay.leave()
    assert panel.table.rowCount() == whole
    panel.look_up()
    panel.search.setText("fallback provider")
    qtbot.waitUntil(lambda: 0 < panel.table.rowCount() < whole)
    panel.look_up()
    qtbot.waitUntil(lambda: panel.table.rowCount() == whole)


def test_who_comes_late_catches_up(page: IncidentsPage, qtbot: QtBot) -> None:
    page.catch_up()
    sheet = page.findChild(CatchUpSheet)
    assert sheet is not None
    qtbot.waitUntil(lambda: bool(sheet._chapters))
    told = sheet.told()
    assert "Checkout fails for card payments (SEV1, identified)" in told
    assert "Ana Ruiz has it" in told
    assert "Switch to the fallback provider (Ben Okafor)" in told


def test_others_who_look_are_seen(
    page: IncidentsPage, night: Night, number: int, qtbot: QtBot
) -> None:
    presence.here(night.store, "desk-2", night.people["ben"], number)
    qtbot.waitUntil(page.detail.head.looking.isVisible)
    assert [face.name for face in page.detail.head.looking.faces.faces] == ["ben"]
    night.clock.forward(timedelta(minutes=2))
    presence.sweep(night.store)
    qtbot.waitUntil(page.detail.head.looking.isHidden)


def test_the_menu_offers_what_can_be_done(page: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    menu = Menu()
    qtbot.addWidget(menu)
    page.detail.head._fill_more(menu)
    words = [action.text() for action in menu.actions()]
    assert {"Call somebody to help…", "Snooze", "Merge, split, relate", "Export"} <= set(words)
    with qtbot.waitSignal(page.seat.acts.told):
        page.detail.head.extra._snooze(page.detail.number, night.clock.now() + timedelta(hours=1))
    qtbot.waitUntil(lambda: "snoozed until" in page.detail.head.duty._next.text())


def test_the_form_has_the_teams_own_fields_and_learns_habits(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    by = night.actor("ana")
    plan = FieldSpec("Plan", FieldKind.CHOICE, ("free", "paid"), declare=True, needed=True)
    hardware = CategorySpec("hardware", "A disk, a fan")
    builders.form(night.store, by, fields=[plan], categories=[hardware])
    form = DeclareForm(ana)
    qtbot.addWidget(form)
    form.resize(600, 620)
    form.show()
    form.begin()
    qtbot.waitUntil(lambda: bool(form.fields.service._choices and form.fields.own.fields))
    form.fields.category.set_value("hardware")
    form.fields.category.chosen.emit("hardware")
    assert form.fields.fields["category"]._below.text() == "A disk, a fan"
    form.fields.title.setText("Cards hang")
    form.declare()
    assert form.fields.own.fields["Plan"].error
    form.fields.own.set_value({"Plan": "paid"})
    form.fields.service.set_value(night.services["web"])
    form.fields.reveal("customers")
    form.fields.customers.setText("12")
    with qtbot.waitSignal(form.declared) as told:
        form.declare()
    found = detail(night.store, told.args[0])
    assert (dict(found.custom), found.customers) == ({"Plan": "paid"}, 12)
    assert form.fields.fields["customers"].isVisible()
    form._ask()
    qtbot.waitUntil(lambda: form.fields.service._choices[0].key == night.services["web"])


def test_two_plain_questions_give_a_severity(ana: Bridge, qtbot: QtBot) -> None:
    form = DeclareForm(ana)
    qtbot.addWidget(form)
    form.show()
    form.fields._ask_matrix()
    matrix = form.fields.findChild(SeverityMatrix)
    assert matrix is not None
    qtbot.keyClick(matrix.cells[0][2], Qt.Key.Key_Space)
    assert form.fields.severity.value() is Severity.SEV1
    assert not [each for each in form.findChildren(QLineEdit) if not each.accessibleName()]


def test_an_incident_is_accepted(page: IncidentsPage, night: Night, qtbot: QtBot) -> None:
    fresh = night.declare("odd numbers", "ben", "web")
    joint.accept(page.seat.acts, fresh)
    qtbot.waitUntil(lambda: detail(night.store, fresh).row.stage is Stage.INVESTIGATING)
    assert not incident.accept(night.store, fresh, night.actor("ana"))


def test_a_picture_is_pasted_and_sent_with_a_note_of_earlier(
    page: IncidentsPage, night: Night, number: int, qtbot: QtBot
) -> None:
    composer = page.detail.composer
    source = QMimeData()
    picture = QImage(40, 20, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    source.setImageData(picture)
    composer.field.insertFromMimeData(source)
    assert [each.name.endswith(".png") for each in composer.given.files] == [True]
    at = night.clock.now() - timedelta(minutes=9)
    composer.given.happened(at)
    composer.field.setPlainText("the **graph** of the errors")
    composer.send()
    qtbot.waitUntil(lambda: bool(files(night.store, number)))
    (kept,) = files(night.store, number)
    assert (kept.type, len(kept.sha256)) == ("image/png", 64)
    told = next(each for each in timeline(night.store, number) if each.id == kept.event)
    assert (told.at, told.text) == (at, "the **graph** of the errors")
    qtbot.waitUntil(composer.given.isHidden)
    qtbot.waitUntil(lambda: page.detail.timeline.table.row_of(kept.event) >= 0)
    page.detail.timeline.acts.get(kept.id)
    qtbot.waitUntil(lambda: page.findChild(PictureSheet) is not None)


def test_what_is_too_large_is_refused_before_it_is_read(
    page: IncidentsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    large = tmp_path / "dump.bin"
    with large.open("wb") as file:
        file.truncate(26 * 1024 * 1024)
    page.detail.composer.given.take_files([large])
    assert "25 MB is the most" in page.detail.composer._error.text()
    assert page.detail.composer.given.files == []


def test_a_note_is_pinned_edited_and_its_first_text_stays(
    page: IncidentsPage, night: Night, number: int, qtbot: QtBot
) -> None:
    panel = page.detail.timeline
    line = next(each for each in panel.table._lines if "returns **502**" in each.text)
    panel.acts.pin(line.id, True)
    qtbot.waitUntil(panel.pins.isVisible)
    panel.acts.edit(line)
    popup = panel.view.findChild(TextPopup)
    assert popup is not None
    popup.field.setPlainText("Card provider is down.")
    popup.answer()
    qtbot.waitUntil(
        lambda: panel.table._lines[panel.table.row_of(line.id)].text == "Card provider is down."
    )
    panel.acts.show_versions(line.id)
    qtbot.waitUntil(lambda: page.findChild(VersionsSheet) is not None)
    panel.acts.pin(line.id, False)
    qtbot.waitUntil(panel.pins.isHidden)


def test_a_conversation_is_dropped_and_brought_in_after_a_yes(
    page: IncidentsPage, night: Night, number: int, tmp_path: Path, qtbot: QtBot
) -> None:
    mail = tmp_path / "provider.eml"
    when = format_datetime(night.clock.now() - timedelta(minutes=4))
    mail.write_text(
        f"From: Support <support@cards.example>\nTo: ana@example.org\nDate: {when}\n"
        "Subject: Your ticket\nMessage-ID: <1@cards.example>\n\nWe see the same errors.\n"
    )
    source = QMimeData()
    source.setUrls([QUrl.fromLocalFile(str(mail))])
    page.detail.take_drop(source)
    qtbot.waitUntil(lambda: page.detail.composer.findChild(ConfirmPopup) is not None)
    popup = page.detail.composer.findChild(ConfirmPopup)
    assert popup is not None
    assert "1 message from Mail" in popup.accessibleName()
    popup.go()
    qtbot.waitUntil(
        lambda: any("We see the same errors" in e.text for e in timeline(night.store, number))
    )


@pytest.mark.parametrize("kind", ["md", "html", "pdf", "json"])
def test_it_is_exported(
    page: IncidentsPage, number: int, tmp_path: Path, kind: str, qtbot: QtBot
) -> None:
    assert page.detail.shown is not None
    target = tmp_path / f"incident.{kind}"
    with qtbot.waitSignal(page.seat.acts.told):
        Export(page.seat, page.detail.shown.detail.row, page).write(target, kind)
    content = target.read_bytes()
    assert (b"%PDF" if kind == "pdf" else b"Checkout fails") in content


def test_working_together_by_keys_alone(
    page: IncidentsPage, night: Night, number: int, qtbot: QtBot
) -> None:
    composer = page.detail.composer

    def typed(words: str) -> None:
        composer.field.setPlainText(words)
        composer.send()

    typed("/help dan the proxy")
    qtbot.waitUntil(lambda: bool(together(night.store, number).responders))
    typed("/snooze soon")
    qtbot.waitUntil(lambda: page.detail.news.bar is not None)
    typed("/snooze 2h")
    qtbot.waitUntil(lambda: together(night.store, number).snoozed_until is not None)
    typed("/split mails are late")
    qtbot.waitUntil(lambda: bool(together(night.store, number).ties))
