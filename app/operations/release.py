"""Whether a newer Watchbill is out: asked once a day at an address of the user's choice, off until
one is named. It is told, never fetched."""

from base64 import b64decode
from binascii import Error as NoBase64
from dataclasses import replace
from importlib.resources import files

from app import settings
from app.domain.release import Release, newer, signed_part, understood
from app.errors import Refused, Unavailable
from app.notify import outward
from app.version import VERSION

KEY = "release.pub"  # 32 bytes of Ed25519, as base64


def set_address(url: str, *, inside: bool = False) -> None:
    """From now on this machine asks there; empty: nowhere. `inside` allows an address within the
    house. Raises Refused."""
    if url:
        outward.checked(url)
    said = f"inside {url.strip()}" if url and inside else url.strip()
    replace(settings.stored(), releases=said).save()


def address() -> tuple[str, bool]:
    """Where is asked (empty: nowhere), and whether that may be inside the house."""
    said = settings.load().releases
    return said.removeprefix("inside "), said.startswith("inside ")


def look(ours: str = VERSION) -> Release | None:
    """What is newer than ours; None when nothing is, or nobody wants to know. As slow as the
    network. Raises Refused (what came is not from the project) or Unavailable."""
    url, inside = address()
    if not url:
        return None
    reply = outward.call("GET", url, headers={"accept": "application/json"}, inside=inside)
    if reply.status != 200:
        raise Unavailable(f"{outward.checked(url).hostname} answered {reply.status}.")
    try:
        release, signature = understood(reply.body)
    except ValueError as fault:
        raise Refused(f"What came is no release file: {fault}.") from fault
    if not verified(release, signature, public_key()):
        raise Refused("What came is not signed with the project's key; it is ignored.")
    return release if newer(release, ours) else None


def public_key() -> str:
    """The project's, as it is shipped."""
    return (files("resources") / KEY).read_text("ascii").strip()


def verified(release: Release, signature: str, key: str) -> bool:
    """Whether the holder of the key's other half said so."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        public = Ed25519PublicKey.from_public_bytes(b64decode(key.strip(), validate=True))
        public.verify(b64decode(signature, validate=True), signed_part(release))
    except (InvalidSignature, NoBase64, ValueError):
        return False
    return True
