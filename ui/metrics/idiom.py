"""Charts in the language of the window, their days and lengths as the locale writes them."""

import re
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from ui.language.times import clock, dated, opening
from ui.metrics.words import lasting_text
from ui.widgets.when import day_name

if TYPE_CHECKING:
    from app.charts.idiom import Idiom

PARTS = {"%a": "ddd", "%-d": "d", "%b": "MMM", "%B": "MMMM", "%Y": "yyyy"}
KNOWN = (  # what `app.queries.pictures` says
    QT_TRANSLATE_NOOP("Chart", "incidents"),
    QT_TRANSLATE_NOOP("Chart", "no service"),
    QT_TRANSLATE_NOOP("Chart", "somebody"),
    QT_TRANSLATE_NOOP("Chart", "sleep"),
    QT_TRANSLATE_NOOP("Chart", "off hours"),
    QT_TRANSLATE_NOOP("Chart", "work"),
    QT_TRANSLATE_NOOP("Chart", "weekday"),
    QT_TRANSLATE_NOOP("Chart", "night"),
    QT_TRANSLATE_NOOP("Chart", "weekend"),
    QT_TRANSLATE_NOOP("Chart", "holiday"),
    QT_TRANSLATE_NOOP("Chart", "Week of %1"),
    QT_TRANSLATE_NOOP("Chart", "%1: nothing was resolved"),
    QT_TRANSLATE_NOOP("Chart", "more than half are still open"),
    QT_TRANSLATE_NOOP("Chart", "median %1"),
    QT_TRANSLATE_NOOP("Chart", "median %1, p90 %2"),
    QT_TRANSLATE_NOOP("Chart", "%1: %2, %3 resolved"),
    QT_TRANSLATE_NOOP("Chart", "%1: %2, %3 resolved, %4 open"),
)


def idiom() -> "Idiom":
    """The window's."""
    from app.charts.idiom import Idiom

    days = tuple(day_name(day) for day in range(7))
    return Idiom(_said, _dated, clock, lasting_text, days, opening())


def _said(text: str) -> str:
    return QCoreApplication.translate("Chart", text)


def _dated(day: date, form: str) -> str:
    return dated(day, re.sub(r"%-?\w", lambda part: PARTS[part[0]], form))
