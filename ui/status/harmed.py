"""Which components do not work, and how badly: a line each."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.kinds_status import ComponentState
from ui.status.words import states
from ui.theme.space import XS
from ui.widgets.button import Button, IconButton
from ui.widgets.choices import Choice
from ui.widgets.picker import ChoicePopup, Picker
from ui.widgets.rows import STRETCH, clear, row
from ui.widgets.text import Text

if TYPE_CHECKING:
    from app.queries.component import ComponentRow


class Harmed(QWidget):
    """`value` is (id, state) of each line."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: dict[int, str] = {}
        self._states: dict[int, ComponentState] = {}
        self._lines = QVBoxLayout()
        self._lines.setSpacing(XS)
        self._add = Button(self.tr("Add a part of the page"), "quiet", icon_name="plus")
        self._add.clicked.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addLayout(self._lines)
        layout.addLayout(row(self._add, STRETCH))

    def offer(
        self, rows: "Sequence[ComponentRow]", harmed: Sequence[tuple[int, ComponentState]]
    ) -> None:
        """What there is, and what is proposed."""
        self._names = {each.id: each.name for each in rows}
        self._states = dict(harmed)
        self._fill()

    def value(self) -> tuple[tuple[int, ComponentState], ...]:
        """As it stands."""
        return tuple(self._states.items())

    def _fill(self) -> None:
        clear(self._lines)
        for ident, state in self._states.items():
            name = self._names.get(ident, "")
            picker = Picker()
            picker.setAccessibleName(self.tr("State of %1").replace("%1", name))
            picker.set_choices(states())
            picker.set_value(state)
            picker.chosen.connect(partial(self._set, ident))
            gone = IconButton("x", self.tr("Leave %1 as it is").replace("%1", name))
            gone.clicked.connect(partial(self._drop, ident))
            line = row(Text(name, wrap=True), picker, gone)
            line.setStretch(0, 1)
            self._lines.addLayout(line)
        self._add.setVisible(len(self._states) < len(self._names))

    def _set(self, ident: int, state: object) -> None:
        self._states[ident] = cast(ComponentState, state)
        self.changed.emit()

    def _drop(self, ident: int, _on: bool = False) -> None:
        self._states.pop(ident, None)
        self._fill()
        self.changed.emit()

    def _open(self) -> None:
        popup = ChoicePopup(self)
        popup.picked.connect(self._picked)
        popup.picked.connect(popup.close)
        popup.closed.connect(popup.deleteLater)
        left = [Choice(i, name) for i, name in self._names.items() if i not in self._states]
        popup.offer(self._add, left, None)

    def _picked(self, choice: Choice) -> None:
        self._states[cast(int, choice.key)] = ComponentState.PARTIAL
        self._fill()
        self.changed.emit()
