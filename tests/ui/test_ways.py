"""What has no key is found in the palette all the same, by the words that people use for it."""

from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from ui.desktop import Desktop
from ui.policies.page import PoliciesPage
from ui.settings.page import SettingsPage
from ui.ways import _settings
from ui.widgets.choices import CHOICE

ASKED = {
    "quit": "Quit Watchbill…", "exit": "Quit Watchbill…", "new policy": "New policy",
    "maintenance": "Plan maintenance", "drill": "Settings: Drills", "new problem": "New problem",
    "start review": "Start a review…", "integration": "Let something send alerts",
    "holiday": "Time off", "test alert": "Send a test alert…",
    "mailbox": "Settings: Replies by e-mail", "language": "Settings: Language of the team",
    "new person": "New person", "backup": "Settings: Backups by the clock",
    "export": "Export everything…", "configuration": "Settings: Configuration as a file",
    "restore": "Settings: Backups by the clock",
    "policy": "Policies", "runbook": "Playbooks", "preferences": "Settings",
    "new schedule": "New schedule", "postmortem": "Start a review…",
}  # fmt: skip


@pytest.fixture
def ready(desktop: Desktop, qtbot: QtBot) -> Desktop:
    """With all that comes a moment later."""
    qtbot.waitUntil(lambda: desktop.beside is not None)
    return desktop


def test_what_people_type_is_found(ready: Desktop) -> None:
    palette = ready.window.palette_view()
    palette.open()
    missing = {}
    for typed, meant in ASKED.items():
        palette.search.setText(typed)
        table = palette.list.table
        rows = [table.index(at).data(CHOICE).text for at in range(table.rowCount())]
        if meant not in rows[:5]:
            missing[typed] = rows[:5]
    assert missing == {}


def test_every_card_of_the_settings_has_its_way(ready: Desktop) -> None:
    page = ready.window.show_page("settings")
    assert isinstance(page, SettingsPage)
    cards = page.cards() | page.machine.cards()
    assert {way.target for way in _settings()} == set(cards)
    for key, card in cards.items():
        ready.window.acts.run(f"set-{key}")
        assert card.isVisible(), key


def test_a_policy_begun_first_leaves_the_others_to_be_seen(ready: Desktop, qtbot: QtBot) -> None:
    ready.window.acts.run("new-policy")
    page = ready.window.stack.widget_of("policies")
    assert isinstance(page, PoliciesPage)
    qtbot.waitUntil(lambda: page.seen is not None)
    page._close()
    qtbot.waitUntil(lambda: page.seen is not None and len(page.cards) == len(page.seen.policies))


def test_alt_n_begins_something_new_on_the_page(ready: Desktop, qtbot: QtBot) -> None:
    window = ready.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    def begun(key: str) -> Any:
        page = window.show_page(key)
        qtbot.waitUntil(lambda: page.isVisible() and not getattr(page, "asking", False))
        QTest.keySequence(window, "Alt+N")
        return page

    books = begun("playbooks").editor
    qtbot.waitUntil(lambda: books.fresh and books.book is None)
    flows = begun("workflows").desk
    qtbot.waitUntil(lambda: flows.fresh and flows.row is None)
    problems = begun("problems")
    qtbot.waitUntil(lambda: problems._right.currentWidget() is problems.editor)
    policies = begun("policies")
    qtbot.waitUntil(lambda: policies._stack.currentWidget() is policies.editor)
    people = begun("people").people
    qtbot.waitUntil(lambda: people.editor is not None and people.editor.ident is None)
    metrics = begun("metrics")
    assert window.stack.currentWidget() is metrics


def test_ctrl_q_asks_as_the_tray_does(ready: Desktop, qtbot: QtBot) -> None:
    window, attention = ready.window, ready.attention
    assert attention is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keySequence(window, "Ctrl+Q")
    qtbot.waitUntil(lambda: attention._question is not None)
    question = attention._question
    assert isinstance(question, QMessageBox)
    assert attention.what_stops() in question.text()
    question.reject()
    qtbot.waitUntil(lambda: attention._question is None)
