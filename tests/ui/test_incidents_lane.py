"""The picture of a timeline as values: spans, the scale of time, and words for times."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.queries.incident_detail import detail, timeline
from models.kinds import SignalSeverity
from tests import night as story
from tests.night import Night
from ui.incidents.lane import ALERTS, PAGES, WORK, extent, spans
from ui.incidents.lane_scale import Scale
from ui.incidents.lanes import LanesView
from ui.widgets.avatar import Face
from ui.widgets.when import age_text, ago_text, day_text, span_text

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
Moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(
    lambda at: at.replace(tzinfo=UTC)
)


@pytest.mark.parametrize(
    ("seconds", "age", "span"),
    [
        (0, "0 s", "0 s"),
        (48, "48 s", "48 s"),
        (252, "4 min", "4 min 12 s"),
        (3900, "1 h 05", "1 h 05 min"),
        (36000, "10 h", "10 h 00 min"),
        (183600, "2 d", "2 d 3 h"),
        (86400 * 20, "2 wk", "20 d 0 h"),
        (86400 * 90, "3 mo", "90 d 0 h"),
        (86400 * 800, "2 y", "800 d 0 h"),
    ],
)
def test_lengths(seconds: int, age: str, span: str) -> None:
    length = timedelta(seconds=seconds)
    assert age_text(length).replace("\u00a0", " ") == age
    assert span_text(length).replace("\u00a0", " ") == span


def test_moments() -> None:
    assert day_text(START, START) == "Today"
    assert day_text(START - timedelta(days=1), START) == "Yesterday"
    assert ago_text(START, START + timedelta(seconds=20)) == "just now"
    assert ago_text(START, START + HOUR / 2).replace("\u00a0", " ") == "30 min ago"


def whole(night: Night, number: int) -> list[tuple[int, str]]:
    """Lane and first words of every mark."""
    found, events = detail(night.store, number), timeline(night.store, number)
    made = spans(found, events, Face, night.clock.now())
    return [(span.lane, span.words.splitlines()[0]) for span in made]


def test_a_whole_story(night: Night) -> None:
    made = whole(night, story.resolved(night))
    assert made.count((ALERTS, "search: no answer from shard 3")) == 1
    assert (PAGES, "gus · phone · sent") in made
    assert (PAGES, "gus acknowledged") in made
    assert [words for lane, words in made if lane == WORK][:2] == [
        "gus · Investigating",
        "gus · Monitoring",
    ]


def test_nobody_works_on_what_nobody_has(night: Night) -> None:
    number = story.unanswered(night)
    assert [words for lane, words in whole(night, number) if lane == WORK] == []


def test_a_page_knows_the_event_that_tells_of_it(night: Night) -> None:
    number, _ = night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
    night.page()
    events = timeline(night.store, number)
    made = spans(detail(night.store, number), events, Face, night.clock.now())
    told = next(event for event in events if event.kind == "page")
    assert {span.event for span in made if span.lane == PAGES} == {told.id}


def test_the_picture_reaches_from_the_first_sign_to_now(night: Night) -> None:
    number = story.unanswered(night)
    now = night.clock.now() + HOUR
    found = detail(night.store, number)
    made = spans(found, timeline(night.store, number), Face, now)
    assert extent(found, made, now) == (found.row.created_at, now)


@given(Moments, st.floats(1, 1e7), st.floats(0, 1))
def test_there_and_back_again(start: datetime, seconds: float, part: float) -> None:
    scale = Scale.of(50, 450, (start, start + timedelta(seconds=seconds)))
    at = start + timedelta(seconds=seconds * part)
    assert abs((scale.at(scale.x(at)) - at).total_seconds()) < max(1e-3, seconds * 1e-9)


@given(st.floats(0.05, 40), st.floats(50, 450), st.floats(-2000, 2000))
def test_zoom_and_pan_stay_within(factor: float, x: float, pixels: float) -> None:
    scale = Scale.of(50, 450, (START, START + 5 * HOUR)).zoom(factor, x).pan(pixels)
    tiny = timedelta(milliseconds=1)
    assert START - tiny <= scale.start < scale.end <= START + 5 * HOUR + tiny


def test_what_is_under_the_mouse_stays_there() -> None:
    scale = Scale.of(50, 450, (START, START + 4 * HOUR))
    pivot = scale.at(300)
    assert abs((scale.zoom(3, 300).at(300) - pivot).total_seconds()) < 1


@pytest.mark.parametrize("hours", [0.01, 0.4, 3, 30, 400, 9000])
def test_ticks_are_few_and_round(hours: float) -> None:
    scale = Scale.of(0, 500, (START, START + hours * HOUR))
    ticks = scale.ticks(6)
    assert 1 <= len(ticks) <= 7
    steps = {(b - a) for a, b in pairwise(ticks)}
    assert len(steps) <= 1
    assert all(at.second % 5 == 0 and at.microsecond == 0 for at in ticks)


def test_the_wheel_zooms_with_control_only(night: Night, qtbot: QtBot) -> None:
    number = story.resolved(night)
    found, events = detail(night.store, number), timeline(night.store, number)
    made = spans(found, events, Face, night.clock.now())
    lanes = LanesView()
    qtbot.addWidget(lanes)
    lanes.resize(600, 110)
    lanes.show()
    lanes.show_spans(made, extent(found, made, night.clock.now()), None)
    _turn(lanes, Qt.KeyboardModifier.NoModifier)
    assert not lanes._scale.zoomed
    _turn(lanes, Qt.KeyboardModifier.ControlModifier)
    assert lanes._scale.zoomed
    qtbot.mouseDClick(lanes, Qt.MouseButton.LeftButton, pos=QPoint(300, 100))
    assert not lanes._scale.zoomed


def _turn(lanes: LanesView, keys: Qt.KeyboardModifier) -> None:
    spot = QPointF(300, 40)
    event = QWheelEvent(
        spot,
        lanes.mapToGlobal(spot),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(lanes, event)
