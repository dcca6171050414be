"""The reviews page, by hand."""

from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations import assistant, incident, review
from app.operations.assistant import Assistant
from app.queries import review as queries
from app.queries.followup import followups
from models.kinds import ReviewState, Severity
from tests.model import KEY, listening
from tests.night import Night
from tests.ui.incident_page import button
from ui.bridge import Bridge
from ui.reviews.page import ReviewsPage
from ui.reviews.review_card import ReviewCard
from ui.reviews.sheets import AskSheet, EditionsSheet

UTC = ZoneInfo("UTC")


def over(night: Night, severity: Severity = Severity.SEV1) -> int:
    number = night.declare("Disk full", "ana", "database", severity=severity)
    incident.resolve(night.store, number, night.actor("ana"), "Grew the volume")
    return number


def opened(bridge: Bridge, qtbot: QtBot, number: int = 0) -> ReviewsPage:
    page = ReviewsPage(bridge)
    qtbot.addWidget(page)
    page.resize(1170, 780)
    with qtbot.waitExposed(page):
        page.show()
    if number:
        page.visit(number)
    qtbot.waitUntil(lambda: page.seen is not None and not page.asking)
    return page


def reading(page: ReviewsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.view.shown is not None and bool(page.view.cards))


def texts(night: Night, number: int) -> dict[str, str]:
    return {each.key: each.text for each in queries.review(night.store, number).sections}


def test_one_that_is_owed_is_begun(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number = over(night)
    page = opened(ana, qtbot)
    assert page.chips.chip("owed").text() == "Owed 1"
    qtbot.waitUntil(lambda: page._right.currentIndex() == 2)
    assert page.beginning.template.value() == "Standard review"
    page.beginning.template.set_value("Infrastructure review")
    page.beginning.start.click()
    reading(page, qtbot)
    assert queries.review(night.store, number).template == "Infrastructure review"


def test_one_that_is_not_over_waits(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number = night.declare("It burns", "ana")
    page = opened(ana, qtbot, number)
    qtbot.waitUntil(lambda: page._right.currentIndex() == 2)
    assert not page.beginning.start.isEnabled()


def test_where_none_is_needed_somebody_says_why(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number = over(night)
    page = opened(ana, qtbot, number)
    qtbot.waitUntil(lambda: page._right.currentWidget() is page.beginning)
    page.beginning.no_need.click()
    qtbot.keyClick(page.beginning.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Say why" in page.beginning.waiver.fields["reason"].error)
    qtbot.keyClicks(page.beginning.reason, "The provider wrote one")
    page.beginning.waive.click()
    qtbot.waitUntil(lambda: "ana said that no review" in page.beginning.lead.text())
    assert page.beginning.lead.text().endswith("The provider wrote one")
    assert queries.reviews(night.store)[0].state is ReviewState.WAIVED
    qtbot.waitUntil(lambda: page.chips.chip("not needed").text() == "Not needed 1")
    assert page.beginning.no_need.isHidden()
    page.beginning.start.click()  # all the same
    reading(page, qtbot)
    assert queries.review(night.store, number).row.state is ReviewState.DRAFT


def test_a_section_is_written_with_a_preview(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number = over(night)
    review.draft(night.store, number, night.actor("ana"), UTC)
    page = opened(ana, qtbot, number)
    reading(page, qtbot)
    card = page.view.cards["contributing-factors"]
    card.pencil.click()
    qtbot.keyClicks(card.field, "- No *alarm*")
    qtbot.waitUntil(lambda: card.preview.toPlainText().strip() == "No alarm")
    qtbot.keyClick(card.field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: texts(night, number)["contributing-factors"] == "- No *alarm*")
    qtbot.waitUntil(lambda: not card.editing)


def test_two_who_write_one_section_meet_and_nothing_is_lost(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    number = over(night)
    review.draft(night.store, number, night.actor("ana"), UTC)
    page = opened(ana, qtbot, number)
    reading(page, qtbot)
    card = page.view.cards["contributing-factors"]
    card.begin()
    qtbot.keyClicks(card.field, "mine")
    review.write(night.store, number, "contributing-factors", "theirs", night.actor("ben"))
    review.write(night.store, number, "impact", "elsewhere", night.actor("ben"))
    card.save()
    qtbot.waitUntil(lambda: "changed this section meanwhile" in card.error.text())
    assert card.field.text() == "mine"
    assert texts(night, number)["contributing-factors"] == "theirs"


def test_it_goes_from_draft_to_published(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number = over(night)
    review.draft(night.store, number, night.actor("ana"), UTC)
    page = opened(ana, qtbot, number)
    reading(page, qtbot)
    for state in (ReviewState.IN_REVIEW, ReviewState.PUBLISHED, ReviewState.DRAFT):
        page.view.step.click()
        qtbot.waitUntil(lambda: page.view.shown.detail.row.state is state)  # noqa: B023


def test_action_items_become_follow_ups(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number = over(night)
    review.draft(night.store, number, night.actor("ana"), UTC)
    review.write(night.store, number, "action-items", "- Alarm @ben\n- Drill", night.actor("ana"))
    page = opened(ana, qtbot, number)
    reading(page, qtbot)
    assert page.view.items.make.text() == "Make follow-ups of 2 lines"
    page.view.items.make.click()
    qtbot.waitUntil(lambda: len(followups(night.store, number)) == 2)
    qtbot.waitUntil(lambda: page.view.items.make.isHidden())


def test_people_talk_about_a_section_and_the_whole(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number = over(night)
    review.draft(night.store, number, night.actor("ana"), UTC)
    page = opened(ana, qtbot, number)
    reading(page, qtbot)
    card = page.view.cards["impact"]
    card.talk.click()
    qtbot.keyClicks(card.answer, "How many?\r")
    qtbot.keyClicks(page.view.answer, "Thanks\r")
    qtbot.waitUntil(lambda: len(queries.review(night.store, number).comments) == 2)
    qtbot.waitUntil(lambda: bool(card.comments.count()) and bool(page.view.talk.count()))


def test_it_is_exported_masked_and_says_so(
    night: Night, ana: Bridge, qtbot: QtBot, tmp_path: Path
) -> None:
    number = over(night)
    review.draft(night.store, number, night.actor("ana"), UTC)
    review.write(night.store, number, "impact", "Told bob@example.org", night.actor("ana"))
    page = opened(ana, qtbot, number)
    reading(page, qtbot)
    out = tmp_path / "a.html"
    page.view.export_to(out, "html")
    qtbot.waitUntil(lambda: page.view.news.count() == 1)  # fonts are read once
    assert "bob@example.org" not in out.read_text("utf-8")
    button(page.view, "Export without masks").click()
    qtbot.waitUntil(lambda: "bob@example.org" in out.read_text("utf-8"))


def test_an_earlier_edition_is_brought_back(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number = over(night)
    review.draft(night.store, number, night.actor("ana"), UTC)
    review.write(night.store, number, "solution", "Prayed", night.actor("ana"))
    page = opened(ana, qtbot, number)
    reading(page, qtbot)
    page.view.show_editions()
    sheet = page.view.sheet
    assert isinstance(sheet, EditionsSheet)
    qtbot.waitUntil(lambda: sheet.table.rowCount() == 2)
    sheet.list.choose(1)
    sheet.back.click()
    qtbot.waitUntil(lambda: texts(night, number)["solution"] == "Grew the volume")


def test_a_model_is_asked_after_its_question_was_seen(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    number = over(night)
    review.draft(night.store, number, night.actor("ana"), UTC)
    with listening() as model:
        said = Assistant(model.url, "small", KEY, True)
        assistant.set_assistant(night.store, said, night.actor("fay"))
        page = opened(ana, qtbot, number)
        reading(page, qtbot)
        card = page.view.cards["contributing-factors"]
        card.begin()
        assert not card.help.isHidden()
        card.help.click()
        sheet = page.view.sheet
        assert isinstance(sheet, AskSheet)
        qtbot.waitUntil(lambda: sheet.found is not None)
        assert "Disk full" in sheet.shown.toPlainText()
        assert model.asked == []
        sheet.yes.click()
        qtbot.waitUntil(lambda: "The disk was full" in card.field.text())
        assert texts(night, number)["contributing-factors"] == ""


def test_a_review_begins_beside_its_incident(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number = over(night, Severity.SEV4)
    card = ReviewCard(ana)
    qtbot.addWidget(card)
    card.show_incident(number)
    qtbot.waitUntil(lambda: card.shown is not None)
    assert card.go.text() == "Start the review"
    with qtbot.waitSignal(card.review_wanted) as told:
        card.go.click()
    assert told.args == [number]
