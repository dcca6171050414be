"""What stands beside the list: the incident, its facts, and cards that other screens put there.
Made when somebody asks for it; the list is seen before."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ui.bridge import Bridge
from ui.drafts import Drafts
from ui.incidents import nothing
from ui.incidents.detail import IncidentDetail
from ui.incidents.facts_column import FactsColumn
from ui.incidents.room import FactsRoom
from ui.incidents.seat import Seat
from ui.widgets.card import Panel

Make = Callable[[Bridge], QWidget]


class Rest(QObject):
    """The incident goes into `right`, the facts to the end of `line` or over `right`. Where there
    is none one can `declare` one."""

    def __init__(
        self,
        seat: Seat,
        drafts: Drafts,
        line: QHBoxLayout,
        right: QStackedWidget,
        declare: Callable[[], object],
    ) -> None:
        super().__init__(right)
        self._bridge = seat.bridge
        self._sides: list[tuple[Make, bool]] = []
        self.detail, self.facts = IncidentDetail(seat, drafts), FactsColumn(seat)
        for place in (Panel(nothing.chosen(declare)), self.detail):
            right.addWidget(place)
        right.setCurrentIndex(1)
        self.facts.setParent(line.parentWidget())  # in a column of its own once there is room
        self.room = FactsRoom(line, right, self.detail, self.facts)
        self.detail.seen.connect(self.facts.show_seen)
        self.detail.head.extra.help_wanted.connect(self._call_help)
        self.facts.changed.connect(self.detail.grant)

    @property
    def waiting(self) -> bool:
        """Whether cards of other screens are still to be made."""
        return bool(self._sides)

    def add_sides(self, sides: list[tuple[Make, bool]]) -> None:
        """One at a time: nobody waits for them."""
        self._sides += sides
        if self._sides:
            QTimer.singleShot(0, self, self._add_side)

    def _add_side(self) -> None:
        make, early = self._sides.pop(0)
        self.facts.add_side(make(self._bridge), early=early)
        if self._sides:
            QTimer.singleShot(0, self, self._add_side)

    def _call_help(self, number: int) -> None:
        self.room.show()
        self.facts.help.choose_for(number)
