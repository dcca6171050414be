"""The web server on a thread of its own: uvicorn on a socket that we make."""

import asyncio
import errno
import gc
import logging
import socket
import sys
import threading

import uvicorn
from starlette.types import ASGIApp

from app.errors import Refused, Unavailable

BACKLOG = 2048
READY_S = 15.0
GRACE_S = 1  # for answers under way when it stops
GONE_S = 5.0


class Server:
    """Serves an application. Port 0 takes a free one; `start` says which it is."""

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._uvicorn = _Uvicorn(
            uvicorn.Config(
                app,
                log_config=None,
                log_level="error",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                lifespan="off",
                ws="none",
                timeout_graceful_shutdown=GRACE_S,
            )
        )
        logging.getLogger("uvicorn.access").disabled = True  # addresses hold keys and tokens
        self._thread: threading.Thread | None = None

    def start(self) -> int:
        """Returns the port once requests are answered. Raises Refused when it cannot be had."""
        gc.freeze()  # what is loaded by now stays: looking through it again stops all for 90 ms
        listening = _listening(self._host, self._port)
        port: int = listening.getsockname()[1]
        self._thread = threading.Thread(
            target=self._uvicorn.run, args=([listening],), name="web", daemon=True
        )
        self._thread.start()
        if not self._uvicorn.ready.wait(READY_S):
            self.stop()
            raise Unavailable("The web server did not come up.")
        return port

    def stop(self) -> None:
        """Finishes what is under way, for a second at most, and gives the port back."""
        self._uvicorn.should_exit = True
        if self._thread is not None:
            self._thread.join(GONE_S)
            self._thread = None


class _Uvicorn(uvicorn.Server):
    """Says when it is ready, and leaves signals to the program it is a part of."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        asyncio.get_running_loop().call_soon(self.ready.set)


def _listening(host: str, port: int) -> socket.socket:
    """A socket with its protocol named: without IPPROTO_TCP asyncio does not switch Nagle's
    algorithm off, and uvicorn drops from thousands to 23 requests a second."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError) as fault:
        raise Refused(f"There is no address {host!r} on this machine to listen on.") from fault
    made = socket.socket(family, kind, socket.IPPROTO_TCP)
    try:
        if sys.platform == "win32":  # there, REUSEADDR would share the port with a stranger
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(BACKLOG)
    except OSError as fault:
        made.close()
        raise Refused(_why_not(host, port, fault)) from fault
    return made


def _why_not(host: str, port: int, fault: OSError) -> str:
    if fault.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken by another program; name another one with --port."
    if fault.errno == errno.EACCES:
        return f"Port {port} needs rights that this program does not have; name one above 1023."
    return f"Cannot listen on {host} port {port}: {fault.strerror}."
