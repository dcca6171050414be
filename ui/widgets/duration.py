"""Durations as people write them: 90s, 5 min, 2h, 1 day, 1h30; shown with a unit of the locale."""

import re
from datetime import timedelta

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from ui.widgets.text import begin_where_lines_do

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_WORDS = {  # in whatever language the window speaks, what colleagues type is understood
    "s": "sec second sek sekunde sekunden seg segundo",
    "m": "min minute minuten minuto",
    "h": "hour std stunde stunden hora",
    "d": "day tag tage tagen día dia",
    "w": "wk week wo woche wochen sem semana",
}
_LETTER = {word: letter for letter, words in _WORDS.items() for word in words.split()}
_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]*)\.?\s*")
_STEPS = (0, 30, 60, 120, 180, 300, 600, 900, 1200, 1800, 2700, 3600, 7200, 14400, 28800, 86400)


def duration_of(text: str) -> timedelta | None:
    """`text` as a duration, or None where it is none. A bare number means minutes."""
    told, at, seconds, unit = text.strip().lower(), 0, 0.0, ""
    while at < len(told):
        part = _PART.match(told, at)
        unit = _unit(part.group(2), unit) if part else ""
        if part is None or not unit:
            return None
        seconds += float(part.group(1).replace(",", ".")) * _UNITS[unit]
        at = part.end()
    return timedelta(seconds=round(seconds)) if told and seconds <= 366 * 86400 else None


def _unit(word: str, before: str) -> str:
    """The unit's letter; a bare number is minutes, or the next smaller unit (1h30)."""
    if not word:
        smaller = {"d": "h", "h": "m", "m": "s"}
        return smaller.get(before, "") if before else "m"
    if len(word) == 1:
        return word if word in _UNITS else ""
    return _LETTER.get(word) or _LETTER.get(word.removesuffix("s"), "")


def duration_text(span: timedelta) -> str:
    """The shortest usual writing: 0 min, 90 s, 5 min, 1 h 30 min, 2 d."""
    left = round(span.total_seconds())
    if 60 < left < 120 and left % 60:
        return _said(left, "s")
    parts = []
    for letter in "dhms":
        count, left = divmod(left, _UNITS[letter])
        parts += [_said(count, letter)] if count else []
    return " ".join(parts) or _said(0, "m")


def _said(count: int, letter: str) -> str:
    words = {"s": _tr("%1 s"), "m": _tr("%1 min"), "h": _tr("%1 h"), "d": _tr("%1 d")}
    return words[letter].replace("%1", str(count))


def _tr(words: str) -> str:
    return QCoreApplication.translate("When", words)


class NumberField(QSpinBox):
    """A whole number; the wheel never changes it by accident."""

    def __init__(
        self, value: int = 0, least: int = 0, most: int = 999, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setValue(value)
        self.lineEdit().setTextMargins(10, 0, 0, 0)  # the sheet's padding does not reach it
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class DurationField(QLineEdit):
    """A duration typed freely; Up and Down step through the usual ones."""

    changed = Signal(object)

    def __init__(self, value: timedelta | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        begin_where_lines_do(self)
        self.setPlaceholderText(self.tr("5 min, 2 h, 1 d"))
        self.set_value(value)
        self.editingFinished.connect(self._tidy)

    def value(self) -> timedelta | None:
        """What is typed, or None while it is empty or no duration."""
        return duration_of(self.text())

    def valid(self) -> bool:
        """Whether the text is empty or a duration."""
        return not self.text().strip() or self.value() is not None

    def set_value(self, span: timedelta | None) -> None:
        """Show a duration without a signal."""
        self._last = span
        self.setText("" if span is None else duration_text(span))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.MoveToPreviousLine):
            self._step(up=True)
        elif event.matches(QKeySequence.StandardKey.MoveToNextLine):
            self._step(up=False)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _step(self, up: bool) -> None:
        now = (self.value() or timedelta()).total_seconds()
        further = [at for at in _STEPS if (at > now if up else at < now)]
        if further:
            self.setText(duration_text(timedelta(seconds=further[0] if up else further[-1])))
            self._tidy()

    def _tidy(self) -> None:
        span = self.value()
        if span is not None:
            self.setText(duration_text(span))
        if span != self._last and self.valid():
            self._last = span
            self.changed.emit(span)
