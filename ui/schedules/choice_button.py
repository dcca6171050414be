"""A button that says what is chosen and opens the choices, with a filter where they are many."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.button import Button
from ui.widgets.choices import Choice
from ui.widgets.menu import paint_drop_mark
from ui.widgets.picker import ChoicePopup
from ui.widgets.text import set_flag


class ChoiceButton(Button):
    """`chosen` carries the key of a choice."""

    chosen = Signal(object)

    def __init__(self, name: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", tip=tip, parent=parent)
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.tr("Opens a menu"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_flag(self, "menu", "true")
        self._choices: tuple[Choice, ...] = ()
        self._value: Hashable = None
        self._popup: ChoicePopup | None = None
        self.clicked.connect(self.open)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace the choices; what is chosen stays."""
        self._choices = tuple(choices)
        self._tell()

    def value(self) -> Hashable:
        """The key of what is chosen."""
        return self._value

    def set_value(self, key: Hashable) -> None:
        """Choose without a signal."""
        self._value = key
        self._tell()

    def offered(self) -> Sequence[Choice]:
        """What a click shows."""
        return self._choices

    def open(self) -> None:
        """Open the choices, as a click does."""
        if self._popup is None:
            self._popup = ChoicePopup(self)
            self._popup.picked.connect(self._take)
        self._popup.offer(self, self.offered(), self._value)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_drop_mark(self, "muted")

    def _take(self, choice: Choice) -> None:
        if self._popup is not None:
            self._popup.close()
        if choice.key != self._value:
            self.set_value(choice.key)
            self.chosen.emit(choice.key)

    def _tell(self) -> None:
        found = next((each.text for each in self._choices if each.key == self._value), "")
        self.setText(found or str(self._value))
