"""Who carries how much, beside the grid."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from pytestqt.qtbot import QtBot

from app.domain.board import rota_of
from app.domain.resolve import resolve
from app.domain.window import Window
from app.domain.workspace import OverrideSpec, RotationSpec
from models.kinds import OverrideKind, Unit
from tests.ui.test_schedules import shown
from ui.bridge import Bridge
from ui.schedules.layer_rows import final_row
from ui.schedules.mark import GAP, NOBODY, SHIFT
from ui.schedules.plan import Plan
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


def test_hours_that_are_over_are_history_and_no_alarm(ana: Bridge, qtbot: QtBot) -> None:
    """Such as those of this week before a schedule was made."""
    page = shown(ana, qtbot)
    board = page.boards[0]
    zone = ZoneInfo(board.stored.time_zone)
    began = board.now.astimezone(zone).replace(tzinfo=None) - timedelta(minutes=30)
    first = RotationSpec("weekly", began, Unit.WEEK, (("ana",), ("dan",)))
    spec = replace(board.stored, rotations=(first,), overrides=())
    before = Window(board.window.start, began.replace(tzinfo=zone))
    past = Window(board.past.window.start, board.now)
    rules = resolve(rota_of(spec, board.idents), past)
    assert [each.window.end for each in rules.gaps] == [before.end]
    fresh = replace(board, stored=spec, past=rules)
    gaps, span = page.carried.gaps, page.seen.window
    page.carried.show_plans([Plan(fresh, spec)], span)
    assert (gaps.text(), gaps.property("look")) == ("1 gap in the past", "small")
    assert kinds(Plan(fresh, spec), zone, span)[:2] == [NOBODY, SHIFT]
    late = replace(spec, rotations=(replace(first, start=began + timedelta(hours=2)),))
    nobody = replace(fresh, past=resolve(rota_of(late, board.idents), past))
    page.carried.show_plans([Plan(nobody, late)], span)
    assert (gaps.text(), gaps.property("look")) == ("1 gap: nobody is paged", "error")
    assert kinds(Plan(nobody, late), zone, span) == [NOBODY, GAP, SHIFT]


def kinds(plan: Plan, zone: ZoneInfo, window: Window) -> list[str]:
    """Of the first three bars of the row that paging uses."""
    marks = sorted(final_row(plan, zone, window).marks, key=lambda mark: mark.start)
    return [mark.kind for mark in marks][:3]
