"""The mailbox to which people's replies come, looked into by IMAP."""

import imaplib
import ssl
from collections.abc import Iterator
from urllib.parse import SplitResult, unquote, urlsplit

from app.errors import Refused, Unavailable

LIMIT = 20.0  # seconds for each step
SHAPE = "expected imaps://user:word@host, or imap:// without encryption"
PORTS = {"imap": 143, "imaps": 993}
MOST = 50  # letters at a time


def checked(address: str) -> SplitResult:
    """The parts of an address. Raises Refused, which repeats nothing of it."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as fault:
        raise Refused(f"This is no mailbox; {SHAPE}.", "address") from fault
    if parts.scheme not in ("imap", "imaps") or not parts.hostname or port == 0:
        raise Refused(f"This is no mailbox; {SHAPE}.", "address")
    if not parts.username or not parts.password:
        raise Refused(f"This mailbox has no user or no password; {SHAPE}.", "address")
    return parts


def unseen(address: str) -> Iterator[bytes]:
    """Every letter nobody has seen yet, marked as seen once it was taken. Raises Unavailable."""
    parts = checked(address)
    try:
        with _opened(parts) as box:
            box.login(unquote(str(parts.username)), unquote(str(parts.password)))
            box.select(unquote(parts.path.strip("/")) or "INBOX")
            _, found = box.search(None, "UNSEEN")
            for number in (found[0] or b"").split()[:MOST]:
                _, letter = box.fetch(number.decode(), "(BODY.PEEK[])")
                yield next((part[1] for part in letter if isinstance(part, tuple)), b"")
                box.store(number.decode(), "+FLAGS", "\\Seen")
    except (imaplib.IMAP4.error, OSError) as fault:
        raise Unavailable(f"{parts.hostname}: {type(fault).__name__}.") from None


def _opened(parts: SplitResult) -> imaplib.IMAP4:
    host = str(parts.hostname)
    if parts.scheme == "imaps":
        context = ssl.create_default_context()
        port = parts.port or PORTS["imaps"]
        return imaplib.IMAP4_SSL(host, port, ssl_context=context, timeout=LIMIT)
    return imaplib.IMAP4(host, parts.port or PORTS["imap"], timeout=LIMIT)
