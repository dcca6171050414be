"""The alert card on a real screen: above a full-screen window, and never in the way of typing."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.screen import Screen

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit
from ui.theme.current import Scheme, application, dress
app = application([])
dress(app, Scheme.LIGHT)
from models.kinds import Severity
from tests.gallery.page_card import card, played
from tests.desk import settled
work = QLineEdit()
work.showFullScreen()
work.activateWindow()
settled(work.isActiveWindow)
print("work", flush=True)
shown = card(played(Severity.SEV1))
settled(shown.windowHandle().isExposed)
place = shown.ack.mapToGlobal(shown.ack.rect().center())
work.textChanged.connect(lambda text: print("typed", text, flush=True))
shown.calls.over.connect(lambda _number, words: print("over", words, flush=True))
print("card", place.x(), place.y(), flush=True)
app.exec()
"""


@dataclass
class Work:
    """A full-screen program that is being typed into, and a page that comes meanwhile."""

    process: "subprocess.Popen[str]"

    def says(self, word: str) -> list[str]:
        """The rest of its next line that begins so."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith(word):
                return line.split()[1:]
        raise AssertionError(f"it ended before it said {word}")


@pytest.fixture
def work(real_screen: Screen) -> Iterator[Work]:
    """It ends with the test."""
    command = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen(
        command, env=real_screen.env, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Work(process)
        process.kill()


def test_the_card_covers_full_screen_and_leaves_the_keyboard(
    work: Work, real_screen: Screen
) -> None:
    x, y = work.says("card")
    time.sleep(1)
    real_screen.xdotool("type", "on")
    assert work.says("typed") == ["o"]
    assert work.says("typed") == ["on"]
    real_screen.xdotool("mousemove", x, y)
    time.sleep(0.2)
    real_screen.xdotool("click", 1)
    assert work.says("over") == ["You", "have", "#1."]
