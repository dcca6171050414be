"""The rules of a file that is given to an incident: how large, under what name, of what type."""

import hashlib
import mimetypes
import re
from dataclasses import dataclass

from app.domain.incident import CONTROL, storable

MOST = 25 * 1024 * 1024  # bytes of one file
MANY = 20  # files of one note
NAME = 255  # characters
PICTURES = {  # how the files of a type begin
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/gif": b"GIF8",
    "image/webp": b"RIFF",
    "image/bmp": b"BM",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was given: its name (any path before it is dropped) and its bytes."""

    name: str
    content: bytes


def name_of(given: str) -> str:
    """A name without folders or control characters; `file` where nothing is left."""
    last = re.split(r"[/\\]", CONTROL.sub("", storable(given)))[-1].strip(". ")
    if len(last) <= NAME:
        return last or "file"
    stem, dot, end = last.rpartition(".")
    return f"{stem[: NAME - len(end) - 1]}{dot}{end}" if dot and len(end) < 20 else last[:NAME]


def type_of(name: str, content: bytes) -> str:
    """A MIME type; a picture is one only when its bytes say so, whatever its name."""
    sniffed = next((kind for kind, head in PICTURES.items() if content.startswith(head)), "")
    if sniffed:
        return sniffed
    guessed = mimetypes.guess_type(name, strict=True)[0] or ""
    return guessed if guessed and not guessed.startswith("image/") else "application/octet-stream"


def sha256_of(content: bytes) -> str:
    """As hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def why_not_kept(files: list[Upload]) -> str | None:
    """One sentence, or None where all of them may be kept."""
    if len(files) > MANY:
        return f"These are {len(files)} files; {MANY} at once is the most."
    for each in files:
        if not each.content:
            return f"{name_of(each.name)} is empty."
        if len(each.content) > MOST:
            return f"{name_of(each.name)} has {size_text(len(each.content))}; 25 MB is the most."
    return None


def size_text(size: int) -> str:
    """1.2 MB, in units of 1024 bytes."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} kB"
    return f"{size / 1024 / 1024:.1f} MB"
