"""Apprise addresses: whether one can be used, without ever repeating it; it holds the secret."""

from functools import cache

from app.notify.library import apprise

SHAPE = "expected an Apprise address such as ntfy://ntfy.sh/topic or mailto://user:word@example.org"


def refused(address: str) -> str | None:
    """Why nothing can be sent to an address; None when it is well formed."""
    kind = scheme(address)
    if not kind:
        return f"This is no address; {SHAPE}."
    if not address.isprintable() or address != address.strip():
        return f"This address holds a space or control character at its end or inside; {SHAPE}."
    if kind not in _schemes() and kind not in ("http", "https"):
        return f"Apprise knows no service for {kind}://; {SHAPE}."
    if apprise().Apprise.instantiate(address) is None:
        return f"Apprise cannot use this {kind}:// address: a part is missing or malformed."
    return None


def scheme(address: str) -> str:
    """The harmless part, in lower case; empty where there is none."""
    kind, mark, _ = address.strip().partition("://")
    word = kind.lower()
    return word if mark and len(word) <= 40 and word.isascii() and word.isalnum() else ""


@cache
def _schemes() -> frozenset[str]:
    plugins = apprise().Apprise().details()["schemas"]
    words = ("protocols", "secure_protocols")
    return frozenset(word for each in plugins for kind in words for word in each[kind] or ())
