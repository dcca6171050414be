"""The list view: every bar of the grid as a row of a table, with a filter."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from ui.schedules.columns import ListRow, Words, list_rows
from ui.schedules.mark import AWAY, CHANGE, GAP, NOBODY, SHIFT, GridRow
from ui.tables.table import RowTable
from ui.tables.view import TableView
from ui.theme.space import M, S
from ui.widgets.card import Panel
from ui.widgets.chip import ChipBar
from ui.widgets.rows import row
from ui.widgets.search import SearchField

KINDS = {
    "all": (SHIFT, GAP, NOBODY, CHANGE, AWAY),
    "shifts": (SHIFT,),
    "gaps": (GAP, NOBODY),
    "covers": (CHANGE,),
    "away": (AWAY,),
}


class Listing(Panel):
    """`view` is the table; the chips choose what it tells of."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._rows: tuple[ListRow, ...] = ()
        self.search = SearchField(self.tr("Filter"))
        self.chips = ChipBar(exclusive=True)
        self.table = RowTable(Words().shifts(), parent=self)
        self.view = TableView(self.table, "rota")
        self._build()

    def _build(self) -> None:
        for key, words in (
            ("all", self.tr("All")),
            ("shifts", self.tr("On call")),
            ("gaps", self.tr("Gaps")),
            ("covers", self.tr("Covers")),
            ("away", self.tr("Away")),
        ):
            self.chips.add(key, words, on=key == "all")
        self.view.setAccessibleName(self.tr("Shifts"))
        self.view.attach(self.search)
        self.view.fold(("schedule", "source", "length", "what"))
        self.body.addLayout(row(self.search, self.chips, gap=M, margins=(M, S, M, S)))
        self.add_line()
        self.body.addWidget(self.view, 1)
        self.search.searched.connect(self.table.filter)
        self.chips.changed.connect(self._tell)

    def show_rows(self, rows: Sequence[GridRow], zone: ZoneInfo, names: Mapping[int, str]) -> None:
        """Of the rows by layers, whatever the grid shows."""
        self._rows = tuple(list_rows(rows, zone, names))
        self._tell()

    def _tell(self) -> None:
        kinds = KINDS[str(self.chips.on()[0])]
        self.table.show([each for each in self._rows if each.mark.kind in kinds])
