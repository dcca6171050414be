"""Durations and moments as people write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.widgets.duration import DurationField, duration_of, duration_text
from ui.widgets.moment import DateTimeField, moment_of, moment_text
from ui.widgets.month import DayGrid, grid_of, months_later

MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime(2026, 11, 24, 13, 12, tzinfo=UTC)  # a Tuesday, 14:12 in Madrid


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90s", 90),
        ("5m", 300),
        ("5", 300),
        ("2h", 7200),
        ("1h30", 5400),
        ("1 h 30 min", 5400),
        ("1.5h", 5400),
        ("1d", 86400),
        ("2 weeks", 1209600),
        ("1 Std. 30 Min.", 5400),
        ("2 Tage", 172800),
        ("3 días", 259200),
        ("90 segundos", 90),
        ("0", 0),
    ],
)
def test_durations(text: str, seconds: int) -> None:
    assert duration_of(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "soon", "5x", "m", "-5m", "5m m", "400d", "1s30"])
def test_what_is_no_duration(text: str) -> None:
    assert duration_of(text) is None


@given(st.integers(0, 366 * 86400))
def test_every_duration_is_read_as_it_was_written(seconds: int) -> None:
    span = timedelta(seconds=seconds)
    assert duration_of(duration_text(span)) == span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("now", "2026-11-24T13:12"),
        ("14:02", "2026-11-24T13:02"),
        ("Yesterday 9:00", "2026-11-23T08:00"),
        ("tomorrow 9am", "2026-11-25T08:00"),
        ("20 min ago", "2026-11-24T12:52"),
        ("2026-07-01 14:00", "2026-07-01T12:00"),  # summer time
        ("2026-07-01", "2026-06-30T22:00"),
        ("sun 23:30", "2026-11-22T22:30"),
        ("12am", "2026-11-23T23:00"),
    ],
)
def test_moments_are_read_in_the_fields_zone(text: str, expected: str) -> None:
    assert moment_of(text, NOW, MADRID) == datetime.fromisoformat(expected + "+00:00")


@pytest.mark.parametrize("text", ["", "25:00", "2026-02-30 10:00", "someday", "14", "x ago"])
def test_what_is_no_moment(text: str) -> None:
    assert moment_of(text, NOW, MADRID) is None


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_a_moment_is_read_as_it_was_written(at: datetime) -> None:
    at = at.replace(second=0, microsecond=0)
    wall = at.astimezone(MADRID)
    read = moment_of(moment_text(at, NOW, MADRID), NOW, MADRID)
    assert read is not None
    assert read.astimezone(MADRID).replace(tzinfo=None) == wall.replace(tzinfo=None)


def test_the_field_tidies_what_was_typed(qtbot: QtBot) -> None:
    field = DateTimeField(MADRID)
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "2020-03-01 10:00")
    with qtbot.waitSignal(field.changed) as told:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told.args == [datetime(2020, 3, 1, 9, tzinfo=UTC)]
    assert field.text() == "2020-03-01 10:00"
    field.setText("someday")
    assert not field.valid()


def test_up_and_down_step_through_usual_durations(qtbot: QtBot) -> None:
    field = DurationField(timedelta(minutes=5))
    qtbot.addWidget(field)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "10 min"
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.value() == timedelta(minutes=3)


def test_months_keep_the_day_or_take_the_last() -> None:
    day = datetime(2026, 1, 31).date()
    assert months_later(day, 1).isoformat() == "2026-02-28"
    assert months_later(day, -2).isoformat() == "2025-11-30"
    assert months_later(day, 11).isoformat() == "2026-12-31"
    shown = grid_of(day)
    assert len(shown) == 42
    assert day in shown


def test_the_month_moves_by_keys(qtbot: QtBot) -> None:
    grid = DayGrid()
    qtbot.addWidget(grid)
    grid.choose(datetime(2026, 11, 24).date())
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        qtbot.keyClick(grid, key)
    assert grid.day.isoformat() == "2027-01-02"
    with qtbot.waitSignal(grid.picked):
        qtbot.keyClick(grid, Qt.Key.Key_Return)
