"""A value that is to be pasted elsewhere: an address, a key."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.theme import fonts
from ui.theme.space import XS
from ui.widgets.button import IconButton
from ui.widgets.field import LineField
from ui.widgets.rows import row
from ui.widgets.text import Text


class PasteLine(QWidget):
    """A label over a value to paste, with a button that copies it."""

    def __init__(self, label: str, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = value
        shown = LineField()
        shown.setText(value)
        shown.setReadOnly(True)
        shown.setCursorPosition(0)
        shown.setFont(fonts.mono("small"))
        shown.setAccessibleName(label)
        shown.setToolTip(value)
        name = self.tr("Copy %1").replace("%1", label)
        self.button = IconButton("copy", name, on_click=self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addWidget(Text(label, "small", wrap=True))
        line = row(shown, self.button, gap=XS)
        line.setStretch(0, 1)
        layout.addLayout(line)
        self._timer = QTimer(self, singleShot=True, interval=1500)
        self._timer.timeout.connect(self._rest)

    def copy(self) -> None:
        """Into the clipboard; the icon says so for a moment."""
        QApplication.clipboard().setText(self._value)
        self.button.set_icon("check")
        self._timer.start()

    def _rest(self) -> None:
        self.button.set_icon("copy")
