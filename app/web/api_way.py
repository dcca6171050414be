"""The way into the API: first a token, then a body of sane size, and an answer in one shape
whatever happens."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Security
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Message, Receive

from app.domain.actor import Actor
from app.errors import Conflict, Refused, Unavailable
from app.intake import reply
from app.intake.http import Unread, body, unread
from app.operations.token import bearer
from app.store import Store

SCHEME = "bearer "
NO_TOKEN = "This needs a token: `watchbill api token NAME` makes one; send it as a bearer token."
ASK = {"www-authenticate": "Bearer"}
TOKEN = HTTPBearer(
    scheme_name="token", description="Of `watchbill api token NAME`.", auto_error=False
)

Handle = Callable[[Request], Awaitable[Response]]


class Missing(Refused):
    """There is nothing of this name or number."""


class Fault(BaseModel):
    """Every answer that is not what was asked for: `errors` has a sentence for each fault."""

    status: str
    message: str
    errors: list[str]


ANSWERS: dict[int | str, dict[str, Any]] = {
    401: {"model": Fault, "description": "No token, or one that opens nothing."},
    "4XX": {"model": Fault, "description": "It cannot be done; nothing is changed."},
    503: {"model": Fault, "description": "The database cannot be had; see Retry-After."},
}


def noun(store: Store) -> APIRouter:
    """An empty router that every request enters by the token's door."""
    return APIRouter(
        route_class=_way(store),
        dependencies=[Security(TOKEN)],
        responses=ANSWERS,
        generate_unique_id_function=_ident,
    )


def _ident(route: APIRoute) -> str:
    return route.name


async def caller(request: Request) -> Actor:
    """Who acts: whoever made the token."""
    found: Actor = request.state.by
    return found


By = Annotated[Actor, Depends(caller)]


def _way(store: Store) -> type[APIRoute]:
    class Way(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Any]:
            inner: Handle = super().get_route_handler()

            async def entered(request: Request) -> Response:
                return await _answer(store, inner, request)

            return entered

    return Way


async def _answer(store: Store, inner: Handle, request: Request) -> Response:
    try:
        by = await run_in_threadpool(_who, store, request.headers.get("authorization", ""))
        if by is None:
            return reply.refused(401, "unauthorized", NO_TOKEN, headers=ASK)
        whole = Request(request.scope, _once(await body(request)))
        whole.state.by = by
        return await inner(whole)
    except Unread as fault:
        return unread(fault)
    except (ClientDisconnect, TimeoutError):
        return reply.refused(408, "timeout", "The body did not come to its end.")
    except (Refused, Conflict) as fault:
        return _refused(fault)
    except Unavailable as fault:
        return reply.unavailable(str(fault))


def _refused(fault: Refused | Conflict) -> Response:
    if isinstance(fault, Conflict):
        return reply.refused(409, "conflict", str(fault))
    if isinstance(fault, Missing):
        return reply.refused(404, "not found", str(fault))
    errors = [f"{fault.field}: {fault}"] if fault.field else []
    return reply.refused(400, "refused", str(fault), errors)


def _who(store: Store, authorization: str) -> Actor | None:
    if authorization[: len(SCHEME)].lower() != SCHEME:
        return None
    return bearer(store, authorization[len(SCHEME) :].strip())


def _once(raw: bytes) -> Receive:
    """The body again, for what reads it after it was counted."""

    async def receive() -> Message:
        return {"type": "http.request", "body": raw, "more_body": False}

    return receive
