"""Raw bodies, packed where that is smaller: kept for 30 days, most of them are repeats of words."""

import zlib

WORTHWHILE = 1024  # bytes; below, a row costs more than its body


def packed(body: bytes) -> bytes:
    """What to store; recognised by being shorter than the body was."""
    if len(body) < WORTHWHILE:
        return body
    small = zlib.compress(body, 1)
    return small if len(small) < len(body) else body


def unpacked(stored: bytes, size: int) -> bytes:
    """The body, of which `size` is the length."""
    return stored if len(stored) == size else zlib.decompress(stored)
