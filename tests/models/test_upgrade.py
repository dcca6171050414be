"""A database of the first version is backed up, upgraded, and reads as it did."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import inspect, select, text

from app.clock import SetClock
from app.domain.actor import Actor
from app.domain.limits import USUAL
from app.domain.moment import stamp
from app.domain.window import Window
from app.operations import followup, incident, problem
from app.operations.incident import Declaration
from app.queries import incident_detail, incident_json
from app.queries.draft import editions, stored
from app.queries.incident import incident_ids, incident_rows
from app.queries.incident_filter import By, Filter, Sort
from app.queries.oncall import Final, finals
from app.queries.schedule import schedule_rows
from app.queries.search import search
from app.store import Store, open_store
from app.workspace.apply import dump
from models import schema
from models import search as index
from models.alert import LifeSign
from models.kinds import Life, Source
from models.session import Database
from tests.models.old_database import FOLDER, OLD, answer, restored

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)  # some hours after the old program ended


@pytest.fixture
def store(bare_url: str) -> Iterator[Store]:
    """The old database, opened by the program of today."""
    restored(bare_url)
    store = open_store(bare_url, clock=SetClock(NOW), upgrade=True)
    yield store
    store.close()


def test_it_is_current_now(store: Store) -> None:
    assert schema.revision(store.database) == schema.HEAD


def test_the_workspace_file_is_the_same(store: Store) -> None:
    text, sealed = dump(store)
    assert sealed
    assert text == (FOLDER / "workspace.yaml").read_text("utf-8")


def test_who_was_and_will_be_on_call_is_the_same(store: Store) -> None:
    old = answer("oncall.json")["schedules"]
    ends = (datetime.fromisoformat(old[0][name]) for name in ("from", "to"))
    assert [said(each) for each in finals(store, Window(*ends))] == [
        {name: each[name] for name in ("schedule", "shifts", "gaps", "coverage")} for each in old
    ]


def test_the_incidents_are_the_same(store: Store) -> None:
    old = answer("incidents.json")["incidents"]
    order = incident_ids(store, Filter(open=False), Sort(By.NUMBER, down=True))
    new = incident_json.listed(incident_rows(store, order))["incidents"]
    assert [as_it_was(now, was) for now, was in zip(new, old, strict=True)] == old
    was = answer("incident.json")
    events = incident_detail.timeline(store, was["number"])
    now = incident_json.shown(incident_detail.detail(store, was["number"]), events)
    assert as_it_was(now, was) == was


def test_what_is_new_is_as_usual(store: Store) -> None:
    for row in schedule_rows(store):
        assert (row.spec.limits, row.spec.shadows) == (USUAL, ())
        assert stored(store, row.id).spec == row.spec
        assert editions(store, row.id) == []


def test_the_old_file_is_kept_beside(bare_sqlite_url: str) -> None:
    restored(bare_sqlite_url)
    before = rows(Path(bare_sqlite_url.removeprefix("sqlite:///")))
    database = Database(bare_sqlite_url)
    backup = schema.upgrade(database)
    database.close()
    assert backup is not None
    assert f"-schema-{OLD}-" in backup.name
    assert rows(backup) == before
    assert before["alembic_version"] == [(OLD,)]
    assert len(before["incident"]) == 6


def test_the_way_back_leads_to_the_tables_of_then(bare_url: str) -> None:
    database = Database(bare_url)
    found = []
    for step, target in (
        (command.upgrade, OLD),
        (command.upgrade, "head"),
        (command.downgrade, OLD),
    ):
        with database.engine.execution_options(writes=True).connect() as connection:
            step(schema._config(connection), target)
            connection.commit()
        found.append(columns(database))
    assert found[0] == found[2] != found[1]
    database.close()


def test_follow_ups_and_problems_from_before_are_found(bare_url: str) -> None:
    """In the index after the upgrade, once; and out of it on the way back."""
    by, kinds = Actor("ana", Source.SHELL), ("follow-up", "problem")
    store = open_store(bare_url, clock=SetClock(NOW), upgrade=True)
    number = incident.declare(store, Declaration("Disk full"), by)
    followup.add(store, number, followup.Wanted("Buy a volume"), by)
    problem.create(store, problem.Wanted("Old volume driver"), by)
    with store.database.engine.execution_options(writes=True).connect() as connection:
        index.leave_out(connection, kinds)
        connection.execute(text("UPDATE alembic_version SET version_num = '0011'"))
        connection.commit()
    assert search(store, "volume", kinds=kinds) == ()
    schema.upgrade(store.database)
    assert sorted(hit.kind for hit in search(store, "volume", kinds=kinds)) == list(kinds)
    with store.database.engine.execution_options(writes=True).connect() as connection:
        command.downgrade(schema._config(connection), "0011")
        connection.commit()
    assert search(store, "volume", kinds=kinds) == ()
    assert search(store, "disk", kinds=("incident",))
    store.close()


def test_a_heartbeat_that_was_named_before_waits_for_its_first_ping(bare_url: str) -> None:
    """Older programs took the name and read nothing; no other integration expects anything."""
    database = Database(bare_url)
    with database.engine.execution_options(writes=True).connect() as connection:
        command.upgrade(schema._config(connection), "0010")
        yes = "1" if database.lite else "true"
        connection.execute(text(
            "INSERT INTO service (id, name, description, kind, active, version) "
            f"VALUES (1, 'db', '', 'internal', {yes}, 1)"
        ))  # fmt: skip
        for ident, form in enumerate(("heartbeat", "generic"), 1):
            connection.execute(text(
                "INSERT INTO integration (id, name, format, service_id, key_hash, key, active, "
                f"version) VALUES ({ident}, '{form}', '{form}', 1, '{form}', :key, {yes}, 1)"
            ), {"key": b""})  # fmt: skip
        command.upgrade(schema._config(connection), "head")
        connection.commit()
    with database.read() as session:
        [row] = session.scalars(select(LifeSign)).all()
    assert (row.integration_id, row.every_s, row.grace_s) == (1, 300, 60)
    assert (row.state, row.due_at) == (Life.WAITING, None)
    database.close()


def said(final: Final) -> dict[str, Any]:
    return {
        "schedule": final.schedule,
        "shifts": [
            {"start": stamp(each.start), "end": stamp(each.end), "person": each.person,
             "source": each.source}
            for each in final.shifts
        ],
        "gaps": [
            {"start": stamp(each.window.start), "end": stamp(each.window.end),
             "deliberate": each.deliberate}
            for each in final.gaps
        ],
        "coverage": final.coverage,
    }  # fmt: skip


def as_it_was(now: Any, was: Any) -> Any:
    """Only what the old answer says, too: new keys may come."""
    if isinstance(was, dict):
        return {name: as_it_was(now[name], each) for name, each in was.items()}
    if isinstance(was, list):
        return [as_it_was(*pair) for pair in zip(now, was, strict=True)]
    return now


def rows(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
    with sqlite3.connect(file) as connection:
        names = [name for (name,) in connection.execute(tables)]
        found = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
    connection.close()
    return found


def columns(database: Database) -> dict[str, list[str]]:
    with database.engine.connect() as connection:
        inspector = inspect(connection)
        return {
            table: sorted(f"{each['name']} {each['type']} {each['nullable']}"
                          for each in inspector.get_columns(table))
            for table in inspector.get_table_names()
        }  # fmt: skip
