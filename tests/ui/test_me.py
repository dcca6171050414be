"""Who sits here: asked in a bar, answered by one button where there is one person only."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.store import Store, open_store
from tests import builders
from tests.desk import bridge_on
from ui.bridge import Bridge
from ui.shell.me import Me
from ui.shell.window import ShellWindow


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    """Ana alone."""
    store = open_store(sqlite_url, durable=False)
    builders.person(store, "ana", "Ana Ruiz")
    yield store
    store.close()


@pytest.fixture
def bridge(store: Store, qtbot: QtBot) -> Iterator[Bridge]:
    """Nobody has said who sits here; what colleagues do is heard."""
    bridge = bridge_on(store, watched=True)
    yield bridge
    bridge.close()


def answers(window: ShellWindow) -> list[str]:
    """What the bar can be answered with."""
    found = window.bars.findChildren(QAbstractButton)
    return [each.text() for each in found if each.isVisibleTo(window) and each.text()]


def press(window: ShellWindow, words: str) -> None:
    """The button of the bar that says so."""
    found = window.bars.findChildren(QAbstractButton)
    next(each for each in found if each.text() == words).click()


def test_one_person_is_one_button(bridge: Bridge, qtbot: QtBot) -> None:
    window = ShellWindow()
    qtbot.addWidget(window)
    window.show()
    me = Me(window, bridge, "", keep=False)
    me.ask()
    qtbot.waitUntil(lambda: answers(window) == ["I am Ana Ruiz"])
    press(window, "I am Ana Ruiz")
    assert bridge.user == "ana"
    assert not window.bars.keys()


def test_of_several_one_is_chosen(store: Store, bridge: Bridge, qtbot: QtBot) -> None:
    window = ShellWindow()
    qtbot.addWidget(window)
    window.show()
    Me(window, bridge, "", keep=False).ask()
    qtbot.waitUntil(lambda: len(answers(window)) == 1)
    first = answers(window)
    builders.person(store, "ben")
    qtbot.waitUntil(lambda: len(answers(window)) == 1 and answers(window) != first)
    assert answers(window) == ["Choose…"]
