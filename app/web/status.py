"""The status pages over HTTP: the first at /status, further ones at /status/NAME, each with its
history, JSON and Atom."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.errors import Refused, Unavailable
from app.queries import status_public
from app.queries.status_public import Board
from app.store import Store
from app.web import status_answer, status_render
from app.web.status_gate import Gate
from app.web.status_join import Joining
from app.web.status_render import Links
from app.web.status_sites import HTML, StatusSites, Write

SLUG, PAGES = 64, 10_000  # characters of a name; pages of what is over


def router(store: Store, sites: StatusSites) -> APIRouter:
    """GET shows, POST acts."""
    made = APIRouter(include_in_schema=False)
    gate = Gate(store)
    desk = _Desk(store, sites, gate)
    for ending, name, kind, write in sites.documents:
        made.add_api_route(
            f"/status{ending}", _first(sites, name, kind, write), methods=["GET", "HEAD"]
        )
        if ending:
            made.add_api_route(
                f"/status/{{name}}{ending}",
                desk.document(name, kind, write),
                methods=["GET", "HEAD"],
            )
    _add_history(made, desk)
    Joining(store, sites, gate).hang(made)
    _add_further(made, desk)
    return made


def _first(sites: StatusSites, name: str, kind: str, write: Write) -> Callable[..., object]:
    """Without asking anybody, where it was true a second ago."""

    async def show(request: Request) -> Response:
        found = sites.main.quick(name)
        try:
            found = found or await run_in_threadpool(sites.main.get, name, kind, write)
        except Unavailable:
            return status_answer.away()
        return status_answer.shown(request, found)

    return show


class _Desk:
    """Shows what a page has to whoever may see it."""

    def __init__(self, store: Store, sites: StatusSites, gate: Gate) -> None:
        self.store, self.sites, self.gate = store, sites, gate

    def document(self, doc: str, kind: str, write: Write) -> Callable[..., Response]:
        """A route of a further page."""

        def show(request: Request, name: str) -> Response:
            return self.written(request, name, doc, kind, write)

        return show

    def written(self, request: Request, name: str, doc: str, kind: str, write: Write) -> Response:
        """One document of one page."""
        try:
            cache = self.sites.of(name)
            if cache is None:
                return status_answer.off()
            board = cache.board()
            if not self.gate.lets(request, board):
                return status_answer.asked(board, kind)
            found = cache.get(doc, kind, write)
            return status_answer.shown(request, found, locked=bool(board.word))
        except Refused:
            return status_answer.off()
        except Unavailable:
            return status_answer.away()

    def history(self, request: Request, name: str, page: int) -> Response:
        """What is over."""
        number = min(max(page, 1), PAGES)

        def write(board: Board) -> str:
            listed, pages = status_public.older(self.store, number, name)
            return status_render.history(board, listed, number, pages, Links(board.root))

        return self.written(request, name, f"history {number}", HTML, write)

    def incident(self, request: Request, name: str, slug: str) -> Response:
        """One incident."""

        def write(board: Board) -> str:
            shown = status_public.one(self.store, slug, name)
            if shown is None:
                raise Refused(status_answer.OFF)
            return status_render.incident(board, shown, Links(board.root))

        if len(slug) > 16 or not slug.isalnum():
            return status_answer.off()
        return self.written(request, name, f"incident {slug}", HTML, write)

    def enter(self, request: Request, name: str, word: str) -> Response:
        """Somebody gives the password."""
        try:
            cache = self.sites.of(name)
            board = cache.board() if cache is not None else None
            if board is None or not board.word:
                return status_answer.off()
            right = self.gate.fits(request, board, word)
            if right is None:
                return status_answer.asked(board, HTML, status_answer.OFTEN, 429)
            if not right:
                return status_answer.asked(board, HTML, status_answer.WRONG)
            answer = RedirectResponse(board.root, 303)
            self.gate.remember(request, board, answer)
            return answer
        except Refused as fault:
            return (
                status_answer.asked(board, HTML, str(fault), 503) if board else status_answer.off()
            )
        except Unavailable:
            return status_answer.away()


def _add_history(made: APIRouter, desk: _Desk) -> None:
    @made.api_route("/status/history", methods=["GET", "HEAD"])
    def history(request: Request, page: int = 1) -> Response:
        return desk.history(request, "", page)

    @made.api_route("/status/{name}/history", methods=["GET", "HEAD"])
    def history_of(request: Request, name: str, page: int = 1) -> Response:
        return desk.history(request, name, page)


def _add_further(made: APIRouter, desk: _Desk) -> None:
    documents = {name: (kind, write) for _, name, kind, write in desk.sites.documents}

    @made.api_route("/status/{name}", methods=["GET", "HEAD"])
    def further(request: Request, name: str) -> Response:
        """A further page, else an incident of the first."""
        try:
            known = len(name) <= SLUG and desk.sites.of(name) is not None
        except Unavailable:
            return status_answer.away()
        if known:
            return desk.written(request, name, "page", *documents["page"])
        return desk.incident(request, "", name)

    @made.post("/status/{name}/enter")
    def enter(request: Request, name: str, word: Annotated[str, Form()] = "") -> Response:
        return desk.enter(request, name, word)

    @made.api_route("/status/{name}/{slug}", methods=["GET", "HEAD"])
    def incident_of(request: Request, name: str, slug: str) -> Response:
        return desk.incident(request, name, slug)
