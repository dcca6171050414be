"""One desktop a user and database."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtNetwork import QLocalServer
from pytestqt.qtbot import QtBot

from tests.patience import PATIENCE
from ui.main import Program
from ui.shell.door import name_of, surely_alone
from ui.shell.single import Single, incident_of
from ui.wish import Wish

SECOND = """
import sys
from PySide6.QtCore import QCoreApplication
from ui.shell.door import name_of
from ui.shell.single import Single
app = QCoreApplication([])
print(Single(name_of(sys.argv[1])).first(sys.argv[2]), flush=True)
"""


@pytest.fixture
def database(tmp_path: Path) -> str:
    """An address nobody else has."""
    return f"sqlite:///{tmp_path / 'one.db'}"


@pytest.fixture
def single(database: str, qapp: object) -> Iterator[Single]:
    """The first."""
    made = Single(name_of(database))
    assert made.first()
    yield made
    made.close()


def started(database: str, argument: str) -> "subprocess.Popen[str]":
    """Another program."""
    command = [sys.executable, "-c", SECOND, database, argument]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize(
    ("argument", "number"),
    [
        ("watchbill://incident/42", 42),
        ("watchbill:incident/7/", 7),
        ("watchbill://incident/x", None),
        ("watchbill://incident/999999999999999999", None),
        ("https://example.org/incident/42", None),
        ("raise", None),
        ("", None),
    ],
)
def test_links(argument: str, number: int | None) -> None:
    assert incident_of(argument) == number


def test_a_second_start_opens_its_incident_in_the_first(
    single: Single, database: str, qtbot: QtBot
) -> None:
    raised: list[bool] = []
    single.raise_wanted.connect(lambda: raised.append(True))
    with qtbot.waitSignal(single.open_incident) as told:
        second = started(database, "watchbill://incident/42")
    assert told.args == [42]
    assert raised == [True]
    assert second.communicate(timeout=PATIENCE)[0].strip() == "False"


def test_a_second_start_raises_the_first(single: Single, database: str, qtbot: QtBot) -> None:
    with qtbot.waitSignal(single.raise_wanted):
        second = started(database, "raise")
    assert second.communicate(timeout=PATIENCE)[0].strip() == "False"


def test_another_database_is_another_desktop(single: Single, tmp_path: Path) -> None:
    other = Single(name_of(f"sqlite:///{tmp_path / 'two.db'}"))
    assert other.first()
    other.close()


def test_what_a_crash_left_is_taken_over(database: str, qapp: object) -> None:
    leave = "import sys, os; from PySide6.QtCore import QCoreApplication\n"
    leave += "from ui.shell.door import name_of\nfrom ui.shell.single import Single\n"
    leave += "app = QCoreApplication([]); assert Single(name_of(sys.argv[1])).first(); os._exit(9)"
    done = subprocess.run([sys.executable, "-c", leave, database], timeout=PATIENCE, check=False)
    assert done.returncode == 9
    single = Single(name_of(database))
    assert single.first()
    assert single._server.isListening()
    single.close()


def test_the_name_says_no_secret_and_the_server_is_ours_alone(single: Single) -> None:
    assert "secret" not in name_of("postgresql://ana:secret@db/watch")
    options = single._server.socketOptions()
    assert options == QLocalServer.SocketOption.UserAccessOption
    assert Path(single._server.fullServerName()).stat().st_mode & 0o077 == 0


def test_who_is_surely_alone_need_not_ask(database: str, qapp: object) -> None:
    name = name_of(database)
    assert surely_alone(name)
    single = Single(name)
    assert single.first()
    assert not surely_alone(name)
    single.close()
    assert surely_alone(name)


def test_one_that_hangs_is_not_waited_for_and_keeps_its_name(
    database: str, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.shell.single.ANSWER", 200)
    hanging = QLocalServer()
    assert hanging.listen(name_of(database))  # and never looks who is there
    second = Single(name_of(database))
    assert not second.told("raise")
    assert second.deaf
    assert second.first()
    assert (second._server.isListening(), hanging.isListening()) == (False, True)
    hanging.close()
    assert Single(name_of(database)).first()


def test_beside_one_that_hangs_a_window_says_so(
    tmp_path: Path, sqlite_url: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.start.forbid_gui_thread", lambda: None)
    monkeypatch.setattr("ui.desktop.PORT", 0)
    kept = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    program = Program(kept, Wish(database=sqlite_url), deaf=True)
    bars = program.desktop.window.bars
    qtbot.waitUntil(lambda: "deaf" in set(bars.keys()))
    qtbot.waitUntil(lambda: program.desktop.bridged and program.desktop.bridge.post is not None)
    program.desktop.leave()
    program.close()
    program.desktop.end()
