"""What a desktop says of the engines: none for 30 seconds, late ones, and one too old to page."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from app.operations.engine import beat
from models.kinds import SignalSeverity
from tests.night import Night
from ui.bridge import Bridge
from ui.shell.pulse import PulseWatch
from ui.shell.window import ShellWindow

PATIENCE = 20_000


def looked(ana: Bridge, qtbot: QtBot, watch: PulseWatch, times: int = 1) -> None:
    """So many looks, answered."""
    for _ in range(times):
        with qtbot.waitSignal(ana.worked, timeout=PATIENCE):
            watch.ask()


def watching(ana: Bridge, qtbot: QtBot) -> tuple[ShellWindow, PulseWatch]:
    """A window and what watches in it."""
    window = ShellWindow()
    qtbot.addWidget(window)
    return window, PulseWatch(window, ana)


def button(bar: QWidget, words: str) -> QPushButton:
    """The bar's button of these words."""
    [found] = [each for each in bar.findChildren(QPushButton) if each.text() == words]
    return found


def test_it_alarms_when_the_last_engine_was_seen_30_seconds_ago_and_offers_one(
    ana: Bridge, night: Night, qtbot: QtBot
) -> None:
    window, watch = watching(ana, qtbot)
    beat(night.store, "e1", "host", "serve")
    night.clock.forward(timedelta(seconds=29))
    looked(ana, qtbot, watch, 2)
    assert "engine" not in window.bars.keys()  # noqa: SIM118
    night.clock.forward(timedelta(seconds=1))
    looked(ana, qtbot, watch)
    bar, new = window.bars.tell("engine", "", "", "alarm")
    assert not new
    with qtbot.waitSignal(watch.engine_wanted, timeout=PATIENCE):
        button(bar, "Run one here").click()


def test_a_late_step_is_said_until_it_is_taken(ana: Bridge, night: Night, qtbot: QtBot) -> None:
    window, watch = watching(ana, qtbot)
    night.alert("payments-monitor", "down", SignalSeverity.CRITICAL)
    night.clock.forward(timedelta(minutes=2))
    beat(night.store, "e1", "host", "serve")
    looked(ana, qtbot, watch, 2)
    assert "late" in window.bars.keys()  # noqa: SIM118
    night.page()
    looked(ana, qtbot, watch)
    assert "late" not in window.bars.keys()  # noqa: SIM118


def test_a_program_older_than_its_database_says_so(ana: Bridge, night: Night, qtbot: QtBot) -> None:
    window, watch = watching(ana, qtbot)
    with night.store.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    looked(ana, qtbot, watch)
    assert "newer" in window.bars.keys()  # noqa: SIM118


def test_a_desktop_that_has_just_opened_waits_for_its_own_engine(ana: Bridge, qtbot: QtBot) -> None:
    window, watch = watching(ana, qtbot)
    ana.opened.emit()
    looked(ana, qtbot, watch, 2)
    assert "engine" not in window.bars.keys()  # noqa: SIM118
    qtbot.waitUntil(lambda: "engine" in window.bars.keys(), timeout=PATIENCE)  # noqa: SIM118
