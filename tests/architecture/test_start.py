"""What is heavy is loaded when it is needed: never before the window is painted, and what maps the
tables not before the list of an embedded database stands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.actor import Actor
from app.operations.incident import Declaration, declare
from app.store import open_store
from models.kinds import Source
from tests.architecture.checkout import ROOT
from tests.offscreen import wide

HEAVY = {
    "alembic", "apprise", "argon2", "asyncio", "cryptography", "fastapi", "hashlib", "holidays",
    "httpx2", "icalendar", "jeepney", "jinja2", "keyring", "lucide", "markdown_it", "matplotlib",
    "nh3", "numpy", "psycopg", "pydantic", "recurring_ical_events",
    "reportlab", "rich", "segno", "sqlalchemy", "sqlite3", "tomllib", "typer", "uvicorn", "uvloop",
    "yaml", "zoneinfo",
}  # fmt: skip
AFTER_THE_LIST = {"sqlite3", "tomllib", "zoneinfo"}  # it needs these itself
Seen = dict[str, set[str]]
LOOK = """
import enum, json, linecache, os, sys
import ui.main as main
from PySide6.QtCore import QTimer
def say(*_):
    enums = [each.__name__ for kind in (enum.Enum, enum.IntEnum) for each in kind.__subclasses__()]
    seen = {"modules": list(sys.modules), "read": list(linecache.cache), "enums": enums}
    print(json.dumps(seen), flush=True)
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
def loaded(sqlite_url: str, tmp_path: Path) -> list[Seen]:
    """Of a real start: at the first paint, and when the list is there."""
    store = open_store(sqlite_url, durable=False)
    declare(store, Declaration("Cards fail"), Actor("ana", Source.SHELL))
    store.close()
    words = [sys.executable, "-c", LOOK, "--database", sqlite_url]
    env = {**os.environ, "QT_QPA_PLATFORM": wide(tmp_path)}
    done = subprocess.run(words, env=env, cwd=ROOT, capture_output=True, text=True, timeout=120,
                          check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [{what: set(names) for what, names in json.loads(line).items()}
            for line in done.stdout.splitlines()]  # fmt: skip


def test_nothing_heavy_is_loaded_before_its_time(loaded: list[Seen]) -> None:
    painted, listed = (each["modules"] for each in loaded)
    assert "ui.incidents.page" not in painted
    assert sorted(HEAVY & painted) == []
    assert "ui.incidents.listing" in listed
    assert "ui.incidents.detail" not in listed
    assert sorted((HEAVY - AFTER_THE_LIST) & listed) == []


def test_pyside_does_not_read_the_source_of_what_is_loaded(loaded: list[Seen]) -> None:
    ours = str(ROOT / "app"), str(ROOT / "ui" / "shell"), str(ROOT / "ui" / "incidents")
    assert [name for each in loaded for name in each["read"] if name.startswith(ours)] == []


def test_qt_makes_no_enums_that_the_first_paint_has_no_use_for(loaded: list[Seen]) -> None:
    """Those of icons that a desktop's theme may have, of events that an event filter might get, and
    of `Qt` itself: they take some 18 ms, of 120. Whatever is added to the window does without them
    (ui/widgets/early.py)."""
    painted, listed = (each["enums"] for each in loaded)
    assert {"ThemeIcon", "ScrollState", "ArrowType"} & painted == set()
    assert "ArrowType" in listed  # this would have seen them
