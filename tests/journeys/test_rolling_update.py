"""Two engines on one PostgreSQL are updated one after the other; somebody pages all the time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from app.store import open_store
from models import schema
from tests.builders import pace
from tests.journeys.program import ROOT, Program, Serving, _address
from tests.journeys.team import KEY, Town, until
from tests.journeys.window import Desktop
from tests.older import BEFORE, revision, set_back
from tests.patience import PATIENCE
from tests.screen import Screen
from tests.senders import post_all, request

OLDER = [sys.executable, "-m", "tests.older"]
NEWER = [sys.executable, "-m", "app"]


def test_the_older_one_pages_until_the_newer_one_can(
    postgresql_url: str, town: Town, tmp_path: Path
) -> None:
    Program(postgresql_url).do("apply", town.file(tmp_path))
    at_once(postgresql_url)
    set_back(postgresql_url)
    with begun(OLDER, postgresql_url) as first, begun(OLDER, postgresql_url) as second:
        old = [Serving(each, _address(each)) for each in (first, second)]
        ended(first)  # its machine is updated
        with begun(NEWER, postgresql_url) as newer:
            assert newer.stderr is not None
            assert "waits until that one ends" in newer.stderr.readline()
            fire(old[1], "while it waits")
            town.hook.wait_for(1)
            assert revision(postgresql_url) == BEFORE
            assert ended(second) == ""  # and now the other machine's
            fire(Serving(newer, _address(newer)), "after it")
            until(lambda: "[SEV1] after it - api" in titles(town))
            assert revision(postgresql_url) == schema.HEAD
            assert ended(newer) == ""


def at_once(url: str) -> None:
    """Nobody is left in peace between two pages, for which all would wait a minute here."""
    store = open_store(url)
    pace(store, 0)
    store.close()


@contextmanager
def begun(program: list[str], url: str) -> Iterator[subprocess.Popen[str]]:
    """An engine that may not serve yet."""
    command = [*program, "--database", url, "serve", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def ended(process: subprocess.Popen[str]) -> str:
    """In order; what else it said."""
    process.terminate()
    _, said = process.communicate(timeout=PATIENCE)
    return said


def fire(engine: Serving, title: str) -> None:
    """An alert."""
    said = {"summary": title, "source": "db1", "severity": "critical"}
    body: dict[str, Any] = {
        "routing_key": KEY, "event_action": "trigger", "dedup_key": title, "payload": said,
    }  # fmt: skip
    assert post_all(engine.port, [request("/v2/enqueue", body)], 1).taken() == [0]


def titles(town: Town) -> set[str]:
    """What anybody was paged for."""
    with town.hook.changed:
        return {said["title"] for _, said in town.hook.messages}


def test_a_newer_window_silences_nobody(
    postgresql_url: str, town: Town, tmp_path: Path, real_screen: Screen
) -> None:
    """It asks; left alone, it opens by itself once the engine was updated."""
    Program(postgresql_url).do("apply", town.file(tmp_path))
    set_back(postgresql_url)
    with begun(OLDER, postgresql_url) as older, ExitStack() as stack:
        serving = Serving(older, _address(older))
        window = Desktop(real_screen, postgresql_url, "ana", tmp_path)
        stack.callback(window.close)
        window.sees("The team's database is from an older Watchbill")
        asked = partial(window.shows, "Not now", "Button")
        window.press("Not now", "Button", until=lambda: not asked())
        window.sees("It is from an older Watchbill.")
        fire(serving, "at noon")
        town.hook.wait_for(1)
        assert revision(postgresql_url) == BEFORE
        with begun(NEWER, postgresql_url) as newer:
            assert newer.stderr is not None
            assert "waits until that one ends" in newer.stderr.readline()
            assert ended(older) == ""
            _address(newer)
            window.sees("Engine running")
            window.sees("at noon")
