"""Layouts in one line: `column(a, b)`, `row(a, STRETCH, b)` on the spacing grid."""

from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.theme.space import S

STRETCH: Final = object()
Part = QWidget | QLayout | int | object


def row(
    *parts: Part, gap: int = S, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Parts side by side; an int is a space of that many pixels, STRETCH takes what is left."""
    made = QHBoxLayout()
    fill(made, parts, gap, margins)
    return made


def column(
    *parts: Part, gap: int = S, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Parts one below the other."""
    made = QVBoxLayout()
    fill(made, parts, gap, margins)
    return made


def fill(
    box: QBoxLayout, parts: tuple[Part, ...], gap: int, margins: tuple[int, int, int, int]
) -> None:
    """Put the parts into an existing box."""
    set_margins(box, *margins)
    box.setSpacing(gap)
    for part in parts:
        if isinstance(part, QWidget):
            box.addWidget(part)
        elif isinstance(part, QLayout):
            box.addLayout(part)
        elif isinstance(part, int):
            box.addSpacing(part)
        else:
            box.addStretch(1)


def set_margins(part: QLayout | QWidget, start: int, top: int, end: int, bottom: int) -> None:
    """By where a line begins and ends: Qt mirrors what is in a layout, but not its margins."""
    backwards = QGuiApplication.isRightToLeft()
    left, right = (end, start) if backwards else (start, end)
    part.setContentsMargins(left, top, right, bottom)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
