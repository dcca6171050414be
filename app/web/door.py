"""The first thing a request meets: senders' posts go straight in, the rest takes FastAPI's way.

Routing, exception and exit-stack layers cost a post as much as reading it does.
"""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.intake import reply
from app.intake.http import LIMIT, Intake

BUSY = "Too many requests at once; please send it again."


class Door:
    """ASGI middleware; lives on one event loop. More than `most` requests at once get 503."""

    def __init__(self, app: ASGIApp, intake: Intake, most: int) -> None:
        self._app = app
        self._intake = intake
        self._most = most
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request in, or refuses it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._under_way >= self._most:
            await reply.unavailable(BUSY)(scope, receive, send)
            return
        self._under_way += 1
        try:
            await self._serve(scope, receive, send)
        finally:
            self._under_way -= 1

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        post = self._intake.at(scope["path"])
        if post is None and scope["method"] == "HEAD":
            await self._app({**scope, "method": "GET"}, _short(receive), _bodiless(send))
            return
        if post is None:
            await self._app(scope, _short(receive), send)
            return
        response = await post(Request(scope, receive))
        await response(scope, receive, send)


def _bodiless(send: Send) -> Send:
    """RFC 9110 9.3.2: HEAD is answered as GET is, without the body."""

    async def part(message: Message) -> None:
        body = message["type"] == "http.response.body"
        await send({**message, "body": b""} if body else message)

    return part


def _short(receive: Receive) -> Receive:
    """A body that is longer than any form is refused while it is read: it would be held whole."""
    size = 0

    async def part() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > LIMIT:
            raise HTTPException(413, headers={"connection": "close"})
        return message

    return part
