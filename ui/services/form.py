"""The fields of a service."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.kinds import ServiceKind
from ui.language.numbers import bare
from ui.services.columns import Words
from ui.widgets.choices import Choice
from ui.widgets.field import Form, LineField, TextField
from ui.widgets.menu import DropDown
from ui.widgets.multi import MultiPicker
from ui.widgets.picker import Picker

if TYPE_CHECKING:
    from app.domain.workspace import ServiceSpec
    from ui.services.reads import Listed

Said = tuple[object, ...]


class ServiceForm(Form):
    """`edited` on every change by the user."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()

    def _build(self) -> None:
        self.name, self.slo = LineField("payments"), LineField(bare(99.9))
        self.text = TextField(self.tr("What it does, and who is hurt when it fails"), 2, 8)
        self.kind = DropDown()
        words = Words()
        self.kind.fill([(kind, words.kind(kind)) for kind in ServiceKind])
        self.team = Picker(self.tr("No team"), clearable=True)
        self.policy = Picker(self.tr("No policy: nobody is paged"), clearable=True)
        self.needs = MultiPicker(self.tr("Nothing of ours"))
        self.add("name", self.tr("Name"), self.name)
        self.add("kind", self.tr("Kind"), self.kind)
        self.beside("name", "kind")
        self.add("description", self.tr("Description"), self.text, optional=True)
        self.add("team", self.tr("Team"), self.team, optional=True)
        self.add("policy", self.tr("Escalation policy"), self.policy, optional=True)
        self.beside("team", "policy")
        self.add("depends_on", self.tr("Depends on"), self.needs, optional=True)
        hint = self.tr("Per cent of time it shall work.")
        self.add("slo", self.tr("SLO"), self.slo, hint, optional=True)
        for line in (self.name, self.slo):
            line.textEdited.connect(self._tell)
        self.text.textChanged.connect(self._tell)
        self.kind.currentIndexChanged.connect(self._tell)
        for picker in (self.team.chosen, self.policy.chosen, self.needs.changed):
            picker.connect(self._tell)

    def offer(self, listed: "Listed", own: str) -> None:
        """What can be chosen; a service does not depend on itself."""
        self.team.set_choices([Choice(name, name, icon="users") for name in listed.teams])
        policies = [Choice(name, name, icon="arrow-up-right") for name in listed.policies]
        self.policy.set_choices(policies)
        others = (row.name for row in listed.rows if row.name != own)
        self.needs.set_choices([Choice(name, name) for name in others])

    def show_spec(self, spec: "ServiceSpec") -> None:
        """What is stored."""
        slo = bare(spec.slo) if spec.slo is not None else ""
        self.put(
            (spec.name, spec.kind, spec.description, spec.team, spec.policy, spec.depends_on, slo)
        )

    def put(self, said: Said) -> None:
        """Fill the fields, as `said` told them."""
        name, kind, text, team, policy, needs, slo = said
        self.blockSignals(True)
        self.name.setText(str(name))
        self.kind.set_value(kind)
        self.text.setPlainText(str(text))
        self.team.set_value(team)
        self.policy.set_value(policy)
        self.needs.set_value(needs if isinstance(needs, tuple) else ())
        self.slo.setText(str(slo))
        self.blockSignals(False)
        self.show_errors({})

    def said(self) -> Said:
        """What the fields hold, as typed."""
        return (
            self.name.text().strip(), self.kind.value(), self.text.text(), self.team.value(),
            self.policy.value(), self.needs.value(), self.slo.text().strip(),
        )  # fmt: skip

    def spec(self) -> "ServiceSpec | None":
        """What the fields mean; None after an error was said beside one."""
        from app.domain.workspace import ServiceSpec

        name, kind, text, team, policy, needs, typed = self.said()
        slo = _number(str(typed))
        if typed and slo is None:
            self.show_errors({"slo": self.tr("This is no number; expected one such as 99.9.")})
            return None
        assert isinstance(needs, tuple)
        return ServiceSpec(
            name=str(name),
            team=None if team is None else str(team),
            policy=None if policy is None else str(policy),
            depends_on=tuple(map(str, needs)),
            slo=slo,
            kind=ServiceKind(str(kind)),
            description=str(text),
        )

    def _tell(self) -> None:
        self.edited.emit()


def _number(typed: str) -> float | None:
    """Also with a decimal comma and a per cent sign."""
    try:
        return float(typed.rstrip("% ").replace(",", "."))
    except ValueError:
        return None
