"""A PostgreSQL as old as one likes: it speaks the beginning of the talk, and refuses all else."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

ENCRYPTION = {80877103, 80877104}  # whoever asks for TLS or GSS before anything else
READY = b"Z", b"I"
NOT_HERE = b"E", b"SERROR\0C42601\0Mthis server only says how old it is\0\0"


@contextmanager
def aged(version: str) -> Iterator[str]:
    """A server of this version; its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=_serve, args=(listening, version), daemon=True).start()
        yield f"postgresql://ana@127.0.0.1:{listening.getsockname()[1]}/team"


def _serve(listening: socket.socket, version: str) -> None:
    with suppress(OSError):  # closed, when the test ends
        while True:
            line, _ = listening.accept()
            Thread(target=_talk, args=(line, version), daemon=True).start()


def _talk(line: socket.socket, version: str) -> None:
    with line, line.makefile("rb") as heard, suppress(OSError, struct.error):
        while struct.unpack("!I", _rest(heard.read)[:4])[0] in ENCRYPTION:
            line.sendall(b"N")
        told = {"server_version": version, "client_encoding": "UTF8", "DateStyle": "ISO, MDY",
                "standard_conforming_strings": "on", "TimeZone": "UTC"}  # fmt: skip
        _say(line, b"R", struct.pack("!I", 0))
        for name, value in told.items():
            _say(line, b"S", f"{name}\0{value}\0".encode())
        _say(line, b"K", struct.pack("!II", 1, 1))
        _say(line, *READY)
        while (kind := heard.read(1)) not in (b"", b"X"):
            _rest(heard.read)
            if kind in b"QPF":  # in either way to ask
                _say(line, *NOT_HERE)
            if kind in b"QSF":
                _say(line, *READY)


def _rest(read: Callable[[int], bytes]) -> bytes:
    (length,) = struct.unpack("!I", read(4))
    return read(length - 4)


def _say(line: socket.socket, kind: bytes, said: bytes) -> None:
    line.sendall(kind + struct.pack("!I", len(said) + 4) + said)
