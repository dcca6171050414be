"""The columns kept in memory, and from one run to the next, are those of the database."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from typing import Any

import numpy as np
import pytest
from sqlalchemy import event

from app.clock import SetClock
from app.domain.cases import COLUMNS, Numbers
from app.domain.window import Window
from app.operations import incident, tag
from app.operations.incident import Declaration
from app.queries import keepsake, shelf
from app.queries.attention import attention
from app.queries.ledger import ledger, titles_of
from app.queries.tag import tag_ids
from app.store import Store, open_store
from models.incident import Affected, Incident
from models.kinds import Category, PageState, Severity, Urgency
from models.page import Page
from models.problem import Problem, ProblemIncident
from tests import builders

ALWAYS = Window(datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
MINUTE = timedelta(minutes=1)


def same(store: Store, window: Window = ALWAYS) -> None:
    """What is kept against what is there."""
    kept, real = shelf.shelf(store), ledger(store, window)
    found = kept.ledger(window)
    assert found.cases.categories == real.cases.categories
    for name in COLUMNS:
        assert getattr(found.cases, name).tolist() == getattr(real.cases, name).tolist(), name
    assert found.pairs.tolist() == real.pairs.tolist()
    assert sorted(found.tagging().tolist()) == sorted(real.tagging().tolist())
    pages = attention(store, ALWAYS).pages
    for name in ("number", "person", "sent", "level"):
        assert sorted(getattr(kept.pages(), name)) == sorted(getattr(pages, name))
    one, other = kept.titles(), titles_of(store, ledger(store, ALWAYS))
    assert one.number.tolist() == other.number.tolist()
    assert [one.words[k] for k in one.kind] == [other.words[k] for k in other.kind]


def page(store: Store, number: int, person: int | None) -> int:
    at = store.now()
    with store.write() as session:
        row = Page(incident_id=number, person_id=person, contact="mail", urgency=Urgency.HIGH,
                   round=1, level=1, attempt=1, created_at=at, due_at=at)  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def test_the_shelf_follows_whatever_happens(store: Store, clock: SetClock) -> None:
    by = builders.actor(store, "ana")
    api, db = (builders.service(store, name) for name in ("api", "db"))
    same(store)
    for title in ("one", "two is down", "three"):
        incident.declare(store, Declaration(title, service=api), by)
        clock.forward(MINUTE)
        same(store)
    incident.acknowledge(store, 2, by)
    incident.change(store, 1, by, None, severity=Severity.SEV1, title="four is up")
    same(store)
    ident = page(store, 1, by.person)
    same(store)  # it has not left
    with store.write() as session:
        session.get_one(Page, ident).state = PageState.SENT
    assert len(shelf.shelf(store).pages()) == 1
    clock.forward(MINUTE)
    incident.resolve(store, 2, by)
    incident.reopen(store, 2, by)
    with store.write() as session:
        session.get_one(Incident, 3).category = "tape robot"  # nobody knew of it
        session.add(Affected(incident_id=2, service_id=db))
        now = store.now()
        row = Problem(title="p", created_at=now, created_by="ana", changed_at=now, changed_by="ana")
        session.add(row)
        session.flush()
        session.add(ProblemIncident(problem_id=row.id, incident_id=1, at=now, by="ana"))
        session.get_one(Incident, 1).alert_count = 7
    same(store)
    same(store, Window(clock.now() - 2 * MINUTE, clock.now()))


def test_tags_follow_as_well(store: Store) -> None:
    by = builders.actor(store, "ana")
    for title in ("one", "two", "three"):
        incident.declare(store, Declaration(title, tags=("eu", title)), by)
        same(store)
    tag.tag(store, [1, 3], by, ["pos"], ["eu"])
    same(store)
    (eu,) = tag_ids(store, ["eu"])
    tag.rename(store, eu, "POS", by)
    same(store)
    tag.remove(store, *tag_ids(store, ["two"]), by)
    same(store)
    assert len(shelf.shelf(store).tagging()) == 5


def test_what_is_asked_for_by_parts_is_everything(
    store: Store, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = builders.actor(store, "ana")
    for at in range(7):
        incident.declare(store, Declaration(f"x {at}"), by)
    monkeypatch.setattr(shelf, "PART", 3)
    told: list[tuple[int, int]] = []
    shelf.shelf(store).ledger(ALWAYS, lambda done, count: told.append((done, count)))
    assert told == [(0, 7), (3, 7), (6, 7)]
    same(store)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An embedded database with three incidents, kept by a program that has ended."""
    monkeypatch.setattr(keepsake, "WORTH", 0)
    monkeypatch.setattr(keepsake, "cache_folder", lambda: tmp_path)
    store = open_store(f"sqlite:///{tmp_path / 'a.db'}", durable=False)
    by = builders.actor(store, "ana")
    for at in range(3):
        incident.declare(store, Declaration(f"x {at}"), by)
    same(store)
    shelf.shelf(store).keep()
    store.close()
    return tmp_path / "a.db"


def read_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether all incidents were read, rather than those that changed."""
    asked: list[int] = []
    with monkeypatch.context() as patch:
        whole = shelf.Shelf._every_incident

        def noted(self: shelf.Shelf, *rest: object) -> object:
            asked.append(1)
            return whole(self, *rest)  # type: ignore[arg-type]

        patch.setattr(shelf.Shelf, "_every_incident", noted)
        store.memory.clear()
        same(store)
    return bool(asked)


def test_the_next_program_reads_only_what_changed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(f"sqlite:///{file}", durable=False)
    assert not read_anew(store, monkeypatch)
    by = builders.actor(store, "ben")
    incident.resolve(store, 2, by)
    incident.declare(store, Declaration("another"), by)
    assert not read_anew(store, monkeypatch)
    assert len(shelf.shelf(store).ledger(ALWAYS).cases) == 4
    store.close()


def test_what_was_not_heard_yet_is_not_said_to_be_known(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program's bell stands in the database before it rings here."""
    store, other = (open_store(f"sqlite:///{file}", durable=False) for _ in range(2))
    same(store)
    by = builders.actor(other, "ben")
    incident.resolve(other, 2, by)
    same(store)  # nobody rang
    incident.acknowledge(other, 1, by)
    incident.change(other, 3, by, None, severity=Severity.SEV1)
    same(store)
    shelf.shelf(store).keep()
    store.close()
    store = open_store(f"sqlite:///{file}", durable=False)
    assert not read_anew(store, monkeypatch)
    store.close()
    other.close()


def test_what_could_not_be_read_is_not_said_to_be_known(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(f"sqlite:///{file}", durable=False)
    by = builders.actor(store, "ben")
    incident.resolve(store, 2, by)
    same(store)
    incident.change(store, 3, by, None, severity=Severity.SEV1)
    broken: list[str] = []

    @event.listens_for(store.database.engine, "before_cursor_execute")
    def breaks(_c: Any, _k: Any, statement: str, *_rest: Any) -> None:
        if "FROM incident" in statement and not broken:
            broken.append(statement)
            raise OSError("out of luck")

    with pytest.raises(OSError, match="luck"):
        shelf.shelf(store).ledger(ALWAYS)
    assert broken
    shelf.shelf(store).keep()
    store.close()
    store = open_store(f"sqlite:///{file}", durable=False)
    assert not read_anew(store, monkeypatch)
    store.close()


def test_the_names_are_those_of_the_table(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever another thread reads before they are looked at."""
    by = builders.actor(store, "ana")
    incident.declare(store, Declaration("x", category=Category.PERFORMANCE), by)
    same(store)
    real = shelf.reaching

    def meanwhile(table: Numbers, window: Window) -> Numbers:
        monkeypatch.undo()
        with store.write() as session:
            session.get_one(Incident, 1).category = "a tape robot"
        same(store)
        return real(table, window)

    monkeypatch.setattr(shelf, "reaching", meanwhile)
    found = shelf.shelf(store).ledger(ALWAYS).cases
    assert found.categories[found.category[0]] == Category.PERFORMANCE
    assert shelf.shelf(store).ledger(ALWAYS).cases.categories != found.categories


def test_a_file_that_does_not_fit_is_not_used(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of another history of the same database, of one that rows were taken from behind our back, or
    spoilt."""
    copyfile(file, file.with_name("older.db"))
    store = open_store(f"sqlite:///{file}", durable=False)
    incident.resolve(store, 1, builders.actor(store, "ben"))
    same(store)
    shelf.shelf(store).keep()
    store.close()
    older = open_store(f"sqlite:///{file.with_name('older.db')}", durable=False)
    for at in range(3):  # as many commits, but others
        incident.declare(older, Declaration(f"y {at}"), builders.actor(older, f"cy{at}"))
    assert read_anew(older, monkeypatch)
    shelf.shelf(older).keep()
    with older.database.engine.connect() as connection:
        connection.exec_driver_sql("DELETE FROM event WHERE incident_id = 2")
        connection.exec_driver_sql("DELETE FROM incident WHERE id = 2")
        connection.commit()
    assert read_anew(older, monkeypatch)
    shelf.shelf(older).keep()
    (path,) = file.parent.glob("figures/*-incident.columns")
    path.write_bytes(path.read_bytes()[:-8])
    assert read_anew(older, monkeypatch)
    path.write_bytes(b"nonsense")
    assert read_anew(older, monkeypatch)
    assert np.array_equal(shelf.shelf(older).titles().number, ledger(older, ALWAYS).cases.number)
    older.close()
