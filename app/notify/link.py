"""Acknowledgement links: the number of a page, signed, so that only whoever got the page has it."""

from app.errors import Refused
from app.vault import Vault

NUMBER = 18  # digits; no page's id is longer


def token(vault: Vault, page: int) -> str:
    """What stands in the link. Raises Refused without the key."""
    return f"{page}-{vault.sign(_text(page))}"


def page_of(vault: Vault, said: str) -> int | None:
    """The page a token was made for; None when it was not made with a key of ours."""
    number, _, mark = said.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) <= NUMBER):
        return None
    page = int(number)
    return page if str(page) == number and vault.signed(_text(page), mark) else None


def link(vault: Vault, url: str, page: int) -> str:
    """The whole address; empty when there is none to be reached at, or no key to sign with."""
    if not url:
        return ""
    try:
        return f"{url.rstrip('/')}/ack/{token(vault, page)}"
    except Refused:
        return ""


def _text(page: int) -> str:
    return f"page {page}"
