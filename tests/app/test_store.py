"""The database is made, sealed, refused when newer, and backed up when older."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked
from sqlalchemy import event, text

from app import keys, safe
from app.errors import Conflict, Refused, Unavailable
from app.operations import invitation
from app.paths import config_folder
from app.settings import FILE, load
from app.store import open_store
from app.vault import CHANNEL, CONTACT, Locked, Vault
from models import schema
from models.people import Person
from models.session import Database, lite_url, unwire, wire
from tests.architecture.checkout import ROOT
from tests.patience import PATIENCE


def test_a_first_start_makes_tables_and_a_key_outside_the_database(
    bare_url: str, home: Path
) -> None:
    store = open_store(bare_url)
    sealed = store.vault.seal("json://example.org/secret", CONTACT)
    assert b"secret" not in sealed
    assert store.vault.open(sealed, CONTACT) == "json://example.org/secret"
    file = home / "data" / "watchbill" / "keys" / store.ident
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    store.close()


def test_a_second_start_finds_the_same_key(bare_url: str) -> None:
    store = open_store(bare_url)
    sealed = store.vault.seal("x", CONTACT)
    store.close()
    again = open_store(bare_url)
    assert again.vault.open(sealed, CONTACT) == "x"
    again.close()


def test_without_the_key_it_says_so_and_reads_everything_else(bare_url: str, home: Path) -> None:
    store = open_store(bare_url)
    sealed = store.vault.seal("x", CONTACT)
    with store.write() as session:
        session.add(Person(name="ana"))
    store.close()
    (home / "data" / "watchbill" / "keys" / store.ident).unlink()
    again = open_store(bare_url)
    assert again.vault.locked
    with pytest.raises(Locked, match="not on this machine"):
        again.vault.open(sealed, CONTACT)
    with pytest.raises(Refused, match="not on this machine"):
        again.vault.seal("y", CONTACT)
    with again.read() as session:
        assert session.scalar(text("SELECT name FROM person")) == "ana"
    again.close()


def test_a_sealed_value_opens_only_where_it_belongs() -> None:
    vault = Vault(lambda: {1: b"k" * 32})
    sealed = vault.seal("x", CONTACT)
    with pytest.raises(Locked):
        vault.open(sealed, CHANNEL)
    with pytest.raises(Locked):
        Vault(lambda: {1: b"z" * 32}).open(sealed, CONTACT)


def test_the_newest_key_seals_and_the_old_one_still_opens() -> None:
    old = Vault(lambda: {1: b"a" * 32})
    new = Vault(lambda: {1: b"a" * 32, 2: b"b" * 32})
    assert new.open(old.seal("x", CONTACT), CONTACT) == "x"
    assert new.seal("x", CONTACT)[0] == 2
    assert new.signed("page 7", old.sign("page 7"))


@pytest.mark.parametrize("mark", ["", "1", "1.", "1.00", "2.abc", "x.y", "¹.x", "1.é"])
def test_a_forged_mark_is_not_signed(mark: str) -> None:
    vault = Vault(lambda: {1: b"a" * 32})
    assert not vault.signed("page 7", mark)
    assert not vault.signed("page 8", vault.sign("page 7"))


@pytest.mark.parametrize("said", ["", "1:", "1:short", "0:" + "A" * 43 + "=", "x", "1=abc"])
def test_text_that_is_no_key_is_refused_without_repeating_it(said: str) -> None:
    with pytest.raises(Refused) as refusal:
        keys.understood(said)
    assert len(said) < 3 or said not in str(refusal.value)


def test_the_environment_brings_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHBILL_KEY", keys.written({1: b"a" * 32}))
    assert keys.fetched("any") == {1: b"a" * 32}


def test_a_key_of_the_environment_that_is_none_is_called_by_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WATCHBILL_KEY", "hunter2")
    with pytest.raises(Refused, match="WATCHBILL_KEY") as refusal:
        keys.fetched("any")
    assert "hunter2" not in str(refusal.value)


def test_a_newer_database_is_refused_and_untouched(bare_url: str) -> None:
    database = Database(bare_url)
    schema.upgrade(database)
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Refused, match="newer Watchbill"):
        schema.upgrade(database)
    assert schema.revision(database) == "9999"
    database.close()


@pytest.mark.parametrize("url", ["", "foo", "mysql://x/y", "sqlite", "http://example.org"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(Refused, match="expected sqlite:///FILE"):
        open_store(url)


@pytest.mark.parametrize(
    "url", ["sqlite+aiosqlite:///{}", "sqlite+pysqlcipher:///{}", "sqlite:///{}"]
)
def test_whatever_driver_an_address_names_ours_opens_it(tmp_path: Path, url: str) -> None:
    open_store(url.format(tmp_path / "any.db")).close()


def test_an_option_that_no_server_knows_is_refused() -> None:
    with pytest.raises(Refused, match="not understood: invalid connection option"):
        open_store("postgresql://nobody@127.0.0.1:1/none?foo=bar")


@pytest.mark.parametrize("name", ["50%", "x%20y", "a?b=c", "Mü #&;:@", "[1"])
def test_a_path_of_any_letters_can_be_said_as_an_address(tmp_path: Path, name: str) -> None:
    file = tmp_path / name / "watch.db"
    file.parent.mkdir()
    open_store(lite_url(file)).close()
    assert file.is_file()
    assert [each.name for each in tmp_path.iterdir() if each.name != "home"] == [name]


def test_a_question_mark_in_an_address_makes_no_file_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "a?b").mkdir()
    with pytest.raises(Refused, match="percent-encoded"):
        open_store(f"sqlite:///{tmp_path}/a?b/watch.db")
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("versions", [[], ["abc"], ["abc", "def"]], ids=["none", "one", "two"])
def test_a_file_of_another_program_is_left_alone(tmp_path: Path, versions: list[str]) -> None:
    file = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(file)) as theirs, theirs:
        theirs.execute("CREATE TABLE bookmark (name TEXT)")
        theirs.execute("CREATE TABLE alembic_version (version_num TEXT)")
        theirs.executemany("INSERT INTO alembic_version VALUES (?)", [(each,) for each in versions])
    before = file.read_bytes()
    with pytest.raises(Refused, match=r"places\.sqlite belongs to another program"):
        open_store(lite_url(file))
    assert file.read_bytes() == before
    assert [each.name for each in tmp_path.glob("places*")] == ["places.sqlite"]


def test_a_pipe_is_no_database_no_invitation_and_no_settings(tmp_path: Path, home: Path) -> None:
    """Nobody waits for what is written into it."""
    pipe, odd, file = tmp_path / "watch.db", tmp_path / "a.watchbill", config_folder() / FILE
    for each in (pipe, odd, file):
        os.mkfifo(each)
    with pytest.raises(Refused, match="is no invitation"):
        invitation.read(odd)
    with pytest.raises(Refused, match="it is no file"):
        load()
    file.unlink()
    for place in (pipe, Path("/dev/null")):
        with pytest.raises(Refused, match=f"{place} is a device or a pipe"):
            open_store(lite_url(place))


def test_where_the_tables_cannot_be_made_it_is_said(tmp_path: Path) -> None:
    database = Database(lite_url(tmp_path / "full.db"))

    @event.listens_for(database.engine, "connect")
    def small(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA max_page_count=20")  # as on a disk that is full

    with pytest.raises(Unavailable, match="database or disk is full"):
        schema.upgrade(database)
    database.close()


def test_a_file_that_cannot_be_opened_is_named_with_why(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=f"{tmp_path} is a folder, not a file"):
        open_store(lite_url(tmp_path))
    with pytest.raises(Unavailable, match=f"there is no folder {tmp_path}/none"):
        open_store(lite_url(tmp_path / "none" / "x.db"))


def test_a_database_that_cannot_be_reached_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        open_store("sqlite:////no/such/folder/x.db")
    with pytest.raises(Unavailable):
        open_store("postgresql://nobody@127.0.0.1:1/none")


def test_two_edits_of_one_row_conflict(database: Database) -> None:
    with database.write() as session:
        session.add(Person(name="ana"))
    with database.read() as reading:
        seen = reading.get_one(Person, 1)
    with database.write() as session:
        session.get_one(Person, 1).full_name = "Ana"
    seen.full_name = "Anna"
    with pytest.raises(Conflict), database.write() as session:
        session.add(seen)


def test_a_failed_write_leaves_nothing(database: Database) -> None:
    heard: list[object] = []
    database.listeners.append(heard.append)
    with pytest.raises(ZeroDivisionError):
        _fail_halfway(database)
    with database.read() as session:
        assert session.get(Person, 1) is None
    assert heard == []


def _fail_halfway(database: Database) -> None:
    with database.write() as session:
        session.add(Person(name="ana"))
        session.flush()
        raise ZeroDivisionError


def test_what_was_touched_survives_the_wire() -> None:
    touched = frozenset({("incident", 1), ("incident", 22), ("page", 3)})
    assert unwire(wire(touched)) == touched
    assert unwire(wire(frozenset(("incident", n) for n in range(10_000)))) == {("*", 0)}
    assert wire(frozenset()) == ""


def test_a_file_that_is_no_database_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "holiday.db").write_bytes(b"a picture of the sea " * 300)
    with pytest.raises(Unavailable, match="file is not a database"):
        open_store(f"sqlite:///{tmp_path / 'holiday.db'}")


def test_a_database_that_can_only_be_read_says_so(tmp_path: Path, bare_url: str) -> None:
    store = open_store(bare_url)
    store.database.expect_writable()
    if store.database.lite:
        file = store.database.url.database
        store.close()
        store = open_store(f"sqlite:///file:{file}?mode=ro&uri=true")
    else:
        store.close()
        store = open_store(f"{bare_url}&options=-c%20default_transaction_read_only%3Don")
    with pytest.raises(Unavailable, match="only"):
        store.database.expect_writable()
    with pytest.raises(Unavailable, match="only"), store.write() as session:
        session.add(Person(name="ana"))
    with store.read() as session:
        assert session.scalar(text("SELECT count(*) FROM person")) == 0
    store.close()


def test_a_secret_goes_into_a_file_where_the_keyring_stays_shut(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Shut(KeyringBackend):
        priority = 5.0  # type: ignore[assignment]

        def get_password(self, service: str, username: str) -> str | None:
            return None

        def set_password(self, service: str, username: str, password: str) -> None:
            raise KeyringLocked("dismissed")

    monkeypatch.setattr("keyring.get_keyring", Shut)
    assert safe.keep("some", "s3cret") == str(safe.file_of("some"))
    assert safe.found("some") == "s3cret"


def test_a_keyring_that_is_not_there_is_as_none(home: Path) -> None:
    """Asked anew, for the module keeps the first it found."""
    script = "from app import safe; print(safe.found('some'), safe.keep('some', 's3cret'))"
    around = {**os.environ, "PYTHON_KEYRING_BACKEND": "no.such.Keyring"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=around, cwd=ROOT, capture_output=True, text=True,
        check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == (f"None {safe.file_of('some')}\n", "")
