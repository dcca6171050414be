"""Schedules come and go: three fields, the very first one, taken out; what may be typed there."""

from datetime import datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.clock import SetClock
from app.queries.schedule import schedule_rows
from app.store import open_store
from tests.desk import bridge_on
from tests.night import BEGIN, Night
from tests.ui.test_planning import Opened, bars, shown
from ui.bridge import Bridge
from ui.schedules.editor import beginning
from ui.schedules.editor.removal import Removal
from ui.schedules.editor.writes import handles
from ui.widgets.clock import clock_of


@pytest.fixture
def opened(ana: Bridge, qtbot: QtBot) -> Opened:
    """Ana's page, at the schedule `primary`."""
    return shown(ana, qtbot)


def test_a_new_schedule_takes_three_fields(opened: Opened, night: Night, qtbot: QtBot) -> None:
    page, planning = opened
    page.new_wanted.emit()
    qtbot.waitUntil(lambda: planning._beginning is not None and planning._beginning.isVisible())
    sheet = planning._beginning
    assert sheet is not None
    sheet.name.setText("Data Base")
    sheet.people.set_value(("cy", "dan"))
    sheet._tell()
    assert sheet.preview.text().startswith("Cy is on call from now until")
    sheet.make.click()
    qtbot.waitUntil(lambda: "did you mean 'data-base'?" in sheet.form.fields["name"].error)
    sheet.name.setText("data")
    qtbot.keyClick(sheet.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.boards and page.boards[0].stored.name == "data")
    assert bars(page, 0)[-1:] == ["Cy"]
    planning.toast._button.click()
    qtbot.waitUntil(lambda: "data" not in [each.spec.name for each in schedule_rows(night.store)])


class Ahead(datetime):
    """What a machine says whose clock is a month ahead."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return (BEGIN + timedelta(days=30)).astimezone(tz)


def test_it_begins_by_the_clock_of_the_database(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "datetime", Ahead)
    opened[0].new_wanted.emit()
    planning = opened[1]
    qtbot.waitUntil(lambda: planning._beginning is not None and planning._beginning.isVisible())
    assert planning._beginning is not None
    (rotation,) = planning._beginning.spec().rotations
    assert rotation.start.date() == BEGIN.astimezone(ZoneInfo("Europe/Madrid")).date()  # a Monday


def test_the_very_first_schedule_brings_its_people(sqlite_url: str, qtbot: QtBot) -> None:
    store = open_store(sqlite_url, clock=SetClock(BEGIN), durable=False)
    bridge = bridge_on(store, "ana")
    page, planning = shown(bridge, qtbot)
    assert not planning.edit.isVisible()
    page.new_wanted.emit()
    qtbot.waitUntil(lambda: planning._beginning is not None and planning._beginning.isVisible())
    sheet = planning._beginning
    assert sheet is not None
    assert sheet.name.text() == "primary"
    sheet.make.click()
    assert sheet.form.fields["newcomers"].error == "Expected one person at least."
    QTest.keyClicks(sheet.newcomers, "Ana Ruiz, Ben Okafor")
    qtbot.keyClick(sheet.newcomers, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.boards))
    assert [each.full_name for each in page.boards[0].people] == ["Ana Ruiz", "Ben Okafor"]
    assert bars(page, 0)[-1] == "Ana"
    assert planning.edit.isVisible()
    bridge.close()
    store.close()


def test_a_schedule_is_taken_out_and_brought_back(opened: Opened, qtbot: QtBot) -> None:
    page, planning = opened
    page.show_schedules(tuple(e.id for e in page.seen.choices if e.name == "support"))  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: page.boards[0].stored.name == "support")
    planning.open_settings()
    planning.panel.take_out.click()
    sheet = page.window().findChild(Removal)
    assert isinstance(sheet, Removal)
    assert sheet.isVisible()
    sheet.button.click()
    qtbot.waitUntil(lambda: bool(sheet.wrong.text()))  # a policy needs it
    assert "support" in sheet.wrong.text()
    sheet.leave()
    assert planning.panel.isVisible()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8", time(8)),
        ("8:05", time(8, 5)),
        ("0830", time(8, 30)),
        ("20.15", time(20, 15)),
        ("8 pm", time(20)),
        ("12am", time(0)),
        ("24:00", time(0)),
        ("25:00", None),
        ("8:60", None),
        ("", None),
        ("noon", None),
    ],
)
def test_times_of_day_are_typed_freely(typed: str, meant: time | None) -> None:
    assert clock_of(typed) == meant


def test_names_become_handles() -> None:
    assert handles("Ana Ruiz, Ben,  ana  müller;Zoë") == [
        ("ana", "Ana Ruiz"),
        ("ben", "Ben"),
        ("ana.muller", "ana müller"),
        ("zoe", "Zoë"),
    ]
    assert [handle for handle, _ in handles("Nobody, 李, Ana, Ana")] == [
        "nobody2",
        "person",
        "ana",
        "ana2",
    ]
