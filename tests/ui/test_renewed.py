"""A program that runs on while its package is updated says so."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from app import version
from app.version import VERSION, installed
from tests.architecture.checkout import ROOT
from ui.shell.renewed import Renewed, newer_here
from ui.shell.window import ShellWindow


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What lies where this program was started from."""
    file = tmp_path / "version.py"
    file.write_bytes((ROOT / "app" / "version.py").read_bytes())
    monkeypatch.setattr(version, "__file__", str(tmp_path / "version.pyc"))
    return file


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> ShellWindow:
    made = ShellWindow(QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_is_told_once_a_version(file: Path, window: ShellWindow) -> None:
    renewed = Renewed(window)
    renewed.look()
    assert installed() == VERSION
    assert window.bars.keys() == ()
    for newer in ("9.10.0", "9.11.0"):
        file.write_text(f'VERSION = "{newer}"\n', "utf-8")
        renewed._timer.timeout.emit()
        assert window.bars.keys() == ("renewed",)
        window.bars.drop("renewed")  # as whoever closes it
        renewed.look()
        assert window.bars.keys() == ()
    file.write_text('VERSION = "9.12.0"\n', "utf-8")
    renewed.look()
    file.write_bytes((ROOT / "app" / "version.py").read_bytes())  # taken back
    renewed.look()
    assert window.bars.keys() == ()


@pytest.mark.parametrize(
    "said", [b"", b"VERSION = ", b'VERSION = "0.0.1"', b'VERSION = "x"', b"\xff"]
)
def test_what_is_half_written_older_or_gone_is_no_news(file: Path, said: bytes) -> None:
    file.write_bytes(said)
    assert newer_here() == ""
    file.unlink()
    assert newer_here() == ""
