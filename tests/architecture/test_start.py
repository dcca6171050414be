"""What is heavy is loaded when it is needed: never before the window is painted, and what maps the
tables not before the list of an embedded database stands."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from app.domain.actor import Actor
from app.operations.incident import Declaration, declare
from app.store import open_store
from models.kinds import Source
from tests.architecture.checkout import ROOT

HEAVY = {
    "alembic", "apprise", "argon2", "asyncio", "cryptography", "fastapi", "hashlib", "holidays",
    "httpx2", "icalendar", "jeepney", "jinja2", "keyring", "lucide", "markdown_it", "matplotlib",
    "nh3", "numpy", "psycopg", "pydantic", "recurring_ical_events",
    "reportlab", "rich", "segno", "sqlalchemy", "sqlite3", "tomllib", "typer", "uvicorn", "uvloop",
    "yaml", "zoneinfo",
}  # fmt: skip
AFTER_THE_LIST = {"sqlite3", "tomllib", "zoneinfo"}  # it needs these itself
LOOK = """
import os, sys
import ui.main as main
from PySide6.QtCore import QTimer
def say(*_):
    print(" ".join(sys.modules), flush=True)
def begun(self):
    say()
    begin(self)
    self.places.incidents.counted.connect(say)
    self.places.incidents.counted.connect(lambda _: QTimer.singleShot(0, leave))
def leave():
    os._exit(0)
begin = main.Desktop.begin
main.Desktop.begin = begun
main.run(sys.argv[1:])
"""


@pytest.fixture
def loaded(sqlite_url: str) -> list[set[str]]:
    """The modules of a real start: at the first paint, and when the list is there."""
    store = open_store(sqlite_url, durable=False)
    declare(store, Declaration("Cards fail"), Actor("ana", Source.SHELL))
    store.close()
    words = [sys.executable, "-c", LOOK, "--database", sqlite_url]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(words, env=env, cwd=ROOT, capture_output=True, text=True, timeout=120,
                          check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [set(line.split()) for line in done.stdout.splitlines()]


def test_nothing_heavy_is_loaded_before_its_time(loaded: list[set[str]]) -> None:
    painted, listed = loaded
    assert "ui.incidents.page" not in painted
    assert sorted(HEAVY & painted) == []
    assert "ui.incidents.listing" in listed
    assert "ui.incidents.detail" not in listed
    assert sorted((HEAVY - AFTER_THE_LIST) & listed) == []
