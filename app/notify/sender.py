"""One Apprise mail address from which every subscriber is written to."""

from urllib.parse import quote, urlsplit

from app.errors import Refused
from app.notify.address import refused, scheme

SHAPE = "expected a mail address of Apprise such as mailtos://user:word@smtp.example.org"


def checked(address: str) -> str:
    """The address without a recipient of its own. Raises Refused, which repeats nothing of it."""
    if scheme(address) not in ("mailto", "mailtos"):
        raise Refused(f"Subscribers are written to by mail; {SHAPE}.", "address")
    if why := refused(address):
        raise Refused(why, "address")
    return address.strip()


def to_subscriber(sender: str, recipient: str) -> str:
    """The address that writes to one subscriber."""
    mark = "&" if urlsplit(sender).query else "?"
    return f"{sender}{mark}to={quote(recipient, safe='@')}"
