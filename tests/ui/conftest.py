"""Every test of the looks wears the theme, as the program does."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desk import bridge_on, forgetful
from tests.night import Night
from tests.patience import PATIENCE
from ui.bridge import Bridge
from ui.desktop import Desktop
from ui.language.choice import Language, wear
from ui.shell.window import ShellWindow
from ui.theme.current import Scheme, Theme, dress, theme
from ui.wish import Wish

OFFSCREEN = "This plugin does not support"  # raising, grabbing, size hints: it has no screen

WAITS = (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed)
for wait in WAITS:
    wait.__kwdefaults__ = (wait.__kwdefaults__ or {}) | {"timeout": int(PATIENCE * 1000)}


@pytest.hookimpl
def pytest_itemcollected(item: pytest.Item) -> None:
    """What the offscreen platform cannot do says nothing about us."""
    item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN, extend=True))


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Theme:
    """The application in its clothes, once a run."""
    return dress(qapp, Scheme.LIGHT)


@pytest.fixture(autouse=True)
def worn(dressed: Theme) -> Theme:
    """Light, still, before each test."""
    dressed.motion = False
    if dressed.scheme is not Scheme.LIGHT:
        dressed.wear(Scheme.LIGHT)
    assert theme() is dressed
    return dressed


@pytest.fixture(autouse=True)
def _settings() -> None:
    """Qt remembers where settings are, so an empty home is not enough."""
    forgetful()


@pytest.fixture
def locale() -> Iterator[None]:
    """Whatever locale a test sets, the one before is back after it."""
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.fixture
def pseudo(qapp: QApplication, locale: None) -> Iterator[None]:
    """The window in the language that is twice as long."""
    yield from _speaking(qapp, Language.PSEUDO)


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    """As Arabic or Hebrew have it."""
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def german(qapp: QApplication, locale: None) -> Iterator[None]:
    """The window in German."""
    yield from _speaking(qapp, Language.GERMAN)


def _speaking(app: QApplication, language: Language) -> Iterator[None]:
    wear(app, language)
    yield
    wear(app, Language.ENGLISH)


@pytest.fixture
def night(sqlite_url: str) -> Iterator[Night]:
    """The sample team on a fresh database, with a clock that the test moves."""
    night = Night.begin(sqlite_url)
    yield night
    night.store.close()


@pytest.fixture
def team(database_url: str) -> Iterator[Night]:
    """The sample team on each kind of database."""
    made = Night.begin(database_url)
    yield made
    made.store.close()


@pytest.fixture
def ana(night: Night, qapp: QApplication) -> Iterator[Bridge]:
    """Ana's desktop, without an engine."""
    bridge = bridge_on(night.store, "ana", night.people["ana"])
    yield bridge
    bridge.close()


@pytest.fixture
def desktop(
    night: Night, sqlite_url: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desktop]:
    """The whole program on the night's database, with its own engine, on a port of its own: the
    usual one may be taken by somebody's Watchbill on this machine."""
    monkeypatch.setattr("ui.desktop.PORT", 0)
    monkeypatch.setattr("app.start.forbid_gui_thread", lambda: None)  # a test may look
    window = ShellWindow()
    qtbot.addWidget(window)
    made = Desktop(window, Wish(database=sqlite_url))
    window.show()
    made.begin()
    qtbot.waitUntil(lambda: made.bridge.post is not None)
    qtbot.waitUntil(lambda: made.bridge.post.engine is not None)
    yield made
    made.leave()
    made.close()
