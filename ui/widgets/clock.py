"""A time of day or a date, typed freely; keys step through the usual ones."""

import re
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.language.times import clock, day_read, day_written, twelve
from ui.theme import fonts
from ui.theme.icons import icon
from ui.widgets.button import Button
from ui.widgets.month import MonthView
from ui.widgets.popup import PopupCard
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import begin_where_lines_do

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?")
STEP = 30  # minutes
EXAMPLE = date(2026, 11, 23)


def clock_of(text: str) -> time | None:
    """8, 8:30, 830, 20.00, 8 pm; 24:00 is midnight. None where it is no time of day."""
    found = _CLOCK.fullmatch(text.strip().lower())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    if (hour, minute) == (24, 0):
        return time()
    return time(hour, minute) if hour < 24 and minute < 60 else None


class ClockField(QLineEdit):
    """`changed` whenever what is typed is a time of day, or stops being one."""

    changed = Signal()

    def __init__(self, name: str, value: time = time(9), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        begin_where_lines_do(self)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFixedWidth(round(fonts.em() * (5.8 if twelve() else 4.3)))
        self.set_value(value)
        self.textEdited.connect(self._type)
        self.editingFinished.connect(self._tidy)

    def value(self) -> time | None:
        """None while it is no time of day."""
        return clock_of(self.text())

    def set_value(self, at: time) -> None:
        """Show another without a signal."""
        if self.value() != at or not self.hasFocus():
            self.setText(clock(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.MoveToPreviousLine):
            self._step(STEP)
        elif event.matches(QKeySequence.StandardKey.MoveToNextLine):
            self._step(-STEP)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _step(self, by: int) -> None:
        now = self.value() or time()
        minutes = (now.hour * 60 + now.minute + by) // STEP * STEP % 1440
        self.setText(f"{minutes // 60:02}:{minutes % 60:02}")
        self.changed.emit()

    def _type(self, _text: str) -> None:
        self.changed.emit()

    def _tidy(self) -> None:
        now = self.value()
        if now is not None:
            self.setText(clock(now))


class DateField(QLineEdit):
    """A date in the figures of the locale, typed (also as ISO) or picked; empty where that is
    allowed."""

    changed = Signal()

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        begin_where_lines_do(self)
        self._popup: _DatePopup | None = None
        self.setPlaceholderText(hint or day_written(EXAMPLE))
        opener = self.addAction(
            icon("calendar", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        opener.setText(self.tr("Calendar"))  # which is how the button is heard
        opener.setToolTip(self.tr("Calendar"))
        opener.triggered.connect(self.open)
        self.textEdited.connect(self._type)

    def value(self) -> date | None:
        """None while it is empty or no date."""
        return day_read(self.text(), _today())

    def valid(self) -> bool:
        """Whether it is empty or a date."""
        return not self.text().strip() or self.value() is not None

    def set_value(self, day: date | None) -> None:
        """Show another without a signal."""
        if self.value() != day or not self.hasFocus():
            self.setText("" if day is None else day_written(day))

    def open(self) -> None:
        """Open the calendar."""
        if self._popup is None:
            self._popup = _DatePopup(self)
            self._popup.days.picked.connect(self._take)
            self._popup.done.clicked.connect(self._take)
        today = _today()
        self._popup.days.choose(self.value() or today, today)
        self._popup.open_below(self, self._popup.days.sizeHint().width())
        self._popup.days.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        day = self.value()
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open()
        elif event.key() in steps and day is not None:
            self.setText(day_written(day + timedelta(days=steps[Qt.Key(event.key())])))
            self.changed.emit()
        else:
            super().keyPressEvent(event)

    def _take(self, _day: object = None) -> None:
        if self._popup is not None:
            self._popup.close()
            self.setText(day_written(self._popup.days.day()))
            self.changed.emit()

    def _type(self, _text: str) -> None:
        self.changed.emit()


class _DatePopup(PopupCard):
    """A month; Enter, a double click or the button takes the marked day."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.days = MonthView()
        self.done = Button(self.tr("Set"), "primary")
        self.body.addWidget(self.days)
        self.body.addLayout(row(STRETCH, self.done))


def _today() -> date:
    return datetime.now().astimezone().date()
