"""A moment in time, typed the way people say it: 14:02, yesterday 9:00, 20 min ago, a date.

Values are aware UTC; what is seen and typed is the wall clock of the field's zone.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTime, Signal
from PySide6.QtWidgets import QLineEdit, QTimeEdit, QWidget

from ui.language.times import clock, day_read, day_written, twelve, typed
from ui.theme.icons import icon
from ui.theme.space import S
from ui.widgets.button import Button
from ui.widgets.duration import duration_of
from ui.widgets.month import MonthView
from ui.widgets.popup import PopupCard
from ui.widgets.rows import STRETCH, row
from ui.widgets.text import begin_where_lines_do

_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?(am|pm)?$")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def moment_of(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    """`text` as an instant (UTC), read in `zone`; None where it is none. `now` is aware."""
    told = _english(typed(text))
    here = now.astimezone(zone)
    if told in ("now", ""):
        return now.astimezone(UTC) if told else None
    if told.endswith(" ago"):
        span = duration_of(told[:-4])
        return (now - span).astimezone(UTC) if span is not None else None
    head, _, tail = told.rpartition(" ")
    clock = _clock(tail)
    if clock is None:
        head, clock = told, time(0)
    day = _day(head, here.date())
    return datetime.combine(day, clock, zone).astimezone(UTC) if day else None


def _clock(text: str) -> time | None:
    found = _CLOCK.match(text)
    if not found or (found.group(2) is None and found.group(3) is None):
        return None
    hour, minute = int(found.group(1)), int(found.group(2) or 0)
    if found.group(3):
        hour = hour % 12 + (12 if found.group(3) == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(text: str, today: date) -> date | None:
    if text in ("", "today"):
        return today
    if text in ("yesterday", "tomorrow"):
        return today + timedelta(days=1 if text == "tomorrow" else -1)
    weekday = _weekday(text)
    if weekday is not None:
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    return day_read(text, today)


def _weekday(text: str) -> int | None:
    """Monday is 0; in English or as the locale has it, whole or its beginning."""
    word = text.rstrip(".")
    if len(word) < 2 or not word.isalpha():
        return None
    for place, english in enumerate(_DAYS):
        here = QLocale().dayName(place + 1, QLocale.FormatType.LongFormat).lower()
        if word[:3] == english or here.startswith(word):
            return place
    return None


def moment_text(at: datetime, now: datetime, zone: tzinfo) -> str:
    """The calm writing: Today 14:02, Yesterday 09:00, or a day in figures and 14:02."""
    here, today = at.astimezone(zone), now.astimezone(zone).date()
    days = {
        today: _tr("Today"),
        today - timedelta(days=1): _tr("Yesterday"),
        today + timedelta(days=1): _tr("Tomorrow"),
    }
    return f"{days.get(here.date()) or day_written(here.date())} {clock(here)}"


def _english(told: str) -> str:
    """Its words as they are read below, whatever language they were typed in."""
    words = {_tr("Today"): "today", _tr("Yesterday"): "yesterday", _tr("Tomorrow"): "tomorrow",
             _tr("Now"): "now"}  # fmt: skip
    for theirs, ours in words.items():
        told = re.sub(rf"(?<!\w){re.escape(theirs.lower())}(?!\w)", ours, told)
    ago = re.escape(_tr("%1 ago").lower()).replace("%1", "(.+)")
    found = re.fullmatch(ago, told)
    return f"{found[1]} ago" if found else told


def _tr(words: str) -> str:
    return QCoreApplication.translate("When", words)


class DateTimeField(QLineEdit):
    """A moment, typed or picked from a calendar. `value` is aware UTC or None."""

    changed = Signal(object)

    def __init__(self, zone: tzinfo = UTC, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        begin_where_lines_do(self)
        self._zone = zone
        self._value: datetime | None = None
        self._popup: _MomentPopup | None = None
        self.setPlaceholderText(self.tr("14:02, yesterday 9:00, 20 min ago"))
        opener = self.addAction(
            icon("calendar", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        opener.setText(self.tr("Calendar"))  # which is how the button is heard
        opener.setToolTip(self.tr("Calendar"))
        opener.triggered.connect(self.open)
        self.editingFinished.connect(self._tidy)

    def value(self) -> datetime | None:
        """The moment in UTC; None while the field is empty or not understood."""
        return self._value

    def valid(self) -> bool:
        """Whether what is typed is understood (an empty field is)."""
        return not self.text().strip() or self._read() is not None

    def set_value(self, at: datetime | None) -> None:
        """Show a moment without a signal."""
        self._value = at
        self.setText("" if at is None else moment_text(at, datetime.now(UTC), self._zone))
        there = None if at is None else at.astimezone(self._zone)
        words = f"{day_written(there)} {clock(there)} {there:%Z}" if there is not None else ""
        self.setToolTip(words)

    def open(self) -> None:
        """Open the calendar."""
        if self._popup is None:
            self._popup = _MomentPopup(self)
            self._popup.picked.connect(self._take)
        shown = self._value or datetime.now(UTC)
        self._popup.offer(self, shown.astimezone(self._zone))

    def _read(self) -> datetime | None:
        return moment_of(self.text(), datetime.now(UTC), self._zone)

    def _tidy(self) -> None:
        if self._value is not None and self.text() == moment_text(
            self._value, datetime.now(UTC), self._zone
        ):
            return
        if self.valid():
            self._set(self._read())

    def _take(self, local: datetime | None) -> None:
        self._set(local.replace(tzinfo=self._zone).astimezone(UTC) if local else datetime.now(UTC))

    def _set(self, at: datetime | None) -> None:
        if at != self._value:
            self.set_value(at)
            self.changed.emit(at)


class _MomentPopup(PopupCard):
    """A month, a clock and Now. Emits a naive local time, or None for now."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._days = MonthView()
        self._clock = QTimeEdit()
        self._clock.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._clock.setDisplayFormat("h:mm AP" if twelve() else "HH:mm")
        self._clock.lineEdit().setTextMargins(10, 0, 0, 0)
        now = Button(self.tr("Now"), "quiet", on_click=self._now)
        done = Button(self.tr("Set"), "primary", on_click=self._done)
        self.body.setSpacing(S)
        self.body.addWidget(self._days)
        self.body.addLayout(row(self._clock, STRETCH, now, done))
        self._days.picked.connect(self._done)

    def offer(self, anchor: QWidget, local: datetime) -> None:
        """Open under `anchor` on a local time."""
        self._days.choose(local.date(), datetime.now(local.tzinfo).date())
        self._clock.setTime(QTime(local.hour, local.minute))
        self.open_below(anchor, self._days.sizeHint().width() + 2 * S)
        self._days.setFocus()

    def _now(self) -> None:
        self.close()
        self.picked.emit(None)

    def _done(self) -> None:
        self.close()
        day, clock = self._days.day(), self._clock.time()
        self.picked.emit(datetime.combine(day, time(clock.hour(), clock.minute())))
