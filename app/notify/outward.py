"""One GET to an address a user gave. The name is resolved once, and an address inside the house is
refused unless allowed: who may write a setting must not reach what only this machine can."""

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from app.errors import Refused, Unavailable

LIMIT = 10.0  # seconds for everything
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


def get(url: str, *, inside: bool = False) -> None:
    """Asks for it and throws the answer away; redirects are not followed. `inside` allows addresses
    that are not global. Raises Refused (not allowed) or Unavailable; neither repeats more of the
    address than its host."""
    import httpx2  # late: only an engine with a heartbeat needs it

    parts = checked(url)
    host = str(parts.hostname)
    place = _resolved(host, parts.port or (443 if parts.scheme == "https" else 80), inside)
    named = f"[{place}]" if ":" in place else place
    port = f":{parts.port}" if parts.port else ""
    target = parts._replace(netloc=f"{named}{port}", fragment="").geturl()
    headers = {"host": f"{host}{port}", "user-agent": "watchbill"}
    try:
        with httpx2.Client(timeout=LIMIT, trust_env=False, follow_redirects=False) as client:
            answer = client.get(target, headers=headers, extensions={"sni_hostname": host})
    except httpx2.HTTPError as fault:
        raise Unavailable(f"{host} did not answer: {type(fault).__name__}.") from None
    if answer.status_code >= 400:
        raise Unavailable(f"{host} answered {answer.status_code}.")


def _resolved(host: str, port: int, inside: bool) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as fault:
        raise Unavailable(f"{host} cannot be found.") from fault
    place = str(found[0][4][0])
    if not inside and not ipaddress.ip_address(place.partition("%")[0]).is_global:
        raise Refused(f"{host} is an address inside the house; allow that to use it.", "url")
    return place
