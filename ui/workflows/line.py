"""A line with an icon before its words and a time after them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout

from ui.theme.space import S
from ui.widgets.picture import Picture
from ui.widgets.text import Text


def line_of(sign: tuple[str, str], words: str, look: str, at: str) -> QLayout:
    """`sign` is the icon and its colour."""
    line = QHBoxLayout()
    line.setSpacing(S)
    line.addWidget(Picture(*sign), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Text(words, look, wrap=True), 1)
    line.addWidget(Text(at, "small"), 0, Qt.AlignmentFlag.AlignTop)
    return line
