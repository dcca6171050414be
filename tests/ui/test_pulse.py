"""What a desktop says of the engines: none for 30 seconds, late ones, and one too old to page."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from app.duties.engine import Engine
from app.operations.engine import beat
from models.kinds import SignalSeverity
from tests.night import Night
from ui.bridge import Bridge
from ui.shell.pulse import PulseWatch, look
from ui.shell.window import ShellWindow


def looked(ana: Bridge, qtbot: QtBot, watch: PulseWatch, times: int = 1) -> None:
    """So many looks, answered."""
    for _ in range(times):
        with qtbot.waitSignal(ana.worked):
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
    with qtbot.waitSignal(watch.engine_wanted):
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


def test_a_desktop_that_starts_an_engine_waits_for_it_however_long_it_takes(
    ana: Bridge, night: Night, qtbot: QtBot
) -> None:
    window, watch = watching(ana, qtbot)
    watch.expect()
    looked(ana, qtbot, watch, 2)
    assert "engine" not in window.bars.keys()  # noqa: SIM118
    assert ana.post is not None
    ana.post.engine = engine = Engine(night.store, "host")
    looked(ana, qtbot, watch)
    assert "engine" not in window.bars.keys()  # noqa: SIM118
    engine.tick()
    assert engine.had_chance
    looked(ana, qtbot, watch)
    assert "engine" not in window.bars.keys()  # noqa: SIM118
    night.clock.forward(timedelta(seconds=31))
    looked(ana, qtbot, watch)
    assert "engine" in window.bars.keys()  # noqa: SIM118
    ana.post.engine = None


def test_an_engine_that_cannot_start_is_no_reason_to_wait(ana: Bridge, qtbot: QtBot) -> None:
    window, watch = watching(ana, qtbot)
    watch.expect()
    looked(ana, qtbot, watch)
    assert "engine" not in window.bars.keys()  # noqa: SIM118
    with qtbot.waitSignal(ana.worked):
        watch.settle()
    assert "engine" in window.bars.keys()  # noqa: SIM118


def test_a_look_from_before_the_engine_came_alarms_nobody(
    ana: Bridge, night: Night, qtbot: QtBot
) -> None:
    window, watch = watching(ana, qtbot)
    watch.expect()
    early = look(night.store, watch._settled())
    watch._expecting = False
    watch._show(early)
    assert "engine" not in window.bars.keys()  # noqa: SIM118


def test_where_no_engine_is_to_start_the_first_look_says_so(ana: Bridge, qtbot: QtBot) -> None:
    window, watch = watching(ana, qtbot)
    with qtbot.waitSignal(ana.worked):
        watch.begin()
    assert "engine" in window.bars.keys()  # noqa: SIM118
