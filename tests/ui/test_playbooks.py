"""The playbooks page and the card beside an incident, by hand."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.operations import play
from app.queries.play import plays
from app.queries.playbook import playbooks
from models.kinds import PlayState
from tests.night import Night
from tests.ui.incident_page import button
from ui.bridge import Bridge
from ui.playbooks.card import PlaybookCard
from ui.playbooks.page import PlaybooksPage
from ui.widgets.choices import Choice
from ui.widgets.field import LineField
from ui.widgets.picker import ChoicePopup


def opened(bridge: Bridge, qtbot: QtBot) -> PlaybooksPage:
    page = PlaybooksPage(bridge)
    qtbot.addWidget(page)
    page.resize(1170, 780)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page.editor.book is not None)
    return page


def beside(bridge: Bridge, number: int, qtbot: QtBot) -> PlaybookCard:
    card = PlaybookCard(bridge)
    qtbot.addWidget(card)
    card.resize(320, 700)
    card.show_incident(number)
    qtbot.waitUntil(lambda: card._shown is not None)
    card.show()
    return card


def test_a_shipped_one_is_changed_and_saved(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    page = opened(ana, qtbot)
    assert not page.editor.keep.isEnabled()
    text = page.editor.field.toPlainText()
    page.editor.field.setPlainText(text + "\n## Do: Sleep\n")
    qtbot.waitUntil(page.editor.keep.isEnabled)
    qtbot.mouseClick(page.editor.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.editor.book is not None and page.editor.book.number == 1)
    stored = [each for each in playbooks(night.store) if each.id is not None]
    assert [each.spec.steps[-1].title for each in stored] == ["Sleep"]


def test_a_fault_is_said_with_its_line(ana: Bridge, qtbot: QtBot) -> None:
    page = opened(ana, qtbot)
    page.editor.field.setPlainText("# A\n## Doo: x")
    qtbot.waitUntil(lambda: "Line 2" in page.editor.wrong.text())
    assert not page.editor.keep.isEnabled()


def test_a_step_is_put_in_after_the_one_with_the_cursor(ana: Bridge, qtbot: QtBot) -> None:
    page = opened(ana, qtbot)
    page.editor.field.setPlainText("# A\n\n## Do: One\n\n## Do: Two\n")
    page.editor.insert("## Do: Between")
    heads = [x for x in page.editor.field.toPlainText().splitlines() if x.startswith("##")]
    assert heads == ["## Do: Between", "## Do: One", "## Do: Two"]


def test_it_is_started_and_done_beside_the_incident(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    number = night.declare("it burns", "ana")
    card = beside(ana, number, qtbot)
    card.start("A service is down")
    qtbot.waitUntil(lambda: bool(card._shown and card._shown.plays))
    button(card, "Done").click()
    qtbot.waitUntil(lambda: bool(card._shown and card._shown.plays[0].over == 1))


def test_it_is_started_where_it_was_chosen(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    """Whatever is on the screen when the list is answered."""
    first, second = night.declare("it burns", "ana"), night.declare("it smokes", "ana")
    card = beside(ana, first, qtbot)
    assert card._shown is not None
    answer = partial(card._picked, card._shown.number)
    card.show_incident(second)
    qtbot.waitUntil(lambda: card._shown is not None and card._shown.number == second)
    answer(Choice("A service is down", "A service is down"))
    card.show_incident(first)
    qtbot.waitUntil(lambda: bool(card._shown and card._shown.plays))
    card.show_incident(second)
    qtbot.waitUntil(lambda: card._shown is not None and card._shown.number == second)
    assert not card._shown.plays


def test_a_command_runs_after_it_was_looked_at(
    night: Night, ana: Bridge, qtbot: QtBot, tmp_path: Path
) -> None:
    from app.operations.playbook import save

    number = night.declare("it burns", "ana")
    text = "# Try\n## Command: Touch\n```\ntouch {{file}}\n```\n"
    save(night.store, text, night.actor("ana"))
    play.start(night.store, number, "Try", night.actor("ana"))
    card = beside(ana, number, qtbot)
    button(card, "Look and run…").click()
    sheet = card.sheet
    assert sheet is not None
    assert not sheet.yes.isEnabled()
    file = tmp_path / "a b"
    sheet._fields["file"].setText(str(file))
    qtbot.waitUntil(sheet.yes.isEnabled)
    assert f"touch '{file}'" in sheet.shown.toPlainText()
    assert not file.exists()
    sheet.yes.click()
    qtbot.waitUntil(lambda: plays(night.store, number)[0].steps[0].state is PlayState.DONE)
    assert file.exists()


def test_any_playbook_can_be_chosen_where_none_fits(
    night: Night, ana: Bridge, qtbot: QtBot
) -> None:
    number = night.declare("it burns", "ana")
    card = beside(ana, number, qtbot)
    assert card._shown is not None
    assert not card._shown.suggested
    button(card, "Choose a playbook…").click()
    popup = card.findChild(ChoicePopup)
    assert popup is not None
    popup.picked.emit(Choice("Everything is slow", "Everything is slow"))
    qtbot.waitUntil(lambda: [each.name for each in plays(night.store, number)] != [])


def test_what_was_found_stands_in_the_timeline(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number = night.declare("it burns", "ana")
    play.start(night.store, number, "Everything is slow", night.actor("ana"))
    card = beside(ana, number, qtbot)
    field = card.findChild(LineField)
    assert field is not None
    qtbot.keyClicks(field, "only reads")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: plays(night.store, number)[0].steps[0].state is PlayState.DONE)
    assert plays(night.store, number)[0].steps[0].outcome == "only reads"


def test_a_step_is_given_to_somebody(night: Night, ana: Bridge, qtbot: QtBot) -> None:
    number = night.declare("it burns", "ana")
    play.start(night.store, number, "Everything is slow", night.actor("ana"))
    card = beside(ana, number, qtbot)
    button(card, "Give to somebody…").click()
    popup = card.findChild(ChoicePopup)
    assert popup is not None
    popup.picked.emit(Choice(night.people["ben"], "Ben"))
    qtbot.waitUntil(lambda: plays(night.store, number)[0].steps[0].owner == "ben")
    qtbot.waitUntil(
        lambda: card._shown is not None and card._shown.plays[0].steps[0].owner == "ben"
    )
    assert button(card, "Give to somebody else…").isEnabled()
