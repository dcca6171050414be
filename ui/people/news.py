"""The bar above a form: a question before removing, somebody else's change, a refusal."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.bar import Bar

Act = tuple[str, Callable[[], object], str]  # words, what it does, kind of button


class News(QWidget):
    """One bar at a time; closing it forgets it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar: Bar | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def tell(self, lead: str, text: str, mood: str, *acts: Act) -> None:
        """Instead of whatever stands there."""
        self.clear()
        self.bar = Bar(lead, text, mood)
        for words, run, kind in acts:
            self.bar.add_action(words, run, kind)
        self.bar.closed.connect(self.clear)
        self._layout.addWidget(self.bar)
        self.show()
        self.bar.enter()

    def clear(self) -> None:
        """Nothing to say."""
        if self.bar is not None:
            bar, self.bar = self.bar, None
            bar.hide()
            bar.deleteLater()
        self.hide()
