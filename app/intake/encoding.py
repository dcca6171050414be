"""Bodies as they come over the line: plain, or packed with gzip.

They are unpacked part by part and never further than is asked for: little can hold very much.
"""

import zlib
from typing import Protocol

from app.intake.document import Invalid

GZIP = 31  # zlib's word for a gzip header and the largest window
MEMBERS = 100  # of one body; each costs a copy of what follows it
BROKEN = "The body is not whole gzip, as its Content-Encoding says"


class Reader(Protocol):
    """What is told each part as it comes, and then that there is no more."""

    def read(self, part: bytes, room: int) -> bytes:
        """At most `room` bytes (one or more) of what the part holds."""

    def end(self) -> None:
        """Raises Invalid where the body was not whole."""


class Plain:
    """A body as it is."""

    def read(self, part: bytes, room: int) -> bytes:
        """The part."""
        return part[:room]

    def end(self) -> None:
        """It is whole wherever it ends."""


class Gzip:
    """A packed body, of one or several members (RFC 1952). An empty one is an empty body."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(GZIP)
        self._members = 0
        self._broken = False

    def read(self, part: bytes, room: int) -> bytes:
        """What the part unpacks to; nothing once something was wrong."""
        found = bytearray()
        while part and len(found) < room and not self._broken:
            if self._members == 0 or self._member.eof:
                self._next()
            try:
                found += self._member.decompress(part, room - len(found))
            except zlib.error:
                self._broken = True
            part = self._member.unused_data
        return bytes(found)

    def end(self) -> None:
        """Raises Invalid where something was wrong or is missing."""
        if self._broken or (self._members and not self._member.eof):
            raise Invalid([BROKEN])

    def _next(self) -> None:
        self._member = zlib.decompressobj(GZIP)
        self._members += 1
        self._broken = self._members > MEMBERS


def reader(said: str) -> Reader | None:
    """By the header Content-Encoding; None where it says one that is not known here."""
    name = said.strip().lower()
    if name in ("", "identity"):
        return Plain()
    return Gzip() if name in ("gzip", "x-gzip") else None
