"""Who carries how much, beside the grid."""

from dataclasses import replace
from datetime import timedelta

from pytestqt.qtbot import QtBot

from app.domain.workspace import OverrideSpec
from models.kinds import OverrideKind
from tests.ui.test_schedules import shown
from ui.bridge import Bridge
from ui.schedules.rows import By


def test_part_hours_are_told_in_minutes(ana: Bridge, qtbot: QtBot) -> None:
    page = shown(ana, qtbot)
    page.show_by(By.PEOPLE)
    board = page.boards[0]
    begin = board.now + timedelta(hours=1)
    cover = OverrideSpec(
        OverrideKind.COVER, begin, begin + timedelta(hours=2, minutes=36), ("dan",)
    )
    page.drafting.apply("Dan covers", replace(board.stored, overrides=(cover,)))
    line = page.carried.line("dan")
    assert line is not None
    assert line.accessibleName() == "Dan Whitcombe: 2 hours 36 minutes, 0 nights, 0 weekends"
    assert line.words.startswith("2 h 36 · ")
    (dan,) = [row for row in page.grid.rows if row.person == "dan"]
    assert dan.hint == "2 h 36"
