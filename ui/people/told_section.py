"""What somebody is told of their shifts: reminders of hand-offs, and the week ahead."""

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.kinds import Weekly
from ui.theme.space import S
from ui.widgets.card import Section
from ui.widgets.chip import ChipBar
from ui.widgets.menu import DropDown
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import ElidedLabel, Text

if TYPE_CHECKING:
    from app.domain.workspace import PersonSpec

USUAL = (timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=1), timedelta(days=1))


class ToldSection(Section):
    """Any of the usual reminders, and those that a file brought."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=S, parent=parent)
        self.set_title(self.tr("Shifts"))
        self.setAccessibleName(self.tr("Told of their shifts"))
        self._also: tuple[timedelta, ...] = ()
        self.leads = ChipBar()
        self.leads.setAccessibleName(self.tr("Reminders before a hand-off"))
        words = (self.tr("Just before"), self.tr("15 min"), self.tr("1 hour"), self.tr("1 day"))
        for lead, said in zip(USUAL, words, strict=True):
            self.leads.add(lead, said)
        self.weekly = DropDown()
        self.weekly.setAccessibleName(self.tr("The week ahead"))
        self.weekly.fill(
            [
                (Weekly.NEVER, self.tr("Never")),
                (Weekly.MONDAY, self.tr("Monday at 9")),
                (Weekly.FRIDAY, self.tr("Friday at 9")),
            ]
        )
        self.add(Text(self.tr("Reminded when a shift begins or ends"), "strong", wrap=True))
        self.add(self.leads)
        self.add(row(ElidedLabel(self.tr("The week ahead"), "strong"), STRETCH, self.weekly))
        self.leads.changed.connect(self.changed)
        self.weekly.currentIndexChanged.connect(self.changed)

    def show_spec(self, spec: "PersonSpec") -> None:
        """What is stored."""
        for lead in USUAL:
            self.leads.turn(lead, lead in spec.reminders)
        self._also = tuple(each for each in spec.reminders if each not in USUAL)
        self.weekly.blockSignals(True)
        self.weekly.set_value(spec.weekly)
        self.weekly.blockSignals(False)

    def reminders(self) -> tuple[timedelta, ...]:
        """The earliest first."""
        chosen = [lead for lead in USUAL if lead in self.leads.on()]
        return tuple(sorted({*chosen, *self._also}, reverse=True))

    def week(self) -> Weekly:
        """When they are told of their week."""
        return Weekly(str(self.weekly.value()))
