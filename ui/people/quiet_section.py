"""When somebody is left in peace, and what they agree to: quiet hours, weekly tests, drills."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.space import S
from ui.widgets.card import Section
from ui.widgets.check import Check
from ui.widgets.hours import HoursList

if TYPE_CHECKING:
    from app.domain.rota import Restriction
    from app.domain.workspace import PersonSpec


class QuietSection(QWidget):
    """High urgency is held back by nothing, and the heading says so."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        section = Section(self.tr("Quiet hours"), self.tr("Low urgency only, by their own clock"))
        self.hours = HoursList(none=self.tr("Never quiet: low urgency is told at once."))
        self.tests = Check(self.tr("Try every contact once a week"))
        self.tests.setToolTip(self.tr("On Tuesday at ten; the message's link proves that it came."))
        self.drills = Check(self.tr("May be paged in a drill"))
        for part in (self.hours, self.tests, self.drills):
            section.add(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(S)
        layout.addWidget(section)
        self.hours.changed.connect(self.changed)
        self.tests.clicked.connect(self.changed)
        self.drills.clicked.connect(self.changed)

    def show_spec(self, spec: "PersonSpec") -> None:
        """What is stored."""
        self.hours.set_value(spec.quiet)
        self.tests.setChecked(spec.tests)
        self.drills.setChecked(spec.drills)

    def quiet(self) -> "tuple[Restriction, ...]":
        """What is typed; nothing while a time is not understood."""
        return self.hours.value() or ()

    def wrong(self) -> dict[str, str]:
        """The sentence for hours that are not understood."""
        sentence = self.hours.wrong()
        return {"quiet": sentence} if sentence else {}
