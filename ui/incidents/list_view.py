"""The view of the incidents list: exports every row of the answer, not only those seen so far."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.incidents import reads
from ui.incidents.list_line import IncidentDelegate
from ui.incidents.seat import Seat
from ui.tables.cells import Brief
from ui.tables.table import RowTable
from ui.tables.view import ListView
from ui.tables.words import write_csv

if TYPE_CHECKING:
    from app.store import Store


class IncidentsView(ListView):
    """Two-line rows; no header."""

    def __init__(self, seat: Seat, table: RowTable) -> None:
        super().__init__(table, _brief)
        self._bridge = seat.bridge
        self.cells = IncidentDelegate(table, seat, self.tr("Unanswered"))
        self.setItemDelegate(self.cells)
        self.setAccessibleName(self.tr("Incidents"))

    def export_to(self, path: Path) -> None:
        """All rows of the answer, read and written on a reader's thread."""
        ids = [int(str(each)) for each in self.table.ids()]
        self._bridge.read(partial(self._write, ids=ids, path=path), self.exported.emit)

    def _write(self, store: "Store", ids: list[int], path: Path) -> str:
        titles = [column.title for column in self.table.columns]
        write_csv(path, titles, [self.table.texts(row) for row in reads.rows(store, ids)])
        return str(path)


def _brief(row: Any) -> Brief:
    return Brief(row.title)
