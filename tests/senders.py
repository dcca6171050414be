"""Many senders at once on raw keep-alive connections: quick enough to be no yardstick of itself."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

END = b"\r\n\r\n"


@dataclass
class Told:
    """What became of requests, by their place in the list: status code and seconds it took."""

    codes: dict[int, int] = field(default_factory=dict)
    seconds: dict[int, float] = field(default_factory=dict)

    def taken(self) -> list[int]:
        """Those answered 202."""
        return [place for place, code in self.codes.items() if code == 202]


def request(path: str, body: Any) -> bytes:
    """A POST of some JSON, as it goes over the line."""
    raw = json.dumps(body).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(raw)}\r\n\r\n".encode() + raw


def post_all(port: int, requests: Sequence[bytes], connections: int = 16) -> Told:
    """Sends them, one after the other on each connection, until all are answered or cut off."""
    return asyncio.run(_post_all(port, requests, connections, None))


def post_at_rate(port: int, requests: Sequence[bytes], connections: int, rate: float) -> Told:
    """Sends them evenly at so many a second; the seconds count from when each was due."""
    return asyncio.run(_post_all(port, requests, connections, rate))


async def _post_all(
    port: int, requests: Sequence[bytes], connections: int, rate: float | None
) -> Told:
    loop, told = asyncio.get_running_loop(), Told()
    begin = time.perf_counter()
    places = iter(range(len(requests)))

    def due(place: int) -> float:
        return begin + place / rate if rate else time.perf_counter()

    lines = [_Line(requests, places, due, told) for _ in range(connections)]
    for line in lines:
        try:
            await loop.create_connection(lambda line=line: line, "127.0.0.1", port)  # type: ignore[misc]
        except ConnectionRefusedError:  # killed already: what was not sent was not answered
            line.connection_lost(None)
    await asyncio.gather(*(line.over for line in lines))
    return told


class _Line(asyncio.Protocol):
    """One connection; its next request goes when the one before is answered."""

    def __init__(
        self,
        requests: Sequence[bytes],
        places: Iterator[int],
        due: Callable[[int], float],
        told: Told,
    ) -> None:
        self._requests, self._places, self._due, self._told = requests, places, due, told
        self._loop = asyncio.get_running_loop()
        self._heard = b""
        self.over: asyncio.Future[None] = self._loop.create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begins."""
        self._transport: Any = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        """Takes one answer after the other out of what came."""
        self._heard += data
        while (end := self._heard.find(END)) >= 0:
            head = self._heard[:end].lower()
            length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
            if len(self._heard) < end + 4 + length:
                return
            self._told.codes[self._place] = int(head[9:12])
            self._told.seconds[self._place] = time.perf_counter() - self._begun
            self._heard = self._heard[end + 4 + length :]
            self._next()

    def connection_lost(self, fault: Exception | None) -> None:
        """The server is gone, or we are done."""
        if not self.over.done():
            self.over.set_result(None)

    def _next(self) -> None:
        place = next(self._places, None)
        if place is None:
            self._transport.close()
            return
        self._place, self._begun = place, self._due(place)
        wait = self._begun - time.perf_counter()
        if wait > 0:
            self._loop.call_later(wait, self._transport.write, self._requests[place])
        else:
            self._transport.write(self._requests[place])
