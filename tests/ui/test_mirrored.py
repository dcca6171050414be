"""From right to left: what Qt does not turn round by itself."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.status import Day
from models.kinds_status import ComponentState
from ui.status.bars import INK, Bars
from ui.theme.current import colour
from ui.theme.icons import pixmap
from ui.theme.sheet import turned
from ui.widgets.field import LineField
from ui.widgets.rows import row
from ui.widgets.search import SearchField
from ui.widgets.sheet import Sheet
from ui.widgets.text import Text

Edge = Qt.AlignmentFlag


@pytest.mark.usefixtures("mirrored")
@pytest.mark.parametrize("wrap", [False, True])
def test_words_of_any_language_begin_where_the_line_begins(qtbot: QtBot, wrap: bool) -> None:
    """Qt's labels go by their words: an English title would lie at the other edge."""
    label = Text("Checkout fails", wrap=wrap)
    qtbot.addWidget(label)
    label.resize(400, 30)
    inked = label.grab().toImage()
    assert _inked(inked, 300, 400)
    assert not _inked(inked, 0, 100)


@pytest.mark.usefixtures("mirrored")
@pytest.mark.parametrize("field", [LineField, SearchField])
def test_what_is_typed_begins_there_too(
    qtbot: QtBot, field: type[LineField] | type[SearchField]
) -> None:
    """A hint beside its icon, not at the other end of the field."""
    made = field("Filter alerts")
    qtbot.addWidget(made)
    made.resize(400, 36)
    made.show()
    inked = made.grab().toImage().copy(10, 10, 380, 16)
    assert _inked(inked, 230, 370)
    assert not _inked(inked, 5, 140)


@pytest.mark.usefixtures("mirrored")
def test_centred_words_stay_in_the_centre(qtbot: QtBot) -> None:
    label = Text("Nothing is open")
    qtbot.addWidget(label)
    label.setAlignment(Edge.AlignCenter)
    assert label.alignment() & Edge.AlignHCenter


@pytest.mark.usefixtures("mirrored")
def test_margins_are_mirrored() -> None:
    assert row(margins=(24, 1, 8, 2)).contentsMargins().right() == 24


@pytest.mark.usefixtures("mirrored")
def test_a_sheets_title_begins_where_its_body_does(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    sheet = Sheet(window, "Requests")
    body = Text("Nothing waits.")
    sheet.body.addWidget(body)
    window.show()
    sheet.open()
    ends = [each.mapTo(window, QPoint(each.width(), 0)).x() for each in (sheet.title, body)]
    assert ends[0] == ends[1]


@pytest.mark.usefixtures("mirrored")
def test_today_is_where_a_line_ends(qtbot: QtBot) -> None:
    """The bars of the status page, one a day, with their words below."""
    today = date(2026, 11, 29)
    bad, good = ComponentState.MAJOR, ComponentState.OPERATIONAL
    days = [Day(today, good, 0, 86_400), Day(today, bad, 900, 86_400)]
    bars = Bars(days, "Shop")
    qtbot.addWidget(bars)
    bars.resize(200, 20)
    painted = bars.grab().toImage()
    assert painted.pixelColor(20, 10) == colour(INK[bad])
    assert painted.pixelColor(180, 10) == colour(INK[good])


def test_only_icons_that_point_are_turned_round(
    qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    names = ("chevron-right", "search", "undo-2")
    before = {name: pixmap(name, "text", 32).toImage() for name in names}
    request.getfixturevalue("mirrored")
    after = {name: pixmap(name, "text", 32).toImage() for name in names}
    assert after["search"] == before["search"]
    for name in ("chevron-right", "undo-2"):
        assert after[name] != before[name]
        assert after[name] == before[name].flipped(Qt.Orientation.Horizontal)


def test_the_room_for_an_arrow_is_turned_round() -> None:
    """In a drop-down box, where Qt's style sheets leave it; it was cut out of the words."""
    button = "QPushButton { padding-right: 30px; }"
    sheet = f"{button}\nQComboBox {{ padding-left: 12px; padding-right: 30px; }}"
    assert turned(sheet) == f"{button}\nQComboBox {{ padding-right: 12px; padding-left: 30px; }}"


def _inked(image: QImage, left: int, right: int) -> bool:
    """Whether something is written between two columns."""
    ground = image.pixel(0, 0)
    columns = range(left, min(right, image.width()))
    return any(image.pixel(x, y) != ground for x in columns for y in range(image.height()))
