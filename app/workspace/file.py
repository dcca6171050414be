"""The workspace file in somebody's hands: what it would do, done as it was shown; kept whole."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from app import settings
from app.domain.actor import Actor
from app.domain.difference import Change
from app.errors import Conflict, Refused
from app.store import Store
from app.workspace.apply import OTHER, Applied, apply, dump, names_outside
from app.workspace.part import Misplaced, Remark
from app.workspace.read import LARGEST, read


@dataclass(frozen=True)
class Rehearsal:
    """What a file would do; nothing at all while it has problems. With `prune` what it leaves out
    goes."""

    file: Path
    data: bytes = field(repr=False)  # secrets may be in it
    prune: bool
    problems: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    changes: tuple[Change, ...]


def rehearse(store: Store, file: Path, by: Actor, *, prune: bool = False) -> Rehearsal:
    """Reads a file and undoes what it does. Raises Refused where it cannot be read."""
    data = _content(file)
    reading = read(data, names_outside(store, prune=prune))
    problems, warnings = tuple(reading.problems), tuple(reading.warnings)
    if problems:
        return Rehearsal(file, data, prune, problems, warnings, ())
    try:
        applied = apply(store, reading.workspace, by, prune=prune, rehearse=True)
    except Misplaced as fault:
        return Rehearsal(file, data, prune, (reading.remark(fault),), warnings, ())
    return Rehearsal(file, data, prune, problems, warnings, applied.changes)


def perform(store: Store, shown: Rehearsal, by: Actor) -> Applied:
    """Does what was shown, that or nothing. Raises Refused; Conflict when it would be something
    else by now."""
    reading = read(shown.data, names_outside(store, prune=shown.prune))
    if reading.problems:
        raise Conflict(OTHER)
    return apply(store, reading.workspace, by, prune=shown.prune, expected=shown.changes)


def addresses(keys: dict[str, str]) -> dict[str, str]:
    """Where integrations take signals in, by their names."""
    url = settings.load().url.rstrip("/")
    return {name: f"{url}/in/{key}" for name, key in keys.items()}


def save(store: Store, file: Path, *, secrets: bool = True) -> bool:
    """Writes the whole configuration; whether addresses and keys are missing in it."""
    text, sealed = dump(store, secrets=secrets)
    keep(file, text)
    return sealed


def keep(file: Path, text: str) -> None:
    """Whole or not at all, and for its owner only: the file holds secrets. Raises Refused."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(text.encode())
        part.replace(file)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise Refused(f"{file}: {fault.strerror}") from fault


def _content(file: Path) -> bytes:
    """As much as tells that it is too large."""
    try:
        with file.open("rb") as source:
            return source.read(LARGEST + 1)
    except OSError as fault:
        raise Refused(f"{file}: {fault.strerror}") from fault
