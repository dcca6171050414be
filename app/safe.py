"""What must be kept secret on this machine, by name: in the OS keyring, or in a file that only its
owner can read. The passwords of database addresses are kept here, never in the settings."""

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, make_url

from app.paths import data_folder

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "watchbill"


def found(name: str) -> str | None:
    """A secret; the keyring is not woken for what lies in a file."""
    file = file_of(name)
    if file.exists():
        return file.read_text("utf-8")
    ring = _keyring()
    try:
        return ring.get_password(SERVICE, name) if ring is not None else None
    except Exception:  # noqa: BLE001 - a keyring is code of others, with errors of its own
        return None


def keep(name: str, said: str) -> str:
    """Keeps a secret and says where: "keyring" or the file's path."""
    ring = _keyring()
    if ring is not None and _in_ring(ring, name, said):
        file_of(name).unlink(missing_ok=True)
        return "keyring"
    return str(_to_file(name, said))


def apart(url: str) -> str:
    """An address without its password, which is kept here instead. Raises ArgumentError."""
    parsed = make_url(url)
    if not parsed.password:
        return url
    plain = plain_of(parsed)
    said = plain.render_as_string(hide_password=False)
    keep(_name(plain), str(parsed.password))
    return said


def whole(url: str) -> URL:
    """An address with its password, if one is kept here. Raises ArgumentError."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "postgresql" or parsed.password is not None:
        return parsed
    return parsed.set(password=known) if (known := found(_name(parsed))) else parsed


def plain_of(url: URL) -> URL:
    """The same address, without a password."""
    user, host, port = url.username, url.host, url.port
    return URL.create("postgresql", user, None, host, port, url.database, url.query)


def file_of(name: str) -> Path:
    """Where it would lie."""
    return data_folder() / "keys" / name


def _name(plain: URL) -> str:
    said = plain_of(plain).render_as_string(hide_password=False)
    return f"database-{hashlib.sha256(said.encode()).hexdigest()[:32]}"


def _keyring() -> "KeyringBackend | None":
    import keyring

    try:
        ring = keyring.get_keyring()
        return ring if ring.priority >= 1 and ring.get_password(SERVICE, "probe") is None else None
    except Exception:  # noqa: BLE001 - as above; there may be none of the name that is wanted
        return None


def _in_ring(ring: "KeyringBackend", name: str, said: str) -> bool:
    """Whether it is kept there; somebody may have refused to open it."""
    try:
        ring.set_password(SERVICE, name, said)
        return ring.get_password(SERVICE, name) == said
    except Exception:  # noqa: BLE001 - as above
        return False


def _to_file(name: str, said: str) -> Path:
    file = file_of(name)
    file.parent.mkdir(mode=0o700, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(said)
    part.replace(file)
    return file
