"""Two days, to look at what lies between them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.button import Button
from ui.widgets.clock import DateField
from ui.widgets.popup import PopupCard
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import Text


class SpanPopup(PopupCard):
    """`taken` carries the first and the last day, both included."""

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=14)
        self.setAccessibleName(self.tr("Days of your own"))
        self.first, self.last = DateField(), DateField()
        self.first.setAccessibleName(self.tr("First day"))
        self.last.setAccessibleName(self.tr("Last day"))
        self._fault = Text(look="error", wrap=True)
        self._fault.hide()
        done = Button(self.tr("Show"), "primary", on_click=self.take)
        for label, field in ((self.tr("From"), self.first), (self.tr("To"), self.last)):
            self.body.addWidget(Text(label, "muted"))
            self.body.addWidget(field)
        self.body.addWidget(self._fault)
        self.body.addLayout(row(STRETCH, done))

    def take(self) -> None:
        """Both must be days, in order."""
        first, last = self.first.value(), self.last.value()
        if first is None or last is None:
            self._complain(self.tr("Two days are needed, such as 2026-11-23."))
        elif last < first:
            self._complain(self.tr("The last day lies before the first."))
        elif not 1971 <= first.year <= 2100 or last.year > 2100:
            self._complain(self.tr("Years from 1971 to 2100 are understood."))
        else:
            self.close()
            self.taken.emit((first, last))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        else:
            super().keyPressEvent(event)

    def _complain(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.show()
        self.adjustSize()
