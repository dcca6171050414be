"""Where a heartbeat's job calls, and what it says: any method and any body are a sign of life."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from app.domain.incident import storable
from app.domain.life_sign import NOTE, Ping
from app.intake import reply
from models.kinds import Format

METHODS = ("GET", "HEAD", "POST", "PUT")
POSTS = ("POST", "PUT")
FAIL = "fail"
FAILED = ("fail", "failed", "error", "down")  # values of `state`
NO_FAIL = "Only the address of a heartbeat ends in /fail."


@dataclass(frozen=True, slots=True)
class Place:
    """A sender's address: the key, the format it names, and whether it ends in /fail."""

    key: str
    named: str | None
    failed: bool

    @property
    def methods(self) -> tuple[str, ...]:
        """What may be asked before it is known whose key this is."""
        return METHODS if self.named in (None, Format.HEARTBEAT.value) else POSTS


def place(path: str) -> Place | None:
    """None where the path is no sender's. Nobody's key is "fail": keys have 32 characters."""
    if not path.startswith("/in/"):
        return None
    *named, last = path.removeprefix("/in/").split("/")
    failed = last == FAIL and bool(named)
    if failed:
        *named, last = named
    if len(named) > 1 or not last:
        return None
    return Place(last, named[0] if named else None, failed)


def said(raw: bytes, query: Mapping[str, str], *, failed: bool) -> Ping:
    """What a job says of itself."""
    worse = failed or query.get("state", "").strip().lower() in FAILED
    note = storable(raw[: 8 * NOTE].decode("utf-8", "replace")).strip()
    return Ping(worse, note[:NOTE])


def answered(ping: Ping, method: str) -> Response:
    """200 to those who ask, 202 to those who post."""
    message = "Failure noted" if ping.failed else "Ping heard"
    if method in POSTS:
        return reply.taken(message, signals=int(ping.failed))
    return reply.pong(message, int(ping.failed))
