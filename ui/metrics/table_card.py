"""Figures as a small table on a card."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.metrics.away import AwayCard, seen
from ui.theme.space import M, S
from ui.widgets.rows import clear
from ui.widgets.text import Text

Row = Sequence[str]


class TableCard(AwayCard):
    """The first column names what the others say of it, at the right edge of theirs."""

    def __init__(self, title: str, formula: str, parent: QWidget | None = None) -> None:
        super().__init__(title, formula, parent)
        self.head: Row = ()
        self.rows: list[Row] = []
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(M * 2)
        self._grid.setVerticalSpacing(S)
        self.add(self._table)

    def show_rows(self, head: Row, rows: Sequence[Row], hint: str = "") -> None:
        """Others."""
        self.section.set_hint(hint)
        if (tuple(head), list(rows)) == (self.head, self.rows):
            return
        self.head, self.rows = tuple(head), list(rows)
        clear(self._grid)
        for at, row in enumerate((self.head, *self.rows)):
            for column, words in enumerate(row):
                look = "caption" if not at else "body" if column else "strong"
                edge = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                self._grid.addWidget(Text(words, look), at, column, edge)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0 if column else 1)

    def numbers(self) -> str:
        """As CSV; empty while there is nothing."""
        from app.charts.table import sheet

        return sheet([self.head, *self.rows]) if self.rows else ""

    def pictured(self) -> QImage:
        """As it is seen, without its buttons."""
        return seen(self._table)
