"""Lines of the card about an incident's form: a category, a field of the team's own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.domain.workspace import CategorySpec, FieldSpec
from models.kinds_together import FieldKind
from ui.language.category import category_word
from ui.language.sentence import worded
from ui.theme import fonts
from ui.theme.space import XS, S
from ui.widgets.brief import BriefField
from ui.widgets.button import IconButton
from ui.widgets.chip import Chip
from ui.widgets.field import LineField
from ui.widgets.menu import DropDown
from ui.widgets.rows import STRETCH, row

PICKING = (FieldKind.CHOICE, FieldKind.SEVERAL)


class CategoryEntry(QWidget):
    """A name and what it means; `was` is the name it had."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, spec: CategorySpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.was, self._stored = spec.name, spec
        self._said = CategorySpec(category_word(spec.name), worded(spec.about))
        self.name = BriefField(self.tr("Name"))
        self.about = BriefField(self.tr("What it means"))
        self.name.setText(self._said.name)
        self.name.setMaxLength(40)
        self.about.setText(self._said.about)
        self.about.setMaxLength(300)
        self.about.setCursorPosition(0)
        self.name.setCursorPosition(0)
        self.name.setAccessibleName(self.tr("Category"))
        words = self.tr("What %1 means").replace("%1", self._said.name)
        self.about.setAccessibleName(words)
        words = self.tr("Take the category %1 away").replace("%1", self._said.name)
        cross = IconButton("x", words)
        cross.clicked.connect(self.dropped)
        layout = row(gap=S)
        layout.addWidget(self.name, 2)
        layout.addWidget(self.about, 3)
        layout.addWidget(cross)
        self.setLayout(layout)
        for field in (self.name, self.about):
            field.textEdited.connect(self._tell)

    def spec(self) -> CategorySpec:
        """As it is typed; what nobody touched stays as it is stored, in whatever language."""
        name, about = self.name.text().strip(), self.about.text().strip()
        return CategorySpec(
            self._stored.name if name == self._said.name else name,
            self._stored.about if about == self._said.about else about,
        )

    def _tell(self, _text: str) -> None:
        self.changed.emit()


class FieldEntry(QWidget):
    """A field: its name and kind, what can be chosen, and whether it stands in the form."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.was, self._about = spec.name, spec.about
        self.name, self.choices = LineField(self.tr("Name")), LineField(self.tr("free, paid"))
        self.kind = DropDown()
        self._build(spec)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._fit()

    def _build(self, spec: FieldSpec) -> None:
        self.name.setText(spec.name)
        self.name.setMaxLength(40)
        self.name.setAccessibleName(self.tr("Name of the field"))
        self.choices.setText(", ".join(spec.choices))
        self.choices.setAccessibleName(self.tr("Choices, with commas between"))
        self.kind.fill([(kind.value, kind_word(kind)) for kind in FieldKind])
        self.kind.set_value(spec.kind.value)
        self.kind.setMinimumWidth(round(fonts.em() * 9))
        self.kind.setAccessibleName(self.tr("Kind of the field"))
        self.declare = Chip(self.tr("Asked when declaring"))
        self.needed = Chip(self.tr("Must be filled in"))
        self.declare.setChecked(spec.declare)
        self.needed.setChecked(spec.needed)
        cross = IconButton("x", self.tr("Take the field %1 away").replace("%1", spec.name))
        cross.clicked.connect(self.dropped)
        first = row(gap=S)
        first.addWidget(self.name, 1)
        first.addWidget(self.kind)
        first.addWidget(cross)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, S)
        layout.setSpacing(XS)
        layout.addLayout(first)
        layout.addWidget(self.choices)
        layout.addLayout(row(self.declare, self.needed, STRETCH, gap=S))
        self.name.textEdited.connect(self._tell)
        self.choices.textEdited.connect(self._tell)
        self.kind.currentIndexChanged.connect(self._tell)
        for chip in (self.declare, self.needed):
            chip.toggled.connect(self._tell)

    def spec(self) -> FieldSpec:
        """As it is typed."""
        kind = FieldKind(str(self.kind.value()))
        parts = (part.strip() for part in self.choices.text().split(","))
        choices = tuple(part for part in parts if part) if kind in PICKING else ()
        declare = self.declare.isChecked()
        needed = declare and self.needed.isChecked()
        return FieldSpec(self.name.text().strip(), kind, choices, self._about, declare, needed)

    def _tell(self, *_told: object) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """Only what makes sense for this kind."""
        self.choices.setVisible(FieldKind(str(self.kind.value())) in PICKING)
        self.needed.setVisible(self.declare.isChecked())


def kind_word(kind: FieldKind) -> str:
    """As people say it."""
    from PySide6.QtCore import QCoreApplication

    def tr(words: str) -> str:
        return QCoreApplication.translate("Settings", words)

    return {
        FieldKind.TEXT: tr("Text"),
        FieldKind.NUMBER: tr("Number"),
        FieldKind.CHOICE: tr("One of several"),
        FieldKind.SEVERAL: tr("Any of several"),
        FieldKind.DATE: tr("Date"),
        FieldKind.PERSON: tr("Person"),
        FieldKind.LINK: tr("Link"),
    }[kind]
