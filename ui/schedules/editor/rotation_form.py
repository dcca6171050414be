"""One rotation as a form; whatever makes sense is told at once, whatever does not is said beside
its field and waits."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds import Turns
from ui.language.sentence import worded
from ui.schedules.editor.rhythm import RhythmFields
from ui.schedules.editor.turn_list import TurnList
from ui.schedules.editor.turn_row import Slot
from ui.theme.space import L, M
from ui.widgets.duration import NumberField
from ui.widgets.field import Field, LineField
from ui.widgets.hours import HoursList
from ui.widgets.menu import DropDown
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.domain.names import Names
    from app.domain.workspace import RotationSpec, ScheduleSpec
    from ui.widgets.avatar import Face

HIGHEST = 1000


class RotationForm(QWidget):
    """`typed` carries the rotation as it stands and the name of what was changed; `tried` one with
    an order that is only dragged yet, or None when that is given up."""

    typed = Signal(object, str)
    tried = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec: RotationSpec | None = None
        self._others: tuple[str, ...] = ()
        self._zone, self._now = "UTC", datetime.now(UTC)
        self._names: Names | None = None
        self.wrong: dict[str, str] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        self.name = LineField(self.tr("weekly"))
        self.people = TurnList()
        self.preview = Text(look="small", wrap=True)
        self.rhythm = RhythmFields()
        self.hours = HoursList()
        self.turns = DropDown()
        self.layer = NumberField(1, 0, HIGHEST)
        self.layer.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.name_field = Field(self.tr("Name"), self.name)
        self.people_field = Field(self.tr("Takes turns"), self.people)
        self.hours_field = Field(self.tr("Works"), self.hours)
        turns = self.tr("Whether a turn that these hours leave empty is skipped or used up.")
        self.turns_field = Field(self.tr("Turns count"), self.turns, turns)
        layer = self.tr("Where layers meet, the highest with somebody in it is on call.")
        self.layer_field = Field(self.tr("Layer"), self.layer, layer)
        self._name_turns("week")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(L)
        for part in (self.name_field, self.people_field, self.preview, self.rhythm):
            layout.addWidget(part)
        for part in (self.hours_field, self.turns_field, self.layer_field):
            layout.addWidget(part)
        layout.setSpacing(M + 2)
        self.preview.hide()

    def _connect(self) -> None:
        self.name.textEdited.connect(self._rename)
        self.people.changed.connect(self._order)
        self.people.tried.connect(self._try)
        self.rhythm.changed.connect(self._read)
        self.hours.changed.connect(self._work)
        self.turns.currentIndexChanged.connect(self._count)
        self.layer.valueChanged.connect(self._rise)

    def show_rotation(
        self,
        spec: "RotationSpec",
        schedule: "ScheduleSpec",
        names: "Names",
        faces: "Mapping[str, Face]",
        now: datetime,
    ) -> None:
        """Another rotation, or the same after an undo; tells nobody."""
        self.spec, self._names = spec, names
        self._zone, self._now = schedule.time_zone, now
        self._others = tuple(each.name for each in schedule.rotations if each.name != spec.name)
        self.people.set_people(faces, sorted(names.people))
        self.people.set_value(spec.people)
        if self.name.text() != spec.name:
            self.name.setText(spec.name)
        self.rhythm.show_rotation(spec)
        self.hours.set_value(spec.restrictions)
        self._show_quietly(spec)
        self._complain(spec)

    def tell_preview(self, words: str) -> None:
        """Who changes while an order is dragged; empty takes it away."""
        self.preview.setText(words)
        self.preview.setVisible(bool(words))

    def value(self) -> "RotationSpec | None":
        """As it stands; None while something makes no sense."""
        if self.spec is None:
            return None
        spec = self.rhythm.laid_on(self.spec)
        hours, people = self.hours.value(), self.people.value()
        if len(people) != len(spec.people):
            spec = self._with_people(spec, people)
        spec = replace(
            spec,
            name=self.name.text().strip(),
            people=people,
            restrictions=spec.restrictions if hours is None else hours,
            turns=Turns(str(self.turns.value())),
            layer=self.layer.value(),
        )
        return None if self._complain(spec) else spec

    def _with_people(self, spec: "RotationSpec", people: tuple[Slot, ...]) -> "RotationSpec":
        """Others in the round, and still the same turn now."""
        from app.domain.anchor import anchored

        return anchored(spec, people, self._zone, self._now)

    def _show_quietly(self, spec: "RotationSpec") -> None:
        for each in (self.turns, self.layer):
            each.blockSignals(True)
        self._name_turns(str(spec.unit))
        self.turns.set_value(str(spec.turns))
        self.layer.setValue(spec.layer)
        for each in (self.turns, self.layer):
            each.blockSignals(False)
        self.turns_field.setVisible(bool(spec.restrictions))

    def _name_turns(self, unit: str) -> None:
        worked = {
            "hour": self.tr("Hours that are worked"),
            "day": self.tr("Days that are worked"),
            "week": self.tr("Weeks that are worked"),
            "month": self.tr("Months that are worked"),
        }
        clock = {
            "hour": self.tr("Every hour"),
            "day": self.tr("Every day"),
            "week": self.tr("Every week"),
            "month": self.tr("Every month"),
        }
        self.turns.fill([(str(Turns.WORKED), worked[unit]), (str(Turns.CALENDAR), clock[unit])])

    def _complain(self, spec: "RotationSpec") -> dict[str, str]:
        """What is wrong, each beside its field."""
        from app.domain.soundness import rotation_problems

        wrong = dict(self.rhythm.wrong())
        if self.hours.wrong():
            wrong["restrictions"] = self.hours.wrong()
        if spec.name in self._others:
            said = self.tr("There is already a rotation called %1.")
            wrong["name"] = said.replace("%1", spec.name)
        if self._names is not None:
            for each in rotation_problems(spec, self._names):
                if not each.warning:
                    wrong.setdefault(
                        str(each.path[0]) if each.path else "name", worded(each.sentence)
                    )
        self.wrong = wrong
        self.name_field.show_error(wrong.get("name", ""))
        self.people_field.show_error(wrong.get("people", ""))
        self.hours_field.show_error(wrong.get("restrictions", ""))
        self.layer_field.show_error(wrong.get("layer", ""))
        self.rhythm.show_errors(wrong)
        return wrong

    def _read(self, what: str) -> None:
        spec = self.value()
        if spec is not None and spec != self.spec:
            moved = self.spec is not None and spec.start != self.spec.start and what == "people"
            self.spec = spec
            if moved:
                self.rhythm.show_rotation(spec)
            self._show_quietly(spec)
            self.typed.emit(spec, what)

    def _rename(self, _text: str) -> None:
        self._read("name")

    def _order(self, _slots: object) -> None:
        self.tell_preview("")
        self._read("people")

    def _try(self, slots: object) -> None:
        spec = self.spec
        if slots is None or spec is None or not isinstance(slots, tuple):
            self.tell_preview("")
            self.tried.emit(None)
        else:
            self.tried.emit(replace(spec, people=slots))

    def _work(self) -> None:
        self._read("restrictions")

    def _count(self, _: object) -> None:
        self._read("turns")

    def _rise(self, _: object) -> None:
        self._read("layer")
