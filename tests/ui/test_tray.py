"""The tray, what closing and quitting do, the sound and the notifications."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.operations import incident
from app.queries.glance import glance
from app.queries.incident_detail import detail, timeline
from app.queries.rota import next_shifts
from models.kinds import EventKind, Severity, SignalSeverity, Source
from tests.gallery.tone import PATH, tone
from tests.night import Night
from ui.bridge import Bridge
from ui.shell.alarm import Alarm
from ui.shell.attention import TOLD, Attention
from ui.shell.calls import Calls
from ui.shell.player import PLAYERS, SOUND, Player
from ui.shell.tray import Tray
from ui.shell.tray_icon import SIZES, Mood, tray_pixmap
from ui.shell.window import ShellWindow


@pytest.fixture
def tray(night: Night, ana: Bridge, qtbot: QtBot) -> Iterator[Tray]:
    """The tray of somebody who is not on call."""
    seen = glance(night.store, None)
    free = (name for name, ident in night.people.items() if not seen.has(ident))
    ana.user = next(name for name in free if next_shifts(night.store, night.people[name]))
    ana.user_id = night.people[ana.user]
    calls = Calls(ana)
    made = Tray(calls, calls)
    qtbot.waitUntil(lambda: made.seen is not None and not made._asking)
    yield made
    made.close()
    calls.deleteLater()


@pytest.fixture
def attention(ana: Bridge, qtbot: QtBot) -> Iterator[Attention]:
    """All of it, around a window."""
    window = ShellWindow()
    qtbot.addWidget(window)
    made = Attention(ana, window)
    made.alarm.player._commands = [("/bin/true",)]
    made.begin()
    yield made
    made.leave()


def told(tray: Tray) -> list[str]:
    """The menu's lines."""
    return [action.text() for action in tray.menu.actions() if not action.isSeparator()]


def entry(tray: Tray, *path: str) -> QAction:
    """A line of the menu by how it begins, or one of its submenu."""
    menu: QMenu = tray.menu
    for words in path:
        found = next(each for each in menu.actions() if each.text().startswith(words))
        inner = found.menu()
        menu = inner if isinstance(inner, QMenu) else menu
    return found


def test_the_lines_of_the_menu_are_alike(tray: Tray, night: Night, qtbot: QtBot) -> None:
    """Some with a picture and most without look broken."""
    night.declare("db down", "fay", "web", severity=Severity.SEV4)
    qtbot.waitUntil(lambda: any("db down" in line for line in told(tray)))
    lines = [*tray.menu.actions()]
    for each in lines:
        inner = each.menu()
        lines += inner.actions() if isinstance(inner, QMenu) else []
    assert [each.text() for each in lines if not each.icon().isNull()] == []


def test_the_icons_differ_in_shape_and_in_colour() -> None:
    for size in SIZES:
        pictures = [tray_pixmap(mood, size).toImage() for mood in Mood]
        shapes = {bytes(each.createAlphaMask().constBits()) for each in pictures}
        assert len(shapes) == len(Mood)
    big = [tray_pixmap(mood, 64).toImage() for mood in Mood]
    inks = {max(_inks(each), key=_inks(each).get) for each in big}  # type: ignore[arg-type]
    assert len(inks) == len(Mood)


def _inks(image: object) -> dict[str, int]:
    found: dict[str, int] = {}
    for x in range(0, 64, 2):
        for y in range(0, 64, 2):
            ink = image.pixelColor(x, y)  # type: ignore[attr-defined]
            if ink.alpha() == 255:
                found[ink.name()] = found.get(ink.name(), 0) + 1
    return found


def test_calm_open_and_mine(tray: Tray, night: Night, qtbot: QtBot) -> None:
    assert tray.mood is Mood.CALM
    assert tray.icon.toolTip() == "Watchbill: Nothing is open"
    number = night.declare("wrong colour", "fay", "web", severity=Severity.SEV4)
    qtbot.waitUntil(lambda: tray.mood is Mood.OPEN)
    assert tray.icon.toolTip() == "Watchbill: 1 open"
    incident.acknowledge(night.store, number, night.actor(tray._bridge.user))
    qtbot.waitUntil(lambda: tray.mood is Mood.MINE)
    assert tray.icon.toolTip() == "Watchbill: 1 yours · 1 open"


def test_on_call(tray: Tray, night: Night, qtbot: QtBot) -> None:
    assert tray.seen is not None
    person, name = next(d for d in tray.seen.on_call if d.schedule == "primary").people[0]
    tray._bridge.user, tray._bridge.user_id = name, person
    tray.ask()
    qtbot.waitUntil(lambda: tray.mood is Mood.ON_CALL)
    assert tray.icon.toolTip() == "Watchbill: Nothing is open · you are on call"
    assert any(line.startswith("You are Primary until ") for line in told(tray))


def test_the_menu_says_how_things_stand(tray: Tray, night: Night, qtbot: QtBot) -> None:
    night.declare("this & that", "fay", "web", severity=Severity.SEV4)
    qtbot.waitUntil(lambda: any("this" in line for line in told(tray)))
    lines = told(tray)
    assert any(line.startswith("Primary: ") and " until " in line for line in lines)
    assert any(line.startswith("Your next shift: ") for line in lines)
    assert "#1 SEV4 this && that" in lines
    assert [line for line in lines if line.startswith(("Declare", "Open", "Quiet", "Quit"))] == [
        "Declare an incident…", "Open Watchbill", "Quiet for 1 h (pages to you still sound)",
        "Quit…",
    ]  # fmt: skip


def test_acknowledge_from_the_menu(tray: Tray, night: Night, qtbot: QtBot) -> None:
    number = night.declare("wrong colour", "fay", "web", severity=Severity.SEV4)
    qtbot.waitUntil(lambda: f"#{number} SEV4 wrong colour" in told(tray))
    with qtbot.waitSignal(tray.open_incident) as seen:
        entry(tray, f"#{number}", "Open").trigger()
    assert seen.args == [number]
    entry(tray, f"#{number}", "Acknowledge").trigger()
    qtbot.waitUntil(lambda: detail(night.store, number).row.owner == tray._bridge.user)
    said = [e for e in timeline(night.store, number) if e.kind is EventKind.ACKNOWLEDGED]
    assert said[0].source is Source.TRAY
    assert tray.seen is not None
    line = f"#{number} SEV4 wrong colour · {tray.seen.names[tray._bridge.user]}"
    qtbot.waitUntil(lambda: line in told(tray))


def test_closing_keeps_the_tray_and_says_so_once(
    attention: Attention, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(Tray, "there", True)
    monkeypatch.setattr(attention.tray, "tell", lambda title, _text: said.append(title))
    window = attention._window
    for _ in range(2):
        window.show()
        window.close()
        assert not window.isVisible()
    assert said == ["Watchbill keeps watch"]
    assert window.settings.value(TOLD, False, bool) is True


def test_without_a_tray_closing_ends_the_program(attention: Attention, qtbot: QtBot) -> None:
    assert not attention.tray.there  # offscreen has none
    attention._window.show()
    with qtbot.waitSignal(attention.quit_wanted):
        attention._window.close()


def test_quit_says_what_stops(attention: Attention, qtbot: QtBot) -> None:
    entry(attention.tray, "Quit").trigger()
    question = attention._question
    assert question is not None
    assert "no longer shows or sounds pages" in question.text()
    assert question.defaultButton().text() == "Stay"
    left: list[bool] = []
    attention.quit_wanted.connect(lambda: left.append(True))
    question.defaultButton().click()
    assert left == []
    entry(attention.tray, "Quit").trigger()
    assert attention._question is not None
    with qtbot.waitSignal(attention.quit_wanted):
        attention._question.buttons()[0].click()


def test_who_sits_here_may_become_known_late(
    attention: Attention, night: Night, qtbot: QtBot
) -> None:
    bridge = attention._bridge
    bridge.user_id = None
    attention.be_somebody_else()
    night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
    night.page()
    qtbot.waitUntil(lambda: attention.tray.mood is Mood.OPEN)
    assert attention.calls.all == ()
    assert attention.tray.seen is not None
    duty = next(each for each in attention.tray.seen.on_call if each.schedule == "primary")
    bridge.user_id = duty.people[0][0]
    attention.be_somebody_else()
    qtbot.waitUntil(attention.card.isVisible)
    qtbot.waitUntil(lambda: attention.tray.mood is Mood.MINE)


@pytest.fixture
def counted(tmp_path: Path) -> tuple[tuple[str, ...], Path]:
    """A player that writes down what it was to play."""
    log = tmp_path / "played"
    return ("/bin/sh", "-c", f'echo "$0" >> "{log}"'), log


def test_the_sound_repeats_until_somebody_acts(
    night: Night, ana: Bridge, qtbot: QtBot, counted: tuple[tuple[str, ...], Path]
) -> None:
    command, log = counted
    calls = Calls(ana)
    alarm = Alarm(calls, [command], calls)
    alarm._again.setInterval(150)
    alarm.quiet = True  # never silences what is asked of me
    number, _ = night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
    while "ana" not in {page.person for page in detail(night.store, number).pages}:
        night.wait(minutes=5)
    qtbot.waitUntil(lambda: log.exists() and log.read_text().count("\n") >= 2)
    assert set(log.read_text().splitlines()) == {str(SOUND)}
    incident.acknowledge(night.store, number, night.actor("ana", Source.CARD))
    qtbot.waitUntil(lambda: not alarm.sounding)
    calls.deleteLater()


def test_snoozing_silences(
    night: Night, ana: Bridge, qtbot: QtBot, counted: tuple[tuple[str, ...], Path]
) -> None:
    calls = Calls(ana)
    alarm = Alarm(calls, [counted[0]], calls)
    number, _ = night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
    while "ana" not in {page.person for page in detail(night.store, number).pages}:
        night.wait(minutes=5)
    qtbot.waitUntil(lambda: alarm.sounding)
    calls.snooze(number, 5)
    assert not alarm.sounding
    calls.deleteLater()


def test_quiet_hushes_what_nobody_in_particular_is_asked(
    night: Night, ana: Bridge, qtbot: QtBot, counted: tuple[tuple[str, ...], Path]
) -> None:
    ana.user_id = None
    calls = Calls(ana)
    alarm = Alarm(calls, [counted[0]], calls)
    night.alert("payments-monitor", "cards fail", SignalSeverity.CRITICAL)
    for _ in range(20):
        night.wait(minutes=5)
    qtbot.waitUntil(lambda: alarm.sounding)
    alarm.quiet = True
    alarm.refresh()
    assert not alarm.sounding
    calls.deleteLater()


def test_a_player_that_fails_or_hangs_gives_way_to_the_next(
    qtbot: QtBot, counted: tuple[tuple[str, ...], Path]
) -> None:
    command, log = counted
    hangs = (sys.executable, "-c", "import time; time.sleep(600)")
    player = Player([hangs, ("/nowhere/player",), ("false",), command])
    player._hung.setInterval(300)
    player._hung.timeout.connect(partial(player._hung.setInterval, 60_000))  # only that one hangs
    with qtbot.waitSignal(player.done) as told:
        player.play()
    assert told.args == [True]
    assert log.read_text().splitlines() == [str(SOUND)]
    with qtbot.waitSignal(player.done, timeout=5_000):
        player.play()  # what played goes first from now on
    assert player._left
    assert len(log.read_text().splitlines()) == 2
    player.deleteLater()


def test_a_player_that_is_stopped_does_not_go_on(qtbot: QtBot) -> None:
    player = Player([(sys.executable, "-c", "import time; time.sleep(600)"), ("true",)])
    heard: list[bool] = []
    player.done.connect(heard.append)
    player.play()
    player.stop()
    qtbot.wait(50)
    assert heard == []
    player.deleteLater()


def test_listening_says_when_nothing_played(attention: Attention, qtbot: QtBot) -> None:
    attention.alarm.player._commands = [("false",)]
    with qtbot.waitSignal(attention.alarm.unheard):
        attention.alarm.listen()
    attention.alarm.player._commands = [("true",)]
    with (
        qtbot.assertNotEmitted(attention.alarm.unheard),
        qtbot.waitSignal(attention.alarm.player.done),
    ):
        attention.alarm.listen()
    assert [name for name, *_ in PLAYERS][:2] == ["paplay", "pw-play"]


def test_the_sound_is_what_the_script_makes() -> None:
    assert PATH.read_bytes() == tone()
    assert len(tone()) < 10_000


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)
def test_quitting_is_not_left_to_the_last_window(
    ana: Bridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tray, "there", True)
    window = ShellWindow()
    qtbot.addWidget(window)
    made = Attention(ana, window)
    made.begin()
    assert not QApplication.quitOnLastWindowClosed()
    made.leave()
    QApplication.setQuitOnLastWindowClosed(True)
