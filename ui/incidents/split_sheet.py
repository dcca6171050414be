"""Splits another matter off an incident: what it is, and which alerts go along."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.incidents import joint
from ui.incidents.seat import Seat
from ui.widgets.button import Button
from ui.widgets.check import Check
from ui.widgets.field import Field, LineField
from ui.widgets.rows import column
from ui.widgets.sheet import Sheet
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.incidents.reads import Seen

MOST = 12  # alerts that are offered


class SplitSheet(Sheet):
    """The new one gets service, severity and policy of this one; whoever splits it off has it."""

    def __init__(self, seat: Seat, seen: "Seen", over: QWidget) -> None:
        number = seen.detail.row.number
        super().__init__(
            over,
            QCoreApplication.translate("SplitSheet", "Split off #%1").replace("%1", str(number)),
            30,
        )
        self._seat, self._number = seat, number
        self.field = LineField(self.tr("For example: mails are late as well"))
        self.field.setMaxLength(1024)
        self.field.returnPressed.connect(self.split)
        self._title = Field(self.tr("What is the other matter?"), self.field)
        self.body.addWidget(self._title)
        self.boxes: dict[int, Check] = {}
        for alert in seen.detail.alerts[:MOST]:
            box = self.boxes[alert.id] = Check(alert.title[:90])
            box.setToolTip(alert.title)
        if self.boxes:
            words = self.tr("Alerts that belong to it; the others stay")
            self.body.addLayout(column(Text(words, "strong", wrap=True), *self.boxes.values()))
        words = self.tr("You have the new one; both say where they come from. Merging undoes it.")
        self.body.addWidget(Text(words, "small", wrap=True))
        cancel = Button(self.tr("Cancel"), "quiet", on_click=self.leave)
        self.act = Button(self.tr("Split off"), "primary", on_click=self.split)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel)
        self.foot.addWidget(self.act)
        self.first = self.field
        self.closed.connect(self.deleteLater)

    def split(self) -> None:
        """What Enter does."""
        title = self.field.text().strip()
        if not title:
            self._title.show_error(self.tr("Say in a few words what it is."))
            return
        alerts = tuple(ident for ident, box in self.boxes.items() if box.isChecked())
        if alerts and len(alerts) == len(self.boxes):
            self._title.show_error(self.tr("If every alert goes, it is the same incident."))
            return
        joint.split(self._seat.acts, self._number, title, alerts)
        self.leave()
