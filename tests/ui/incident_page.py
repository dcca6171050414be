"""The incidents page opened as a test wants it: on a night, with its answers in."""

from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from ui.bridge import Bridge
from ui.incidents.page import IncidentsPage


def opened_page(bridge: Bridge, qtbot: QtBot, size: tuple[int, int] = (1170, 780)) -> IncidentsPage:
    """The page, shown and read."""
    page = IncidentsPage(bridge)
    qtbot.addWidget(page)
    page.resize(*size)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: bool(page.seat.faces.people) and not page.list._asking)
    qtbot.waitUntil(lambda: not page.detail.number or page.detail.shown is not None)
    return page


def seen(page: IncidentsPage, number: int) -> bool:
    """Whether an incident is on the screen, read."""
    shown = page.detail.shown
    return shown is not None and shown.detail.row.number == number


def button(parent: QWidget, text: str) -> QAbstractButton:
    """The button with these words."""
    return next(each for each in parent.findChildren(QAbstractButton) if each.text() == text)
