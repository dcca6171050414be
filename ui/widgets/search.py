"""The search field of every list: type to filter, Escape clears, Down goes to the list."""

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import fonts
from ui.theme.icons import icon
from ui.widgets.text import begin_where_lines_do

CROSS = "_q_qlineeditclearaction"  # the name of Qt's own


class SearchField(QLineEdit):
    """Emits `searched` shortly after the last key, so that a query runs once per pause."""

    searched = Signal(str)
    moved_down = Signal()

    def __init__(self, hint: str = "", delay_ms: int = 60, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        begin_where_lines_do(self)
        self.setPlaceholderText(hint or self.tr("Search"))
        self.setAccessibleName(hint or self.tr("Search"))
        self.setClearButtonEnabled(True)
        cross = self.findChild(QAction, CROSS)
        if cross is not None:
            cross.setText(self.tr("Clear"))
        self.setProperty("lead", "true")
        lens = self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        lens.setText(hint or self.tr("Search"))  # which is how it is heard
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(delay_ms)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(self._wait)

    def sizeHint(self) -> QSize:
        """Room for what it asks, in any language; the rest is its icon and its edges."""
        hint = super().sizeHint()
        asks = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return QSize(max(hint.width(), asks + round(fonts.em() * 3)), hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel) and self.text():
            self.clear()
        elif event.matches(QKeySequence.StandardKey.MoveToNextLine):
            self.moved_down.emit()
        else:
            super().keyPressEvent(event)

    def _wait(self, _text: str) -> None:
        self._pause.start()

    def _tell(self) -> None:
        self.searched.emit(self.text().strip())
