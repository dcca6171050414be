"""One step of a workflow: a sentence, and below it, once it is opened, what it is made of."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.workflow import SHAPES, UPDATES, Action, Kind, Repeat, StepSpec
from ui.language.sentence import capital, worded
from ui.theme import fonts
from ui.theme.space import XS, M, S
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.duration import DurationField, NumberField
from ui.widgets.field import LineField, TextField
from ui.widgets.menu import DropDown
from ui.widgets.multi import MultiPicker
from ui.widgets.picker import Picker
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text
from ui.workflows.conditions import ConditionsField
from ui.workflows.offer import Offer, targets, values
from ui.workflows.words import step_text

TYPED = (Kind.NAME, Kind.ADDRESS)


class StepEntry(Card):
    """`moved` carries -1 (up) or 1 (down)."""

    changed = Signal()
    moved = Signal(int)
    dropped = Signal()

    def __init__(self, step: StepSpec, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(padding=M, gap=S, parent=parent)
        self._step, self._offer = step, offer
        self._shape = SHAPES[step.do]
        self._build()
        self._show(step)
        self._hear()
        self.spread(False)

    def _build(self) -> None:
        self.number = Text(look="muted")
        self.sentence = Text(wrap=True)
        self.open_ = IconButton("pencil", self.tr("Change this step"), on_click=self._toggle)
        self.up = IconButton("chevron-up", self.tr("Move up"), on_click=self._move_up)
        self.down = IconButton("chevron-down", self.tr("Move down"), on_click=self._move_down)
        self.cross = IconButton("x", self.tr("Take this step out"), on_click=self.dropped.emit)
        head = row(self.number, self.sentence, self.open_, self.up, self.down, self.cross, gap=S)
        head.setStretch(1, 1)
        self.add(head)
        self.inner = QWidget()
        self._lines = QVBoxLayout(self.inner)
        self._lines.setContentsMargins(0, XS, 0, 0)
        self._lines.setSpacing(S)
        self.add(self.inner)
        self._build_what()
        self._build_when()

    def _build_what(self) -> None:
        group = self._shape.only == "group"
        self.whom = MultiPicker(self.tr("Which groups?") if group else self.tr("Whom?"))
        self.whom.setAccessibleName(self.tr("Whom"))
        self.whom.set_choices(targets(self._shape.only, self._offer))
        template = self._shape.value is Kind.TEMPLATE
        self.value = Picker(
            self.tr("A template (optional)") if template else self.tr("Which?"), clearable=template
        )
        self.value.set_choices(values(self._shape.value.value, self._offer))
        self.value.setAccessibleName(capital(worded(str(self._shape.value))) or self.tr("Value"))
        address = self._shape.value is Kind.ADDRESS
        self.typed = LineField("https://example.org/…" if address else self.tr("Its name"))
        self.typed.setAccessibleName(self.tr("Address") if address else self.tr("Name"))
        self.text = TextField(self._hint(), least=1, most=8)
        self.text.setAccessibleName(self.tr("Text"))
        self.due = DurationField()
        self.due.setFixedWidth(fonts.em() * 6)
        self.due.setAccessibleName(self.tr("Due"))
        self.inside = Choose(
            self.tr("an address on the internet"), self.tr("an address in our own network")
        )
        self.shell = Choose(self.tr("one program, no shell"), self.tr("by a shell"))
        takes = self._shape.takes
        if "value" in takes:
            self._lines.addWidget(self.typed if self._shape.value in TYPED else self.value)
        if "to" in takes:
            self._lines.addWidget(self.whom)
        if "text" in takes:
            self._lines.addWidget(self.text)
        if "due" in takes:
            self._lines.addLayout(row(Text(self._due_words(), "muted"), self.due, STRETCH))
        for key, box in (("inside", self.inside), ("shell", self.shell)):
            if key in takes:
                self._lines.addLayout(row(box, STRETCH))

    def _due_words(self) -> str:
        if self._step.do in UPDATES:
            return self.tr("the next update in")
        return self.tr("for") if self._step.do is Action.SNOOZE else self.tr("due in")

    def _hint(self) -> str:
        hints = {
            Action.PAGE: self.tr("Why they are asked (optional)"),
            Action.ADD_TASK: self.tr("What is to be done"),
            Action.RUN_COMMAND: self.tr("The command, such as: systemctl status {{service}}"),
            Action.CALL_WEBHOOK: self.tr("What is sent; empty: all that is known, as JSON"),
        }
        if self._step.do in UPDATES:
            return self.tr("Text; {{title}}, {{impact}}, {{component_names}} are filled in")
        more = self.tr("Text; {{title}}, {{number}}, {{service}}, {{owner}} are filled in")
        return hints.get(self._step.do, more)

    def _build_when(self) -> None:
        self.after = DurationField()
        self.after.setPlaceholderText(self.tr("at once"))
        self.after.setFixedWidth(fonts.em() * 6)
        self.after.setAccessibleName(self.tr("Wait before it"))
        self.often = DropDown()
        self.often.setAccessibleName(self.tr("How often"))
        self.often.fill([(False, self.tr("once")), (True, self.tr("again and again"))])
        self._lines.addLayout(
            row(Text(self.tr("after"), "muted"), self.after, self.often, STRETCH, gap=S)
        )
        self.again = QWidget()
        self.every, self.most = DurationField(timedelta(minutes=10)), NumberField(3, 1, 100)
        self.every.setFixedWidth(fonts.em() * 6)
        self.every.setAccessibleName(self.tr("Every"))
        self.most.setAccessibleName(self.tr("At most so many times"))
        self.until = ConditionsField(self.tr("Until…"))
        self.until.offer(self._offer)
        again = QVBoxLayout(self.again)
        again.setContentsMargins(0, 0, 0, 0)
        again.addLayout(
            row(Text(self.tr("every"), "muted"), self.every, Text(self.tr("at most"), "muted"),
                self.most, Text(self.tr("times"), "muted"), STRETCH, gap=S)
        )  # fmt: skip
        again.addWidget(self.until)
        self._lines.addWidget(self.again)
        self.only = ConditionsField(self.tr("Only if…"))
        self.only.offer(self._offer)
        self._lines.addWidget(self.only)
        self.error = Text(look="error", wrap=True)
        self.error.hide()
        self.add(self.error)
        done = Button(self.tr("Done"), on_click=self._toggle)
        self._lines.addLayout(row(STRETCH, done))

    def place(self, number: int, count: int) -> None:
        """Where it stands, from 1."""
        self.number.setText(f"{number}.")
        self.setAccessibleName(self.tr("Step %1").replace("%1", str(number)))
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < count)

    def spread(self, on: bool) -> None:
        """Open or close what it is made of."""
        self.inner.setVisible(on)
        self.open_.setVisible(not on)

    def spec(self) -> StepSpec:
        """What the fields say."""
        takes = self._shape.takes
        again = Repeat(
            self.every.value() or timedelta(minutes=10), self.until.value(), self.most.value()
        )
        return replace(
            self._step,
            to=tuple(map(str, self.whom.value())),
            value=self._value() if "value" in takes else "",
            text=self.text.text() if "text" in takes else "",
            due=self.due.value() if "due" in takes else None,
            inside=self.inside.on(),
            shell=self.shell.on(),
            after=self.after.value() or timedelta(),
            repeat=again if self.often.value() else None,
            only_if=self.only.value(),
        )

    def complain(self, sentence: str) -> None:
        """Say what is wrong; nothing takes it back."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        if sentence:
            self.spread(True)

    def _value(self) -> str | None:
        if self._shape.value not in TYPED:
            found = self.value.value()
            return "" if found is None else str(found)
        typed = self.typed.text().strip()
        return None if not typed and self._step.value is None else typed

    def _show(self, step: StepSpec) -> None:
        self.whom.set_value(step.to)
        self.value.set_value(step.value or None)
        self.typed.setText(step.value or "")
        if step.value is None:
            self.typed.setPlaceholderText(self.tr("kept as it is; type to change it"))
        self.text.setPlainText(step.text)
        self.due.set_value(step.due)
        self.inside.set_on(step.inside)
        self.shell.set_on(step.shell)
        self.after.set_value(step.after or None)
        self.often.set_value(step.repeat is not None)
        if step.repeat is not None:
            self.every.set_value(step.repeat.every)
            self.most.setValue(step.repeat.at_most)
            self.until.set_value(step.repeat.until)
        self.only.set_value(step.only_if)
        self._say()

    def _hear(self) -> None:
        for signal in (
            self.whom.changed, self.value.chosen, self.typed.textEdited, self.text.textChanged,
            self.due.textEdited, self.inside.currentIndexChanged, self.shell.currentIndexChanged,
            self.after.textEdited, self.often.currentIndexChanged, self.every.textEdited,
            self.most.valueChanged, self.until.changed, self.only.changed,
        ):  # fmt: skip
            signal.connect(self._tell)

    def _say(self) -> None:
        self.sentence.setText(step_text(self.spec()))
        self.again.setVisible(bool(self.often.value()))

    def _toggle(self) -> None:
        self.spread(not self.inner.isVisible())

    def _move_up(self) -> None:
        self.moved.emit(-1)

    def _move_down(self) -> None:
        self.moved.emit(1)

    def _tell(self, _: object = None) -> None:
        self._say()
        self.changed.emit()


class Choose(DropDown):
    """A yes or no as words."""

    def __init__(self, usual: str, other: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{usual} / {other}")
        self.fill([(False, usual), (True, other)])

    def on(self) -> bool:
        """What is chosen."""
        return bool(self.value())

    def set_on(self, on: bool) -> None:
        """Chosen from now on."""
        self.set_value(on)
