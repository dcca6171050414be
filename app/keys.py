"""Where a database's keys are kept: WATCHBILL_KEY, the OS keyring, or a file only its owner can
read.

As text, keys are `1:BASE64 2:BASE64`; the highest number seals, all of them open.
"""

import base64
import binascii
import os
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import Refused
from app.paths import data_folder
from app.vault import Keys

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "watchbill"


def made() -> dict[int, bytes]:
    """A first key, fresh."""
    return {1: os.urandom(32)}


def written(keys: Keys) -> str:
    """Keys as text."""
    return " ".join(f"{i}:{base64.b64encode(key).decode()}" for i, key in sorted(keys.items()))


def understood(said: str) -> dict[int, bytes]:
    """Text as keys. Raises Refused when it is none; the text is never repeated in the message."""
    try:
        pairs = (part.split(":", 1) for part in said.split())
        keys = {int(i): base64.b64decode(key, validate=True) for i, key in pairs}
    except (ValueError, binascii.Error):
        keys = {}
    if not keys or any(len(key) != 32 or not 0 < i < 256 for i, key in keys.items()):
        raise Refused("This is not a Watchbill key: expected `1:` and 44 characters of base64.")
    return keys


def fetched(database_id: str) -> dict[int, bytes]:
    """The keys of one database on this machine; empty when there are none."""
    said = os.environ.get("WATCHBILL_KEY") or _from_keyring(database_id) or _from_file(database_id)
    return understood(said) if said else {}


def kept(database_id: str, keys: Keys) -> str:
    """Keeps keys on this machine and says where: "keyring" or the file's path."""
    ring = _keyring()
    if ring is not None:
        ring.set_password(SERVICE, database_id, written(keys))
        if ring.get_password(SERVICE, database_id) == written(keys):
            return "keyring"
    return str(_to_file(database_id, written(keys)))


def _keyring() -> "KeyringBackend | None":
    import keyring
    from keyring.errors import KeyringError

    try:
        ring = keyring.get_keyring()
        return ring if ring.priority >= 1 and ring.get_password(SERVICE, "probe") is None else None
    except (KeyringError, RuntimeError, OSError):
        return None


def _from_keyring(database_id: str) -> str | None:
    if (_file(database_id)).exists():  # do not wake the keyring for nothing
        return None
    ring = _keyring()
    return ring.get_password(SERVICE, database_id) if ring is not None else None


def _file(database_id: str) -> Path:
    return data_folder() / "keys" / database_id


def _from_file(database_id: str) -> str | None:
    file = _file(database_id)
    return file.read_text("ascii") if file.exists() else None


def _to_file(database_id: str, said: str) -> Path:
    file = _file(database_id)
    file.parent.mkdir(mode=0o700, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(said)
    part.replace(file)
    return file
