"""Days and hours as the locale writes them: 14:02 or 2:02 PM, Thu 26 Nov or Thu, Nov 26.

A `form` is written the English way round (`ddd d MMM yyyy`, as Qt names the parts); here it is put
into the order and punctuation of whoever reads it. What is typed into a field stays ISO and 24 h,
or any of the ways the fields understand.
"""

import re
from datetime import date, datetime, time

from PySide6.QtCore import QDate, QLocale, QTime

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
