"""What was typed and not saved is there again after a crash, as a draft, where it was written."""

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from app.operations import review
from app.operations.playbook import save
from app.queries.playbook import playbooks
from tests.night import Night
from tests.ui.test_playbooks import opened as books_opened
from tests.ui.test_reviews import UTC, over, reading, texts
from tests.ui.test_reviews import opened as reviews_opened
from ui.bridge import Bridge
from ui.drafts import Drafts
from ui.playbooks.page import PlaybooksPage
from ui.reviews.page import ReviewsPage
from ui.status.card import UpdateCard
from ui.status.compose import ComposeSheet
from ui.status.reads import prepared
from ui.widgets.text import Text

KEY = "contributing-factors"
BOOK = "# Kafka lag\n\n## Do: Look at the consumer group\n"


def on_disk(said: str) -> bool:
    settings = QSettings()
    settings.sync()
    return any(said in str(settings.value(key)) for key in settings.allKeys())


def reviewed(night: Night, ana: Bridge, qtbot: QtBot, number: int) -> ReviewsPage:
    page = reviews_opened(ana, qtbot, number)
    reading(page, qtbot)
    return page


def test_a_section_of_a_review_is_kept_and_offered_as_a_draft(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    number = over(night)
    review.draft(night.store, number, night.actor("ana"), UTC)
    card = reviewed(night, ana, qtbot, number).view.cards[KEY]
    card.pencil.click()
    qtbot.keyClicks(card.field, "No alarm at all")
    qtbot.waitUntil(lambda: on_disk("No alarm at all"))
    again = reviewed(night, ana, qtbot, number).view.cards[KEY]
    assert again.editing
    assert again.field.text() == "No alarm at all"
    assert not again.draft.isHidden()
    assert texts(night, number)[KEY] != "No alarm at all"
    again.save()
    qtbot.waitUntil(lambda: texts(night, number)[KEY] == "No alarm at all")
    qtbot.waitUntil(lambda: not again.editing)
    assert not on_disk("No alarm at all")


def test_a_draft_does_not_go_over_what_a_colleague_wrote(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    number = over(night)
    review.draft(night.store, number, night.actor("ana"), UTC)
    card = reviewed(night, ana, qtbot, number).view.cards[KEY]
    card.pencil.click()
    qtbot.keyClicks(card.field, "Mine")
    qtbot.waitUntil(lambda: on_disk("Mine"))
    review.write(night.store, number, KEY, "Theirs", night.actor("ben"))
    again = reviewed(night, ana, qtbot, number).view.cards[KEY]
    assert "Somebody changed this section" in again.error.text()
    again.complain("")
    again.save()
    qtbot.waitUntil(lambda: bool(again.error.text()))
    assert texts(night, number)[KEY] == "Theirs"
    again.discard()
    assert not on_disk("Mine")


def sheet_of(ana: Bridge, qtbot: QtBot, number: int, words: str = "") -> ComposeSheet:
    card = UpdateCard(ana)
    qtbot.addWidget(card)
    card.show_incident(number)
    card.write(words)
    qtbot.waitUntil(lambda: card.sheet is not None)
    assert card.sheet is not None
    return card.sheet


def test_a_status_update_is_kept_until_it_is_thrown_away(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    number = night.declare("Checkout fails", "ana")
    sheet = sheet_of(ana, qtbot, number)
    sheet.public.setChecked(False)
    sheet.text.setPlainText("We look into it")
    qtbot.waitUntil(lambda: on_disk("We look into it"))
    again = sheet_of(ana, qtbot, number)
    assert again.text.text() == "We look into it"
    assert not again.public.isChecked()
    assert not again.kept.isHidden()
    assert again.moved.isHidden()
    again.discard()
    assert not on_disk("We look into it")
    assert sheet_of(ana, qtbot, number).kept.isHidden()


def test_a_status_update_that_was_sent_is_no_draft(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    sheet = sheet_of(ana, qtbot, night.declare("Checkout fails", "ana"))
    sheet.public.setChecked(False)
    sheet.text.setPlainText("We look into it")
    qtbot.waitUntil(lambda: on_disk("We look into it"))
    with qtbot.waitSignal(sheet.sent):
        sheet.post()
    assert not on_disk("We look into it")


def stored_book(night: Night) -> str:
    return next(each.text for each in playbooks(night.store) if each.id is not None)


def books(ana: Bridge, qtbot: QtBot) -> PlaybooksPage:
    page = books_opened(ana, qtbot)
    page.visit("Kafka lag")
    qtbot.waitUntil(lambda: page.editor.book is not None and page.editor.book.name == "Kafka lag")
    return page


def news(page: PlaybooksPage) -> list[str]:
    """What the editor's bar says."""
    return [each.text() for each in page.editor.findChildren(Text) if each.isVisibleTo(page)]


def warned(page: PlaybooksPage, qtbot: QtBot) -> PlaybooksPage:
    """It holds what Ana typed, and says that Ben was there."""
    assert "## Do: Mine" in page.editor.field.toPlainText()
    page.editor._drafts.flush()
    qtbot.waitUntil(lambda: "ben changed this playbook." in news(page))
    return page


def test_other_drafts_never_drive_out_the_notes_of_incidents(ana: Bridge) -> None:
    drafts = Drafts(ana)
    for number in range(1, 11):
        drafts.keep(str(number), "a note")
    for number in range(120):
        drafts.keep_said(f"update-{number}", {"text": "x"})
    drafts.flush()
    assert [Drafts(ana).get(str(number)) for number in range(1, 11)] == ["a note"] * 10


def test_a_playbook_is_kept_and_says_that_a_colleague_changed_it(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    ident = save(night.store, BOOK, night.actor("ana"))
    page = books(ana, qtbot)
    page.editor.field.setPlainText(BOOK + "\n## Do: Mine\n")
    qtbot.waitUntil(lambda: on_disk("Mine"))
    again = books(ana, qtbot)
    assert "## Do: Mine" in again.editor.field.toPlainText()
    assert again.editor.dirty
    assert again.editor.news.count() == 1
    assert stored_book(night) == BOOK
    seen = next(each.version for each in playbooks(night.store) if each.id == ident)
    page._bridge.changed.disconnect()
    save(night.store, BOOK + "\n## Do: Theirs\n", night.actor("ben"), ident=ident, seen=seen)
    warned(books(ana, qtbot), qtbot)
    third = warned(books(ana, qtbot), qtbot)  # looking is no answer
    assert "Theirs" in stored_book(night)
    third.editor.discard()
    assert "Theirs" in third.editor.field.toPlainText()
    assert not on_disk("Mine")


def test_a_draft_is_of_one_database(night: Night, ana: Bridge) -> None:
    drafts = Drafts(ana)
    drafts.keep_said("playbook-new", {"text": "x"})
    drafts.flush()
    assert Drafts(ana).said("playbook-new") == {"text": "x"}
    assert Drafts(Bridge()).said("playbook-new") == {}


def test_what_is_written_is_kept_for_the_database_it_was_written_on(ana: Bridge) -> None:
    drafts = Drafts(ana)
    drafts.keep("7", "a note")
    drafts._bridge = Bridge()  # the program went to another one before the clock rang
    drafts.flush()
    assert Drafts(ana).get("7") == "a note"
    assert not Drafts(Bridge()).get("7")


def test_words_of_a_command_are_a_draft_at_once(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number = night.declare("Checkout fails", "ana")
    sheet = sheet_of(ana, qtbot, number, "We look into it")
    sheet.leave()
    assert on_disk("We look into it")
    again = sheet_of(ana, qtbot, number, "We look into it")
    assert again.text.text() == "We look into it"
    again.discard()
    assert not on_disk("We look into it")


def test_an_update_under_way_is_not_sent_twice(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    sheet = sheet_of(ana, qtbot, night.declare("Checkout fails", "ana"))
    sheet.public.setChecked(False)
    sheet.text.setPlainText("We look into it")
    qtbot.waitUntil(sheet.send.isEnabled)
    with qtbot.waitSignal(sheet.sent):
        sheet.post()
        sheet._show(prepared(night.store, sheet._outlook.number, sheet.draft()))
        assert not sheet.send.isEnabled()
