"""Fixtures: the same test on a real SQLite file and on a real PostgreSQL, always fresh."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.schema import upgrade
from models.session import Database
from tests.postgres import Server

TEMPLATE = "watchbill_template"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database; the test runs once on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest) -> str:
    """A database without a single table, for what upgrades it; once on each kind."""
    url: str = request.getfixturevalue(f"bare_{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The migrated database opened; once on each kind."""
    database = Database(database_url, durable=False)
    yield database
    database.close()


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """A migrated SQLite file of this test's own."""
    file = Path(shutil.copy(sqlite_template, tmp_path / "watchbill.db"))
    return f"sqlite:///{file}"


@pytest.fixture
def bare_sqlite_url(tmp_path: Path) -> str:
    """Where an SQLite file would be."""
    return f"sqlite:///{tmp_path / 'watchbill.db'}"


@pytest.fixture
def postgresql_url(postgres: Server, postgresql_template: str) -> Iterator[str]:
    """A migrated PostgreSQL database of this test's own."""
    name = postgres.make(postgresql_template)
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def bare_postgresql_url(postgres: Server) -> Iterator[str]:
    """A PostgreSQL database without tables."""
    name = postgres.make()
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The session's PostgreSQL server; a test that stops it takes one of its own."""
    server = Server()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy."""
    file = tmp_path_factory.mktemp("template") / "watchbill.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_template(postgres: Server) -> str:
    """The name of a migrated database to copy."""
    postgres.run(f"CREATE DATABASE {TEMPLATE}")
    _migrate(postgres.url(TEMPLATE))
    return TEMPLATE


def _migrate(url: str) -> None:
    database = Database(url, durable=False)
    upgrade(database)
    database.close()
