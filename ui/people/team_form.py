"""The form of a team: its handle, its members, its managers."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from models.kinds import Approval
from ui.people.columns import face_of
from ui.people.spec_form import SpecForm
from ui.widgets.check import Check
from ui.widgets.field import Form, LineField
from ui.widgets.multi import MultiPicker

if TYPE_CHECKING:
    from app.domain.workspace import TeamSpec


class TeamForm(SpecForm):
    """People are known by their handles here, as in the workspace file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()

    def _build(self) -> None:
        self.handle = LineField(self.tr("payments"))
        self.members = MultiPicker(self.tr("Add members"))
        self.managers = MultiPicker(self.tr("Add managers"))
        self.form = Form()
        self.form.entered.connect(self.entered)
        self.form.add(
            "name", self.tr("Name"), self.handle, self.tr("Lower-case letters, digits, - _ .")
        )
        self.form.add(
            "members", self.tr("Members"), self.members, self.tr("Paged when the team is paged")
        )
        self.form.add(
            "managers",
            self.tr("Managers"),
            self.managers,
            self.tr("Look after the team; paged only where they are members too"),
            optional=True,
        )
        self.approval = Check(self.tr("A manager approves covers and swaps"))
        self.form.add("approval", self.tr("Between people"), self.approval)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.handle.textEdited.connect(self.changed)
        self.members.changed.connect(self.changed)
        self.managers.changed.connect(self.changed)
        self.approval.toggled.connect(self.changed)

    def show_people(self, people: Sequence[Any]) -> None:
        """Who can be chosen."""
        offered = [(row.name, face_of(row)) for row in people]
        self.members.set_people(offered)
        self.managers.set_people(offered)

    def show_spec(self, spec: "TeamSpec", schemes: Mapping[str, str]) -> None:
        self.handle.setText(spec.name)
        self.members.set_value(spec.members)
        self.managers.set_value(spec.managers)
        self.approval.setChecked(spec.approval is Approval.MANAGER)
        self.show_errors({})

    def spec(self) -> "TeamSpec":
        from app.domain.workspace import TeamSpec

        return TeamSpec(
            self.handle.text().strip(),
            tuple(map(str, self.members.value())),
            tuple(map(str, self.managers.value())),
            Approval.MANAGER if self.approval.isChecked() else Approval.NONE,
        )

    def show_errors(self, errors: Mapping[str, str]) -> list[str]:
        return self.form.show_errors(
            {path.partition(".")[0]: sentence for path, sentence in errors.items()}
        )

    def begin(self) -> None:
        self.handle.setFocus()

    def title(self) -> str:
        return self.tr("New team")

    def goodbye(self) -> tuple[str, str]:
        words = self.tr("The team %1 goes; its people stay.")
        return self.tr("Remove?"), words.replace("%1", self.handle.text())
