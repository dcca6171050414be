"""The language of the team on its card, and what other pages show of it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.language import Language
from app.operations.language import set_language
from app.queries import workflow
from app.queries.language import language
from app.queries.playbook import shipped
from tests.desk import desktop
from tests.night import Night
from ui.bridge import Bridge
from ui.playbooks.page import PlaybooksPage
from ui.settings.language_card import LanguageCard
from ui.settings.page import SettingsPage
from ui.workflows.page import WorkflowsPage


@pytest.fixture
def mine(team: Night, database_url: str, qapp: QApplication) -> Iterator[Bridge]:
    """Ana's desktop."""
    with desktop(team, database_url, "ana") as bridge:
        yield bridge


@pytest.fixture
def other(team: Night, database_url: str, qapp: QApplication) -> Iterator[Bridge]:
    """Ben's desktop."""
    with desktop(team, database_url, "ben") as bridge:
        yield bridge


def opened(bridge: Bridge, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(bridge)
    qtbot.addWidget(made)
    made.resize(1170, 780)
    made.show()
    qtbot.waitUntil(lambda: made.seen is not None)
    return made


def choose(card: LanguageCard, words: str) -> None:
    """With the keyboard."""
    card.choice.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClicks(card.choice, words[:1])


def test_what_is_chosen_holds_and_pages_follow(
    team: Night, mine: Bridge, other: Bridge, qtbot: QtBot
) -> None:
    page, books = opened(mine, qtbot), PlaybooksPage(other)
    qtbot.addWidget(books)
    books.show()
    qtbot.waitUntil(lambda: "Data may have leaked" in names(books))
    assert page.language.choice.currentText() == "English"
    choose(page.language, "Deutsch")
    qtbot.waitUntil(lambda: language(team.store) is Language.GERMAN)
    qtbot.waitUntil(lambda: page.language.told.isVisible())
    (german,) = [each.name for each in shipped(Language.GERMAN) if each.stem == "leak"]
    qtbot.waitUntil(lambda: german in names(books))
    assert "Data may have leaked" not in names(books)


def test_what_is_open_turns_with_it(team: Night, mine: Bridge, qtbot: QtBot) -> None:
    books, flows = PlaybooksPage(mine), WorkflowsPage(mine)
    for page in (books, flows):
        qtbot.addWidget(page)
        page.show()
    qtbot.waitUntil(lambda: books.editor.book is not None and flows.desk.row is not None)
    assert books.editor.book is not None
    assert flows.desk.row is not None
    stems = books.editor.book.stem, flows.desk.row.stem
    set_language(team.store, Language.GERMAN, team.actor("ben"))
    (book,) = [row for row in shipped(Language.GERMAN) if row.stem == stems[0]]
    (flow,) = [row for row in workflow.shipped(Language.GERMAN) if row.stem == stems[1]]
    qtbot.waitUntil(lambda: books.editor.field.toPlainText() == book.text)
    qtbot.waitUntil(lambda: flows.desk.form.name.text() == flow.name)


def names(page: PlaybooksPage) -> set[str]:
    """What its list shows."""
    table = page.table
    return {str(table.index(at, 0).data()) for at in range(table.rowCount())}


def test_a_colleague_was_faster(team: Night, mine: Bridge, qtbot: QtBot) -> None:
    page = opened(mine, qtbot)
    mine.changed.disconnect(page._hear)
    set_language(team.store, Language.SPANISH, team.actor("ben"))
    choose(page.language, "Deutsch")
    qtbot.waitUntil(lambda: "set this meanwhile" in said(page.language))
    assert language(team.store) is Language.SPANISH
    assert page.language.choice.currentText() == "English"
    page.ask()
    qtbot.waitUntil(lambda: page.language.choice.currentText() == "Español")


def said(card: LanguageCard) -> str:
    return card.form.fields["language"].error
