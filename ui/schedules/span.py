"""The spans a rota is looked at: days of the calendar, from the first to the one after the last."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale

DAY = timedelta(days=1)


class Kind(StrEnum):
    """How much is seen at once."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


class Span(NamedTuple):
    """Whole days; `end` is the day after the last."""

    start: date
    end: date

    @property
    def days(self) -> list[date]:
        """Each day."""
        return [self.start + n * DAY for n in range((self.end - self.start).days)]


def span_of(kind: Kind, day: date) -> Span:
    """The span of a kind that holds a day; weeks begin on Monday."""
    if kind is Kind.MONTH:
        first = day.replace(day=1)
        return Span(first, _next_month(first))
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + timedelta(days=7 if kind is Kind.WEEK else 14))


def stepped(kind: Kind, day: date, by: int) -> date:
    """A day in the span before (-1) or after (1)."""
    if kind is Kind.MONTH:
        first = day.replace(day=1)
        return _next_month(first) if by > 0 else (first - DAY).replace(day=1)
    return day + timedelta(days=by * (7 if kind is Kind.WEEK else 14))


def instant(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins in a zone."""
    from app.domain.moment import at_wall

    return at_wall(datetime.combine(day, time()), zone)


def span_text(span: Span) -> str:
    """23 – 29 November 2026, 30 November – 6 December 2026."""
    last = span.end - DAY
    if (span.start.year, span.start.month) == (last.year, last.month):
        lead = _said(span.start, "d")
    elif span.start.year == last.year:
        lead = _said(span.start, "d MMMM")
    else:
        lead = _said(span.start, "d MMMM yyyy")
    return f"{lead} – {_said(last, 'd MMMM yyyy')}"


def clock_change(span: Span, zone: ZoneInfo) -> str:
    """The days on which clocks change, or nothing."""
    changed = [day for day in span.days if instant(day + DAY, zone) - instant(day, zone) != DAY]
    return ", ".join(_said(day, "ddd d MMM") for day in changed)


def day_text(day: date, width: float, letter: float) -> str:
    """As much of a day's name as fits."""
    if width > letter * 7:
        return _said(day, "ddd d")
    if width > letter * 2.6 or day.weekday() == 0:
        return _said(day, "d")
    return ""


def _said(day: date, form: str) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), form)


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)
