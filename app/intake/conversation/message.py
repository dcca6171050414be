"""What all readers of conversations need: limits, text, times, one sentence for a broken file."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from app.domain.conversation import Conversation, Message
from app.errors import Refused
from models.kinds import Source

FILE = 200 * 1024 * 1024  # bytes of a file that is read at all
PART = 50 * 1024 * 1024  # bytes of one part of an archive, unpacked
WHOLE = 400 * 1024 * 1024  # bytes of all parts that are read, unpacked
PARTS = 20_000  # parts of an archive
MESSAGES = 200_000  # of one file
TEXT = 100_000  # characters of one message
FIRST, LAST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def conversation(source: Source, messages: Iterable[Message], skipped: int = 0) -> Conversation:
    """In the order of time, each key once (the later of two is kept: it is the edited one)."""
    kept = {message.key: message for message in messages}
    if len(kept) > MESSAGES:
        raise Refused(f"This file has more than {MESSAGES} messages; export a shorter time.")
    ordered = sorted(kept.values(), key=lambda each: (each.at, each.key))
    return Conversation(source, tuple(ordered), skipped)


def key_of(*parts: str) -> str:
    """A key of 64 characters from whatever tells a message apart."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def document(content: bytes, what: str) -> Any:
    """JSON in UTF-8, with or without a mark at its beginning, or UTF-16 with one.
    Raises Refused."""
    try:
        return json.loads(decoded(content, what))
    except (ValueError, RecursionError) as fault:
        raise Refused(f"{what} is not JSON that can be read.") from fault


def decoded(content: bytes, what: str) -> str:
    """Text. Raises Refused where it is in no encoding that JSON may have."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused(f"{what} is neither UTF-8 nor UTF-16 text.") from fault


def moment_of(seconds: float, what: str) -> datetime:
    """Seconds since 1970 as an instant. Raises Refused where nobody can have written then."""
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as fault:
        raise Refused(f"{what} has a message of no time that exists.") from fault
    return checked(at, what)


def instant_of(said: str, what: str) -> datetime:
    """ISO 8601; without a zone it is UTC. Raises Refused."""
    try:
        at = datetime.fromisoformat(said.strip())
        return checked(at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC), what)
    except (ValueError, OverflowError) as fault:
        raise Refused(f"{what} has a message of no time that exists.") from fault


def checked(at: datetime, what: str) -> datetime:
    """Raises Refused where nobody can have written then."""
    if not FIRST <= at < LAST:
        raise Refused(f"{what} has a message of no time that exists.")
    return at


def shortened(text: str) -> str:
    """A message that is longer than a note may be ends where a note does."""
    return text if len(text) <= TEXT else f"{text[: TEXT - 1]}…"
