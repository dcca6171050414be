"""One request to an address a user gave. The name is resolved once, and an address inside the house
is refused unless allowed: who may write a setting must not reach what only this machine can."""

import ipaddress
import socket
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from app.errors import Refused, Unavailable

LIMIT = 10.0  # seconds for everything
MOST = 2_000_000  # bytes of an answer that are read
SHAPE = "expected an address such as https://hc.example.org/ping/..."


def checked(url: str) -> SplitResult:
    """The parts of an address. Raises Refused."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as fault:
        raise Refused(f"This is no web address; {SHAPE}.", "url") from fault
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise Refused(f"This is no web address; {SHAPE}.", "url")
    if not url.isprintable() or " " in url.strip():
        raise Refused("This address holds a space or a control character.", "url")
    return parts


class Silent(Unavailable):
    """It was asked, and nobody knows whether it did what was asked."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; header names in lower case, no more of the body than `MOST` bytes."""

    status: int
    headers: dict[str, str]
    body: bytes


def get(url: str, *, inside: bool = False) -> None:
    """Asks for it and throws the answer away; redirects are not followed. `inside` allows addresses
    that are not global. Raises Refused (not allowed) or Unavailable; neither repeats more of the
    address than its host."""
    reply = call("GET", url, inside=inside)
    if reply.status >= 400:
        raise Unavailable(f"{checked(url).hostname} answered {reply.status}.")


def call(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: str = "",
    inside: bool = False,
    limit: float = LIMIT,
) -> Reply:
    """One request; redirects are not followed, any status is an answer. `limit` is in seconds.
    Raises Refused (not allowed), Unavailable (not reached) or Silent (reached, no answer)."""
    import httpx2  # late: only an engine with something to ask needs it

    parts = checked(url)
    host = str(parts.hostname)
    place = _resolved(host, parts.port or (443 if parts.scheme == "https" else 80), inside)
    named = f"[{place}]" if ":" in place else place
    port = f":{parts.port}" if parts.port else ""
    target = parts._replace(netloc=f"{named}{port}", fragment="").geturl()
    told = {"user-agent": "watchbill", **(headers or {}), "host": f"{host}{port}"}
    options: dict[str, Any] = {"sni_hostname": host}
    try:
        with (
            httpx2.Client(timeout=limit, trust_env=False, follow_redirects=False) as client,
            client.stream(
                method, target, headers=told, content=body.encode() or None, extensions=options
            ) as answer,
        ):
            found = {name.lower(): value for name, value in answer.headers.items()}
            return Reply(answer.status_code, found, _read(answer.iter_bytes(), limit))
    except (httpx2.ConnectError, httpx2.ConnectTimeout) as fault:
        raise Unavailable(f"{host} did not answer: {type(fault).__name__}.") from None
    except httpx2.HTTPError as fault:
        raise Silent(f"{host} did not answer: {type(fault).__name__}.") from None


def _read(parts: Iterator[bytes], limit: float) -> bytes:
    kept, until = bytearray(), time.monotonic() + limit
    for part in parts:
        kept += part[: MOST - len(kept)]
        if len(kept) >= MOST or time.monotonic() > until:
            break
    return bytes(kept)


def _resolved(host: str, port: int, inside: bool) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as fault:
        raise Unavailable(f"{host} cannot be found.") from fault
    place = str(found[0][4][0])
    if not inside and not ipaddress.ip_address(place.partition("%")[0]).is_global:
        raise Refused(f"{host} is an address inside the house; allow that to use it.", "url")
    return place
