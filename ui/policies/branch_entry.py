"""One branch of a policy while it is edited: if an incident is like this, go by that policy."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds import Severity, Urgency
from ui.theme import fonts
from ui.theme.space import M, S
from ui.widgets.button import IconButton
from ui.widgets.card import Card
from ui.widgets.choices import Choice
from ui.widgets.hours import HoursList
from ui.widgets.menu import DropDown
from ui.widgets.multi import MultiPicker
from ui.widgets.picker import Picker
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.workspace import BranchSpec
    from ui.policies.targets import Offer


class BranchEntry(Card):
    """Every part that is filled must be met."""

    changed = Signal()
    dropped = Signal()

    def __init__(
        self, branch: "BranchSpec", offer: "Offer", own: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(padding=M, gap=S, parent=parent)
        self.setAccessibleName(self.tr("Branch"))
        self._build(offer, own)
        self._show(branch)
        for signal in (self.urgency.currentIndexChanged, self.severity.changed,
                       self.services.changed, self.hours.changed, self.policy.chosen):  # fmt: skip
            signal.connect(self._tell)

    def _build(self, offer: "Offer", own: str) -> None:
        self.urgency = DropDown()
        self.urgency.fill([
            (None, self.tr("any urgency")),
            (Urgency.HIGH, self.tr("high urgency")),
            (Urgency.LOW, self.tr("low urgency")),
        ])  # fmt: skip
        self.urgency.setAccessibleName(self.tr("Urgency"))
        self.severity = MultiPicker(self.tr("any severity"))
        self.severity.set_choices([Choice(s, s.value, severity=s.value) for s in Severity])
        self.severity.setAccessibleName(self.tr("Severity"))
        self.services = MultiPicker(self.tr("any service"))
        self.services.set_choices([Choice(name, name, icon="layers") for name in offer.services])
        self.services.setAccessibleName(self.tr("Services"))
        self.hours = HoursList()
        self.policy = Picker(self.tr("Which policy?"))
        others = (name for name in offer.policies if name != own)
        self.policy.set_choices([Choice(name, name, icon="arrow-up-right") for name in others])
        self.policy.setAccessibleName(self.tr("Policy"))
        self.error = Text(look="error", wrap=True)
        self.error.hide()
        drop = IconButton("x", self.tr("Take this branch out"), on_click=self.dropped.emit)
        self.add(row(Text(self.tr("If it has"), "muted"), self.urgency, STRETCH, drop))
        self.add(row(self.severity, self.services))
        hours = QVBoxLayout()
        hours.addWidget(Text(self.tr("begun in these hours"), "muted"))
        hours.addWidget(self.hours)
        self.add(hours)
        lead = Text(self.tr("then go by"), "muted")
        self.policy.setMinimumWidth(fonts.em() * 10)
        self.add(row(lead, self.policy, STRETCH))
        self.add(self.error)

    def spec(self) -> "BranchSpec":
        """What the fields say; hours that make no sense are left out (see `wrong`)."""
        from app.domain.workspace import BranchSpec

        urgency, leads = self.urgency.value(), self.policy.value()
        return BranchSpec(
            policy="" if leads is None else str(leads),
            urgency=None if urgency is None else Urgency(str(urgency)),
            severity=tuple(Severity(str(each)) for each in sorted(map(str, self.severity.value()))),
            services=tuple(map(str, self.services.value())),
            hours=self.hours.value() or (),
        )

    def wrong(self) -> str:
        """What cannot be taken as it is."""
        if self.policy.value() is None:
            return self.tr("Choose the policy that this branch leads to.")
        return self.hours.wrong()

    def complain(self, sentence: str) -> None:
        """Say what is wrong; nothing takes it back."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def _show(self, branch: "BranchSpec") -> None:
        self.urgency.set_value(branch.urgency)
        self.severity.set_value(branch.severity)
        self.services.set_value(branch.services)
        self.hours.set_value(branch.hours)
        self.policy.set_value(branch.policy or None)

    def _tell(self, _: object = None) -> None:
        self.changed.emit()
