"""The first look at an embedded database says the same as the list that follows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.operations import incident
from app.operations.incident import Declaration
from app.queries.glimpse import COLUMNS, glimpse
from app.queries.incident import incident_ids, incident_rows, open_counts
from app.queries.incident_filter import By, Filter, Sort
from app.store import Store, open_store
from models.kinds import Severity
from tests import builders

MOST = 4


@pytest.fixture
def team(sqlite_url: str) -> Store:
    """Six incidents: open, acknowledged, resolved, a drill."""
    store = open_store(sqlite_url, durable=False)
    ana = builders.actor(store, "ana")
    api = builders.service(store, "api")
    for at, severity in enumerate([*Severity, Severity.SEV1, Severity.SEV2]):
        said = Declaration(f"Broken {at}", severity=severity, service=api if at % 2 else None)
        incident.declare(store, said, ana)
    incident.acknowledge(store, 2, ana)
    incident.resolve(store, 4, ana)
    incident.change(store, 1, ana, None, title="Broken, but otherwise")
    return store


def _file(store: Store) -> Path:
    return Path(str(store.database.url.database))


@pytest.mark.parametrize("open_only", [True, False])
@pytest.mark.parametrize("by", COLUMNS)
def test_it_says_what_the_list_says(team: Store, by: str, open_only: bool) -> None:
    for down in (True, False):
        seen = glimpse(_file(team), MOST, open_only=open_only, by=by, down=down)
        ids = incident_ids(team, Filter(open=open_only), Sort(By(by), down))
        assert seen is not None
        assert seen.rows == incident_rows(team, ids[:MOST])
        assert seen.more == (len(ids) > MOST)
        assert seen.counts == open_counts(team)


def test_what_stands_in_its_way_is_no_fault(tmp_path: Path, sqlite_url: str) -> None:
    words = tmp_path / "words.db"
    words.write_text("no database")
    older = tmp_path / "older.db"
    with closing(sqlite3.connect(older)) as database:
        database.execute("CREATE TABLE incident (id INTEGER)")
    for file in (words, older, tmp_path / "none.db"):
        assert glimpse(file, MOST, open_only=True, by="number", down=True) is None
    assert not (tmp_path / "none.db").exists()


def test_who_writes_does_not_stand_in_its_way(team: Store) -> None:
    with closing(sqlite3.connect(_file(team), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")  # WAL: readers go on
        assert glimpse(_file(team), MOST, open_only=True, by="number", down=True) is not None


def test_a_file_that_somebody_keeps_to_himself_is_left_alone(team: Store) -> None:
    file = _file(team)
    team.close()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert glimpse(file, MOST, open_only=True, by="number", down=True) is None
