"""Answers 503 at once when too many requests are under way, instead of serving all of them late."""

from starlette.types import ASGIApp, Receive, Scope, Send

from app.intake import reply

BUSY = "Too many requests at once; please send it again."


class Limit:
    """ASGI middleware; lives on one event loop."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or refuses it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._under_way >= self._most:
            await reply.unavailable(BUSY)(scope, receive, send)
            return
        self._under_way += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._under_way -= 1
