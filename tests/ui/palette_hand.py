"""What the tests of the palette share: opening it, typing, choosing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from ui.desktop import Desktop
from ui.shell.window import ShellWindow
from ui.widgets.choices import CHOICE, Choice
from ui.widgets.toast import Toast


def left_dialogs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the file dialogs that came up, all of them left."""
    seen: list[str] = []

    def leave(_over: object, title: str = "", *_: object) -> tuple[str, str]:
        seen.append(title)
        return "", ""

    def leave_folder(over: object, title: str = "", *_: object) -> str:
        return leave(over, title)[0]

    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, leave)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", leave_folder)
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda _url: True)
    return seen


def seated(desktop: Desktop, qtbot: QtBot) -> Desktop:
    """With Ana before it."""
    qtbot.waitUntil(lambda: bool(desktop.me._people))
    desktop.me.become(next(row for row in desktop.me._people if row.name == "ana"))
    desktop.window.activateWindow()
    qtbot.waitUntil(desktop.window.isActiveWindow)
    return desktop


def listed(window: ShellWindow, typed: str = "") -> list[Choice]:
    """What the palette offers for what is typed."""
    window.open_palette()
    palette = window.palette_view()
    palette.search.setText(typed)
    table = palette.list.table
    return [table.index(at).data(CHOICE) for at in range(table.rowCount())]


def pick(window: ShellWindow, typed: str, qtbot: QtBot) -> None:
    """The first that is found, by Enter."""
    assert typed.lower() in listed(window, typed)[0].text.lower()
    qtbot.keyClick(window.palette_view().search, Qt.Key.Key_Return)
    assert not window.palette_view().isVisible()


def said(window: ShellWindow) -> str:
    """What toasts say."""
    found = [each for each in window.findChildren(Toast) if each.isVisible()]
    return " ".join(label.text() for each in found for label in each.findChildren(QLabel))
