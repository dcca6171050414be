"""Without a screen: one sentence, and no core dump."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from tests.architecture.checkout import ROOT
from tests.patience import PATIENCE
from ui import screen

NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ({}, f"{screen.NEITHER} {screen.INSTEAD}"),
        ({"DISPLAY": ":9876"}, f"no window can be opened on :9876. {screen.INSTEAD}"),
        ({"QT_QPA_PLATFORM": "none"}, f"no window can be opened on none. {screen.MISSING}"),
    ],
    ids=["neither", "another's", "a platform Qt does not have"],
)
def test_where_no_window_can_be_opened_one_sentence_says_so(
    tmp_path: Path, place: dict[str, str], said: str
) -> None:
    around = {name: words for name, words in os.environ.items() if name not in NAMES}
    done = subprocess.run(
        [sys.executable, "-m", "app", "--database", f"sqlite:///{tmp_path / 'none.db'}"],
        env={**around, **place, "HOME": str(tmp_path), "TMPDIR": str(tmp_path)},
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (screen.REFUSED, "")
    assert done.stderr == f"watchbill: {said}\n"


def test_a_selftest_leaves_the_window_of_the_user_as_it_was(tmp_path: Path) -> None:
    """It may have run where there is no screen, or a small one."""
    file = tmp_path / "watchbill" / "watchbill.conf"
    file.parent.mkdir()
    file.write_text("[window]\npage=rota\n")
    home = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "app", "--selftest", "--database", f"sqlite:///{tmp_path}/s.db"],
        env={**os.environ, **home, "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    kept = QSettings(str(file), QSettings.Format.IniFormat)
    assert kept.value("window/page") == "rota"
    assert not kept.contains("window/geometry")


def test_what_qt_says_besides_is_not_lost(capfd: pytest.CaptureFixture[str]) -> None:
    from PySide6.QtCore import qWarning

    screen.on_a_screen(lambda: qWarning("a theme is odd"))
    assert "a theme is odd" in capfd.readouterr().err
