"""The words of a PDF of ours, as a reader finds them in it; letters beyond ASCII are left out."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from collections.abc import Iterator

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
SHOWN = re.compile(rb"\(((?:\\.|[^\\()])*)\)\s*(?:Tj|TJ|')", re.DOTALL)
ESCAPED = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
LETTERS = {b"n": b" ", b"r": b" ", b"t": b" ", b"b": b"", b"f": b""}


def words_of(pdf: bytes) -> str:
    """On one line: a space where the next piece of text begins."""
    pieces = (piece for stream in _streams(pdf) for piece in SHOWN.findall(stream))
    said = b" ".join(ESCAPED.sub(_letter, piece) for piece in pieces)
    return " ".join(said.decode("ascii", "ignore").split())


def _streams(pdf: bytes) -> Iterator[bytes]:
    """Those of pages: text that was packed as reportlab packs it."""
    for packed in STREAM.findall(pdf):
        try:
            yield zlib.decompress(a85decode(b"<~" + packed.strip().removeprefix(b"<~"), adobe=True))
        except (ValueError, zlib.error):
            continue


def _letter(found: re.Match[bytes]) -> bytes:
    said = found[1]
    return bytes([int(said, 8)]) if len(said) == 3 else LETTERS.get(said, said)
