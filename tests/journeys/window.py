"""The program in a window of its own on a real screen, and a hand to use it with."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.patience import PATIENCE
from tests.screen import Screen

SIGHT = 900  # pixels from the top of the screen; below is the end of every window
WHEEL = ("click", "--repeat", 8, "--delay", 20, 5)
Done = Callable[[], bool]
Spot = tuple[int, int]


class Desktop:
    """The program in a window of its own, and a hand to use it with."""

    def __init__(self, screen: Screen, url: str, user: str, folder: Path) -> None:
        self.screen, self._aim = screen, folder / f"{user}.json"
        env = screen.env | {"WATCHBILL_USER": user, "WATCHBILL_AIM": str(self._aim)}
        env["XDG_CONFIG_HOME"] = str(folder / f"{user}-config")
        command = [sys.executable, "-m", "app", "--database", url]
        self._process = subprocess.Popen(command, env=env, start_new_session=True)

    def close(self) -> None:
        """Ends the program."""
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait(PATIENCE)

    def sees(self, words: str, kind: str = "", window: str = "") -> None:
        """Waits for something to be on its screen."""
        wait(lambda: bool(self.shows(words, kind, window)), f"{words!r} on the screen")

    def press(self, words: str, kind: str = "", window: str = "", *, until: Done) -> None:
        """Clicks on it with the mouse; again if that went beside it, as a hand does, which turns
        the wheel where something is out of sight."""
        self.sees(words, kind, window)
        if not window:
            self._scroll(words, kind)
        hand = self.screen.xdotool
        for _ in range(6):
            if place := self._settled(words, kind, window):
                hand("mousemove", place[0] + place[2] // 2, place[1] + place[3] // 2)
                time.sleep(0.2)
                hand("click", 1)
            if comes(until, 5):
                return
        assert comes(until, PATIENCE), f"{words!r} was pressed in vain"

    def _scroll(self, words: str, kind: str) -> None:
        """Turns the wheel until it is in sight."""
        for _ in range(25):
            place = self._settled(words, kind, "")
            if not place or place[1] + place[3] // 2 < SIGHT:
                return
            self.screen.xdotool("mousemove", place[0] + place[2] // 2, SIGHT)
            self.screen.xdotool(*WHEEL)

    def shows(self, words: str, kind: str = "", window: str = "") -> list[list[int]]:
        """Where something is on its screen now, last what is called exactly so; none: it is not
        there."""
        seen = [row for row in self._rows() if window in str(row[0])]
        found = [row for row in seen if words in row[2] and kind in row[1]]
        return [row[3:] for row in sorted(found, key=lambda row: row[2] == words)]

    def drag(
        self, start: Callable[[], Spot], end: Callable[[], Spot], *, until: Done, key: str = ""
    ) -> None:
        """Presses, pulls and lets go, with a key held; a hand that misses looks and tries again."""
        for _ in range(3):
            self._pull(start(), end(), key)
            if comes(until, 6):
                return
        assert comes(until, PATIENCE), f"dragged in vain from {start()} to {end()}"

    def place(self, words: str, kind: str = "") -> tuple[int, int, int, int]:
        """Where something stands, once it is there and still."""
        self.sees(words, kind)
        left, top, width, height = self._settled(words, kind, "")
        return left, top, width, height

    def keys(self, *keys: str) -> None:
        """One after the other, to whatever has the focus."""
        for key in keys:
            self.screen.xdotool("key", key)
            time.sleep(0.15)

    def type(self, words: str) -> None:
        """To whatever has the focus."""
        self.screen.xdotool("type", "--delay", "8", words)

    def picture(self, name: str) -> None:
        """Of the whole screen, for people to look at; into the folder JOURNEY_PICTURES names."""
        if folder := os.environ.get("JOURNEY_PICTURES"):
            time.sleep(0.5)  # what comes and goes slowly is still on its way
            file = str(Path(folder) / f"{name}.png")
            command = ["import", "-window", "root", file]
            subprocess.run(command, env=self.screen.env, check=True)

    def _pull(self, start: Spot, end: Spot, key: str) -> None:
        hand = self.screen.xdotool
        hand("mousemove", *start)
        time.sleep(0.2)
        if key:
            hand("keydown", key)
        hand("mousedown", 1)
        for part in range(1, 13):
            spots = (a + (z - a) * part // 12 for a, z in zip(start, end, strict=True))
            hand("mousemove", *spots)
            time.sleep(0.04)
        time.sleep(0.2)
        hand("mouseup", 1)
        if key:
            hand("keyup", key)

    def aims(self) -> list[tuple[str, list[int]]]:
        """What widgets painted themselves: words and place."""
        return [(row[2], row[3:]) for row in self._rows() if row[1] == "aim"]

    def _settled(self, words: str, kind: str, window: str) -> list[int]:
        """Where it stands once it has stopped moving."""
        before: list[list[int]] | None = None
        places = self.shows(words, kind, window)
        while before != places:  # layouts settle; a person is no quicker
            time.sleep(0.6)
            before, places = places, self.shows(words, kind, window)
        return places[-1] if places else []

    def front(self) -> None:
        """Brings its window to the front."""
        self.screen.xdotool("windowactivate", "--sync", self._window())

    def fill(self) -> None:
        """Its window takes the whole screen."""
        window = self._window()
        self.screen.xdotool("windowmove", window, 0, 0, "windowsize", window, 1590, 960)

    def _window(self) -> str:
        """Once the screen's server has it too: the program is sooner than that."""
        which = ("--all", "--onlyvisible", "--pid", self._process.pid, "--name", "Watchbill")
        found: list[str] = []

        def seen() -> bool:
            found[:] = self.screen.finds(*which)
            return bool(found)

        wait(seen, "its window to be on the screen")
        return found[0]

    def _rows(self) -> list[list[Any]]:
        try:
            rows: list[list[Any]] = json.loads(self._aim.read_text("utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return []
        return rows


def comes(done: Done, seconds: float) -> bool:
    """Whether it becomes so in time."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def wait(done: Done, what: str) -> None:
    """Until it is so."""
    assert comes(done, PATIENCE), f"waited in vain for {what}"
