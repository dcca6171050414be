"""Days and hours as the locale writes them: 14:02 or 2:02 PM, Thu 26 Nov or Thu, Nov 26.

A `form` is written the English way round (`ddd d MMM yyyy`, as Qt names the parts); here it is put
into the order and punctuation of whoever reads it. Fields that are typed into show a day in figures
as the locale orders them, and understand ISO as well.
"""

import re
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, QLocale, QTime

_ISO = "yyyy-MM-dd"
_FIGURES = re.compile(r"(\d{1,4})\D+(\d{1,4})(?:\D+(\d{1,4}))?\D?")
_MONTH_FIRST = re.compile(r"\bd (MMMM?)\b")


def clock(at: datetime | time) -> str:
    """The time of day that `at` itself says, without a zone."""
    found = QTime(at.hour, at.minute)
    return QLocale().toString(found, "h:mm AP" if twelve() else "HH:mm")


def clock_seconds(at: datetime | time) -> str:
    """With seconds."""
    found = QTime(at.hour, at.minute, at.second)
    return QLocale().toString(found, "h:mm:ss AP" if twelve() else "HH:mm:ss")


def twelve() -> bool:
    """Whether the day has twice twelve hours here."""
    return "a" in QLocale().timeFormat(QLocale.FormatType.ShortFormat).lower()


def opening() -> int:
    """The day on which a week begins here, Monday 0: for what is drawn first, not for counting."""
    return QLocale().firstDayOfWeek().value - 1


def week_of(day: date) -> date:
    """The first day of its week here."""
    return day - timedelta(days=(day.weekday() - opening()) % 7)


def typed(text: str) -> str:
    """What somebody typed, as the fields read it: lower case, single spaces, no commas, `pm` at its
    hour, and the Spanish `de` left out."""
    told = " ".join(text.lower().replace(",", " ").split())
    told = re.sub(r"(?<=\d) (?=[ap]\.? ?m\b)", "", told)
    return re.sub(r"\bde ", "", told)


def dated(day: date, form: str) -> str:
    """A day in the order of the locale."""
    return QLocale().toString(QDate(day.year, day.month, day.day), ordered(form))


def ordered(form: str) -> str:
    """`ddd d MMM` as the locale has it."""
    language = QLocale().language()
    if language is QLocale.Language.German:
        return re.sub(r"\bd\b", "d.", form)
    if language is QLocale.Language.Spanish:
        return form.replace("d MMMM", "d 'de' MMMM").replace("MMMM yyyy", "MMMM 'de' yyyy")
    if month_first():
        turned = _MONTH_FIRST.sub(r"\1 d", form)
        turned = re.sub(r"\b(dddd?) (MMM)", r"\1, \2", turned)
        return re.sub(r"(MMM d) yyyy", r"\1, yyyy", turned.replace("MMMM d yyyy", "MMMM d, yyyy"))
    return form


def month_first() -> bool:
    """Nov 26, as English has it in some countries."""
    locale = QLocale()
    if locale.language() is not QLocale.Language.English:
        return False
    form = locale.dateFormat(QLocale.FormatType.ShortFormat)
    return "d" in form and "M" in form and form.index("M") < form.index("d") and form[0] != "y"


def day_written(day: date) -> str:
    """As a field shows it: 11/23/2026, 23.11.2026, or ISO where no country was chosen."""
    return QLocale().toString(QDate(day.year, day.month, day.day), _figures())


def day_read(text: str, near: date) -> date | None:
    """What was typed: ISO, or figures in the order of the locale, with or without the year, which
    then is that of `near`. None where it is no day."""
    told = text.strip()
    try:
        return date.fromisoformat(told)
    except ValueError:
        found = _FIGURES.fullmatch(told)
    if found is None:
        return None
    order = sorted("yMd", key=_figures().index)
    if found[3] is None:
        order.remove("y")
    said = dict(zip(order, filter(None, found.groups()), strict=True))
    year = said.get("y", str(near.year))
    if len(year) not in (2, 4):
        return None
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(said["M"]), int(said["d"]))
    except ValueError:
        return None


def _figures() -> str:
    """The short form of the locale, figures only and with the whole year."""
    locale = QLocale()
    form = locale.dateFormat(QLocale.FormatType.ShortFormat)
    if locale.language() is QLocale.Language.C or "MMM" in form or not set("yMd") <= set(form):
        return _ISO
    return re.sub("y+", "yyyy", form)
