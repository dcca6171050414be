"""A backup is looked at, and takes the place of an embedded database; what was there is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.actor import Actor
from app.errors import Refused
from app.operations import backup
from app.operations.incident import Declaration, declare
from app.operations.recovery import holds, look, recover
from app.store import Store, open_store
from models import schema
from models.kinds import Source
from models.people import Person
from models.session import Database
from tests.older import set_back

NOW = datetime(2026, 11, 30, 3, tzinfo=UTC)
BY = Actor("ana", Source.SHELL)


@pytest.fixture
def file(sqlite_url: str, tmp_path: Path) -> Path:
    """A backup of one person and one incident; since then there are two of each."""
    store, made = open_store(sqlite_url), tmp_path / "kept" / "all.backup"
    made.parent.mkdir()
    add(store, "ana", "Disk full")
    backup.back_up(store, made)
    add(store, "ben", "Disk gone")
    store.close()
    return made


def add(store: Store, name: str, title: str) -> None:
    """Somebody, and an incident."""
    with store.write() as session:
        session.add(Person(name=name))
    declare(store, Declaration(title), BY)


def content(url: str) -> tuple[int, int]:
    """How many people and incidents there are."""
    database = Database(url)
    found = holds(database)
    database.close()
    return found.people, found.incidents


def kept(folder: Path) -> list[Path]:
    """What was put beside the database."""
    return [each for each in folder.glob("*before-restore*") if each.suffix == ".db"]


def test_a_backup_tells_what_is_in_it(file: Path) -> None:
    before = file.read_bytes()
    found = look(file)
    assert (found.people, found.incidents) == (1, 1)
    assert found.last_at is not None
    assert file.read_bytes() == before
    assert [each.name for each in file.parent.iterdir()] == ["all.backup"]


def test_it_takes_the_place_and_what_was_there_is_kept(
    file: Path, sqlite_url: str, tmp_path: Path
) -> None:
    done = recover(sqlite_url, file, NOW)
    assert content(sqlite_url) == (1, 1)
    assert [done.kept] == kept(tmp_path)
    assert done.kept is not None
    assert "20261130T030000" in done.kept.name
    assert content(f"sqlite:///{done.kept}") == (2, 2)
    assert not done.locked
    recover(sqlite_url, done.kept, NOW.replace(hour=4))  # and back again
    assert content(sqlite_url) == (2, 2)


def test_a_backup_of_an_older_program_is_brought_up_to_date(file: Path, sqlite_url: str) -> None:
    set_back(f"sqlite:///{file}")
    before = file.read_bytes()
    assert look(file).people == 1
    recover(sqlite_url, file, NOW)
    assert content(sqlite_url) == (1, 1)
    assert file.read_bytes() == before


@pytest.mark.parametrize("damage", ["short", "none", "other", "newer", "gone"])
def test_what_is_no_whole_backup_changes_nothing(
    file: Path, sqlite_url: str, tmp_path: Path, damage: str
) -> None:
    if damage == "short":
        file.write_bytes(file.read_bytes()[:50_000])
    elif damage == "none":
        file.write_text("not a backup")
    elif damage == "gone":
        file.unlink()
    else:
        change = "version_num = '9999'" if damage == "newer" else None
        database = Database(f"sqlite:///{file}")
        with database.write() as session:
            session.execute(text(f"UPDATE alembic_version SET {change}" if change
                                 else "DROP TABLE alembic_version"))  # fmt: skip
        database.close()
    with pytest.raises(Refused):
        look(file)
    with pytest.raises(Refused):
        recover(sqlite_url, file, NOW)
    assert content(sqlite_url) == (2, 2)
    assert kept(tmp_path) == []


def test_the_database_itself_and_a_server_are_refused(
    file: Path, sqlite_url: str, postgresql_url: str
) -> None:
    own = Path(sqlite_url.removeprefix("sqlite:///"))
    with pytest.raises(Refused, match="is the database itself"):
        recover(sqlite_url, own, NOW)
    with pytest.raises(Refused, match="watchbill db restore FILE --replace"):
        recover(postgresql_url, file, NOW)
    database = Database(postgresql_url)
    assert schema.revision(database) == schema.HEAD
    database.close()


def test_a_damaged_database_is_put_aside(file: Path, sqlite_url: str, tmp_path: Path) -> None:
    own = Path(sqlite_url.removeprefix("sqlite:///"))
    own.write_bytes(b"no database at all" * 300)
    done = recover(sqlite_url, file, NOW)
    assert content(sqlite_url) == (1, 1)
    assert done.kept is not None
    assert ".damaged-" in done.kept.name
    assert done.kept.read_bytes().startswith(b"no database")
    assert kept(tmp_path) == []
