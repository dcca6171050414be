"""Trying the address of a PostgreSQL before it is relied on: what is wrong, and with which part."""

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
FAULTS = (  # what the library says (never translated), the field it belongs to, what we say
    (r"refused", "host", ("Nothing answers at {host}, port {port}: the connection was refused. "
     "Is PostgreSQL running there, and does it listen on the network?")),
    (r"could not translate host|failed to resolve|Name or service|getaddrinfo|nodename",
     "host", "There is no machine called {host}."),
    (r"timeout|timed out|No route|unreachable", "host",
     "{host} does not answer. Is it switched on, and does a firewall let port {port} through?"),
    (r"No such file", "host", "There is no PostgreSQL socket in {host}."),
    (r"does not support SSL", "tls", ("{host} does not speak TLS. Switch it on there, or choose "
     "TLS “if it can be had”.")),
    (r"certificate|SSL error|SSL SYSCALL|root.crt", "tls",
     "TLS with {host} failed, its certificate is not trusted here: {cause}"),
    (r"no encryption|hostssl", "tls", "{host} wants TLS for this: choose TLS “always”."),
    (r"no pg_hba.conf entry", "user", "{host} lets nobody in from here as {user} (pg_hba.conf)."),
    (r"no password supplied", "password", "{host} wants a password for {user}."),
    (r"password authentication failed|authentication failed|28P01", "password",
     "The password for {user} is wrong, or there is no such user."),
    (r'database ".*" does not exist|3D000', "database",
     "No database {database} on {host}: ask whoever runs it to make it, or: createdb {database}"),
    (r'role ".*" does not exist|28000', "user", "There is no user {user} on {host}."),
    (r"too many (clients|connections)|53300", "host",
     "{host} takes no more connections at the moment."),
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
        if self.port.strip() and not (self.port.strip().isdecimal() and int(self.port) < 65536):
            raise Refused("A port is a number, usually 5432.", "port")
        query = {} if self.tls == TLS[0] else {"sslmode": self.tls}
        host, socket = self.host.strip(), self.host.strip().startswith("/")
        return URL.create(
            "postgresql",
            self.user.strip() or None,
            self.password or None,
            None if socket else host,
            int(self.port) if self.port.strip() else None,
            self.database.strip(),
            {**query, "host": host} if socket else query,
        ).render_as_string(hide_password=False)


@dataclass(frozen=True, slots=True)
class Tried:
    """What answered. `holds`: it is a Watchbill database already."""

    version: str
    encrypted: bool
    holds: bool
    people: int = 0
    incidents: int = 0


def place_of(url: str) -> Place:
    """The reverse of `Place.url`. Raises Refused."""
    try:
        parsed = make_url(url)
        port = str(parsed.port or "")
    except (ArgumentError, ValueError) as fault:
        raise Refused("An address looks like postgresql://user@host/database.", "host") from fault
    if parsed.get_backend_name() != "postgresql":
        raise Refused("An address looks like postgresql://user@host/database.", "host")
    query = {name: str(value) for name, value in parsed.query.items()}
    host = parsed.host or query.get("host", "")
    tls = query.get("sslmode", TLS[0])
    name, user = parsed.database or "", parsed.username or ""
    return Place(host, name, user, str(parsed.password or ""), port, tls if tls in TLS else TLS[0])


def try_it(url: str) -> Tried:
    """Connects once and looks; nothing is written. Raises Refused with the field's name."""
    import psycopg

    parsed = safe.whole(url)
    try:
        with psycopg.connect(**_words(parsed)) as connection:
            return _looked(connection, parsed)
    except psycopg.Error as fault:
        raise _refused(parsed, str(fault)) from fault


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
    return Tried(version, secret, True, people, incidents)


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


def _refused(parsed: URL, said: str) -> Refused:
    lines = said.strip().splitlines()
    cause = lines[0].removeprefix("connection failed: ") if lines else "no reason was given"
    told = {
        "host": parsed.host or str(parsed.query.get("host", "this machine")),
        "port": parsed.port or 5432,
        "user": parsed.username or "you",
        "database": parsed.database or "",
        "cause": cause.rpartition("failed: ")[2],
    }
    for pattern, name, sentence in FAULTS:
        if re.search(pattern, said, re.IGNORECASE):
            return Refused(sentence.format(**told), name)
    return Refused(f"PostgreSQL says: {told['cause']}", "host")
