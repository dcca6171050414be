"""A shift is dragged out of the window with a real mouse, into another program's."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store import open_store
from tests.foreign import by_ical
from tests.journeys.test_rota_by_hand import Week, next_week
from tests.journeys.window import Desktop, comes, wait
from tests.screen import Screen

TAKER = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

class Taker(QWidget):
    def __init__(self, folder):
        super().__init__(None, Qt.WindowType.WindowStaysOnTopHint)
        self.folder = folder
        self.setAcceptDrops(True)
        self.setWindowTitle("taker")
        self.setGeometry(1450, 880, 140, 90)

    def dragEnterEvent(self, event):
        event.acceptProposedAction()

    def dropEvent(self, event):
        mime = event.mimeData()
        (url,) = mime.urls()
        (self.folder / "calendar").write_bytes(bytes(mime.data("text/calendar").data()))
        (self.folder / "file").write_bytes(Path(url.toLocalFile()).read_bytes())
        (self.folder / "name").write_text(url.fileName())
        event.acceptProposedAction()

app = QApplication([])
taker = Taker(Path(sys.argv[1]))
taker.show()
app.exec()
"""


@pytest.fixture
def taker(real_screen: Screen, tmp_path: Path) -> Iterator[Path]:
    """A program that takes what falls on it; where it puts that."""
    folder = tmp_path / "taken"
    folder.mkdir()
    command = [sys.executable, "-c", TAKER, str(folder)]
    with subprocess.Popen(command, env=real_screen.env) as process:
        wait(lambda: bool(windows(real_screen)), "the other program")
        yield folder
        process.terminate()


@pytest.fixture
def week(sqlite_url: str) -> Iterator[Week]:
    """A rota."""
    store = open_store(sqlite_url)
    yield Week(store, sqlite_url)
    store.close()


@pytest.fixture
def ana(real_screen: Screen, week: Week, sqlite_url: str, tmp_path: Path) -> Iterator[Desktop]:
    """Her rota page."""
    made = Desktop(real_screen, sqlite_url, "ana", tmp_path)
    try:
        next_week(made, week)
        yield made
    finally:
        made.close()


def test_a_shift_becomes_a_file(ana: Desktop, week: Week, taker: Path, real_screen: Screen) -> None:
    """The bar's times, as a calendar and as a file; the rota is as it was."""
    hand = real_screen.xdotool
    (found,) = windows(real_screen)
    for _ in range(3):  # both may have moved meanwhile: a bar comes, a window is placed
        hand("windowraise", found)
        left, top, width, height = ana.place(week.day("ana", 1), "aim")
        end = target(hand("getwindowgeometry", "--shell", found))
        pull(real_screen, (left + width // 2, top + height // 2), end)
        if comes((taker / "name").exists, 15):
            break
    wait(lambda: (taker / "name").exists(), "the file")
    (seen,) = by_ical((taker / "calendar").read_bytes())
    assert (seen.start, seen.end) == (week.at(1, "09:00"), week.at(2, "09:00"))
    assert seen.summary == "Ana Ruiz on call: primary (daily)"
    assert (taker / "file").read_bytes() == (taker / "calendar").read_bytes()
    assert (taker / "name").read_text() == f"primary-ana-{week.at(1, '09:00'):%Y-%m-%d}.ics"
    assert week.steps == []


def windows(screen: Screen) -> list[str]:
    """Of the program that takes."""
    return screen.finds("--onlyvisible", "--name", "^taker$")


def target(geometry: str) -> tuple[int, int]:
    """The middle of a window."""
    said = dict(line.split("=") for line in geometry.splitlines())
    return int(said["X"]) + int(said["WIDTH"]) // 2, int(said["Y"]) + int(said["HEIGHT"]) // 2


def pull(screen: Screen, start: tuple[int, int], end: tuple[int, int]) -> None:
    """As a hand does: slowly, and with a rest before it lets go."""
    screen.xdotool("mousemove", *start)
    time.sleep(0.3)
    screen.xdotool("mousedown", 1)
    for part in range(1, 31):
        spots = (a + (z - a) * part // 30 for a, z in zip(start, end, strict=True))
        screen.xdotool("mousemove", *spots)
        time.sleep(0.06)
    for step in (1, -1, 2):
        screen.xdotool("mousemove", end[0] + step, end[1])
        time.sleep(0.3)
    screen.xdotool("mouseup", 1)
    time.sleep(1)
