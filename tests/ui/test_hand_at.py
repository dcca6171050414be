"""A time of the rota as it is typed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.schedules.hand.at_field import AtField, at_of

MADRID = ZoneInfo("Europe/Madrid")
NEAR = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)  # Thursday 09:00 in Madrid


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("14:30", "2026-11-26 14:30"),
        ("thu 14:30", "2026-11-26 14:30"),
        ("Fri 9:00", "2026-11-27 09:00"),
        ("mon", "2026-11-23 09:00"),
        ("Sun 29 Nov 21:00", "2026-11-29 21:00"),
        ("3 jan 7:15", "2027-01-03 07:15"),
        ("26 november 2025, 08:00", "2025-11-26 08:00"),
        ("2026-12-01 08:00", "2026-12-01 08:00"),
        ("2026-12-01T08:00", "2026-12-01 08:00"),
        ("2026-03-29 02:30", "2026-03-29 03:00"),
        ("+1h30m", "2026-11-26 10:30"),
        ("- 2h", "2026-11-26 07:00"),
    ],
)
def test_what_is_meant(typed: str, means: str) -> None:
    found = at_of(typed, NEAR, MADRID)
    assert found is not None
    assert f"{found.astimezone(MADRID):%Y-%m-%d %H:%M}" == means


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "25:00", "12:60", "31 feb 9:00", "feb feb 9:00", "+", "1 2 3 4", "9"],
)
def test_what_cannot_be_told(typed: str) -> None:
    assert at_of(typed, NEAR, MADRID) is None


def test_a_field_keeps_what_was_not_touched_and_marks_what_it_does_not_know(qtbot: QtBot) -> None:
    field = AtField(MADRID)
    qtbot.addWidget(field)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 02:30 for the second time
    field.set_value(second)
    assert field.value() == second
    field.selectAll()
    qtbot.keyClicks(field, "nonsense")
    assert field.value() is None
    assert field.property("wrong") == "true"
    field.selectAll()
    qtbot.keyClicks(field, "mon 9:00")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "Mon 26 Oct 09:00"
