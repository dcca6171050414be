"""What the tests of the people page share."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot


def press(page: QWidget, words: str, qtbot: QtBot) -> None:
    """The button with these words, as soon as it is seen."""

    def seen() -> list[QAbstractButton]:
        found = page.findChildren(QAbstractButton)
        return [each for each in found if each.text() == words and each.isVisible()]

    qtbot.waitUntil(lambda: bool(seen()))
    qtbot.mouseClick(seen()[0], Qt.MouseButton.LeftButton)
