"""More windows of one desktop: nothing in them is dead, and the next start opens them again."""

import json

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.night import Night
from ui.beside import KEPT, Beside
from ui.desktop import Desktop
from ui.shell.about import About
from ui.shell.centre import CentreSheet
from ui.shell.pulse import PulseWatch
from ui.shell.window import ShellWindow
from ui.welcome.connect import ConnectForm


@pytest.fixture
def beside(desktop: Desktop, qtbot: QtBot) -> Beside:
    qtbot.waitUntil(lambda: desktop.beside is not None)
    assert desktop.beside is not None
    return desktop.beside


def seen(window: ShellWindow, kind: type[QWidget]) -> bool:
    found = window.findChild(kind)
    return isinstance(found, QWidget) and found.isVisible()


def test_another_window_can_do_what_the_first_can(beside: Beside, desktop: Desktop) -> None:
    other = beside.open()
    assert {act.key for act in desktop.window.acts.all()} <= {act.key for act in other.acts.all()}


def test_its_sheets_open_over_itself(beside: Beside, desktop: Desktop) -> None:
    other = beside.open()
    for key, kind in (("about", About), ("connect", ConnectForm), ("notices", CentreSheet)):
        other.acts.run(key)
        assert (seen(other, kind), seen(desktop.window, kind)) == (True, False), key


def test_its_notifications_are_counted_and_open_by_a_click(beside: Beside, qtbot: QtBot) -> None:
    other = beside.open()
    other.status.show_notices("Notifications")
    other.status._notices.click()
    assert seen(other, CentreSheet)


def test_who_one_is_is_asked_where_it_was_wanted(
    beside: Beside, desktop: Desktop, qtbot: QtBot, night: Night
) -> None:
    other = beside.open()
    qtbot.waitUntil(lambda: bool(desktop.me._people))
    other.acts.run("me")
    assert other.palette_view().isVisible()
    other.palette_view().list.pick()
    assert desktop.bridge.user_id is not None


def test_what_its_bars_and_keys_ask_of_the_desktop_is_told(
    beside: Beside, desktop: Desktop, qtbot: QtBot
) -> None:
    other = beside.open()
    with qtbot.waitSignal(beside.engine_wanted):
        pulse = other.findChild(PulseWatch)
        assert pulse is not None
        pulse.engine_wanted.emit()
    with qtbot.waitSignal(desktop.window.quit_wanted):
        other.acts.run("quit")
    assert desktop.attention is not None
    question = desktop.attention._question
    assert question is not None
    question.reject()


def test_windows_that_were_open_are_opened_again(
    beside: Beside, desktop: Desktop, qtbot: QtBot
) -> None:
    for page in ("rota", "metrics"):
        beside.open().show_page(page)
    beside.windows[0].resize(760, 560)
    closed = beside.open()
    closed.close()
    beside.close()
    assert beside.windows == []
    beside.open_again()
    assert beside.windows == []  # one a turn, after this one
    qtbot.waitUntil(lambda: len(beside.windows) == 2)
    assert [each.stack.key for each in beside.windows] == ["rota", "metrics"]
    assert beside.windows[0].height() == 560
    assert all(each.isVisible() for each in beside.windows)


def test_windows_are_remembered_before_an_end_by_force(
    beside: Beside, desktop: Desktop, qtbot: QtBot
) -> None:
    def kept() -> list[str]:
        told = str(desktop.window.settings.value(KEPT, ""))
        return [page for page, _ in json.loads(told or "[]")]

    rota, metrics = beside.open(), beside.open()
    rota.show_page("rota")
    metrics.show_page("metrics")
    qtbot.waitUntil(lambda: kept() == ["rota", "metrics"])
    place = desktop.window.settings.value(KEPT)
    rota.resize(rota.width() - 40, rota.height() - 60)
    qtbot.waitUntil(lambda: desktop.window.settings.value(KEPT) != place)
    metrics.close()
    qtbot.waitUntil(lambda: kept() == ["rota"])
    rota.close()
    qtbot.waitUntil(lambda: kept() == [])


@pytest.mark.parametrize("kept", ["", "x", "{}", "3", "[1]", '[["nowhere", "?"]]', '[[["x"], ""]]'])
def test_words_that_make_no_sense_open_no_window_that_hurts(
    beside: Beside, desktop: Desktop, qtbot: QtBot, kept: str
) -> None:
    desktop.window.settings.setValue(KEPT, kept)
    beside.open_again()
    qtbot.waitUntil(lambda: len(beside.windows) == ("nowhere" in kept))
    assert not beside._wanted


def test_what_was_not_opened_before_the_end_is_kept(
    beside: Beside, desktop: Desktop, qtbot: QtBot
) -> None:
    kept = json.dumps([["rota", ""], ["metrics", ""]])
    desktop.window.settings.setValue(KEPT, kept)
    beside.open_again()
    beside.close()
    assert desktop.window.settings.value(KEPT) == kept
    qtbot.wait(20)
    assert beside.windows == []


def test_the_sample_team_leaves_no_windows(desktop: Desktop, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desktop.beside is not None)
    forgetful = Beside(desktop.places, desktop.me, keep=False)
    desktop.window.settings.setValue(KEPT, json.dumps([["rota", ""]]))
    forgetful.open_again()
    assert forgetful.windows == []
