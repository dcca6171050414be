"""What the first minutes do; run on a worker's thread, where the late imports are made."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.actor import Actor
    from app.operations.invitation import Invitation
    from app.operations.recovery import Recovered
    from app.store import Store


def send_test(store: "Store", integration: int) -> str:
    """Through the engine's own address; returns it. Raises Refused, Unavailable."""
    from app.operations import trial

    return trial.send_test(store, integration)


def begin_in(store: "Store", code: str, by: "Actor") -> bool:
    """A team that begins here works in this language."""
    from app.domain.language import Language
    from app.operations import language

    return language.begin_in(store, Language(code), by)


def invite(store: "Store", person: int | None, file: Path, password: bool, key: bool) -> Path:
    """Writes the file. Raises Refused, Unavailable."""
    from app.operations import invitation

    found = invitation.invitation(store, person, password=password, key=key)
    invitation.write(found, file)
    return file


def opened(file: Path) -> "Invitation":
    """Reads one. Raises Refused."""
    from app.operations import invitation

    return invitation.read(file)


def settle(url: str, person: str, key: str) -> str:
    """From now on this machine works on that database, as that person; its password goes into the
    keyring. Returns the address without it. Raises Refused, Unavailable."""
    from dataclasses import replace

    from app import safe, settings
    from app.operations.key import bring
    from app.store import open_store

    if key:  # first: one that does not fit changes nothing
        store = open_store(url, as_it_is=True)
        try:
            bring(store, key)
        finally:
            store.close()
    plain = safe.apart(url)
    known = settings.stored()
    replace(known, database=plain, user=person or known.user).save()
    return plain


def recover(url: str, file: Path) -> "Recovered":
    """Puts a backup in the place of a database that is closed. Raises Refused, Unavailable."""
    from datetime import UTC, datetime

    from app.operations import recovery

    return recovery.recover(url, file, datetime.now(UTC))
