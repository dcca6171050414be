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


@pytest.mark.parametrize(
    ("said", "left_out"),
    [
        ({"QT_SCALE_FACTOR": "0"}, ["QT_SCALE_FACTOR"]),
        ({"QT_SCALE_FACTOR": "-2", "QT_FONT_DPI": "999999"}, ["QT_SCALE_FACTOR", "QT_FONT_DPI"]),
        ({"QT_SCALE_FACTOR": "nan"}, ["QT_SCALE_FACTOR"]),
        ({"QT_SCALE_FACTOR": "1e9"}, ["QT_SCALE_FACTOR"]),
        ({"QT_SCALE_FACTOR": "1.5", "QT_FONT_DPI": "120"}, []),
        ({"QT_SCALE_FACTOR": "big", "QT_FONT_DPI": ""}, []),
        ({}, []),
    ],
)
def test_sizes_that_no_screen_could_show_are_left_out(
    said: dict[str, str], left_out: list[str]
) -> None:
    assert screen.unsized(said) == left_out


def test_a_window_of_no_size_is_one_of_the_usual_size(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "app", "--selftest", "--database", f"sqlite:///{tmp_path}/s.db"],
        env={**os.environ, **home, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "0"},
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "QT_SCALE_FACTOR=0 makes windows of no size" in done.stderr
    assert "QPainter" not in done.stderr
