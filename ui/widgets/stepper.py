"""The stages of an incident as steps: where it is, where it was, one click to move it on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.theme import fonts
from ui.theme.space import XS
from ui.widgets.text import set_flag


class Step(QPushButton):
    """One step; its `state` is done, now or ahead."""

    def __init__(self, key: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.key, self.words = key, text
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class StageStepper(QWidget):
    """Steps side by side. Clicking one asks to go there: the owner decides, then `show_step`."""

    wanted = Signal(str)

    def __init__(self, steps: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`steps` are (key, text) from first to last."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Stage"))
        self._steps = [Step(key, text, self) for key, text in steps]
        layout = self._layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        for step in self._steps:
            layout.addWidget(step, 1)
            step.clicked.connect(self._ask)
        self.show_step("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for every word, only the step that is now keeps its own."""
        widths = [step.fontMetrics().horizontalAdvance(step.words) for step in self._steps]
        widest = max(widths, default=0) + fonts.em("small")  # for bold letters and the edges
        roomy = (widest + XS) * len(self._steps) <= self.width()
        for at, step in enumerate(self._steps):
            now = step.property("state") == "now"
            step.setText(step.words if roomy or now else "")
            step.setToolTip("" if roomy else step.words)
            self._layout.setStretch(at, 1 if roomy or not now else 3)

    def show_step(self, key: str) -> None:
        """Mark the step that is now; a key that is none of the steps marks them all as passed."""
        self.key = key
        keys = [step.key for step in self._steps]
        now = keys.index(key) if key in keys else len(keys) if key else -1
        for at, step in enumerate(self._steps):
            state = "now" if at == now else "done" if at < now else "ahead"
            set_flag(step, "state", state)
            step.setCursor(_cursor(state, self.isEnabled()))
            step.setAccessibleName(self._told(step.words, state))
        self._fit()

    def _told(self, text: str, state: str) -> str:
        words = {"now": self.tr("now"), "done": self.tr("done"), "ahead": self.tr("ahead")}
        return f"{text}, {words[state]}"

    def _ask(self) -> None:
        step = self.sender()
        if isinstance(step, Step) and step.key != self.key:
            self.wanted.emit(step.key)


def _cursor(state: str, enabled: bool) -> Qt.CursorShape:
    pressable = enabled and state != "now"
    return Qt.CursorShape.PointingHandCursor if pressable else Qt.CursorShape.ArrowCursor
