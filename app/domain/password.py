"""Passwords of status pages: kept as what scrypt makes of them, so that nobody reads them back."""

import hashlib
import hmac
import re

N, R, P = 1 << 14, 8, 1  # 16 MB and some 50 ms each
STORED = re.compile(r"scrypt\$([0-9a-f]{32})\$([0-9a-f]{64})")


def hashed(word: str, salt: bytes) -> str:
    """What is stored of a password; `salt` has 16 bytes that were never used before."""
    made = hashlib.scrypt(word.encode(), salt=salt, n=N, r=R, p=P, dklen=32)
    return f"scrypt${salt.hex()}${made.hex()}"


def stored(text: str) -> bool:
    """Whether this is what is stored of a password."""
    return STORED.fullmatch(text) is not None


def fits(word: str, kept: str) -> bool:
    """Whether it is the password of which `kept` is stored; takes as long as a wrong one."""
    found = STORED.fullmatch(kept)
    salt = bytes.fromhex(found[1]) if found else bytes(16)
    return hmac.compare_digest(hashed(word, salt).encode(), kept.encode()) and bool(found)
