"""The rota in days and pixels: spans, clock changes, hits, and what is painted again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.board import Away, Board, Member, rota_of
from app.domain.resolve import resolve
from app.domain.window import Window
from app.domain.workspace import OverrideSpec, RotationSpec, ScheduleSpec
from models.kinds import OverrideKind, Unit
from ui.metrics.idiom import idiom
from ui.schedules.clock_turn import clock_turns
from ui.schedules.grid import RotaGrid
from ui.schedules.ground_paint import Calendar
from ui.schedules.mark import CHANGE, GAP, NOBODY, SHIFT
from ui.schedules.plan import Plan
from ui.schedules.rows import By, grid_rows
from ui.schedules.sheet import Sheet, head_height
from ui.schedules.span import Kind, Span, nights, span_of, span_text, stepped
from ui.theme.current import colour
from ui.widgets.month import grid_of

MADRID = ZoneInfo("Europe/Madrid")
WEEK = span_of(Kind.WEEK, date(2026, 11, 25))
NOW = datetime(2026, 11, 23, 13, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "day", "expected"),
    [
        (Kind.WEEK, date(2026, 11, 29), (date(2026, 11, 23), date(2026, 11, 30))),
        (Kind.FORTNIGHT, date(2026, 11, 23), (date(2026, 11, 23), date(2026, 12, 7))),
        (Kind.MONTH, date(2026, 12, 31), (date(2026, 12, 1), date(2027, 1, 1))),
        (Kind.QUARTER, date(2026, 5, 31), (date(2026, 4, 1), date(2026, 7, 1))),
        (Kind.QUARTER, date(2026, 12, 31), (date(2026, 10, 1), date(2027, 1, 1))),
    ],
)
def test_spans_hold_whole_days(kind: Kind, day: date, expected: tuple[date, date]) -> None:
    assert span_of(kind, day) == Span(*expected)


@pytest.fixture
def american(qapp: QApplication) -> Iterator[None]:
    """Weeks begin on Sunday."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


@pytest.mark.usefixtures("american")
def test_weeks_are_drawn_from_the_locales_first_day() -> None:
    """As the picker does: in the rota, its lines, the list of differences and the heat map."""
    sunday, saturday = date(2026, 11, 22), date(2026, 11, 28)
    for day in (sunday, saturday):
        assert span_of(Kind.WEEK, day) == Span(sunday, date(2026, 11, 29))
    assert grid_of(date(2026, 11, 1))[0].weekday() == sunday.weekday()
    quarter = Sheet(span_of(Kind.QUARTER, sunday), MADRID, 0, 600)
    assert quarter.columns[(sunday - quarter.span.start).days][0] in quarter.lines
    assert len(quarter.lines) == len([day for day in quarter.span.days if day.weekday() == 6])
    assert idiom().opening == 6


def test_steps_go_there_and_back() -> None:
    for kind in Kind:
        day = date(2026, 1, 31)
        ahead = span_of(kind, stepped(kind, day, 1))
        assert ahead.start == span_of(kind, day).end
        assert span_of(kind, stepped(kind, ahead.start, -1)) == span_of(kind, day)


def test_a_span_over_two_years() -> None:
    told = span_text(Span(date(2026, 12, 28), date(2027, 1, 4)))
    assert told == "28 December 2026 – 3 January 2027"


@pytest.mark.parametrize(
    ("zone", "day", "at", "words"),
    [
        ("Europe/Madrid", date(2026, 10, 25), "2026-10-25T01:00Z",
         "Clocks go back 1 h at Sun 25 Oct 03:00 (Europe/Madrid)"),
        ("Europe/Madrid", date(2026, 3, 29), "2026-03-29T01:00Z",
         "Clocks go ahead 1 h at Sun 29 Mar 02:00 (Europe/Madrid)"),
        ("Australia/Lord_Howe", date(2026, 4, 5), "2026-04-04T15:00Z",
         "Clocks go back 30 min at Sun 5 Apr 02:00 (Australia/Lord_Howe)"),
        ("America/Havana", date(2026, 11, 1), "2026-11-01T05:00Z",
         "Clocks go back 1 h at Sun 1 Nov 01:00 (America/Havana)"),
    ],
)  # fmt: skip
def test_clock_changes(zone: str, day: date, at: str, words: str) -> None:
    (turn,) = clock_turns(span_of(Kind.MONTH, day), ZoneInfo(zone))
    assert turn.at == datetime.fromisoformat(at)
    assert turn.words == words


def test_no_clock_change() -> None:
    assert clock_turns(WEEK, MADRID) == ()


def test_nights_follow_the_wall_clock() -> None:
    """The night in which clocks go back is an hour longer."""
    (begin, end), _ = nights(date(2026, 10, 25), MADRID)
    assert end - begin == 7 * HOUR
    assert end == datetime(2026, 10, 25, 5, tzinfo=UTC)


@pytest.mark.parametrize("backwards", [False, True])
def test_instants_and_pixels_agree(backwards: bool) -> None:
    sheet = Sheet(WEEK, MADRID, 100, 940, backwards)
    noon = datetime(2026, 11, 26, 11, tzinfo=UTC)
    assert sheet.x(noon) == pytest.approx(520)
    assert sheet.at(sheet.x(noon)) == noon
    assert (sheet.x(noon + DAY) > sheet.x(noon)) != backwards
    assert sheet.at(940 if backwards else 100) == datetime(2026, 11, 22, 23, tzinfo=UTC)


def test_a_day_of_25_hours_is_wider() -> None:
    sheet = Sheet(span_of(Kind.WEEK, date(2026, 10, 25)), MADRID, 0, 1690)
    widths = [right - left for left, right in sheet.columns]
    assert widths[-1] / widths[0] == pytest.approx(25 / 24)


def test_hits_tell_row_bar_edge_and_time(qtbot: QtBot) -> None:
    grid = grid_with(qtbot, plan())
    box = grid.box(1, 0)
    begins, inside, ends = (
        grid.hit(QPointF(x, box.center().y()))
        for x in (box.left() + 2, box.center().x(), box.right() - 2)
    )
    assert [(each.row, each.place, each.edge) for each in (begins, inside, ends)] == [
        (1, 0, 0),  # it began before this week
        (1, 0, 0),
        (1, 0, 1),
    ]
    assert abs(ends.at - grid.rows[1].marks[0].end) < HOUR
    beside = grid.hit(QPointF(box.center().x(), grid.tops[1] + 1))
    assert (beside.row, beside.place) == (1, None)
    assert grid.hit(QPointF(300, head_height() - 4)).row is None


def test_backwards_a_bar_ends_at_its_left(qtbot: QtBot) -> None:
    grid = grid_with(qtbot, plan())
    grid.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    box = grid.box(1, 0)
    assert grid.hit(QPointF(box.left() + 2, box.center().y())).edge == 1
    grid.choose(0, 0)
    qtbot.keyClick(grid, Qt.Key.Key_Left)
    assert grid.at == (0, 1)


def test_an_edit_paints_only_what_it_changes(qtbot: QtBot) -> None:
    before = plan()
    grid = grid_with(qtbot, before)
    painted(grid)
    count = grid._canvas.painted
    cover = OverrideSpec(OverrideKind.COVER, NOW + DAY, NOW + DAY + 6 * HOUR, ("cy",))
    show(grid, before.edited(replace(before.spec, overrides=(cover,))))
    painted(grid)
    assert grid._canvas.painted == count + 2  # what pages, and the covers
    painted(grid)
    assert grid._canvas.painted == count + 2


def test_a_mended_picture_is_the_picture_painted_anew(qtbot: QtBot) -> None:
    before = plan()
    grid = grid_with(qtbot, before)
    painted(grid)
    cover = OverrideSpec(OverrideKind.COVER, NOW + DAY, NOW + DAY + 6 * HOUR, ("cy",))
    show(grid, before.edited(replace(before.spec, overrides=(cover,))))
    mended = painted(grid)
    grid._forget()
    assert mended == painted(grid)


def test_the_head_stays_in_sight(qtbot: QtBot) -> None:
    grid = grid_with(qtbot, plan())
    before = painted(grid)
    grid.scrolled(40)
    assert grid.hit(QPointF(300, 45)).row is None
    after = painted(grid)
    wide = range(int(grid.sheet().left), grid.width())
    assert [after.pixel(x, 50) for x in wide] == [before.pixel(x, 10) for x in wide]


def test_a_week_cut_by_the_end_of_a_quarter_has_its_name_only_where_it_fits(qtbot: QtBot) -> None:
    grid = grid_with(qtbot, plan())
    for kind, named in ((Kind.QUARTER, False), (Kind.MONTH, True)):
        span = span_of(kind, date(2026, 12, 28))
        grid.show_rows(grid.rows, span, MADRID, Calendar(NOW.date(), NOW, {}, ()))
        image, left = painted(grid), int(grid.sheet().columns[-4][0]) + 2
        inks = {image.pixelColor(x, y).name() for x in range(left, left + 20) for y in range(8, 20)}
        assert (inks != {colour("surface").name()}) is named


def test_gaps_are_red_where_nobody_meant_them_and_grey_where_somebody_did(qtbot: QtBot) -> None:
    spec = replace(plan().spec, rotations=(
        RotationSpec("weekly", datetime(2026, 11, 24, 9), Unit.DAY, (("ana",), ())),
    ))  # fmt: skip
    grid = grid_with(qtbot, plan().edited(spec))
    kinds = [mark.kind for mark in grid.rows[0].marks]
    assert kinds[1:4] == [GAP, SHIFT, NOBODY]
    image = painted(grid)
    for place, ground in ((1, "alarm_soft"), (3, "sunken")):
        box = grid.box(0, place)
        inks = {image.pixelColor(x, int(box.bottom() - 4)).name() for x in range(
            int(box.left()) + 4, int(box.right()) - 4)}  # fmt: skip
        assert colour(ground).name() in inks


def test_time_off_and_covers_have_rows(qtbot: QtBot) -> None:
    end = NOW + DAY + HOUR
    cover = OverrideSpec(OverrideKind.COVER, NOW + DAY, end, ("cy",), reason="a wedding")
    first = plan()
    grid = grid_with(qtbot, first.edited(replace(first.spec, overrides=(cover,))))
    covers, away = grid.rows[2], grid.rows[3]
    assert (covers.kind, covers.marks[0].kind, covers.marks[0].override) == ("covers", CHANGE, 0)
    assert covers.marks[0].words == "Cy covers Ana"
    assert "a wedding" in covers.marks[0].tip
    assert [mark.words for mark in away.marks] == ["Ben · holiday"]


def test_public_holidays_and_clock_changes_are_told(qtbot: QtBot) -> None:
    span = span_of(Kind.WEEK, date(2026, 10, 25))
    grid = grid_with(qtbot, plan())
    turns = clock_turns(span, MADRID)
    grid.show_rows(grid.rows, span, MADRID, Calendar(
        NOW.date(), NOW, {date(2026, 10, 20): "a fair"}, turns
    ))  # fmt: skip
    sheet = grid.sheet()
    tuesday = QPointF(sum(sheet.columns[1]) / 2, 10)
    assert grid.tip(tuesday) == "a fair"
    assert grid.tip(QPointF(sheet.x(turns[0].at), head_height() - 2)) == turns[0].words
    assert grid.tip(QPointF(sheet.columns[2][0] + 30, 10)) == ""


def test_what_was_is_paler_than_what_will_be(qtbot: QtBot) -> None:
    grid = grid_with(qtbot, plan())
    image, box = painted(grid), grid.box(1, 0)
    line = grid.sheet().x(NOW)
    y = int(box.top() + 4)
    past = QColor(image.pixel(int(line) - 12, y))
    ahead = QColor(image.pixel(int(line) + 12, y))
    assert past.lightnessF() > ahead.lightnessF()


def plan() -> Plan:
    """Two people by the week; Ben is away, Cy could help."""
    window = Window(datetime(2026, 11, 10, tzinfo=UTC), datetime(2026, 12, 10, tzinfo=UTC))
    people = tuple(Member(n, name, name.title()) for n, name in enumerate(("ana", "ben", "cy"), 1))
    spec = ScheduleSpec("primary", "Europe/Madrid", rotations=(
        RotationSpec("weekly", datetime(2026, 11, 18, 9), Unit.WEEK, (("ana",), ("ben",))),
    ))  # fmt: skip
    past = Window(window.start, NOW)
    idents = {each.name: each.id for each in people}
    away = (Away(2, Window(NOW + 3 * DAY, NOW + 4 * DAY), "holiday"),)
    board = Board(1, 1, spec, window, NOW, people, resolve(rota_of(spec, idents), past), away)
    return Plan(board, spec)


def grid_with(qtbot: QtBot, shown: Plan) -> RotaGrid:
    """A grid with this week of it."""
    grid = RotaGrid()
    qtbot.addWidget(grid)
    grid.resize(940, 400)
    show(grid, shown)
    return grid


def show(grid: RotaGrid, shown: Plan) -> None:
    """The week by layers."""
    window = Window(datetime(2026, 11, 22, 23, tzinfo=UTC), datetime(2026, 11, 29, 23, tzinfo=UTC))
    rows = grid_rows([shown], By.LAYERS, MADRID, window, frozenset())
    grid.show_rows(rows, WEEK, MADRID, Calendar(NOW.date(), NOW, {}, ()))


def painted(grid: RotaGrid) -> QImage:
    """As it is seen."""
    image = QImage(grid.size(), QImage.Format.Format_RGB32)
    grid.render(image)
    return image
