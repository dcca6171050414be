"""Less motion: chosen here, or said by the system, which is asked after the start."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from tests.night import Night
from ui.bridge import Bridge
from ui.settings.machine_pane import MachinePane
from ui.theme import motion
from ui.theme.current import moves, theme


@pytest.fixture(autouse=True)
def lively(qtbot: QtBot) -> Iterator[None]:
    """As in a program, not as in tests."""
    worn = theme()
    before = worn.motion
    worn.motion, worn.still = True, False
    yield
    worn.motion, worn.still = before, False


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)


def at_once(
    work: Callable[[], bool], done: Callable[[bool], None], _: Callable[[Exception], None]
) -> None:
    """Where a bridge would take a thread."""
    done(work())


def kde(monkeypatch: pytest.MonkeyPatch, home: Path, factor: str) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "KDE")
    folder = Path(os.environ["XDG_CONFIG_HOME"])
    text = f"[General]\nAnimationDurationFactor=0\n[KDE]\nAnimationDurationFactor={factor}\n"
    (folder / "kdeglobals").write_text(text)


@pytest.mark.parametrize(("factor", "still"), [("0", True), ("0.5", False), ("nonsense", False)])
def test_kde_says_how_long_things_take(
    monkeypatch: pytest.MonkeyPatch, home: Path, settings: QSettings, factor: str, still: bool
) -> None:
    kde(monkeypatch, home, factor)
    motion.heed(settings, at_once)
    assert theme().still is still
    if still:
        assert not moves()


@pytest.mark.parametrize(("said", "still"), [("(<<false>>,)", True), ("(<<true>>,)", False)])
def test_the_portal_says_whether_things_move(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str, still: bool
) -> None:
    """As `gdbus` prints what GNOME answers."""
    program = tmp_path / "gdbus"
    program.write_text(f'#!/bin/sh\necho "{said}"\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    assert motion.system_wants_less() is still
    program.unlink()
    assert motion.system_wants_less() is False


def test_a_choice_wins_and_is_remembered(
    monkeypatch: pytest.MonkeyPatch, home: Path, settings: QSettings
) -> None:
    kde(monkeypatch, home, "1")
    settings.setValue(motion.KEY, motion.LESS)
    motion.heed(settings)  # before anybody was asked
    assert theme().still
    motion.heed(settings, at_once)
    assert theme().still


def test_it_is_chosen_in_the_settings(
    night: Night, ana: Bridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    kde(monkeypatch, home, "1")
    pane = MachinePane(ana)
    qtbot.addWidget(pane)
    pane.show()
    box = pane.look.motion
    box.set_value(motion.LESS)
    box.activated.emit(box.currentIndex())
    assert theme().still
    assert QSettings().value(motion.KEY) == motion.LESS
    box.set_value(motion.SYSTEM)
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: not theme().still)
