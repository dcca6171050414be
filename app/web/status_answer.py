"""How what is shown of a status page is answered."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from app.queries.status_public import Board
from app.web import status_render
from app.web.feed import matches
from app.web.status_cache import Document
from app.web.status_gate import hidden
from app.web.status_render import Links
from app.web.status_sites import HTML, JSON

HEADERS = {
    "cache-control": "public, max-age=10",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "form-action 'self'; frame-ancestors 'self'; base-uri 'none'",
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-content-type-options": "nosniff",
    "vary": "accept-encoding",
}
LOCKED = {"cache-control": "private, no-store", "x-robots-tag": "noindex",
          "vary": "accept-encoding, cookie, authorization"}  # fmt: skip
NOTICE = {"cache-control": "no-store", "x-robots-tag": "noindex"}
OFF = "There is no status page here.\n"
AWAY = "The status page cannot be shown right now. Please try again in a minute.\n"
SECRET = "This page has a password"
ASKED = "It is for invited readers. Whoever invited you knows the password."
WRONG = "That was not it."
OFTEN = "Too many tries. Please wait ten minutes."


def off() -> Response:
    """There is no such page."""
    return PlainTextResponse(OFF, 404)


def away() -> Response:
    """The database is."""
    return PlainTextResponse(AWAY, 503, {"retry-after": "30"})


def shown(request: Request, found: Document | None, *, locked: bool = False) -> Response:
    """A document; nothing between us and its reader keeps one that is `locked`."""
    if found is None:
        return off()
    headers = {**HEADERS, "etag": f'"{found.tag}"', **(LOCKED if locked else {})}
    if found.kind == JSON and not locked:
        headers["access-control-allow-origin"] = "*"
    said = request.headers.get("if-none-match")
    if said is not None and matches(said, found.tag):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        return Response(found.packed, 200, headers, found.kind)
    return Response(found.body, 200, headers, found.kind)


def notice(
    board: Board, code: int, title: str, said: str, button: str = "", *, ask: bool = False
) -> Response:
    """A sentence, with a button or a field for a password."""
    if not board.page.on:
        return off()
    seen = hidden(board) if board.word else board
    text = status_render.notice(seen, title, said, Links(board.root), button, ask=ask)
    return Response(text, code, {**HEADERS, **NOTICE}, HTML)


def asked(board: Board, kind: str, said: str = ASKED, code: int = 401) -> Response:
    """The question for the password; programs are told how to give it."""
    answer = notice(board, code, SECRET, said, ask=True)
    if kind != HTML:
        answer.headers["www-authenticate"] = 'Basic realm="status page", charset="UTF-8"'
    return answer
