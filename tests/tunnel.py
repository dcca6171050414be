"""TLS before a plain local server: for clients that insist on https."""

from __future__ import annotations

import asyncio
import ssl
import threading
from types import TracebackType
from typing import Self

from tests.patience import PATIENCE


class Tunnel:
    """Listens on `port` while it is open, and passes on what it hears to `inner`."""

    def __init__(self, inner: int, context: ssl.SSLContext) -> None:
        self._inner, self._context = inner, context
        self._loop = asyncio.new_event_loop()
        self._lines: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, name="tunnel")
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(PATIENCE)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()

    async def _open(self) -> None:
        self._server = await asyncio.start_server(self._line, "127.0.0.1", 0, ssl=self._context)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        self._server.close()
        for line in self._lines:
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)

    async def _line(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._lines.add(task)
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", self._inner)
        try:
            await asyncio.gather(_pass(reader, inner_writer), _pass(inner_reader, writer))
        except (OSError, asyncio.CancelledError):
            pass  # one side hung up, or the tunnel is closed
        finally:
            for each in (writer, inner_writer):
                each.close()


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()
