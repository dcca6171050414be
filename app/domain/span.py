"""The spans people ask figures for: the last so many days, and parts of the calendar."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.domain.moment import at_wall
from app.domain.window import Window

SECOND = timedelta(seconds=1)


class Span(StrEnum):
    """By what a menu or a command says."""

    MONTH = "30 days"
    QUARTER = "90 days"
    HALF = "6 months"
    YEAR = "12 months"
    THIS_MONTH = "this month"
    LAST_MONTH = "last month"
    THIS_QUARTER = "this quarter"
    LAST_QUARTER = "last quarter"
    THIS_YEAR = "this year"
    LAST_YEAR = "last year"


DAYS = {Span.MONTH: 30, Span.QUARTER: 90, Span.HALF: 182, Span.YEAR: 364}  # 26 and 52 weeks
MONTHS = {
    Span.THIS_MONTH: (1, 0),
    Span.LAST_MONTH: (1, 1),
    Span.THIS_QUARTER: (3, 0),
    Span.LAST_QUARTER: (3, 1),
    Span.THIS_YEAR: (12, 0),
    Span.LAST_YEAR: (12, 1),
}


class Against(StrEnum):
    """What a span is compared with."""

    BEFORE = "the period before"
    YEAR = "a year before"


def window_of(span: Span, now: datetime, where: ZoneInfo) -> Window:
    """Days run until now (this second counts); months, quarters and years are those of the wall
    clock, and those that run still end now."""
    until = now.replace(microsecond=0) + SECOND
    if span in DAYS:
        return Window(until - timedelta(days=DAYS[span]), until)
    count, back = MONTHS[span]
    local = now.astimezone(where)
    first = local.year * 12 + (local.month - 1) // count * count - back * count
    return Window(_first(first, where), min(_first(first + count, where), until))


def earlier(window: Window, against: Against, where: ZoneInfo) -> Window:
    """As long, just before; or the same days by the wall clock of the year before."""
    if against is Against.BEFORE:
        return Window(window.start - window.length, window.start)
    return Window(*(_year_before(at, where) for at in (window.start, window.end)))


def _first(months: int, where: ZoneInfo) -> datetime:
    year, month = divmod(months, 12)
    return at_wall(datetime.combine(date(year, month + 1, 1), time()), where)


def _year_before(at: datetime, where: ZoneInfo) -> datetime:
    local = at.astimezone(where).replace(tzinfo=None)
    day = min(local.day, 28) if local.month == 2 else local.day
    return at_wall(local.replace(year=local.year - 1, day=day), where)
