"""PostgreSQL restarts under an open window: one bar, no dialog, and then everything is there."""

import signal
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.domain.actor import Actor
from app.operations.incident import Declaration, declare
from app.store import open_store
from models.kinds import Source
from tests import builders
from tests.postgres import Server
from tests.quiet import Strays
from ui.desktop import Desktop
from ui.shell.window import ShellWindow
from ui.wish import Wish

ANA = Actor("ana", Source.SHELL)


@pytest.fixture
def server() -> Iterator[Server]:
    """One of its own: it is stopped."""
    made = Server()
    yield made
    made.remove()


@pytest.fixture(autouse=True)
def _tests_may_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.start.forbid_gui_thread", lambda: None)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT])
def test_a_bar_says_it_and_goes_when_it_is_over(
    server: Server, qtbot: QtBot, strays: Strays, how: signal.Signals
) -> None:
    url = server.url(server.make())
    team = open_store(url, durable=False)
    builders.person(team, "ana")
    declare(team, Declaration("Before"), ANA)
    team.close()
    window = ShellWindow()
    qtbot.addWidget(window)
    desktop = Desktop(window, Wish(database=url))
    window.show()
    desktop.begin()
    qtbot.waitUntil(lambda: desktop.bridge.post is not None)
    qtbot.waitUntil(lambda: _titles(desktop) == ["Before"])
    dialogs: list[QDialog] = []
    look = QTimer(window, interval=50)
    look.timeout.connect(lambda: dialogs.extend(_dialogs()))
    look.start()
    server.stop(how)
    qtbot.waitUntil(lambda: "database" in window.bars.keys())  # noqa: SIM118
    for _ in range(4):
        desktop.pulse.ask()
        desktop.places.incidents.list.ask()
        qtbot.wait(200)
    assert sum(key == "database" for key in window.bars.keys()) == 1  # noqa: SIM118
    assert "bug" not in window.bars.keys()  # noqa: SIM118
    server.start()
    qtbot.waitUntil(lambda: "database" not in window.bars.keys())  # noqa: SIM118
    team = open_store(url, durable=False)
    declare(team, Declaration("After"), ANA)
    qtbot.waitUntil(lambda: "After" in _titles(desktop))
    team.close()
    assert dialogs == []
    desktop.attention.leave()
    desktop.close()
    lost = "Exception during reset"  # the pool's own words of a connection that was cut
    strays.records = [each for each in strays.records if lost not in each.getMessage()]


def _titles(desktop: Desktop) -> list[str]:
    table = desktop.places.incidents.list.table
    return [str(table.index(at, 0).data()) for at in range(table.rowCount())]


def _dialogs() -> list[QDialog]:
    tops = QApplication.topLevelWidgets()
    return [each for each in tops if isinstance(each, QDialog) and each.isVisible()]
