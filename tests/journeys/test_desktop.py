"""A real mouse and a real keyboard in real windows: two desktops on one database."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.actor import Actor
from app.operations.incident import Declaration, declare
from app.queries.incident import incident_ids, incident_rows
from app.queries.incident_detail import timeline
from app.queries.incident_filter import Filter
from app.store import Store, open_store
from app.workspace.apply import apply
from app.workspace.read import read
from models.kinds import EventKind, Source, Stage
from tests.screen import Screen

TEAM = b"""watchbill: 1
people:
  - {name: ana, full_name: Ana Ruiz, email: ana@example.org, time_zone: Europe/Madrid, contacts: {web: "json://127.0.0.1:9"}}
  - {name: ben, full_name: Ben Okafor, email: ben@example.org, time_zone: Europe/Madrid, contacts: {web: "json://127.0.0.1:9"}}
policies:
  - {name: platform, levels: [{notify: [person:ana], wait: 30m}], last_resort: [person:ben]}
services:
  - {name: payments, policy: platform}
"""  # noqa: E501
PATIENCE = 40  # seconds; a busy machine is no fault
Done = Callable[[], bool]


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
        self._process.wait(10)

    def sees(self, words: str, kind: str = "", window: str = "") -> None:
        """Waits for something to be on its screen."""
        wait(lambda: bool(self.shows(words, kind, window)), f"{words!r} on the screen")

    def press(self, words: str, kind: str = "", window: str = "", *, until: Done) -> None:
        """Clicks on it with the mouse; again if that went beside it, as a hand does."""
        self.sees(words, kind, window)
        for _ in range(6):
            if place := self._settled(words, kind, window):
                x, y, width, height = place
                self.screen.xdotool("mousemove", x + width // 2, y + height // 2)
                time.sleep(0.2)
                self.screen.xdotool("click", 1)
            if comes(until, 5):
                return
        raise AssertionError(f"{words!r} was pressed in vain")

    def shows(self, words: str, kind: str = "", window: str = "") -> list[list[int]]:
        """Where something is on its screen now; none: it is not there."""
        seen = [row for row in self._rows() if window in str(row[0])]
        return [row[3:] for row in seen if words in row[2] and kind in row[1]]

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
        pid = self._process.pid
        ids = self.screen.xdotool(
            "search", "--all", "--onlyvisible", "--pid", pid, "--name", "Watchbill"
        )
        self.screen.xdotool("windowactivate", "--sync", ids.split()[0])

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


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    """A team of two."""
    store = open_store(sqlite_url)
    workspace = read(TEAM).workspace
    apply(store, workspace, Actor("test", Source.FILE))
    yield store
    store.close()


@pytest.fixture
def desktops(
    real_screen: Screen, store: Store, sqlite_url: str, tmp_path: Path
) -> Iterator[tuple[Desktop, Desktop]]:
    """Ana's window in front, Ben's behind."""
    ben = Desktop(real_screen, sqlite_url, "ben", tmp_path)
    ana: Desktop | None = None
    try:
        ben.sees("Declare")
        ana = Desktop(real_screen, sqlite_url, "ana", tmp_path)
        ana.sees("Declare")
        ana.front()
        yield ana, ben
    finally:
        for desktop in filter(None, (ana, ben)):
            desktop.close()


def test_declared_acknowledged_noted_and_resolved_by_hand(
    desktops: tuple[Desktop, Desktop], real_screen: Screen, store: Store
) -> None:
    ana, ben = desktops
    ana.press("Declare incident", "Button", until=lambda: bool(ana.shows("Declare an incident")))
    time.sleep(0.5)
    real_screen.xdotool("type", "--delay", "15", "Checkout fails")
    real_screen.xdotool("key", "Return")
    wait(lambda: incident_ids(store, Filter()) == [1], "the incident in the database")
    ana.sees("Checkout fails")
    ben.sees("Checkout fails")  # on the other desktop, by itself

    ana.front()
    ana.press("Acknowledge", "Button", until=lambda: stage(store) is Stage.INVESTIGATING)

    real_screen.xdotool("key", "n")
    time.sleep(0.4)
    real_screen.xdotool("type", "--delay", "15", "Provider is down")
    real_screen.xdotool("key", "ctrl+Return")
    wait(lambda: "Provider is down" in _told(store, EventKind.NOTE), "the note")

    ana.press("Resolve…", "Button", until=lambda: bool(ana.shows("", "TextPopup")))
    time.sleep(0.6)
    real_screen.xdotool("type", "--delay", "15", "Switched over")
    real_screen.xdotool("key", "ctrl+Return")
    wait(lambda: stage(store) is Stage.RESOLVED, "the end")
    assert {event.actor for event in timeline(store, 1) if event.kind is EventKind.NOTE} == {"ana"}


def test_a_page_rings_on_the_card_and_is_acknowledged_there(
    desktops: tuple[Desktop, Desktop], store: Store
) -> None:
    ana, _ = desktops
    declare(store, Declaration(title="Cards fail", service=1), Actor("ben", Source.SHELL, 2))
    ana.sees("Cards fail", "AlertCard")
    ana.press("Acknowledge", "Button", "Cards fail", until=lambda: held(store))
    said = [event for event in timeline(store, 1) if event.kind is EventKind.ACKNOWLEDGED]
    assert [(event.actor, event.source) for event in said] == [("ana", Source.CARD)]


def stage(store: Store) -> Stage:
    """Of the one incident."""
    return incident_rows(store, [1])[0].stage


def held(store: Store) -> bool:
    """Whether somebody has it."""
    return incident_rows(store, [1])[0].acknowledged


def _told(store: Store, kind: EventKind) -> str:
    return "\n".join(event.text for event in timeline(store, 1) if event.kind is kind)
