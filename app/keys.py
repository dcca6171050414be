"""Where a database's keys are kept: WATCHBILL_KEY, the OS keyring, or a file only its owner can
read.

As text, keys are `1:BASE64 2:BASE64`; the highest number seals, all of them open.
"""

import base64
import binascii
import os

from app import safe
from app.errors import Refused
from app.vault import Keys

GIVEN = "WATCHBILL_KEY"  # the variable that gives them


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
    if given := os.environ.get(GIVEN):
        return _given(given)
    try:
        said = safe.found(database_id)
        return understood(said) if said else {}
    except (Refused, UnicodeDecodeError) as fault:
        raise Refused(_damaged(database_id)) from fault
    except OSError as fault:
        raise Refused(f"{fault.filename}: {fault.strerror}") from fault


def _damaged(database_id: str) -> str:
    file = safe.file_of(database_id)
    if not file.exists():
        return (
            "What the keyring has for this database is no Watchbill key. Bring the key with "
            "`watchbill db key import`, or set WATCHBILL_KEY."
        )
    return (
        f"The file {file} holds no Watchbill key. Bring the key with `watchbill db key import`, "
        "or set WATCHBILL_KEY."
    )


def _given(said: str) -> dict[int, bytes]:
    try:
        return understood(said)
    except Refused as fault:
        raise Refused(
            "The variable WATCHBILL_KEY holds no Watchbill key: expected `1:` and 44 characters of "
            "base64. Correct or unset it."
        ) from fault


def kept(database_id: str, keys: Keys) -> str:
    """Keeps keys on this machine and says where: "keyring" or the file's path."""
    return safe.keep(database_id, written(keys))
