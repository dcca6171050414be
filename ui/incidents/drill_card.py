"""The score card of an incident's drill: what was expected, and what was done."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.incidents.seat import Seat
from ui.theme.space import S
from ui.widgets.card import Card
from ui.widgets.rows import clear
from ui.widgets.score import mark_line
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.queries.drill import DrillIncident, ScoreCard
    from app.store import Store
    from ui.incidents.reads import Seen


def look(store: "Store", number: int) -> "ScoreCard | None":
    """Runs on a reader."""
    from app.queries.drill import score_of

    return score_of(store, number)


class DrillCard(Card):
    """Seen with incidents of a drill only."""

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.section.set_title(self.tr("Drill"))
        self.setAccessibleName(self.tr("Score card of the drill"))
        self._seat = seat
        self._lines = QVBoxLayout()
        self._lines.setSpacing(S)
        self.add(self._lines)

    def show_seen(self, seen: "Seen") -> None:
        """Asks anew whenever something happens in it."""
        drill = seen.detail.row.drill
        self.setVisible(drill)
        if drill:
            read = partial(look, number=seen.detail.row.number)
            self._seat.bridge.read(read, self._show, key=(id(self), "drill"))

    def _show(self, found: "ScoreCard | None") -> None:
        clear(self._lines)
        if found is None:
            self._lines.addWidget(Text(self.tr("An exercise: nothing is wrong."), wrap=True))
            return
        self.section.set_hint(
            self.tr("%1 of %2 met")
            .replace("%1", str(found.met))
            .replace("%2", str(len(found.marks)))
        )
        self._lines.addWidget(Text(found.drill.name, "strong", wrap=True))
        for each in found.incidents:
            self._tell(each)

    def _tell(self, each: "DrillIncident") -> None:
        self._lines.addWidget(Text(f"#{each.number} {each.title}", "small", wrap=True))
        for mark in each.marks:
            self._lines.addLayout(mark_line(mark))
