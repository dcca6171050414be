"""The sample team with its two years of trouble, made once a run: for pictures and journeys."""

import atexit
import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from app import keys
from app.clock import SetClock
from app.demo.play import fill
from app.store import Store, open_store

NOW = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)  # a Monday, 14:05 in Madrid


def sample_store(incidents: int = 60) -> Store:
    """A copy of its own, whose clock stands at the story's end. Close it."""
    made, ident, secret = _made(incidents)
    if not keys.fetched(ident):  # another test's home
        keys.kept(ident, secret)
    file = _folder() / "sample.db"
    shutil.copyfile(made, file)
    return open_store(f"sqlite:///{file}", clock=SetClock(NOW), durable=False)


@cache
def _made(incidents: int) -> tuple[Path, str, dict[int, bytes]]:
    file = _folder() / "original.db"
    store = open_store(f"sqlite:///{file}", clock=SetClock(NOW), durable=False)
    fill(store, incidents=incidents, seed=7, until=NOW)
    store.close()
    return file, store.ident, dict(keys.fetched(store.ident))


def _folder() -> Path:
    folder = tempfile.mkdtemp(prefix="watchbill-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
