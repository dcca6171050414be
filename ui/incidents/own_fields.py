"""The team's own fields in the declare form, each with the editor of its kind."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds_together import FieldKind
from ui.incidents.own_facts import own_hint
from ui.incidents.seat import Seat
from ui.theme.space import M
from ui.widgets.choices import Choice
from ui.widgets.field import Field, LineField
from ui.widgets.multi import MultiPicker
from ui.widgets.picker import PersonPicker, Picker
from ui.widgets.rows import clear

if TYPE_CHECKING:
    from app.domain.workspace import FieldSpec


class OwnFields(QWidget):
    """Those that stand in the declare form. `changed` after anything."""

    changed = Signal()

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._specs: tuple[FieldSpec, ...] = ()
        self._read: dict[str, Callable[[], Any]] = {}
        self._write: dict[str, Callable[[Any], object]] = {}
        self.fields: dict[str, Field] = {}
        self._waiting: dict[str, Any] = {}
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(M)
        self.hide()

    def show_specs(self, specs: "tuple[FieldSpec, ...]") -> None:
        """What the team asks for; what is typed already stays."""
        wanted = tuple(each for each in specs if each.declare)
        if wanted == self._specs:
            return
        kept = self.value() | self._waiting
        self._specs = wanted
        clear(self._body)
        self._read.clear()
        self._write.clear()
        self.fields.clear()
        for spec in wanted:
            editor = self._editor(spec)
            field = Field(spec.name, editor, spec.about, optional=not spec.needed)
            self.fields[spec.name] = field
            self._body.addWidget(field)
        self.setVisible(bool(wanted))
        self.set_value(kept)

    def value(self) -> dict[str, Any]:
        """By name; what is empty is left out."""
        said = {name: read() for name, read in self._read.items()}
        return {name: value for name, value in said.items() if value not in (None, "", ())}

    def set_value(self, said: dict[str, Any]) -> None:
        """The reverse; what is not in it is empty. Names that are not known yet wait."""
        self._waiting = {name: each for name, each in said.items() if name not in self._write}
        for name, write in self._write.items():
            write(said.get(name))

    def wrong(self) -> dict[str, str]:
        """What must be filled in."""
        have = self.value()
        sentence = self.tr("Your team needs this.")
        return {s.name: sentence for s in self._specs if s.needed and s.name not in have}

    def _editor(self, spec: "FieldSpec") -> QWidget:
        if spec.kind is FieldKind.SEVERAL:
            return self._several(spec)
        if spec.kind in (FieldKind.CHOICE, FieldKind.PERSON):
            return self._picker(spec)
        line = LineField(own_hint(spec.kind))
        line.textChanged.connect(self._tell)
        self._read[spec.name] = lambda: line.text().strip()
        self._write[spec.name] = lambda value: line.setText(str(value or ""))
        return line

    def _several(self, spec: "FieldSpec") -> QWidget:
        many = MultiPicker(self.tr("Choose"))
        many.set_choices([Choice(each, each) for each in spec.choices])
        many.changed.connect(self._tell)
        self._read[spec.name] = lambda: tuple(map(str, many.value()))
        self._write[spec.name] = lambda value: many.set_value(value or ())
        return many

    def _picker(self, spec: "FieldSpec") -> QWidget:
        if spec.kind is FieldKind.PERSON:
            picker: Picker = PersonPicker(self.tr("Choose somebody"), clearable=True)
            people = [(face.name, face) for _, face in self._seat.faces.people]
            picker.set_people(people)  # type: ignore[attr-defined]
        else:
            picker = Picker(self.tr("Choose"), clearable=True)
            picker.set_choices([Choice(each, each) for each in spec.choices])
        picker.chosen.connect(self._tell)
        self._read[spec.name] = picker.value
        self._write[spec.name] = picker.set_value
        return picker

    def _tell(self, *_told: object) -> None:
        self.changed.emit()
