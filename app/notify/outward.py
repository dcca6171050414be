"""One request to an address a user gave. The name is resolved once, and an address inside the house
is refused unless allowed: who may write a setting must not reach what only this machine can."""

import ipaddress
import socket
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from app.errors import Refused, Unavailable

LIMIT = 10.0  # seconds for everything
PLACES = 4  # addresses of one name that are tried
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
    outside: bool = True,
    limit: float = LIMIT,
) -> Reply:
    """One request; redirects are not followed, any status is an answer. `limit` is in seconds.
    Without `outside` only what is not global is asked; every address of a name is tried in turn.
    Raises Refused (not allowed), Unavailable (not reached) or Silent (reached, no answer)."""
    import httpx2  # late: only an engine with something to ask needs it

    parts = checked(url)
    host = str(parts.hostname)
    places = _resolved(host, parts.port or (443 if parts.scheme == "https" else 80))
    _check(places, host, inside=inside, outside=outside)
    until = time.monotonic() + limit
    port = f":{parts.port}" if parts.port else ""
    told = {"user-agent": "watchbill", **(headers or {}), "host": f"{host}{port}"}
    why = ""
    with httpx2.Client(trust_env=False, follow_redirects=False) as client:
        for left, place in zip(range(len(places), 0, -1), places, strict=True):
            span = until - time.monotonic()
            if span <= 0:
                break
            named = f"[{place}]" if ":" in place else place
            asked = client.build_request(
                method,
                parts._replace(netloc=f"{named}{port}", fragment="").geturl(),
                headers=told,
                content=body.encode() or None,
                extensions={"sni_hostname": host},
                timeout=httpx2.Timeout(span, connect=span / left),
            )
            try:
                return _asked(client, asked, until)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as fault:
                why = type(fault).__name__
            except httpx2.HTTPError as fault:
                raise Silent(f"{host} did not answer: {type(fault).__name__}.") from None
    raise Unavailable(f"{host} did not answer: {why}.")


def _asked(client: Any, asked: Any, until: float) -> Reply:
    answer = client.send(asked, stream=True)
    try:
        found = {name.lower(): value for name, value in answer.headers.items()}
        return Reply(answer.status_code, found, _read(answer.iter_bytes(), until))
    finally:
        answer.close()


def _read(parts: Iterator[bytes], until: float) -> bytes:
    kept = bytearray()
    for part in parts:
        kept += part[: MOST - len(kept)]
        if len(kept) >= MOST or time.monotonic() > until:
            break
    return bytes(kept)


def _resolved(host: str, port: int) -> list[str]:
    """Every address of a name, in the order of the system."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as fault:
        raise Unavailable(f"{host} cannot be found.") from fault
    return list(dict.fromkeys(str(each[4][0]) for each in found))[:PLACES]


def _check(places: Iterable[str], host: str, *, inside: bool, outside: bool) -> None:
    """Raises Refused where any of them may not be asked."""
    found = {ipaddress.ip_address(each.partition("%")[0]).is_global for each in places}
    if not inside and False in found:
        raise Refused(f"{host} is an address inside the house; allow that to use it.", "url")
    if not outside and True in found:
        raise Refused(f"{host} is an address outside the house; this may not leave it.", "url")
