"""The public status page over HTTP: the page, its history, JSON and Atom; and subscribing by mail,
where looking changes nothing and only a button acts."""

import json
import logging
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from app.errors import Refused, Unavailable
from app.notify.link import CONFIRM, LEAVE, number_of
from app.operations import subscriber
from app.queries import status_public
from app.queries.status_public import Board
from app.store import Store
from app.web import status_data, status_render
from app.web.feed import matches
from app.web.status_cache import Document, StatusCache
from app.web.status_render import Links

log = logging.getLogger(__name__)

HTML, JSON = "text/html; charset=utf-8", "application/json"
ATOM = "application/atom+xml; charset=utf-8"
HEADERS = {
    "cache-control": "public, max-age=10",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "form-action 'self'; frame-ancestors 'self'; base-uri 'none'",
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-content-type-options": "nosniff",
    "vary": "accept-encoding",
}
OFF = "There is no status page here.\n"
AWAY = "The status page cannot be shown right now. Please try again in a minute.\n"
LINKS = Links()
ASKED = (
    "Look into your mail",
    "If it is not on our list yet, a message is on its way: follow its link to say it was you.",
)


def cache_of(store: Store, url: str) -> StatusCache:
    """`url` is where this server is reached."""
    return StatusCache(store, {name: (kind, write) for _, name, kind, write in _documents(url)})


def router(store: Store, cache: StatusCache, url: str) -> APIRouter:
    """GET shows, POST acts."""
    made = APIRouter(include_in_schema=False)
    for path, name, kind, write in _documents(url):
        made.add_api_route(path, _shower(cache, name, kind, write), methods=["GET", "HEAD"])
    _add_history(made, store, cache)
    _add_subscribing(made, store, cache)
    return made


def _documents(url: str) -> list[tuple[str, str, str, Callable[[Board], str]]]:
    def base(board: Board) -> str:
        return (board.page.url or url).rstrip("/")

    def page(board: Board) -> str:
        return status_render.page(board, LINKS)

    def data(board: Board) -> str:
        return json.dumps(status_data.document(board, base(board)), ensure_ascii=False)

    def atom(board: Board) -> str:
        return status_data.feed(board, base(board))

    return [
        ("/status", "page", HTML, page),
        ("/status.json", "json", JSON, data),
        ("/status.atom", "atom", ATOM, atom),
    ]


def _shower(
    cache: StatusCache, name: str, kind: str, write: Callable[[Board], str]
) -> Callable[..., object]:
    async def show(request: Request) -> Response:
        found = cache.quick(name)
        try:
            found = found or await run_in_threadpool(cache.get, name, kind, write)
        except Unavailable:
            return PlainTextResponse(AWAY, 503, {"retry-after": "30"})
        return _answer(request, found)

    return show


def _answer(request: Request, found: Document | None) -> Response:
    if found is None:
        return PlainTextResponse(OFF, 404)
    headers = {**HEADERS, "etag": f'"{found.tag}"'}
    if found.kind == JSON:
        headers["access-control-allow-origin"] = "*"
    said = request.headers.get("if-none-match")
    if said is not None and matches(said, found.tag):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        return Response(found.packed, 200, headers, found.kind)
    return Response(found.body, 200, headers, found.kind)


def _add_history(made: APIRouter, store: Store, cache: StatusCache) -> None:
    @made.api_route("/status/history", methods=["GET", "HEAD"])
    def history(request: Request, page: int = 1) -> Response:
        number = min(max(page, 1), 10_000)

        def write(board: Board) -> str:
            listed, pages = status_public.older(store, number)
            return status_render.history(board, listed, number, pages, LINKS)

        return _written(request, cache, f"history {number}", write)

    @made.api_route("/status/{slug}", methods=["GET", "HEAD"])
    def incident(request: Request, slug: str) -> Response:
        def write(board: Board) -> str:
            shown = status_public.one(store, slug)
            if shown is None:
                raise Refused(OFF)
            return status_render.incident(board, shown, LINKS)

        if len(slug) > 16 or not slug.isalnum():
            return PlainTextResponse(OFF, 404)
        return _written(request, cache, f"incident {slug}", write)


def _written(
    request: Request, cache: StatusCache, name: str, write: Callable[[Board], str]
) -> Response:
    try:
        return _answer(request, cache.get(name, HTML, write))
    except Refused:
        return PlainTextResponse(OFF, 404)
    except Unavailable:
        return PlainTextResponse(AWAY, 503, {"retry-after": "30"})


def _add_subscribing(made: APIRouter, store: Store, cache: StatusCache) -> None:
    @made.post("/status/subscribe")
    def subscribe(
        email: Annotated[str, Form()] = "", website: Annotated[str, Form()] = ""
    ) -> Response:
        def act() -> tuple[str, str]:
            if not website:  # a field that no person sees
                subscriber.subscribe(store, email)
            return ASKED

        return _acted(cache, act)

    @made.api_route("/status/confirm/{token}", methods=["GET", "HEAD"])
    def ask(token: str) -> Response:
        return _question(store, cache, token, CONFIRM)

    @made.post("/status/confirm/{token}")
    def confirm(token: str) -> Response:
        return _acted(cache, lambda: _confirmed(store, token))

    @made.api_route("/status/leave/{token}", methods=["GET", "HEAD"])
    def ask_leave(token: str) -> Response:
        return _question(store, cache, token, LEAVE)

    @made.post("/status/leave/{token}")
    def leave(token: str) -> Response:
        return _acted(cache, lambda: _left(store, token))


def _confirmed(store: Store, token: str) -> tuple[str, str]:
    done = subscriber.confirm(store, token)
    if done is None:
        raise Refused(UNKNOWN)
    return "Thank you", "You will be told of news, and of nothing else."


def _left(store: Store, token: str) -> tuple[str, str]:
    if not subscriber.leave(store, token):
        raise Refused(UNKNOWN)
    return "Done", "You will not hear from us again, and your address is forgotten."


def _question(store: Store, cache: StatusCache, token: str, what: str) -> Response:
    if number_of(store.vault, token, what) is None:
        return _page(cache, 404, "This link does not work", UNKNOWN)
    if what == CONFIRM:
        return _page(cache, 200, "Shall we tell you of news?", "One click, and it is done.", "Yes")
    said = "We will forget your address at once."
    return _page(cache, 200, "No more messages?", said, "No more")


def _acted(cache: StatusCache, act: Callable[[], tuple[str, str]]) -> Response:
    try:
        return _page(cache, 200, *act())
    except Refused as fault:
        return _page(cache, 400, "This did not work", str(fault))
    except Unavailable:
        return PlainTextResponse(AWAY, 503, {"retry-after": "30"})
    except Exception:
        log.exception("the status page stumbled")
        return _page(cache, 500, "This did not work", "It is in our log. Please try again later.")


def _page(cache: StatusCache, code: int, title: str, said: str, button: str = "") -> Response:
    try:
        board = cache.board()
    except Unavailable:
        return PlainTextResponse(AWAY, 503, {"retry-after": "30"})
    if not board.page.on:
        return PlainTextResponse(OFF, 404)
    text = status_render.notice(board, title, said, LINKS, button)
    headers = {**HEADERS, "cache-control": "no-store", "x-robots-tag": "noindex"}
    return Response(text, code, headers, HTML)


UNKNOWN = "It was cut off, or you left meanwhile. Nothing was changed."
