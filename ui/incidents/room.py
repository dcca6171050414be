"""Where the facts stand: in a column of their own, or over the incident when they are asked for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.incidents.side import WIDTH
from ui.theme import fonts
from ui.theme.space import M
from ui.widgets.rows import set_margins

if TYPE_CHECKING:
    from ui.incidents.detail import IncidentDetail
    from ui.incidents.facts_column import FactsColumn

ROOMY = 62  # ems; in a narrower page the facts fold away
TALL = 37  # ems; in a lower page the picture of the timeline gives its room to the timeline
LOWEST = 26  # ems; in a still lower one the tools of the timeline do, too
LEAST = (36, 22)  # ems that the page needs then: whatever the window, it can become so small


def narrow(page: QWidget) -> bool:
    """Whether there is no room for a third column."""
    return page.width() < fonts.em() * ROOMY


def low(page: QWidget) -> bool:
    """Whether a picture above the timeline would leave two lines of it."""
    return page.height() < fonts.em() * TALL


def lowest(page: QWidget) -> bool:
    """Whether the tools above the timeline would leave nothing of it."""
    return page.height() < fonts.em() * LOWEST


def reserve(line: QHBoxLayout, page: QWidget) -> None:
    """Room for facts that are still to be made: nothing is to jump."""
    set_margins(line, 0, 0, 0 if narrow(page) else round(fonts.em() * WIDTH) + M, 0)


class FactsRoom(QObject):
    """At the end of `line` while there is room, else over `under`."""

    def __init__(
        self, line: QHBoxLayout, under: QWidget, detail: "IncidentDetail", facts: "FactsColumn"
    ) -> None:
        super().__init__(facts)
        self._line, self._under = line, under
        self._detail, self._facts = detail, facts
        self._folded = True
        self._empty = False
        facts.hide()
        line.setContentsMargins(0, 0, 0, 0)
        detail.facts_wanted.connect(self.flip)
        facts.left.connect(self.leave)

    def fold(self, folded: bool) -> None:
        """The page is narrow, or not; it may have another size as well."""
        if folded != self._folded:
            self._folded = folded
            self._move()
        self._detail.head.show_facts_button(folded)
        if not folded:
            self._facts.setVisible(not self._empty)
        elif self._facts.isVisible():
            self._facts.float_over(self._under, True)

    def make_empty(self, empty: bool) -> None:
        """Without an incident a column of its own would stand empty; the room goes to what says
        so."""
        self._empty = empty
        if not self._folded:
            self._facts.setVisible(not empty)

    def flip(self) -> None:
        """What the button of the head does."""
        if self._facts.isVisible():
            self.leave()
            return
        self._facts.show()
        self._facts.float_over(self._under, True)
        self._facts.setFocus(Qt.FocusReason.OtherFocusReason)

    def show(self) -> None:
        """They are seen, wherever they stand."""
        if not self._facts.isVisible():
            self.flip()

    def leave(self) -> None:
        """They go, unless they have a column of their own."""
        if self._folded:
            self._facts.hide()

    def _move(self) -> None:
        if self._folded:
            self._line.removeWidget(self._facts)
            self._facts.hide()
        else:
            self._facts.float_over(self._under, False)
            self._line.addWidget(self._facts)
