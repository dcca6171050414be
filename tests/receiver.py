"""A real receiver on loopback for `json://` addresses: it keeps what it gets, or misbehaves."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.patience import PATIENCE


class Receiver(ThreadingHTTPServer):
    """`paths` count what arrived at each path; a path in `hanging` is never answered, one in
    `failing` gets 500, one in `dying` takes the message and hangs up."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.messages: list[tuple[str, dict[str, Any]]] = []
        self.hanging: set[str] = set()
        self.failing: set[str] = set()
        self.dying: set[str] = set()
        self.released = threading.Event()
        self.changed = threading.Condition()

    @property
    def titles(self) -> Counter[str]:
        """How often each title arrived."""
        with self.changed:
            return Counter(message["title"] for _, message in self.messages)

    def at(self, path: str) -> list[dict[str, Any]]:
        """What arrived at one path."""
        with self.changed:
            return [message for where, message in self.messages if where == path]

    def address(self, path: str) -> str:
        """Of Apprise's kind."""
        return f"json://127.0.0.1:{self.server_address[1]}{path}"

    def wait_for(self, count: int, seconds: float = PATIENCE) -> bool:
        """Until so many messages arrived."""
        with self.changed:
            return self.changed.wait_for(lambda: len(self.messages) >= count, seconds)


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        length = int(self.headers["content-length"])
        if len(said := self.rfile.read(length)) < length:
            return  # whoever sent it died in the middle
        body = json.loads(said)
        if self.path in self.server.hanging:
            self.server.released.wait(60)
            return
        if self.path in self.server.failing:
            self.send_error(500)
            return
        with self.server.changed:
            self.server.messages.append((self.path, body))
            self.server.changed.notify_all()
        if self.path in self.server.dying:
            self.close_connection = True
            return
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """In silence."""


@contextmanager
def receiving() -> Iterator[Receiver]:
    """At work until the end."""
    receiver = Receiver()
    thread = threading.Thread(target=receiver.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield receiver
    receiver.released.set()
    receiver.shutdown()
    thread.join()
    receiver.server_close()
