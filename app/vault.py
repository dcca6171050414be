"""Seals what must not be read in a stolen database: contact addresses, integration keys.

AES-256-GCM, one byte of key id, twelve of nonce, then the sealed text. `about` is bound to it, so
that
a sealed value cannot be moved to another column. The keys never enter the database: see `app.keys`.
"""

import hashlib
import hmac
import os
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping

from app.errors import Fault, Refused

Keys = Mapping[int, bytes]

CONTACT, CHANNEL, INTEGRATION = "contact.address", "channel.address", "integration.key"  # `about`
HEARTBEAT, MAILBOX = "heartbeat.url", "mailbox.password"
FEED = "feed.token"
REPORT = "report.address"
TRACKER, ASSISTANT = "tracker.token", "assistant.key"
WEBHOOK = "workflow.webhook"
SUBSCRIBER, SENDER = "subscriber.address", "status.sender"
AGAIN = 10.0  # seconds between two looks for a key that was not there


class Locked(Fault):
    """The key for this database is not on this machine."""


class Vault:
    """Seals with the newest key, opens with any. Keys are fetched when first needed."""

    def __init__(self, fetch: Callable[[], Keys]) -> None:
        self._fetch = fetch
        self._keys: dict[int, bytes] | None = None
        self._wrong = ""
        self._looked: float | None = None

    @property
    def keys(self) -> dict[int, bytes]:
        """By id; empty when this machine has none, or none that can be understood: what needs no
        key goes on, and each page says why it failed."""
        if self._keys is None:
            try:
                self._keys, self._wrong = dict(self._fetch()), ""
            except Refused as fault:
                self._keys, self._wrong = {}, str(fault)
        return self._keys

    @property
    def locked(self) -> bool:
        """Whether the key is missing, or cannot be understood."""
        return not self.keys

    @property
    def missing(self) -> str:
        """What is to be said where it is locked."""
        return self._wrong or MISSING

    @property
    def damaged(self) -> bool:
        """Whether there is a key that cannot be understood."""
        return self.locked and bool(self._wrong)

    def forget(self) -> None:
        """Fetches the keys anew at the next need, as after a rotation."""
        self._keys = None
        self._looked = None

    def seal(self, text: str, about: str) -> bytes:
        """Raises Refused without a key."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if self.locked:
            raise Refused(self.missing)
        ident, nonce = max(self.keys), os.urandom(12)
        sealed = AESGCM(self.keys[ident]).encrypt(nonce, text.encode(), about.encode())
        return bytes([ident]) + nonce + sealed

    def open(self, blob: bytes, about: str) -> str:
        """Raises Locked without the key it was sealed with."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        key = self._key(blob[0]) if blob else None
        if key is None:
            raise Locked(self.missing)
        try:
            return AESGCM(key).decrypt(blob[1:13], blob[13:], about.encode()).decode()
        except InvalidTag as fault:
            raise Locked("The key on this machine is not the one this was sealed with.") from fault

    def written(self, text: str, about: str) -> str:
        """`seal` as base64, for what lies in JSON; nothing stays nothing. Raises Refused."""
        return b64encode(self.seal(text, about)).decode() if text else ""

    def read(self, said: str, about: str) -> str:
        """The reverse of `written`. Raises Locked."""
        return self.open(b64decode(said), about) if said else ""

    def sign(self, text: str) -> str:
        """A keyed mark of a text, with the key's id: for links. Raises Refused without a key."""
        if self.locked:
            raise Refused(self.missing)
        ident = max(self.keys)
        return f"{ident}.{_mark(self.keys[ident], text)}"

    def signed(self, text: str, mark: str) -> bool:
        """Whether `sign` once gave this mark, with any key we still have."""
        ident, _, given = mark.partition(".")
        key = self._key(int(ident)) if ident.isascii() and ident.isdigit() else None
        return key is not None and hmac.compare_digest(_mark(key, text).encode(), given.encode())

    def _key(self, ident: int) -> bytes | None:
        """One we do not know may be newer than we are: another program made it meanwhile."""
        now = time.monotonic()
        due = self._looked is None or now - self._looked >= AGAIN
        if ident not in self.keys and due:
            self._keys, self._looked = None, now
        return self.keys.get(ident)


def digest(text: str) -> str:
    """What a secret that must be found again (an integration's key) is looked up by."""
    return hashlib.sha256(text.encode()).hexdigest()


def _mark(key: bytes, text: str) -> str:
    signing = hmac.digest(key, b"watchbill link", "sha256")
    return hmac.digest(signing, text.encode(), "sha256").hex()[:32]


MISSING = (
    "The key that opens contacts and integration keys is not on this machine. "
    "Bring it with `watchbill db key import`, or set WATCHBILL_KEY; "
    "everything else works without it."
)
