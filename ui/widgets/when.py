"""Times and lengths the way people say them: 14:02, Today, Mon 23 Nov, 12 min, 1 h 05, 4 min 12 s.

For every screen. Instants are aware; what is shown is the wall clock of this machine's zone.
"""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from ui.language.times import clock, clock_seconds, dated, day_written

MINUTE, HOUR, DAY = 60, 3600, 86400
WEEK, MONTH, YEAR = 7 * DAY, 30 * DAY, 365 * DAY


def clock_text(at: datetime) -> str:
    """14:02."""
    return clock(at.astimezone())


def day_text(at: datetime, now: datetime) -> str:
    """Today, Yesterday, Mon 23 Nov, or 23 Nov 2025."""
    day, today = at.astimezone().date(), now.astimezone().date()
    if day == today:
        return _tr("Today")
    if day == today - timedelta(days=1):
        return _tr("Yesterday")
    return _date_text(day, "ddd d MMM" if abs((today - day).days) < 300 else "d MMM yyyy")


def day_name(day: int, *, long: bool = False) -> str:
    """Of a weekday, Monday 0: Mon, or Monday."""
    form = QLocale.FormatType.LongFormat if long else QLocale.FormatType.ShortFormat
    return QLocale().dayName(day + 1, form)


def moment_text(at: datetime, now: datetime) -> str:
    """14:02 for today, else with the day before it."""
    same = at.astimezone().date() == now.astimezone().date()
    return clock_text(at) if same else f"{day_text(at, now)} {clock_text(at)}"


def exact_text(at: datetime) -> str:
    """To the second, with the zone, as the locale writes it: for tooltips."""
    there = at.astimezone()
    return f"{day_written(there.date())} {clock_seconds(there)} {there:%Z}"


def age_text(length: timedelta) -> str:
    """One glance: 48 s, 12 min, 1 h 05, 14 h, 3 d, 5 wk, 2 y."""
    seconds = max(0, int(length.total_seconds()))
    if seconds < MINUTE:
        return _unbroken("%1 s").replace("%1", str(seconds))
    if seconds < HOUR:
        return _unbroken("%1 min").replace("%1", str(seconds // MINUTE))
    if seconds < 10 * HOUR:
        return (
            _unbroken("%1 h %2")
            .replace("%1", str(seconds // HOUR))
            .replace("%2", _minutes(seconds))
        )
    for most, unit, words in _LONG:
        if seconds < most:
            return _unbroken(str(words)).replace("%1", str(seconds // unit))
    return _unbroken("%1 y").replace("%1", str(seconds // YEAR))


def span_text(length: timedelta) -> str:
    """To the second where that matters: 48 s, 4 min 12 s, 1 h 05 min, 2 d 3 h."""
    seconds = max(0, int(length.total_seconds()))
    if seconds < MINUTE:
        return age_text(length)
    if seconds < HOUR:
        words, parts = _unbroken("%1 min %2 s"), (str(seconds // MINUTE), f"{seconds % MINUTE:02}")
    elif seconds < DAY:
        words, parts = _unbroken("%1 h %2 min"), (str(seconds // HOUR), _minutes(seconds))
    else:
        words, parts = _unbroken("%1 d %2 h"), (str(seconds // DAY), str(seconds % DAY // HOUR))
    return words.replace("%1", parts[0]).replace("%2", parts[1])


def ago_text(at: datetime, now: datetime) -> str:
    """Just now, 14 min ago; a time to come is told as its clock."""
    if at > now + timedelta(seconds=MINUTE):
        return moment_text(at, now)
    if now - at < timedelta(seconds=45):
        return _tr("just now")
    return _tr("%1 ago").replace("%1", age_text(now - at))


_LONG = (
    (2 * DAY, HOUR, QT_TRANSLATE_NOOP("When", "%1 h")),
    (2 * WEEK, DAY, QT_TRANSLATE_NOOP("When", "%1 d")),
    (2 * MONTH, WEEK, QT_TRANSLATE_NOOP("When", "%1 wk")),
    (2 * YEAR, MONTH, QT_TRANSLATE_NOOP("When", "%1 mo")),
)


def _minutes(seconds: int) -> str:
    return f"{seconds % HOUR // MINUTE:02}"


def _date_text(day: date, form: str) -> str:
    return dated(day, form)


def _tr(words: str) -> str:
    return QCoreApplication.translate("When", words)


def _unbroken(words: str) -> str:
    """A figure and its unit stay on one line."""
    return _tr(words).replace(" ", "\N{NO-BREAK SPACE}")
