"""One file holds the whole database, and gives it back, on either kind."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from app.cli.main import run
from app.domain.actor import Actor
from app.domain.workspace import PersonSpec
from app.errors import Refused
from app.operations import backup, key, tracker
from app.operations.people import save_person
from app.operations.tracker import Wanted
from app.store import Store, open_store
from app.vault import CONTACT, TRACKER
from models.kinds import Source
from models.kinds_learn import TrackerKind
from models.people import Contact, Person
from models.ticket import Tracker


def _ana(store: Store) -> None:
    sealed = store.vault.seal("json://example.org", CONTACT)
    with store.write() as session:
        contacts = [Contact(name="phone", address=sealed, scheme="json")]
        session.add(Person(name="ana", contacts=contacts))


def test_what_was_backed_up_is_given_back(database_url: str, tmp_path: Path) -> None:
    store, file = open_store(database_url), tmp_path / "all.backup"
    _ana(store)
    backup.back_up(store, file)
    with store.write() as session:
        session.get_one(Person, 1).name = "changed"
    with pytest.raises(Refused, match="not empty"):
        backup.restore(store, file)
    backup.restore(store, file, replace=True)
    with store.write() as session:
        assert session.get_one(Person, 1).name == "ana"
        session.add(Person(name="next"))  # its id is new on PostgreSQL too
    assert [each.name for each in tmp_path.iterdir() if "all" in each.name] == ["all.backup"]
    store.close()


def test_a_backup_moves_to_the_other_kind_with_its_secrets(
    postgresql_url: str, bare_sqlite_url: str, tmp_path: Path
) -> None:
    server, file = open_store(postgresql_url), tmp_path / "team.backup"
    _ana(server)
    backup.back_up(server, file)
    laptop = open_store(bare_sqlite_url)
    backup.restore(laptop, file)
    laptop.close()
    laptop = open_store(bare_sqlite_url)
    with laptop.read() as session:
        contact = session.get_one(Contact, 1)
    assert laptop.vault.open(contact.address, CONTACT) == "json://example.org"
    laptop.close()
    server.close()


def test_a_damaged_backup_is_refused_and_the_database_left_alone(
    sqlite_url: str, tmp_path: Path
) -> None:
    store, file = open_store(sqlite_url), tmp_path / "all.backup"
    _ana(store)
    backup.back_up(store, file)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Refused, match="is damaged"):
        backup.restore(store, file, replace=True)
    with store.read() as session:
        assert session.get_one(Person, 1).name == "ana"
    store.close()


@pytest.mark.parametrize("damage", [b"no database at all" * 300, None])
def test_a_backup_takes_the_place_of_a_damaged_file_which_is_kept(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: bytes | None
) -> None:
    store, file = open_store(sqlite_url), tmp_path / "all.backup"
    _ana(store)
    backup.back_up(store, file)
    store.close()
    place = Path(sqlite_url.removeprefix("sqlite:///"))
    whole = bytearray(place.read_bytes())
    whole[4096:60_000] = bytes(60_000 - 4096)
    broken = damage or bytes(whole)
    place.write_bytes(broken)
    assert run(["--database", sqlite_url, "db", "check"]) == 3
    assert "watchbill db restore BACKUP --replace" in capsys.readouterr().err
    assert run(["--database", sqlite_url, "db", "restore", str(file), "--replace"]) == 0
    [kept] = tmp_path.glob("*.damaged-*[0-9]")
    assert str(kept) in capsys.readouterr().out
    assert kept.read_bytes() == broken
    assert run(["--database", sqlite_url, "db", "check"]) == 0
    again = open_store(sqlite_url)
    with again.read() as session:
        assert session.get_one(Person, 1).name == "ana"
    again.close()


def test_a_backup_never_overwrites_and_nonsense_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    store, file = open_store(sqlite_url), tmp_path / "note.txt"
    file.write_text("not a backup")
    with pytest.raises(Refused, match="exists already"):
        backup.back_up(store, file)
    with pytest.raises(Refused, match="no Watchbill backup"):
        backup.restore(store, file)
    for absent in (tmp_path / "nope", tmp_path / "none" / "nope"):
        with pytest.raises(Refused, match=f"There is no file {absent}"):
            backup.restore(store, absent)
    with pytest.raises(Refused, match="no Watchbill backup"):
        backup.restore(store, tmp_path)
    with pytest.raises(Refused, match="no folder"):
        backup.back_up(store, tmp_path / "none" / "x")
    assert backup.check(store) == []
    store.close()


def test_a_new_key_seals_everything_anew(database_url: str) -> None:
    store = open_store(database_url)
    _ana(store)
    assert key.rotate(store) == 1
    with store.read() as session:
        contact = session.get_one(Contact, 1)
    assert contact.address[0] == 2
    assert store.vault.open(contact.address, CONTACT) == "json://example.org"
    store.close()


def test_a_key_is_carried_to_another_machine(database_url: str, home: Path) -> None:
    store = open_store(database_url)
    _ana(store)
    carried = key.exported(store)
    (home / "data" / "watchbill" / "keys" / store.ident).unlink()
    store.vault.forget()
    assert store.vault.locked
    key.bring(store, carried)
    with store.read() as session:
        assert store.vault.open(session.get_one(Contact, 1).address, CONTACT)
    store.close()


def test_a_key_that_is_brought_takes_the_place_of_a_damaged_one(
    database_url: str, home: Path
) -> None:
    store = open_store(database_url)
    _ana(store)
    carried = key.exported(store)
    (home / "data" / "watchbill" / "keys" / store.ident).write_text("no key")
    store.vault.forget()
    assert store.vault.damaged
    with pytest.raises(Refused, match="holds no Watchbill key"):
        key.exported(store)
    key.bring(store, carried)
    assert not store.vault.locked
    with store.read() as session:
        assert store.vault.open(session.get_one(Contact, 1).address, CONTACT)
    store.close()


def test_an_altered_audit_entry_is_found(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(database_url)
    save_person(store, PersonSpec(name="ana"), Actor("test", Source.SHELL))
    assert backup.check(store) == []
    look = ["--database", database_url, "db", "check", "--json"]
    assert run(look) == 0
    assert json.loads(capsys.readouterr().out) == {"sound": True, "problems": []}
    with store.write() as session:
        session.execute(text("UPDATE audit SET actor = 'somebody else'"))
    (sentence,) = backup.check(store)
    assert "was altered" in sentence
    assert run(look) == 1
    said = capsys.readouterr()
    assert json.loads(said.out) == {"sound": False, "problems": [sentence]}
    assert said.err == f"{sentence}\n"
    store.close()


def test_a_new_key_seals_trackers_anew(database_url: str) -> None:
    store = open_store(database_url)
    wanted = Wanted("jira", TrackerKind.JIRA, "https://j.example.org", "OPS", "tok3n")
    ident = tracker.save(store, wanted, Actor("ana", Source.SHELL))
    assert key.rotate(store) == 1
    with store.read() as session:
        row = session.get_one(Tracker, ident)
    assert row.token[0] == 2
    assert store.vault.open(row.token, TRACKER) == "tok3n"
    store.close()
