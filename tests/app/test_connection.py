"""Trying a PostgreSQL: every way to fail has a sentence of its own; and invitations."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import make_url

from app import keys, safe, settings
from app.errors import Refused
from app.operations.connection import Place, place_of, refusal, try_it
from app.operations.invitation import Invitation, invitation, read, write
from app.store import open_store
from tests import builders
from tests.aged import aged
from tests.certificate import certified
from tests.journeys.program import Answer, Program
from tests.patience import spare_port
from tests.postgres import Server

HBA = """local all all trust
host all all 127.0.0.1/32 scram-sha-256
"""
SECRET = "s3cret"


class Listening(Server):
    """On the network with passwords, as a team's server is."""

    def __init__(self, port: int) -> None:
        super().__init__(listen_addresses="127.0.0.1", port=str(port))
        self.port = port
        (self._data / "pg_hba.conf").write_text(HBA)
        self.run(f"CREATE ROLE ana LOGIN PASSWORD '{SECRET}'")
        self.run("CREATE DATABASE team OWNER ana")
        self.run("CREATE DATABASE closed")
        self.run("SELECT pg_reload_conf()")

    def place(self, **other: str) -> Place:
        """Ana's, right in all."""
        said = {"host": "127.0.0.1", "database": "team", "user": "ana", "password": SECRET}
        return Place(**{**said, "port": str(self.port), **other})


@pytest.fixture(scope="module")
def server() -> Iterator[Listening]:
    made = Listening(spare_port())
    yield made
    made.remove()


def refused(place: Place) -> tuple[str | None, str]:
    with pytest.raises(Refused) as told:
        try_it(place.url())
    assert SECRET not in str(told.value)
    return told.value.field, str(told.value)


def test_an_empty_database_that_one_may_use(server: Listening) -> None:
    found = try_it(server.place().url())
    assert (found.holds, found.encrypted, found.people) == (False, False, 0)


def test_each_fault_is_said_beside_its_field(server: Listening) -> None:
    assert refused(server.place(port="1"))[0] == "host"
    assert "refused" in refused(server.place(port="1"))[1]
    assert "no machine called nowhere.invalid" in refused(server.place(host="nowhere.invalid"))[1]
    wrong = refused(server.place(password="other"))
    assert wrong == ("password", "The password for ana is wrong, or there is no such user.")
    assert refused(server.place(password=""))[0] == "password"
    assert "createdb tram" in refused(server.place(database="tram"))[1]
    assert refused(server.place(database="closed"))[0] == "user"  # may not make tables there
    assert refused(server.place(tls="require"))[0] == "tls"
    assert refused(server.place(port="many"))[0] == "port"
    assert refused(server.place(host=" "))[0] == "host"


def test_who_is_not_let_in_is_told_whom_to_ask(server: Listening) -> None:
    """Whatever TLS was chosen, no sentence sends one round in a circle."""
    server.run("CREATE ROLE peter LOGIN")
    server.run("CREATE ROLE cut LOGIN PASSWORD 'x' CONNECTION LIMIT 0")
    server.run("CREATE DATABASE shut")
    server.run("REVOKE CONNECT ON DATABASE shut FROM PUBLIC")
    try:
        hba = f"local all peter peer\n{HBA}".replace("host all all", "host team,shut ana,cut")
        (server._data / "pg_hba.conf").write_text(hba)
        server.run("SELECT pg_reload_conf()")
        field, said = refused(server.place(database="postgres"))
        assert field == "user"
        assert "pg_hba.conf" in said
        assert "TLS" not in said
        peter = refused(server.place(host=str(server.folder), user="peter"))
        assert (peter[0], "own machine" in peter[1]) == ("user", True)
        assert "GRANT CONNECT ON DATABASE shut" in refused(server.place(database="shut"))[1]
        cut = refused(Place("127.0.0.1", "team", "cut", "x", str(server.port)))
        assert cut[0] == "host"
    finally:
        (server._data / "pg_hba.conf").write_text(HBA)
        server.run("SELECT pg_reload_conf()")


FATAL = "connection failed: FATAL:  "
HBA_SAID = 'FATAL:  no pg_hba.conf entry for host "10.1.1.1", user "ana", database "team", '


@pytest.mark.parametrize(("said", "field"), [
    (f"{HBA_SAID}SSL encryption\n{HBA_SAID}no encryption", "user"),
    (f"{HBA_SAID}no encryption", "user"),
    ((f"{FATAL}kein pg_hba.conf-Eintrag für Host »10.1.1.1«, Benutzer »ana«, Datenbank »team«, "
     "keine Verschlüsselung"), "user"),
    (f"{FATAL}Passwort-Authentifizierung für Benutzer »ana« fehlgeschlagen", "password"),
    (f"{FATAL}Peer-Authentifizierung für Benutzer »ana« fehlgeschlagen", "user"),
    (f"{FATAL}Datenbank »tram« existiert nicht", "database"),
    (f"{FATAL}Rolle »ana« existiert nicht", "user"),
    (f"{FATAL}keine Berechtigung für Datenbank »team«", "user"),
    (f"{FATAL}das Datenbanksystem startet", "host"),
    (f"{FATAL}la autentificación password falló para el usuario «ana»", "password"),
    (f"{FATAL}la autentificación Peer falló para el usuario «ana»", "user"),
    (f"{FATAL}no existe la base de datos «tram»", "database"),
    (f"{FATAL}no existe el rol «ana»", "user"),
    (f"{FATAL}permiso denegado a la base de datos «team»", "user"),
    (f"{FATAL}el sistema de base de datos está iniciándose", "host"),
    (f"{FATAL}the database system is starting up", "host"),
    (f"{FATAL}remaining connection slots are reserved for roles with SUPERUSER", "host"),
    (('- host: ::1: Connection refused\n- host: 127.0.0.1: FATAL:  password authentication failed '
     'for user "ana"'), "password"),
])  # fmt: skip
def test_a_server_may_say_it_in_its_own_language(said: str, field: str) -> None:
    found = refusal(make_url("postgresql://ana@db/team"), said)
    assert found.field == field
    assert "PostgreSQL says" not in str(found)
    assert "choose TLS" not in str(found)


def test_tls_is_advised_only_where_it_was_not_tried() -> None:
    url = make_url("postgresql://ana@db/team?sslmode=disable")
    assert refusal(url, f"{HBA_SAID}no encryption").field == "tls"


def test_a_machine_is_a_name_and_perhaps_a_port() -> None:
    for host in ("http://db.example.org", "db.example.org/team", "ana@db", "db one"):
        with pytest.raises(Refused, match="name or number") as told:
            Place(host, "team").url()
        assert told.value.field == "host"
    assert place_of(Place("db:5433", "team", port="1").url()) == Place("db", "team", port="5433")
    assert place_of(Place("[::1]:5433", "team").url()) == Place("::1", "team", port="5433")
    assert place_of(Place("::1", "team").url()) == Place("::1", "team")
    for url in ("postgresql://http://db/team", "nothing", f"postgresql://{'x' * 300}.org/team"):
        with pytest.raises(Refused) as told:
            try_it(url)
        assert told.value.field == "host"


@pytest.mark.parametrize(("version", "said"), [("9.6.24", "9.6.24"), ("11.0", "11.0"),
                                               ("12.22 (Debian 12.22-1)", "12.22")])  # fmt: skip
def test_a_server_that_is_too_old_is_one_sentence_wherever_it_is_met(
    version: str, said: str
) -> None:
    sentence = f"This is PostgreSQL {said}; Watchbill needs 13 or newer."
    with aged(version) as url:
        assert refused(place_of(url)) == ("host", sentence)
        with pytest.raises(Refused) as told:
            open_store(url)
        assert str(told.value) == sentence
        for words in (["db", "check"], ["incident", "list"], ["serve", "--port", "0"]):
            assert Program(url).call(*words) == Answer(1, "", sentence + "\n")


def test_a_certificate_that_nobody_trusts(tmp_path: Path) -> None:
    """The tests' PostgreSQL cannot speak TLS, so here only the beginning of the talk is spoken."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certified(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            line, _ = listening.accept()
            with line:
                line.recv(8)
                line.sendall(b"S")
                with suppress(OSError):
                    context.wrap_socket(line, server_side=True).close()

        Thread(target=answer, daemon=True).start()
        other = tmp_path / "other"
        other.mkdir()
        roots = certified(other)
        place = Place("127.0.0.1", "team", "ana", port=str(listening.getsockname()[1]))
        url = f"{place.url()}?sslmode=verify-full&sslrootcert={roots}"
        with pytest.raises(Refused, match="not trusted") as told:
            try_it(url)
    assert told.value.field == "tls"


def test_an_address_and_its_parts_are_the_same() -> None:
    for place in (
        Place("db.example.org", "team", "ana", "p@ss/w:rd", "5433", "require"),
        Place("/run/postgresql", "team"),
    ):
        assert place_of(place.url()) == place
    with pytest.raises(Refused):
        place_of("mysql://x/y")


def test_a_password_is_kept_apart_from_the_address(server: Listening, home: Path) -> None:
    url = server.place().url()
    plain = safe.apart(url)
    assert SECRET not in plain
    settings.Settings(plain).save()
    open_store(plain).close()  # the password is found again
    files = list((home / "data" / "watchbill" / "keys").iterdir())
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)
    assert safe.apart(plain) == plain


def test_an_invitation_says_only_what_was_asked(
    server: Listening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHBILL_KEY", keys.written(keys.made()))
    store = open_store(server.place().url())
    ben = builders.person(store, "ben", "Ben Okafor")
    file = tmp_path / "ben.watchbill"
    write(invitation(store, ben), file)
    assert SECRET not in file.read_text()
    found = read(file)
    assert (found.person, found.full_name, found.key) == ("ben", "Ben Okafor", "")
    assert place_of(found.database) == server.place(password="")
    file.chmod(0o644)
    write(invitation(store, ben, password=True, key=True), file)
    assert place_of(read(file).database).password == SECRET
    assert read(file).key
    assert file.stat().st_mode & 0o077 == 0
    write(Invitation("postgresql://h/d"), file)  # shorter than what was there
    assert read(file) == Invitation("postgresql://h/d")
    store.close()


def test_an_invitation_without_what_was_asked_for_is_none(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(postgresql_url)
    with pytest.raises(Refused, match="no password"):
        invitation(store, None, password=True)
    monkeypatch.setenv("WATCHBILL_KEY", "nonsense")
    store.vault.forget()
    with pytest.raises(Refused, match="key is not on this machine"):
        invitation(store, None, key=True)
    store.close()


def test_what_is_no_invitation_is_refused(tmp_path: Path, sqlite_url: str) -> None:
    for at, said in enumerate((b"", b"{}", b"[1]", b'{"watchbill": 2}', b"\xff\x00", b"x" * 200_000,
                               b'{"watchbill": 1, "database": 5}')):  # fmt: skip
        file = tmp_path / f"{at}.watchbill"
        file.write_bytes(said)
        with pytest.raises(Refused):
            read(file)
    with pytest.raises(Refused):
        read(tmp_path / "none.watchbill")
    store = open_store(sqlite_url)
    with pytest.raises(Refused, match="a file on this machine"):
        invitation(store, None)
    store.close()
    assert "s3" not in repr(Invitation("postgresql://a:s3@b/c", key="s3"))
