"""The titles of the grid's rows lead to the rotations: a click there, or E on a chosen bar."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QWidget

from ui.schedules.grid import RotaGrid

if TYPE_CHECKING:
    from ui.schedules.mark import GridRow


class Titles(QObject):
    """`wanted` carries a schedule and the name of a rotation (empty: all of them)."""

    wanted = Signal(int, str)

    def __init__(self, grid: RotaGrid, page: QWidget) -> None:
        super().__init__(grid)
        self._grid = grid
        grid.installEventFilter(self)
        key = QShortcut(QKeySequence("E"), page)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self._open_chosen)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonPress:
            row = self._under(event.position())
            if row is not None and event.button() is Qt.MouseButton.LeftButton:
                self.wanted.emit(row.schedule, row.rotation)
                return True
        return False

    def _under(self, point: QPointF) -> "GridRow | None":
        """The layer whose title is under the mouse."""
        sheet = self._grid.sheet()
        if sheet.left <= point.x() <= sheet.right:
            return None
        found = self._grid.hit(point)
        row = self._grid.rows[found.row] if found.row is not None else None
        return row if row is not None and row.kind == "layer" else None

    def _open_chosen(self) -> None:
        at = self._grid.at
        row = self._grid.rows[at[0]] if at is not None else None
        if row is not None:
            self.wanted.emit(row.schedule, row.rotation if row.kind == "layer" else "")
        else:
            self.wanted.emit(0, "")
