"""F1: the guide at the page of this screen, with the keys beside it."""

import pytest
from PySide6.QtCore import QSettings, Qt, QUrl
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.queries import guide
from ui.shell.help import HelpSheet
from ui.shell.pages import Page
from ui.shell.window import ShellWindow
from ui.widgets.text import KeyHint


@pytest.fixture
def sheet(qtbot: QtBot, settings: QSettings) -> HelpSheet:
    window = ShellWindow(settings)
    window.register(
        Page(key, key, "siren", QWidget, "respond") for key in ("incidents", "rota", "status")
    )
    qtbot.addWidget(window)
    window.show_page("status")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    found = window.findChild(HelpSheet)
    assert found is not None
    return found


@pytest.fixture
def settings(tmp_path_factory: pytest.TempPathFactory) -> QSettings:
    return QSettings(str(tmp_path_factory.mktemp("s") / "w.ini"), QSettings.Format.IniFormat)


def shown(sheet: HelpSheet) -> str:
    return sheet.view.toPlainText().splitlines()[0]


def test_it_opens_at_the_page_of_the_screen_with_the_keys(sheet: HelpSheet) -> None:
    assert shown(sheet) == "Status page"
    assert any(hint.isVisible() and hint.text() == "Ctrl+N" for hint in sheet.findChildren(KeyHint))
    assert sheet.search.accessibleName()
    assert sheet.list.accessibleName()
    assert sheet.accessibleName()


@pytest.mark.usefixtures("german")
def test_it_speaks_the_language_of_the_window(sheet: HelpSheet, qtbot: QtBot) -> None:
    assert shown(sheet) == "Statusseite"
    qtbot.keyClicks(sheet.search, "sichern datenbank")
    qtbot.waitUntil(lambda: shown(sheet) == "Sichern und wiederherstellen")
    qtbot.keyClick(sheet.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: sheet.list.table.rowCount() == len(guide.leaves()))
    rows = [sheet.list.table.at(at) for at in range(len(guide.leaves()))]
    choice = next(each for each in rows if each is not None and each.key == "senders/grafana")
    assert choice.hint == "Sender"


def test_it_is_in_the_palette_and_the_menus(sheet: HelpSheet) -> None:
    window = sheet.window()
    assert isinstance(window, ShellWindow)
    assert "Guide" in window.acts.act("keys").text


def test_typing_searches_arrows_go_through_and_escape_leaves(
    sheet: HelpSheet, qtbot: QtBot
) -> None:
    qtbot.keyClicks(sheet.search, "backup restore")
    qtbot.waitUntil(lambda: shown(sheet) == "Backup and restore")
    qtbot.keyClick(sheet.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: sheet.list.table.rowCount() == len(guide.leaves()))
    before = shown(sheet)
    qtbot.keyClick(sheet.search, Qt.Key.Key_Down)
    assert shown(sheet) != before
    qtbot.keyClick(sheet.search, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_links_lead_from_page_to_page_and_back(sheet: HelpSheet, qtbot: QtBot) -> None:
    sheet.show_leaf("guide/first-steps")
    sheet.view.anchorClicked.emit(QUrl("../operate/postgresql.md"))
    assert shown(sheet) == "PostgreSQL"
    qtbot.keyClick(sheet.search, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown(sheet) == "First steps"
    qtbot.keyClick(sheet, Qt.Key.Key_F1)
    assert not sheet.isVisible()
