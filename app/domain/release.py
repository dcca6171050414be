"""What is said of a newer Watchbill: a small file, signed with the project's key."""

import json
import re
from dataclasses import dataclass
from typing import Any

WORD = re.compile(r"(\d{1,6})\.(\d{1,6})\.(\d{1,6})")
NOTES = re.compile(r"https?://[^\s<>\"']{1,400}")
SAID = ("version", "notes")  # what the signature covers, in this order
MOST = 20_000  # bytes of the file


@dataclass(frozen=True, slots=True)
class Release:
    """A version, and the address where its notes are read."""

    version: str
    notes: str


def numbers(version: str) -> tuple[int, ...]:
    """For comparing; raises ValueError for what is no version such as 1.4.0."""
    found = WORD.fullmatch(version)
    if found is None:
        raise ValueError("a version is three numbers, such as 1.4.0")
    return tuple(int(each) for each in found.groups())


def newer(release: Release, ours: str) -> bool:
    """Whether it is worth telling."""
    return numbers(release.version) > numbers(ours)


def signed_part(release: Release) -> bytes:
    """The bytes that are signed: nothing in them can be read in two ways."""
    said = {name: getattr(release, name) for name in SAID}
    return b"watchbill release 1\n" + json.dumps(said, sort_keys=True, ensure_ascii=True).encode()


def understood(body: bytes) -> tuple[Release, str]:
    """The release in a file, and its signature as base64; not verified yet. Raises ValueError."""
    if len(body) > MOST:
        raise ValueError("it is too long")
    try:
        found: Any = json.loads(body)
    except (UnicodeDecodeError, RecursionError) as fault:
        raise ValueError("it is no JSON") from fault
    if not isinstance(found, dict):
        raise ValueError("it is no JSON object")
    said = [found.get(name) for name in (*SAID, "signature")]
    if not all(isinstance(each, str) for each in said):
        raise ValueError("version, notes and signature are wanted")
    version, notes, signature = map(str, said)
    numbers(version)
    if not NOTES.fullmatch(notes):
        raise ValueError("notes is no web address")
    return Release(version, notes), signature


def written(release: Release, signature: str) -> str:
    """The file."""
    said = {name: getattr(release, name) for name in SAID}
    return json.dumps({**said, "signature": signature}, indent=2) + "\n"
