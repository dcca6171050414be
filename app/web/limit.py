"""How often somebody may ask for something: counted by where they come from, in memory, so that one
who asks too much keeps nobody else out."""

import ipaddress
import threading
import time
from collections import OrderedDict, deque

from starlette.requests import Request

KNOWN = 10_000  # callers that are remembered; the one heard of longest ago is forgotten first
NETWORK = 64  # bits of an IPv6 address that tell one caller from another


class Limit:
    """At most `most` times within `span` seconds by each caller."""

    def __init__(self, most: int, span: float) -> None:
        self._most, self._span = most, span
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._turn = threading.Lock()

    def allows(self, caller: str) -> bool:
        """Whether it is not too often; counts it."""
        now = time.monotonic()
        with self._turn:
            times = self._seen.setdefault(caller, deque(maxlen=self._most))
            self._seen.move_to_end(caller)
            while len(self._seen) > KNOWN:
                self._seen.popitem(last=False)
            while times and now - times[0] > self._span:
                times.popleft()
            if len(times) >= self._most:
                return False
            times.append(now)
            return True

    def forgive(self, caller: str) -> None:
        """What was counted of them was well."""
        with self._turn:
            self._seen.pop(caller, None)


def caller(request: Request) -> str:
    """Where a request comes from. Behind a proxy of the house it is what that proxy says last."""
    peer = request.client.host if request.client else ""
    found = _network(peer)
    said = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    if said and found is not None and not found.is_global:
        return str(_network(said) or found)
    return str(found or peer)


def _network(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if found.version == 4:
        return found
    return ipaddress.IPv6Address(int(found) >> (128 - NETWORK) << (128 - NETWORK))
