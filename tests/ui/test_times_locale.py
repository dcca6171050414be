"""Days and hours in the order and with the clock of the locale."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale

from ui.language.times import clock, clock_seconds, dated
from ui.schedules.hand.at_field import at_of
from ui.schedules.hand.words import moment_words
from ui.widgets.moment import moment_of, moment_text
from ui.widgets.month import grid_of

DAY = date(2026, 11, 26)  # a Thursday

pytestmark = pytest.mark.usefixtures("locale")


@pytest.mark.parametrize(
    ("name", "said", "long", "hour"),
    [
        ("en_GB", "Thu 26 Nov 2026", "26 November 2026", "14:02"),
        ("en_US", "Thu, Nov 26, 2026", "November 26, 2026", "2:02\N{NARROW NO-BREAK SPACE}PM"),
        ("de_DE", "Do 26. Nov 2026", "26. November 2026", "14:02"),
        ("es_ES", "jue 26 nov 2026", "26 de noviembre de 2026", "14:02"),
    ],
)
def test_each_locale_has_its_order(name: str, said: str, long: str, hour: str) -> None:
    """Day first or month first, dots and `de`, one or two rounds of the clock."""
    QLocale.setDefault(QLocale(name))
    assert dated(DAY, "ddd d MMM yyyy").replace(".", "") == said.replace(".", "")
    assert dated(DAY, "d MMMM yyyy") == long
    assert clock(time(14, 2)).split() == hour.split()
    assert clock_seconds(time(9, 5, 7)).startswith(("09:05:07", "9:05:07"))


@pytest.mark.parametrize(("name", "first"), [("en_US", 6), ("de_DE", 0), ("ar_EG", 5)])
def test_the_week_begins_where_it_does_there(name: str, first: int) -> None:
    """On Sunday, Monday or Saturday."""
    QLocale.setDefault(QLocale(name))
    assert grid_of(DAY)[0].weekday() == first


@pytest.mark.parametrize("name", ["en_US", "de_DE", "es_ES", "en_GB"])
def test_what_a_field_shows_it_can_read(name: str) -> None:
    """Whatever the order and the clock."""
    QLocale.setDefault(QLocale(name))
    at = datetime(2026, 11, 26, 13, 2, tzinfo=UTC)
    madrid = ZoneInfo("Europe/Madrid")
    assert at_of(moment_words(at, madrid), at - timedelta(days=40), madrid) == at
    now = at + timedelta(days=1)
    assert moment_of(moment_text(at, now, madrid), now, madrid) == at
    assert moment_of(moment_text(at, now - timedelta(days=9), madrid), now, madrid) == at
