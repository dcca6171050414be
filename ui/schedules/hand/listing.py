"""The list view does all that the grid does: by its menu, its keys, and times typed in fields."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.window import Window
from ui.schedules.hand.acts import Acts, Asked
from ui.schedules.hand.keys import Keys
from ui.schedules.hand.menu import fill
from ui.schedules.hand.nudge import Nudge
from ui.schedules.mark import GridRow, Mark
from ui.widgets.menu import Menu

if TYPE_CHECKING:
    from ui.schedules.page import SchedulesPage


class ListHand(QObject):
    """Watches the table of a rota page."""

    def __init__(self, page: "SchedulesPage", acts: Acts) -> None:
        super().__init__(page)
        self._view, self._acts = page.view, acts
        self.nudge = Nudge(acts, self._mark, self._choose)
        self.keys = Keys(acts, self.nudge, self.asked, letters=False)
        self._anchor = QWidget(page.view.viewport())
        page.view.opened.connect(self._open)
        page.view.fill_menu_with(self._fill)
        page.view.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() is QEvent.Type.ShortcutOverride and self.keys.wants(event):
            event.accept()
            return True
        return event.type() is QEvent.Type.KeyPress and self.keys.press(event)

    def _open(self, row: Any) -> None:
        self._acts.open(self._of(row))

    def _fill(self, menu: Menu, rows: list[Any]) -> None:
        if rows:
            fill(menu, self._acts, self._of(rows[0]), letters=False)
            menu.addSeparator()

    def asked(self) -> Asked | None:
        """The chosen row's bar."""
        rows = self._view.rows()
        return self._of(rows[0]) if rows else None

    def _mark(self) -> Mark | None:
        rows = self._view.rows()
        return rows[0].mark if rows else None

    def _of(self, row: Any) -> Asked:
        return Asked(row.mark, GridRow("", "", (), row.row, row.mark.schedule), self._hang)

    def _hang(self) -> QWidget:
        """Something under the chosen row to open a pop-up at."""
        box = self._view.visualRect(self._view.currentIndex())
        self._anchor.setGeometry(box.left(), box.top(), 1, box.height())
        return self._anchor

    def _choose(self, asked: Asked, person: str, window: Window) -> None:
        """The row of somebody in a window, of the same kind."""
        table = self._view.table
        shared = {}
        for place in range(table.rowCount()):
            row = table.row(place)
            if row is not None and row.mark.person == person and row.row == asked.row.kind:
                shared[row.id] = Window(row.mark.start, row.mark.end).meet(window).length
        best = max(shared, key=lambda ident: shared[ident], default=None)
        if best is not None:
            self._view.choose(best)
