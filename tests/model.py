"""A language model's server on loopback, as OpenAI-compatible ones answer."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-loopback-0123456789"


class Model(ThreadingHTTPServer):
    """`asked` are the bodies that came; `status` other than 200 is answered with `error`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[dict[str, Any]] = []
        self.status, self.error = 200, ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: Model

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        if self.path != "/v1/chat/completions":
            self._say(404, {"error": {"message": "no such path"}})
        elif self.headers.get("authorization") != f"Bearer {KEY}":
            self._say(401, {"error": {"message": "Incorrect API key provided"}})
        elif self.server.status != 200:
            self._say(self.server.status, {"error": {"message": self.server.error}})
        else:
            self.server.asked.append(json.loads(body))
            message = {"role": "assistant", "content": "- The disk was full.\n- Nobody looked.\n"}
            self._say(200, {"id": "1", "object": "chat.completion",
                            "choices": [{"index": 0, "message": message}]})  # fmt: skip

    def log_message(self, *_: object) -> None:
        pass

    def _say(self, status: int, said: Any) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def listening() -> Iterator[Model]:
    """Answers until the end."""
    server = Model()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
