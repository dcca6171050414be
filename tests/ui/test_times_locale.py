"""Days and hours in the order and with the clock of the locale."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale

from ui.language.times import clock, clock_seconds, dated, day_read, day_written
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


@pytest.mark.parametrize(
    ("name", "written", "others"),
    [
        ("C", "2026-03-04", []),
        ("en_US", "3/4/2026", ["3/4", "03/04/26", "3-4-2026", "3.4."]),
        ("en_GB", "04/03/2026", ["4/3", "4.3.26", "4-3-2026"]),
        ("de_DE", "04.03.2026", ["4.3.", "4.3.26", "4. 3. 2026"]),
        ("es_ES", "4/3/2026", ["4/3", "04-03-26"]),
        ("sv_SE", "2026-03-04", ["2026/3/4"]),
        ("ja_JP", "2026/03/04", ["3/4"]),
    ],
)
def test_a_day_is_typed_as_the_locale_orders_it(name: str, written: str, others: list[str]) -> None:
    QLocale.setDefault(QLocale.c() if name == "C" else QLocale(name))
    day = date(2026, 3, 4)
    assert day_written(day) == written
    for text in (written, "2026-03-04", f" {written} ", *others):
        assert day_read(text, date(2026, 11, 26)) == day, text
    for text in ("", "4", "31/31/2026", "2026-02-30", "4/3/20266", "1/2/3/4", "next week"):
        assert day_read(text, date(2026, 11, 26)) is None, text


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("en_GB", ["tue 9:00", "Tuesday 9:00"]),
        ("de_DE", ["Di 9:00", "Di. 9:00", "Dienstag 9:00", "tue 9:00"]),
        ("es_ES", ["mar 9:00", "martes 9:00", "tue 9:00"]),
    ],
)
def test_a_weekday_is_typed_in_the_language_of_the_locale(name: str, typed: list[str]) -> None:
    now = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
    QLocale.setDefault(QLocale(name))
    for text in typed:
        assert moment_of(text, now, UTC) == datetime(2026, 11, 24, 9, 0, tzinfo=UTC), text
    for text in ("m 9:00", "marzo 9:00", "nunca 9:00"):
        assert moment_of(text, now, UTC) is None, text


def test_a_moment_in_figures_is_read_back(german: None) -> None:
    at = datetime(2026, 3, 4, 13, 5, tzinfo=UTC)
    now = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
    where = ZoneInfo("Europe/Berlin")
    QLocale.setDefault(QLocale("de_DE"))
    said = moment_text(at, now, where)
    assert said == "04.03.2026 14:05"
    assert moment_of(said, now, where) == at
    assert moment_of("4.3. 14:05", now, where) == at
    QLocale.setDefault(QLocale("en_US"))
    said = moment_text(at, now, where)
    assert said.split() == ["3/4/2026", "2:05", "PM"]
    assert moment_of(said, now, where) == at


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
