"""A real mouse and a real keyboard in real windows: two desktops on one database."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

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
PATIENCE = 30  # seconds; a busy machine is no fault


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

    def sees(self, words: str, kind: str = "", window: str = "") -> list[int]:
        """Waits for something to be on its screen; where it is."""
        found: list[list[int]] = []

        def look() -> bool:
            seen = [row for row in self._rows() if window in str(row[0])]
            found[:] = [row[3:] for row in seen if words in row[2] and kind in row[1]]
            return bool(found)

        wait(look, f"{words!r} on the screen")
        return found[-1]

    def press(self, words: str, kind: str = "", window: str = "") -> None:
        """Clicks on it with the mouse."""
        before, place = [0], self.sees(words, kind, window)
        while before != place:  # layouts settle; a person is no quicker
            time.sleep(0.6)
            before, place = place, self.sees(words, kind, window)
        x, y, width, height = place
        self.screen.xdotool("mousemove", x + width // 2, y + height // 2)
        time.sleep(0.2)
        self.screen.xdotool("click", 1)

    def front(self) -> None:
        """Brings its window to the front."""
        pid = self._process.pid
        ids = self.screen.xdotool(
            "search", "--all", "--onlyvisible", "--pid", pid, "--name", "Watchbill"
        )
        self.screen.xdotool("windowactivate", "--sync", ids.split()[0])

    def _rows(self) -> list[list[object]]:
        try:
            rows: list[list[object]] = json.loads(self._aim.read_text("utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return []
        return rows


def wait(done: Callable[[], bool], what: str) -> None:
    """Until it is so."""
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.05)


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
    ana.press("Declare incident", "Button")
    ana.sees("Declare an incident")
    time.sleep(0.5)
    real_screen.xdotool("type", "--delay", "15", "Checkout fails")
    real_screen.xdotool("key", "Return")
    wait(lambda: incident_ids(store, Filter()) == [1], "the incident in the database")
    ana.sees("Checkout fails")
    ben.sees("Checkout fails")  # on the other desktop, by itself

    ana.front()
    ana.press("Acknowledge", "Button")
    wait(lambda: incident_rows(store, [1])[0].stage is Stage.INVESTIGATING, "the acknowledgement")

    real_screen.xdotool("key", "n")
    time.sleep(0.4)
    real_screen.xdotool("type", "--delay", "15", "Provider is down")
    real_screen.xdotool("key", "ctrl+Return")
    wait(lambda: "Provider is down" in _told(store, EventKind.NOTE), "the note")

    ana.press("Resolve", "Button")
    time.sleep(0.6)
    real_screen.xdotool("type", "--delay", "15", "Switched over")
    real_screen.xdotool("key", "ctrl+Return")
    wait(lambda: incident_rows(store, [1])[0].stage is Stage.RESOLVED, "the end")
    assert {event.actor for event in timeline(store, 1) if event.kind is EventKind.NOTE} == {"ana"}


def test_a_page_rings_on_the_card_and_is_acknowledged_there(
    desktops: tuple[Desktop, Desktop], store: Store
) -> None:
    ana, _ = desktops
    declare(store, Declaration(title="Cards fail", service=1), Actor("ben", Source.SHELL, 2))
    ana.sees("Cards fail", "AlertCard")
    ana.press("Acknowledge", "Button", window="Cards fail")
    wait(lambda: incident_rows(store, [1])[0].acknowledged, "the acknowledgement")
    said = [event for event in timeline(store, 1) if event.kind is EventKind.ACKNOWLEDGED]
    assert [(event.actor, event.source) for event in said] == [("ana", Source.CARD)]


def _told(store: Store, kind: EventKind) -> str:
    return "\n".join(event.text for event in timeline(store, 1) if event.kind is kind)
