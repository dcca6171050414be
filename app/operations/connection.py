"""Trying the address of a PostgreSQL before it is relied on: what is wrong, and with which part."""

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from app import safe
from app.errors import Refused
from app.store import refuse_old
from models import schema

if TYPE_CHECKING:
    from psycopg import Connection

PATIENCE = 8  # seconds
TLS = ("prefer", "require", "verify-full")  # if it can be had; always; and from whom it says
SHAPE = "An address looks like postgresql://user@host/database."
NO_HOST = re.compile(r"[/\\@?#\s]")  # in no name of a machine
WANTS_TLS = "{host} wants TLS for this: choose TLS “always”."
FAULTS = (  # what is said, the field it belongs to, what we say. The library here speaks English,
    # a server (what is FATAL) any language; and what a server said counts more than an address
    # that did not answer, for one name may have several
    (r"does not support SSL", "tls", ("{host} does not speak TLS. Switch it on there, or choose "
     "TLS “if it can be had”.")),
    (r"certificate|SSL error|SSL SYSCALL|root.crt", "tls",
     "TLS with {host} failed, its certificate is not trusted here: {cause}"),
    (r"pg_hba\.conf", "user", ("{host} does not let {user} in from here. Ask whoever keeps the "
     "server for a line in its pg_hba.conf that allows it for {database}.")),
    (r"no password supplied", "password", "{host} wants a password for {user}."),
    (r"(peer|ident)\W+authenti[fc]|autenti\w*.{0,3}n\W+(peer|ident)", "user",
     ("{host} takes {user} only from the account of that name on its own machine. Ask whoever "
      "keeps the server for a user with a password.")),
    (r"authentication failed|Authentifizierung.*fehlgeschlagen|autenti\w*.{0,3}n .*fall|28P01",
     "password", "The password for {user} is wrong, or there is no such user."),
    ((r"permission denied for database|keine Berechtigung f.{1,2}r Datenbank|"
     r"permiso denegado.*base de datos"), "user",
     ("{user} may not connect to {database}. Its owner can allow it: "
      "GRANT CONNECT ON DATABASE {database} TO {user};")),
    (r"not permitted to log in|Berechtigung zum Einloggen|no se le permite conectarse", "user",
     "{user} may not log in on {host}."),
    (r'database ".*" does not exist|Datenbank .* existiert nicht|no existe la base de datos|3D000',
     "database",
     "No database {database} on {host}: ask whoever runs it to make it, or: createdb {database}"),
    (r'role ".*" does not exist|Rolle .* existiert nicht|no existe el rol|28000', "user",
     "There is no user {user} on {host}."),
    ((r"too many (clients|connections)|remaining connection slots|zu viele (Clients|Verbindungen)|"
     r"verbleibende.*Verbindung|demasiad[ao]s (clientes|conexiones)|conexiones restantes|53300"),
     "host", "{host} takes no more connections at the moment."),
    ((r"starting up|shutting down|recovery mode|not (yet )?accepting|57P03|"
     r"Datenbanksystem (startet|f.{1,2}hrt|ist im|nimmt)|sistema de base de datos (est|no est)"),
     "host", "{host} is just starting or stopping. Try again in a minute."),
    (r"refused", "host", ("Nothing answers at {host}, port {port}: the connection was refused. "
     "Is PostgreSQL running there, and does it listen on the network?")),
    (r"could not translate host|failed to resolve|Name or service|getaddrinfo|nodename",
     "host", "There is no machine called {host}."),
    (r"timeout|timed out|No route|unreachable", "host",
     "{host} does not answer. Is it switched on, and does a firewall let port {port} through?"),
    (r"No such file", "host", "There is no PostgreSQL socket in {host}."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A PostgreSQL as a form names it; no port: the usual one, no user: this account's."""

    host: str
    database: str
    user: str = ""
    password: str = field(default="", repr=False)
    port: str = ""
    tls: str = TLS[0]

    def url(self) -> str:
        """As one address, with the password. Raises Refused beside a field."""
        if not self.host.strip():
            raise Refused("Which machine is PostgreSQL on?", "host")
        if not self.database.strip():
            raise Refused("Which database is it?", "database")
        host, port = parted(self.host, self.port)
        socket = host.startswith("/")
        if not socket and NO_HOST.search(host):
            raise Refused("Only the machine's name or number belongs here: db.example.org.", "host")
        if port and not (port.isdecimal() and int(port) < 65536):
            raise Refused("A port is a number, usually 5432.", "port")
        query = {} if self.tls == TLS[0] else {"sslmode": self.tls}
        return URL.create(
            "postgresql",
            self.user.strip() or None,
            self.password or None,
            None if socket else host,
            int(port) if port else None,
            self.database.strip(),
            {**query, "host": host} if socket else query,
        ).render_as_string(hide_password=False)


@dataclass(frozen=True, slots=True)
class Tried:
    """What answered. `holds`: it is a Watchbill database already; `older`: of an older program."""

    version: str
    encrypted: bool
    holds: bool
    people: int = 0
    incidents: int = 0
    older: bool = False


def parted(host: str, port: str = "") -> tuple[str, str]:
    """`db.example.org:5433` as machine and port; its port goes before one that is named apart."""
    host, port = host.strip(), port.strip()
    found = re.fullmatch(r"([^:/\s]+|\[[^/\s]+\]):(\d+)", host)
    host, port = found.groups() if found else (host, port)
    bare = re.fullmatch(r"\[(.+)\]", host)  # an IPv6, as it stands in an address
    return (bare[1] if bare else host), port


def place_of(url: str) -> Place:
    """The reverse of `Place.url`. Raises Refused."""
    try:
        parsed = make_url(url)
        port = str(parsed.port or "")
    except (ArgumentError, ValueError) as fault:
        raise Refused(SHAPE, "host") from fault
    if parsed.get_backend_name() != "postgresql":
        raise Refused(SHAPE, "host")
    query = {name: str(value) for name, value in parsed.query.items()}
    host = parsed.host or query.get("host", "")
    tls = query.get("sslmode", TLS[0])
    name, user = parsed.database or "", parsed.username or ""
    return Place(host, name, user, str(parsed.password or ""), port, tls if tls in TLS else TLS[0])


def try_it(url: str) -> Tried:
    """Connects once and looks; nothing is written. Raises Refused with the field's name."""
    import psycopg

    try:
        parsed = safe.whole(url)
    except (ArgumentError, ValueError) as fault:
        raise Refused(SHAPE, "host") from fault
    try:
        with psycopg.connect(**_words(parsed)) as connection:
            return _looked(connection, parsed)
    except psycopg.Error as fault:
        raise refusal(parsed, f"{fault}\n{fault.sqlstate or ''}") from fault
    except ValueError as fault:  # a name that is none, an odd number
        raise Refused(SHAPE, "host") from fault


def _words(parsed: URL) -> dict[str, Any]:
    words: dict[str, Any] = {name: str(value) for name, value in parsed.query.items()}
    told = {"host": parsed.host, "port": parsed.port, "user": parsed.username,
            "password": parsed.password, "dbname": parsed.database}  # fmt: skip
    words |= {name: value for name, value in told.items() if value}
    return {**words, "connect_timeout": PATIENCE, "application_name": "watchbill"}


def _looked(connection: "Connection", parsed: URL) -> Tried:
    refuse_old(connection)
    number = connection.info.server_version
    version = f"{number // 10000}.{number % 10000}"
    secret = bool(_one(connection, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
    found = None
    if _one(connection, "SELECT to_regclass('alembic_version') IS NOT NULL"):
        found = _one(connection, "SELECT version_num FROM alembic_version")
    if found is None:
        _may_make(connection, parsed)
        return Tried(version, secret, holds=False)
    if found not in schema.REVISIONS:
        raise Refused(
            "That database was written by a newer Watchbill. Please update this program first.",
            "database",
        )
    people, incidents = (
        int(_one(connection, f"SELECT count(*) FROM {table}")) for table in ("person", "incident")
    )
    return Tried(version, secret, True, people, incidents, found != schema.HEAD)


def _may_make(connection: "Connection", parsed: URL) -> None:
    if not _one(connection, "SELECT has_schema_privilege(current_schema(), 'CREATE')"):
        raise Refused(
            f"{parsed.username or 'This user'} may not make tables in {parsed.database}. Its "
            f"owner can allow it: GRANT CREATE ON SCHEMA public TO {parsed.username};",
            "user",
        )


def _one(connection: "Connection", query: str) -> Any:
    row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


def refusal(parsed: URL, said: str) -> Refused:
    """What a connection failed with, as a sentence beside its field."""
    lines = said.strip().splitlines()
    cause = lines[0].removeprefix("connection failed: ") if lines else "no reason was given"
    told = {
        "host": parsed.host or str(parsed.query.get("host", "this machine")),
        "port": parsed.port or 5432,
        "user": parsed.username or "you",
        "database": parsed.database or "",
        "cause": cause.rpartition("failed: ")[2],
    }
    mode = parsed.query.get("sslmode") or os.environ.get("PGSSLMODE")
    if "pg_hba.conf" in said and mode == "disable":  # the others have tried TLS already
        return Refused(WANTS_TLS.format(**told), "tls")
    for pattern, name, sentence in FAULTS:
        if re.search(pattern, said, re.IGNORECASE):
            return Refused(sentence.format(**told), name)
    return Refused(f"PostgreSQL says: {told['cause']}", "host")
