"""Figures as a small table on a card."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.metrics.away import AwayCard, seen
from ui.theme import fonts
from ui.theme.space import L, M, S
from ui.widgets.rows import clear
from ui.widgets.text import ElidedLabel, Text

Row = Sequence[str]
LEAST = 13  # ems of the first column before others give way to it


class TableCard(AwayCard):
    """The first column names what the others say of it, at the right edge of theirs. Where there
    is no room, those in `spare` are left out one after another, then the names are elided; what is
    taken away as numbers stays whole."""

    spare: tuple[int, ...] = ()

    def __init__(self, title: str, formula: str, parent: QWidget | None = None) -> None:
        super().__init__(title, formula, parent)
        self.head: Row = ()
        self.rows: list[Row] = []
        self.taken: list[Sequence[object]] = []
        self._cells: list[list[Text]] = []  # by column
        self._table = QWidget()
        self._table.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(M * 2)
        self._grid.setVerticalSpacing(S)
        self.add(self._table)

    def show_rows(
        self, head: Row, rows: Sequence[Row], taken: Sequence[Sequence[object]], hint: str = ""
    ) -> None:
        """Others; `taken` is the same as numbers, in the words of `watchbill metrics`: head and
        rows."""
        self.section.set_hint(hint)
        self.taken = list(taken)
        if (tuple(head), list(rows)) == (self.head, self.rows):
            return
        if len(head) != len(self._cells):
            clear(self._grid)
            self._cells = [[] for _ in head]
            for column in range(len(head)):
                self._grid.setColumnStretch(column, 0 if column else 1)
        lines = (head, *rows)
        for at, cells in enumerate(self._cells):
            self._say(at, cells, [row[at] for row in lines])
        self.head, self.rows = tuple(head), list(rows)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _say(self, column: int, cells: list[Text], told: list[str]) -> None:
        """Its words, the head's first. What stands there says something else: to make it anew
        would take several times as long."""
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for cell, words in zip(cells, told, strict=False):
            cell.setText(words)
        for at, words in enumerate(told[len(cells) :], len(cells)):
            look = "caption" if not at else "body" if column else "strong"
            label = Text(words, look) if column else ElidedLabel(words, look)
            self._grid.addWidget(label, at, column, right if column else Qt.AlignmentFlag(0))
            cells.append(label)
        for cell in cells[len(told) :]:
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        del cells[len(told) :]

    def _fit(self) -> None:
        """As many columns as there is room for."""
        if not self._cells or not all(self._cells):
            return
        wide = [max(cell.sizeHint().width() for cell in cells) + M * 2 for cells in self._cells]
        room = self.width() - 2 * L - min(wide[0], fonts.em() * LEAST) - sum(wide[1:])
        for column in self.spare:
            for cell in self._cells[column]:
                cell.setVisible(room >= 0)
            room += wide[column] if room < 0 else 0

    def numbers(self) -> str:
        """As CSV; empty while there is nothing."""
        from app.domain.sheet import sheet

        return sheet(self.taken) if self.taken else ""

    def pictured(self) -> QImage:
        """As it is seen, without its buttons."""
        return seen(self._table)
