"""A workflow as it is written: when, if, then; each a line that reads like a sentence."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.workflow import GROUPS, Action, StepSpec, Trigger, When, WorkflowSpec
from ui.language.sentence import capital, worded
from ui.theme.space import L, S
from ui.widgets.button import Button
from ui.widgets.card import Section
from ui.widgets.duration import NumberField
from ui.widgets.field import Field, LineField, TextField
from ui.widgets.menu import DropDown, Menu
from ui.widgets.pile import Pile
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text
from ui.workflows.conditions import ConditionsField
from ui.workflows.offer import Offer
from ui.workflows.step_entry import StepEntry
from ui.workflows.when_field import WhenField


class WorkflowForm(QWidget):
    """`edited` after every change; `shown` carries a widget that should be seen."""

    edited = Signal()
    shown = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer = Offer()
        self._enabled = False
        self._build()

    def _build(self) -> None:
        self.name = LineField(self.tr("What it is for, in a few words"))
        self.about = TextField(self.tr("For whoever wonders later"), least=1, most=4)
        self.when = WhenField()
        self.condition = ConditionsField(self.tr("Add a condition"))
        self.steps: Pile[StepEntry] = Pile(S)
        self.add = Button(self.tr("Add a step"), icon_name="plus")
        self.add.set_menu(self._menu())
        self.recheck, self.stops = DropDown(), DropDown()
        self.most = NumberField(10, 1, 100)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(L)
        self._name_field = Field(self.tr("Name"), self.name)
        layout.addWidget(self._name_field)
        self.errors: dict[str, Text] = {}
        for key, title, part in (
            ("when", self.tr("When"), self.when),
            ("if", self.tr("If"), self.condition),
        ):
            section = Section(title)
            section.add(part)
            section.add(self._error(key))
            layout.addWidget(section)
        then = Section(self.tr("Then"))
        then.add(self.steps)
        then.add(row(self.add, STRETCH))
        then.add(self._error("then"))
        layout.addWidget(then)
        layout.addWidget(self._rules())
        layout.addWidget(Field(self.tr("Why it is here"), self.about, optional=True))
        self._hear()

    def _rules(self) -> QWidget:
        self.recheck.fill([
            (True, self.tr("only while the conditions still hold")),
            (False, self.tr("to the end, whatever changes meanwhile")),
        ])  # fmt: skip
        self.stops.fill([
            (False, self.tr("goes on when a step fails")),
            (True, self.tr("ends when a step fails")),
        ])  # fmt: skip
        self.recheck.setAccessibleName(self.tr("After a wait"))
        self.stops.setAccessibleName(self.tr("When a step fails"))
        self.most.setAccessibleName(self.tr("At most so many times in an hour"))
        section = Section(self.tr("It goes on"))
        section.add(row(self.recheck, STRETCH))
        most = (Text(self.tr("at most"), "muted"), self.most,
                Text(self.tr("times an hour in one incident"), "muted", wrap=True))  # fmt: skip
        section.add(row(self.stops, STRETCH))
        often = row(*most, gap=S)
        often.setStretch(2, 1)
        section.add(often)
        return section

    def _menu(self) -> Menu:
        menu = Menu()
        titles = {
            "People": self.tr("People"),
            "Status updates": self.tr("Status updates"),
            "The incident": self.tr("The incident"),
            "The work": self.tr("The work"),
            "Outside": self.tr("Outside"),
            "Further": self.tr("Further"),
        }
        for title, actions in GROUPS:
            inner = Menu(titles[title], menu)
            for each in actions:
                inner.add(capital(worded(each.value)), partial(self.begin, each))
            menu.addMenu(inner)
        return menu

    def _error(self, key: str) -> Text:
        self.errors[key] = Text(look="error", wrap=True)
        self.errors[key].hide()
        return self.errors[key]

    def _hear(self) -> None:
        for signal in (
            self.name.textEdited, self.about.textChanged, self.when.changed,
            self.condition.changed, self.recheck.currentIndexChanged,
            self.stops.currentIndexChanged, self.most.valueChanged,
        ):  # fmt: skip
            signal.connect(self._tell)

    def offer(self, offer: Offer) -> None:
        """What may be named from now on."""
        self._offer = offer
        self.condition.offer(offer)

    def begin(self, action: Action) -> None:
        """One more step."""
        entry = self.steps.put(self._entry(StepSpec(action)))
        entry.spread(True)
        self._place()
        self.edited.emit()
        self.shown.emit(entry)

    def spec(self) -> WorkflowSpec:
        """What stands here."""
        return WorkflowSpec(
            name=self.name.text().strip(),
            about=self.about.text(),
            enabled=self._enabled,
            when=self.when.value(),
            condition=self.condition.value(),
            steps=tuple(each.spec() for each in self.steps.entries),
            recheck=bool(self.recheck.value()),
            stops=bool(self.stops.value()),
            at_most=self.most.value(),
        )

    def show_spec(self, spec: WorkflowSpec) -> None:
        """Show one instead of what stands here."""
        blocked = self.blockSignals(True)
        self._enabled = spec.enabled
        self.name.setText(spec.name)
        self.name.setCursorPosition(0)  # a long one is read from its beginning
        self.about.setPlainText(spec.about)
        self.when.set_value(spec.when)
        self.condition.set_value(spec.condition)
        self.steps.show([self._entry(each) for each in spec.steps])
        self.recheck.set_value(spec.recheck)
        self.stops.set_value(spec.stops)
        self.most.setValue(spec.at_most)
        self._place()
        self.show_wrong({})
        self.blockSignals(blocked)

    def show_wrong(self, wrong: Mapping[str, str]) -> list[str]:
        """Each sentence where it belongs; returns those that belong nowhere here."""
        self._name_field.show_error(wrong.get("name", ""))
        left = {key: each for key, each in wrong.items() if key != "name"}
        for place, entry in enumerate(self.steps.entries):
            mine = [key for key in left if key.startswith(f"then.{place}.")]
            entry.complain(" ".join(left.pop(key) for key in mine))
        for part, label in self.errors.items():
            mine = [key for key in left if key.partition(".")[0] == part]
            label.setText(" ".join(left.pop(key) for key in mine))
            label.setVisible(bool(label.text()))
        return list(left.values())

    def _entry(self, step: StepSpec) -> StepEntry:
        entry = StepEntry(step, self._offer)
        entry.changed.connect(self._tell)
        entry.moved.connect(partial(self._move, entry))
        entry.dropped.connect(partial(self._drop, entry))
        return entry

    def _move(self, entry: StepEntry, by: int) -> None:
        self.steps.move(entry, by)
        self._place()
        self.edited.emit()

    def _drop(self, entry: StepEntry) -> None:
        self.steps.drop(entry)
        self._place()
        self.edited.emit()

    def _place(self) -> None:
        for number, each in enumerate(self.steps.entries, 1):
            each.place(number, len(self.steps.entries))

    def _tell(self, _: object = None) -> None:
        self.edited.emit()


def begun() -> WorkflowSpec:
    """A new one: the commonest sentence to change."""
    return WorkflowSpec("", when=(When(Trigger.OPENED),))
