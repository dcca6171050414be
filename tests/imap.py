"""A small IMAP server on loopback: as much of RFC 3501 as reading a mailbox needs, over a real
socket, so that the client is the real one."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Imap(socketserver.ThreadingTCPServer):
    """`letters` are raw mails, `seen` the places of those that were marked."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.letters: list[bytes] = []
        self.seen: set[int] = set()
        self.logins: list[str] = []

    @property
    def address(self) -> str:
        """As `watchbill mailbox set` takes it."""
        return f"imap://watch%40example.org:s3cret@127.0.0.1:{self.server_address[1]}"


class _Session(socketserver.StreamRequestHandler):
    server: Imap

    def handle(self) -> None:
        self._say(b"* OK here")
        for raw in self.rfile:
            tag, _, rest = raw.decode().strip().partition(" ")
            verb, _, said = rest.partition(" ")
            if not self._answer(verb.upper(), said):
                self._say(f"{tag} NO not that".encode())
                continue
            self._say(f"{tag} OK done".encode())
            if verb.upper() == "LOGOUT":
                return

    def _answer(self, verb: str, said: str) -> bool:
        if verb == "CAPABILITY":
            self._say(b"* CAPABILITY IMAP4rev1")
        elif verb == "LOGIN":
            self.server.logins.append(said)
            return said.replace('"', "") == "watch@example.org s3cret"
        elif verb == "SELECT":
            self._say(f"* {len(self.server.letters)} EXISTS".encode())
        elif verb == "SEARCH":
            new = [n for n in range(1, len(self.server.letters) + 1) if n not in self.server.seen]
            self._say(f"* SEARCH {' '.join(map(str, new))}".encode())
        elif verb == "FETCH":
            place = int(said.split()[0])
            letter = self.server.letters[place - 1]
            head = f"* {place} FETCH (BODY[] {{{len(letter)}}}".encode()
            self.wfile.write(head + b"\r\n" + letter + b")\r\n")
        elif verb == "STORE":
            self.server.seen.add(int(said.split()[0]))
        elif verb == "LOGOUT":
            self._say(b"* BYE")
        return True

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


@contextmanager
def serving_mail() -> Iterator[Imap]:
    """At work until the end."""
    server = Imap()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
