"""The fields of the declare form; those that are rarely wanted appear when they are asked for."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from models.kinds import Category, Severity, Urgency
from ui.incidents.declare_offers import DeclareOffers
from ui.incidents.declare_said import kept, moment, parts
from ui.incidents.own_fields import OwnFields
from ui.incidents.seat import Seat
from ui.incidents.severity_choice import SeverityChoice
from ui.incidents.severity_matrix import SeverityMatrix
from ui.incidents.word import urgency_help
from ui.language.category import category_word
from ui.language.sentence import worded
from ui.theme import fonts
from ui.theme.space import L, M
from ui.widgets.button import Button
from ui.widgets.chip import Chip, ChipBar
from ui.widgets.choices import Choice
from ui.widgets.field import Field, LineField, TextField
from ui.widgets.moment import DateTimeField
from ui.widgets.multi import MultiPicker
from ui.widgets.page import ScrollPage
from ui.widgets.picker import Picker
from ui.widgets.rows import STRETCH, row
from ui.widgets.tags import TagChips

if TYPE_CHECKING:
    from app.domain.incident_form import IncidentForm
    from app.queries.choice import ServiceChoice

ANSWERS = ("drill", "private")  # yes or no, without an editor of their own


class DeclareFields(ScrollPage):
    """`changed` after anything; `asked` when what decides whom to page has changed."""

    changed = Signal()
    asked = Signal()

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=M)
        self._seat = seat
        self.fields: dict[str, Field] = {}
        self._meant: dict[str, str] = {}
        content = self.widget()
        assert content is not None
        self.content: QWidget = content
        self._make()
        self._place()
        self._connect()

    def _make(self) -> None:
        self.title = LineField(self.tr("What is wrong? For example: checkout fails for cards"))
        self.title.setMaxLength(1024)
        self.severity = SeverityChoice()
        self.service = Picker(self.tr("Choose a service"), clearable=True)
        self._urgency = ChipBar(exclusive=True)
        for urgency in Urgency:
            self._urgency.add(urgency.value, urgency_help(urgency))
        self._urgency.turn(Urgency.HIGH.value)
        self.category = Picker(self.tr("Choose a category"), clearable=True)
        self.category.set_choices([Choice(c.value, category_word(c)) for c in Category])
        self.customers = LineField(self.tr("How many? For example: 120"))
        self.regions = LineField(self.tr("With commas: EU, US"))
        self.tags = TagChips(by_itself=True)
        self.own = OwnFields(self._seat)
        self.matrix = Button(self.tr("How bad is it?"), "link", on_click=self._ask_matrix)
        self.affected = MultiPicker(self.tr("Add services"))
        self.impact = TextField(self.tr("Who notices, and how?"), least=2, most=5)
        self.description = TextField(self.tr("What do you see? Markdown is welcome."), 3, 8)
        zone = self._seat.now().astimezone().tzinfo
        self.began = DateTimeField(zone) if zone else DateTimeField()
        self.offers = DeclareOffers()

    def _place(self) -> None:
        self._field("title", self.tr("Title"), self.title)
        self._beside(
            self._made("severity", self.tr("Severity"), self.severity),
            self._made("service", self.tr("Service"), self.service, self.tr("What is broken")),
        )
        self.add(row(self.matrix, STRETCH))
        self._field("urgency", self.tr("Urgency"), self._urgency)
        self._field("category", self.tr("Category"), self.category)
        self._field("affected", self.tr("Also hit"), self.affected)
        self._field("impact", self.tr("Impact"), self.impact)
        self._field("customers", self.tr("Customers hit"), self.customers)
        self._field("regions", self.tr("Regions"), self.regions)
        self._field("tags", self.tr("Tags"), self.tags)
        self._field("began", self.tr("Began"), self.began)
        self._field("description", self.tr("Description"), self.description)
        self.drill = Chip(self.tr("This is a drill"))
        self.private = Chip(self.tr("Private: nothing of it leaves the house"))
        for key in self.offers.known:
            self._part(key).hide()
        self.add(row(self.drill, self.private, STRETCH))
        self.add(self.own)
        self.add(self.offers)
        self.body.addStretch(1)

    def _field(self, key: str, label: str, editor: QWidget) -> None:
        self.add(self._made(key, label, editor))

    def _made(self, key: str, label: str, editor: QWidget, hint: str = "") -> Field:
        field = self.fields[key] = Field(label, editor, hint)
        return field

    def _explain_category(self, _key: object = None) -> None:
        """What the chosen one means, for those who do not do this every day."""
        self.fields["category"].show_hint(worded(self._meant.get(str(self.category.value()), "")))

    def _ask_matrix(self) -> None:
        """Two plain questions instead of a word of jargon."""
        matrix = SeverityMatrix(self)
        matrix.picked.connect(self._take_severity)
        matrix.closed.connect(matrix.deleteLater)
        matrix.ask(self.matrix, self.severity.value())

    def _take_severity(self, severity: Severity) -> None:
        self.severity.set_value(severity)
        self.changed.emit()

    def _beside(self, *fields: Field) -> None:
        line = row(gap=L)
        for field in fields:
            line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.add(line)

    def _connect(self) -> None:
        for signal in (
            self.title.textChanged,
            self.severity.changed,
            self.service.chosen,
            self._urgency.changed,
            self.category.chosen,
            self.affected.changed,
            self.impact.textChanged,
            self.customers.textChanged,
            self.regions.textChanged,
            self.tags.changed,
            self.own.changed,
            self.began.changed,
            self.description.textChanged,
            self.drill.toggled,
            self.private.toggled,
        ):
            signal.connect(self._tell)
        self.offers.taken.connect(self.offer)
        self.service.chosen.connect(self._ask)
        self.category.chosen.connect(self._explain_category)
        self._urgency.changed.connect(self.asked)

    def sizeHint(self) -> QSize:
        """As high as its content at the width it has, so that it scrolls only where it must."""
        layout, width = self.body, max(self.viewport().width(), fonts.em() * 24)
        height = layout.totalHeightForWidth(width)
        return QSize(width, max(height, layout.sizeHint().height()) + 2)

    # what it says

    def urgency(self) -> Urgency:
        """The chosen one."""
        return Urgency(str(self._urgency.on()[0]))

    def said(self) -> dict[str, Any]:
        """The fields of a `Declaration`."""
        service, category = self.service.value(), self.category.value()
        return {
            "title": self.title.text(),
            "severity": self.severity.value(),
            "urgency": self.urgency(),
            "service": int(str(service)) if service is not None else None,
            "category": str(category) if category is not None else None,
            "affected": tuple(int(str(key)) for key in self.affected.value()),
            "impact": self.impact.text(),
            "customers": self.customers.text().strip() or None,
            "regions": parts(self.regions.text()),
            "tags": self.tags.value(),
            "custom": tuple(self.own.value().items()),
            "began": self.began.value(),
            "description": self.description.text(),
            "drill": self.drill.isChecked(),
            "private": self.private.isChecked(),
        }

    def wrong(self) -> dict[str, str]:
        """What can be seen to be wrong without asking anybody."""
        self.began.editingFinished.emit()
        errors = {}
        if not self.title.text().strip():
            errors["title"] = self.tr("A title is needed: say in a few words what is wrong.")
        if not self.began.valid():
            errors["began"] = self.tr("Say it like 14:02, yesterday 9:00 or 20 min ago.")
        return errors | self.own.wrong()

    def show_errors(self, errors: dict[str, str]) -> list[str]:
        """Each at its field; returns those that belong to none."""
        for key, field in self.fields.items():
            field.show_error(errors.get(key, ""))
            if errors.get(key):
                self.reveal(key)
        for name, field in self.own.fields.items():
            field.show_error(errors.get(name, ""))
        every = (*self.fields.values(), *self.own.fields.values())
        wrong = [field for field in every if field.error]
        if wrong:
            wrong[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(wrong[0])
        known = self.fields.keys() | self.own.fields.keys()
        return [sentence for key, sentence in errors.items() if key not in known]

    def show_form(self, form: "IncidentForm") -> None:
        """The team's own categories and fields."""
        self._meant = {str(c.name): c.about for c in form.categories}
        self.category.set_choices(
            [
                Choice(str(c.name), category_word(c.name), words=worded(c.about))
                for c in form.categories
            ]
        )
        self.own.show_specs(form.fields)

    def show_services(self, services: "list[ServiceChoice]", lately: "list[int]") -> None:
        """What can be chosen, first what this person chose lately."""
        order = {ident: place for place, ident in enumerate(lately)}
        services = sorted(services, key=lambda each: order.get(each.id, len(order)))
        choices = [Choice(s.id, s.name, s.team or "", icon="layers") for s in services]
        self.service.set_choices(choices)
        self.affected.set_choices(choices)

    def reveal(self, key: str) -> None:
        """Show a field that waited to be asked for."""
        self.offers.offer(key, False)
        self._part(key).show()

    def _part(self, key: str) -> QWidget:
        chips: dict[str, QWidget] = {"drill": self.drill, "private": self.private}
        return chips.get(key) or self.fields[key]

    def offer(self, key: str) -> None:
        """As its chip does: show it, and go there."""
        self.reveal(key)
        if key in ANSWERS:
            (self.drill if key == "drill" else self.private).setChecked(True)
        else:
            self.fields[key].editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(self.fields[key])

    # drafts

    def state(self) -> dict[str, Any]:
        """What was said beyond the defaults."""
        return kept(self.said())

    def restore(self, state: dict[str, Any]) -> None:
        """The reverse of `state`; what is not in it is empty."""
        self.title.setText(str(state.get("title", "")))
        self.severity.set_value(Severity(state.get("severity", Severity.SEV3)))
        self._urgency.turn(Urgency(state.get("urgency", Urgency.HIGH)).value)
        self.service.set_value(state.get("service"))
        self.category.set_value(state.get("category"))
        self._explain_category()
        self.affected.set_value(state.get("affected", ()))
        self.impact.setPlainText(str(state.get("impact", "")))
        self.description.setPlainText(str(state.get("description", "")))
        self.customers.setText(str(state.get("customers") or ""))
        self.regions.setText(", ".join(map(str, state.get("regions", ()))))
        self.tags.set_value(tuple(map(str, state.get("tags", ()))))
        own = state.get("custom")
        self.own.set_value(own if isinstance(own, dict) else {})
        self.began.set_value(moment(state.get("began")))
        self.drill.setChecked(bool(state.get("drill")))
        self.private.setChecked(bool(state.get("private")))
        for key in self.offers.known:
            wanted = bool(state.get(key))
            self.offers.offer(key, not wanted)
            self._part(key).setVisible(wanted)

    def clear(self, extras: "list[str] | None" = None) -> None:
        """Everything empty; `extras` are there from the start, for they are used every time."""
        self.restore({})
        self.show_errors({})
        self.lay_out(extras or [])

    def lay_out(self, extras: "list[str]") -> None:
        """Fields that this person always fills in need not be asked for."""
        for key in extras:
            self.reveal(key)

    def _tell(self, *_told: object) -> None:
        self.changed.emit()

    def _ask(self, _service: object) -> None:
        self.asked.emit()
