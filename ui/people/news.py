"""The bar above a form, its buttons below it where a narrow panel has room: a
question before removing, somebody else's change, a refusal."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.space import L, M, S
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.rows import STRETCH, clear, row

Act = tuple[str, Callable[[], object], str]  # words, what it does, kind of button


class News(QWidget):
    """One bar at a time; closing it forgets it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar: Bar | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(L, M, L, 0)
        self._layout.setSpacing(S)
        self.hide()

    def tell(self, lead: str, text: str, mood: str, *acts: Act) -> None:
        """Instead of whatever stands there."""
        self.clear()
        self.bar = Bar(lead, text, mood)
        self.bar.closed.connect(self.clear)
        self._layout.addWidget(self.bar)
        buttons = [Button(words, kind, on_click=run) for words, run, kind in acts]
        if buttons:
            self._layout.addLayout(row(STRETCH, *buttons))
        self.show()
        self.bar.enter()

    def clear(self) -> None:
        """Nothing to say."""
        self.bar = None
        clear(self._layout)
        self.hide()
