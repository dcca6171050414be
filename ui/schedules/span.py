"""The spans a rota is looked at: days of the calendar, from the first to the one after the last."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ui.language.times import dated, month_first, week_of

DAY = timedelta(days=1)
DUSK, DAWN = time(22), time(6)


class Kind(StrEnum):
    """How much is seen at once."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"


MONTHS = {Kind.MONTH: 1, Kind.QUARTER: 3}


class Span(NamedTuple):
    """Whole days; `end` is the day after the last."""

    start: date
    end: date

    @property
    def days(self) -> list[date]:
        """Each day."""
        return [self.start + n * DAY for n in range((self.end - self.start).days)]


def span_of(kind: Kind, day: date) -> Span:
    """The span of a kind that holds a day; weeks begin as the locale says, quarters in January."""
    if kind in MONTHS:
        count = MONTHS[kind]
        first = day.replace(day=1, month=day.month - (day.month - 1) % count)
        return Span(first, _months_on(first, count))
    first = week_of(day)
    return Span(first, first + timedelta(days=7 if kind is Kind.WEEK else 14))


def stepped(kind: Kind, day: date, by: int) -> date:
    """A day in the span before (-1) or after (1)."""
    if kind in MONTHS:
        return _months_on(span_of(kind, day).start, by * MONTHS[kind])
    return day + timedelta(days=by * (7 if kind is Kind.WEEK else 14))


def instant(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins in a zone."""
    return wall(day, time(), zone)


def wall(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """When the clocks of a zone show an hour of a day."""
    from app.domain.moment import at_wall

    return at_wall(datetime.combine(day, hour), zone)


def nights(day: date, zone: ZoneInfo) -> tuple[tuple[datetime, datetime], ...]:
    """The dark hours of a day by the wall clock: until 06:00 and from 22:00."""
    return (
        (instant(day, zone), wall(day, DAWN, zone)),
        (wall(day, DUSK, zone), instant(day + DAY, zone)),
    )


def span_text(span: Span, *, short: bool = False) -> str:
    """23 – 29 November 2026, 30 November – 6 December 2026; `short`: with Nov and Dec."""
    month = "MMM" if short else "MMMM"
    last = span.end - DAY
    if (span.start.year, span.start.month) == (last.year, last.month):
        lead = _said(span.start, f"d {month}" if month_first() else "d")
    elif span.start.year == last.year:
        lead = _said(span.start, f"d {month}")
    else:
        lead = _said(span.start, f"d {month} yyyy")
    return f"{lead} – {_said(last, f'd {month} yyyy')}"


def day_texts(day: date) -> tuple[str, str]:
    """Mon 23, or 23 where that is too wide."""
    return _said(day, "ddd d"), _said(day, "d")


def date_text(day: date) -> str:
    """Tue 8 Dec."""
    return _said(day, "ddd d MMM")


def week_text(first: date) -> str:
    """2 Nov."""
    return _said(first, "d MMM")


def _said(day: date, form: str) -> str:
    return dated(day, form)


def _months_on(first: date, count: int) -> date:
    months = first.year * 12 + first.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)
