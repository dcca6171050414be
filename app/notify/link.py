"""Links that only whoever got a message has: the number of a page (to acknowledge) or of a contact
test (to say that it arrived), signed."""

from app.errors import Refused
from app.vault import Vault

NUMBER = 18  # digits; no row's id is longer
PAGE, PROOF, CHANNEL = "page", "proof", "channel"
CONFIRM, LEAVE = "confirm", "leave"  # what a token is for: one never passes as the other


def token(vault: Vault, number: int, what: str = PAGE) -> str:
    """What stands in the link. Raises Refused without the key."""
    return f"{number}-{vault.sign(f'{what} {number}')}"


def number_of(vault: Vault, said: str, what: str) -> int | None:
    """What a token was made for; None when it was not made with a key of ours."""
    digits, _, mark = said.partition("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= NUMBER):
        return None
    number = int(digits)
    known = str(number) == digits and vault.signed(f"{what} {number}", mark)
    return number if known else None


def page_of(vault: Vault, said: str) -> int | None:
    """The page a token was made for; None when it was not made with a key of ours."""
    return number_of(vault, said, PAGE)


def link(vault: Vault, url: str, page: int) -> str:
    """Where a page is acknowledged; empty when there is no address to be reached at, or no key to
    sign with."""
    return _address(vault, url, "ack", page, PAGE)


def channel_link(vault: Vault, url: str, page: int) -> str:
    """Where whoever reads a channel says that they have it; empty as above."""
    return _address(vault, url, "ack/channel", page, CHANNEL)


def proof(vault: Vault, url: str, message: int) -> str:
    """Where somebody says that a test arrived; empty as above."""
    return _address(vault, url, "proof", message, PROOF)


def subscriber_link(vault: Vault, url: str, subscriber: int, what: str) -> str:
    """Where a subscriber says that they want to be told (CONFIRM), or no more (LEAVE); empty as
    above."""
    return _address(vault, url, f"status/{what}", subscriber, what)


def _address(vault: Vault, url: str, path: str, number: int, what: str) -> str:
    if not url:
        return ""
    try:
        return f"{url.rstrip('/')}/{path}/{token(vault, number, what)}"
    except Refused:
        return ""
