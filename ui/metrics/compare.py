"""With what a span is compared: the time before, a year before, or days of one's own."""

from collections.abc import Callable, Hashable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.metrics.filters import OWN, days_text
from ui.metrics.span_popup import SpanPopup
from ui.widgets.chip import MenuChip

if TYPE_CHECKING:
    from app.domain.window import Window

BEFORE, YEAR = "the period before", "a year before"


class CompareChip(MenuChip):
    """`chose` when something else is compared; `window_of` makes a window of two days."""

    chose = Signal()

    def __init__(
        self, window_of: "Callable[[date, date], Window]", parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Compare"), many=False, parent=parent)
        self._window_of = window_of
        self._days: tuple[date, date] | None = None
        self._before: tuple[Hashable, ...] = ()
        self._offer(self.tr("With days of your own…"))
        self.changed.connect(self._heed)

    def chosen(self) -> "tuple[str, Window | None]":
        """What the change of a figure is told against, and the days of one's own."""
        said = self.value()
        if self._days is not None and said == (OWN,):
            return days_text(*self._days), self._window_of(*self._days)
        return (str(said[0]) if said and said != (OWN,) else BEFORE), None

    def flip(self, key: Hashable, on: bool) -> None:
        """What was chosen before comes back when no days are said."""
        self._before = self.value()
        super().flip(key, on)

    def choose_days(self, first: date, last: date) -> None:
        """Both included."""
        self._days = first, last
        self._offer(self.tr("With %1").replace("%1", days_text(first, last)))
        self.set_value([OWN])
        self.chose.emit()

    def _heed(self) -> None:
        if self.value() != (OWN,):
            self._days = None
            self._offer(self.tr("With days of your own…"))
            self.chose.emit()
            return
        self.set_value(self._before)
        popup = SpanPopup(self)
        popup.taken.connect(self._take)
        popup.closed.connect(popup.deleteLater)
        popup.open_below(self)

    def _take(self, days: tuple[date, date]) -> None:
        self.choose_days(*days)

    def _offer(self, own: str) -> None:
        self.set_choices(
            [
                (BEFORE, self.tr("With the period before")),
                (YEAR, self.tr("With a year before")),
                (OWN, own),
            ]
        )
