"""A time of the rota, typed: 14:00, thu 9:00, 2026-11-26 09:00, 26 nov 9:00, +2h, -30m.

What is not said is as in the time that stands there: a clock time keeps the day, a weekday is the
nearest one.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.moment import at_wall, duration
from ui.language.times import typed
from ui.schedules.hand.words import moment_words
from ui.widgets.text import set_flag

CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?([ap])?\.? ?(?:m\.?)?$")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def at_of(text: str, near: datetime, zone: ZoneInfo) -> datetime | None:
    """The instant (UTC) that is meant, by the clock of a zone; None where it cannot be told."""
    told = typed(re.sub(r"(\d)t(\d)", r"\1 \2", text.lower()))
    if not told:
        return None
    if told[:1] in ("+", "-"):
        return _by(told, near)
    here = near.astimezone(zone)
    head, _, tail = told.rpartition(" ")
    clock = _clock(tail)
    if clock is None:
        head, clock = told, here.time()
    day = _day(head, here.date())
    return at_wall(datetime.combine(day, clock), zone) if day is not None else None


def _by(told: str, near: datetime) -> datetime | None:
    try:
        length = duration(told[1:].replace(" ", ""))
    except ValueError:
        return None
    return near + length if told[0] == "+" else near - length


def _clock(text: str) -> time | None:
    found = CLOCK.match(text)
    if not found or (found.group(2) is None and found.group(3) is None):
        return None
    hour, minute = int(found.group(1)), int(found.group(2) or 0)
    if found.group(3):
        hour = hour % 12 + (12 if found.group(3) == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(text: str, near: date) -> date | None:
    if not text:
        return near
    words = text.split()
    weekday = _place(words[0], DAYS, QLocale().dayName)
    if weekday is not None:
        if len(words) == 1:
            ahead = (weekday - near.weekday()) % 7
            return near + timedelta(days=ahead if ahead <= 3 else ahead - 7)
        words = words[1:]
    if len(words) == 1:
        try:
            return date.fromisoformat(words[0])
        except ValueError:
            return None
    return _of_month(words, near)


def _of_month(words: list[str], near: date) -> date | None:
    """26 nov, 26 nov 2026; without a year the nearest."""
    if not words[0][:1].isdecimal():  # Nov 26
        words = [words[1], words[0], *words[2:]]
    number, month = words[0].rstrip("."), _place(words[1], MONTHS, QLocale().monthName)
    if not number.isdecimal() or month is None or len(words) > 3:
        return None
    years = (
        [int(words[2])]
        if words[2:] and words[2].isdecimal()
        else range(near.year - 1, near.year + 2)
    )
    found = []
    for year in years:
        try:
            found.append(date(year, month + 1, int(number)))
        except ValueError:
            continue
    return min(found, key=lambda day: abs(day - near), default=None)


def _place(
    word: str, english: tuple[str, ...], local: Callable[[int, QLocale.FormatType], str]
) -> int | None:
    """Which of the days or months a word begins, in English or the user's language."""
    word = word.rstrip(".")
    for place, name in enumerate(english):
        here = local(place + 1, QLocale.FormatType.LongFormat).lower()
        if len(word) >= 2 and (here.startswith(word) or word[:3] == name):
            return place
    return None


class AtField(QLineEdit):
    """`value` is aware UTC, None while what is typed is not understood; `changed` while typing."""

    changed = Signal()

    def __init__(self, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._value = datetime.fromtimestamp(0, UTC)
        self.setToolTip(self.tr("14:00 · thu 9:00 · 26 nov 9:00 · +2h"))
        self.textEdited.connect(self._hear)
        self.editingFinished.connect(self._tidy)

    def value(self) -> datetime | None:
        """What is meant."""
        if self.text() == moment_words(self._value, self._zone):
            return self._value
        return at_of(self.text(), self._value, self._zone)

    def set_value(self, at: datetime) -> None:
        """Show an instant, without a signal."""
        self._value = at
        self.setText(moment_words(at, self._zone))
        set_flag(self, "wrong", "false")

    def _hear(self) -> None:
        set_flag(self, "wrong", "false" if self.value() else "true")
        self.changed.emit()

    def _tidy(self) -> None:
        at = self.value()
        if at is not None:
            self.set_value(at)
