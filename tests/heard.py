"""What somebody who cannot see, or has no mouse, makes of a page: every control has a name, a role
of its own, and its turn when Tab is pressed."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QButtonGroup,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QScrollBar,
    QSplitter,
    QSplitterHandle,
    QStackedWidget,
    QTabBar,
    QWidget,
)

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox,
            QLineEdit, QTabBar)  # fmt: skip
PLACES = (QHeaderView, QMainWindow, QScrollArea, QScrollBar, QSplitter, QSplitterHandle,
          QStackedWidget)  # fmt: skip
Role = QAccessible.Role
NO_ROLE = {Role.NoRole, Role.Client, Role.Grouping, Role.Border, Role.Pane, Role.LayeredPane}


def complaints(page: QWidget) -> list[str]:
    """What is wrong with the controls of a page that is shown, each in a line."""
    wrong = [f"{where(each)}: {what}" for each in controls(page) for what in _wrong(each)]
    nameless = [each for each in inner_buttons(page) if not name_of(each)]
    return [*wrong, *(f"{where(each)}: it has no name" for each in nameless)]


def inner_buttons(page: QWidget) -> Iterator[QWidget]:
    """Those inside of a field: a calendar's, a cross that clears. A screen reader comes to them,
    though Tab does not."""
    for each in page.findChildren(QAbstractButton):
        if isinstance(each.parentWidget(), QLineEdit) and each.isVisibleTo(page):
            yield each


def controls(page: QWidget) -> Iterator[QWidget]:
    """Everything in sight that can be used, but for what Qt puts inside of such."""
    for each in (page, *page.findChildren(QWidget)):
        inner = isinstance(each.parentWidget(), CONTROLS) or each.objectName().startswith("qt_")
        usable = isinstance(each, CONTROLS) or each.focusPolicy() & Qt.FocusPolicy.TabFocus
        if usable and not inner and not isinstance(each, PLACES) and each.isVisibleTo(page):
            yield each


def where(widget: QWidget) -> str:
    """Its class, and those it stands in."""
    chain = [type(widget).__name__]
    while (parent := widget.parentWidget()) is not None and len(chain) < 5:
        widget = parent
        if type(widget) is not QWidget:
            chain.append(type(widget).__name__)
    return " in ".join(chain)


def name_of(widget: QWidget) -> str:
    """As a screen reader says it."""
    heard = QAccessible.queryAccessibleInterface(widget)
    return str(heard.text(QAccessible.Text.Name)).strip() if heard is not None else ""


def _wrong(widget: QWidget) -> Iterator[str]:
    heard = QAccessible.queryAccessibleInterface(widget)
    if heard is None:
        yield "nothing is heard of it"
        return
    if not name_of(widget):
        yield "it has no name"
    told = str(heard.text(QAccessible.Text.Description)).strip()
    if heard.role() in NO_ROLE and not told:
        yield f"its role is {heard.role().name}, and nothing describes it"
    if isinstance(widget, QAbstractButton) and widget.isEnabled() and not _has_turn(widget):
        yield "Tab never comes to it"


def _has_turn(button: QAbstractButton) -> bool:
    """Of buttons that exclude each other one is enough: arrows go through the rest."""
    if button.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return True
    group: QButtonGroup | None = button.group()
    others = group.buttons() if group else []
    return any(each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in others)
