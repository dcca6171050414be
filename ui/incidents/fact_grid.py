"""Labels and values in two columns that stay in line; a row can be hidden while it is empty."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.language.glossary import meaning
from ui.theme import fonts
from ui.theme.space import S
from ui.widgets.text import Text

LABEL = 5.2  # ems: the widest label in English


class FactGrid(QWidget):
    """Rows in the order they were added."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(S - 2)
        self._grid.setVerticalSpacing(S - 2)
        self._grid.setColumnMinimumWidth(0, round(fonts.em() * LABEL))
        self._grid.setColumnStretch(1, 1)
        self._labels: dict[QWidget, Text] = {}

    def add(self, label: str, value: QWidget) -> None:
        """One row."""
        at, top = self._grid.rowCount(), Qt.AlignmentFlag.AlignTop
        name = Text(label, "muted", wrap=True)
        name.setMaximumWidth(round(fonts.em() * (LABEL + 0.6)))
        name.setContentsMargins(0, 1, 0, 1)
        name.setBuddy(value)
        if not value.accessibleDescription():
            value.setAccessibleDescription(meaning(label))
        self._labels[value] = name
        self._grid.addWidget(name, at, 0, top)
        self._grid.addWidget(value, at, 1, top)  # its first line beside the first of its label

    def show_row(self, value: QWidget, seen: bool) -> None:
        """A row with its label, or neither."""
        value.setVisible(seen)
        self._labels[value].setVisible(seen)
