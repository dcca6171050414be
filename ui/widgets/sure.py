"""Asked before something goes for good: what that means, a red button that does it, and the other,
which has the keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.rows import STRETCH, column, row
from ui.widgets.text import Text


class Sure(QWidget):
    """Hidden until asked. `gone` is the button that does it, `keep` the other."""

    def __init__(self, words: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asker: QWidget | None = None
        self.gone = Button(act, "danger")
        self.keep = Button(self.tr("Keep it"), "quiet", on_click=self.leave)
        self.setLayout(column(Text(words, "small", wrap=True),
                              row(self.gone, self.keep, STRETCH), gap=S))  # fmt: skip
        self.hide()

    def ask(self, asker: QWidget) -> None:
        """Of whoever pressed `asker`, who has the keys again afterwards."""
        self._asker = asker
        self.show()
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """It stays."""
        if not self.isHidden():
            self.hide()
            if self._asker is not None:
                self._asker.setFocus(Qt.FocusReason.OtherFocusReason)
