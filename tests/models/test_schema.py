"""Migrations lead to exactly the tables the program knows, and back to none."""

import sqlite3
import subprocess
import sys
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from models import schema, search
from models.people import Person
from models.session import Database
from models.tables import METADATA


def test_the_program_knows_every_revision_in_order() -> None:
    folder = ScriptDirectory.from_config(schema._config())
    found = [script.revision for script in folder.walk_revisions()]
    assert tuple(reversed(found)) == schema.REVISIONS
    assert folder.get_current_head() == schema.HEAD


def test_the_migrations_make_the_tables_the_program_means(bare_url: str) -> None:
    database = Database(bare_url)
    schema.upgrade(database)
    with database.engine.connect() as connection:
        opts = {"compare_type": True, "include_name": _is_no_index}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, METADATA) == []
    database.close()


def test_they_lead_back_to_nothing(bare_url: str) -> None:
    database = Database(bare_url)
    schema.upgrade(database)
    with database.engine.execution_options(writes=True).connect() as connection:
        command.downgrade(schema._config(connection), "base")
        connection.commit()
    with database.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
    database.close()


def test_a_second_upgrade_does_nothing(bare_url: str) -> None:
    database = Database(bare_url)
    schema.upgrade(database)
    assert schema.upgrade(database) is None
    database.close()


def test_an_older_file_is_backed_up_whole_and_sound(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.write() as session:
        session.add(Person(name="ana"))
    copy = schema.back_up_file(database, "0001")
    database.close()
    assert copy.parent == Path(sqlite_url.removeprefix("sqlite:///")).parent
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT name FROM person").fetchall() == [("ana",)]
    connection.close()


def test_row_ids_never_come_again(database: Database) -> None:
    with database.write() as session:
        session.add(Person(name="ana"))
    with database.write() as session:
        session.execute(text("DELETE FROM person"))
    with database.write() as session:
        ben = Person(name="ben")
        session.add(ben)
    assert ben.id == 2


def _is_no_index(name: str | None, kind: str, _parents: object) -> bool:
    """The search index holds nothing of its own, and is no table of the program's."""
    return kind != "table" or not (name or "").startswith(search.TABLE)


def test_a_partial_index_is_partial_on_both(database: Database) -> None:
    """The models say so for one kind only."""
    with database.engine.connect() as connection:
        named = {each.name: each for table in METADATA.tables.values() for each in table.indexes}
        found = {
            index["name"]
            for table in METADATA.tables
            for index in inspect(connection).get_indexes(table)
            if index.get("dialect_options", {}).get(f"{connection.dialect.name}_where") is not None
        }
        kind = connection.dialect.name
        said = {n for n, i in named.items() if i.dialect_options[kind]["where"] is not None}
    assert found == said


def test_sqlite_alone_loads_no_other_dialect(tmp_path: Path) -> None:
    code = (
        "import sys; from models.session import Database; Database('sqlite://'); "
        "print('sqlalchemy.dialects.postgresql' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    told = "an index says sqlite_where only; models.session says the same to PostgreSQL"
    assert done.stdout.strip() == "False", told
