"""When a workflow is set off: what may happen, chosen as chips; and lines by the clock."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.workflow import BY_CLOCK, Trigger, When
from app.domain.workflow_words import WHEN
from ui.language.sentence import worded
from ui.theme import fonts
from ui.theme.space import S
from ui.widgets.button import Button, IconButton
from ui.widgets.choices import Choice
from ui.widgets.duration import DurationField
from ui.widgets.menu import Menu
from ui.widgets.multi import MultiPicker
from ui.widgets.pile import Pile
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text

USUAL = timedelta(minutes=30)


class ClockLine(QWidget):
    """`it has been open for [30m]`."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, when: When, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trigger = when.trigger
        self.length = DurationField(when.length or USUAL)
        self.length.setFixedWidth(fonts.em() * 6)
        self.length.setAccessibleName(worded(WHEN[when.trigger]))
        self.length.textEdited.connect(self._tell)
        cross = IconButton("x", self.tr("Take this out"), on_click=self.dropped.emit)
        lead = Text(f"{self.tr('or')} {worded(WHEN[when.trigger])}")
        self.setLayout(row(lead, self.length, cross, STRETCH, gap=S))

    def value(self) -> When:
        """As it stands; nonsense is half an hour until it makes sense."""
        return When(self.trigger, self.length.value() or USUAL)

    def _tell(self, _: object = None) -> None:
        self.changed.emit()


class WhenField(QWidget):
    """`value` in the order things were chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.events = MultiPicker(self.tr("What happens?"))
        self.events.setAccessibleName(self.tr("What sets it off"))
        plain = [each for each in Trigger if each not in BY_CLOCK]
        self.events.set_choices(
            [Choice(each.value, worded(WHEN[each]), words=worded(each.value)) for each in plain]
        )
        self.events.changed.connect(self._tell)
        self.clocks: Pile[ClockLine] = Pile(S)
        self.add = Button(self.tr("By the clock"), "quiet", icon_name="clock")
        menu = Menu()
        for each in BY_CLOCK:
            menu.add(f"{worded(WHEN[each])} …", partial(self.begin, each))
        self.add.set_menu(menu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(S)
        layout.addWidget(self.events)
        layout.addLayout(self.clocks)
        layout.addLayout(row(self.add, STRETCH))

    def value(self) -> tuple[When, ...]:
        """What is chosen."""
        events = (When(Trigger(str(each))) for each in self.events.value())
        return (*events, *(each.value() for each in self.clocks.entries))

    def set_value(self, whens: tuple[When, ...]) -> None:
        """Chosen from now on, without a signal."""
        self.events.set_value([w.trigger.value for w in whens if w.trigger not in BY_CLOCK])
        self.clocks.show(self._line(w) for w in whens if w.trigger in BY_CLOCK)

    def begin(self, trigger: Trigger) -> None:
        """One more by the clock."""
        line = self.clocks.put(self._line(When(trigger, USUAL)))
        line.length.setFocus()
        line.length.selectAll()
        self.changed.emit()

    def _line(self, when: When) -> ClockLine:
        line = ClockLine(when)
        line.changed.connect(self._tell)
        line.dropped.connect(partial(self._drop, line))
        return line

    def _drop(self, line: ClockLine) -> None:
        self.clocks.drop(line)
        self.changed.emit()

    def _tell(self, _: object = None) -> None:
        self.changed.emit()
