"""Subscribing to a status page by mail, and leaving: looking changes nothing, only a button
acts."""

import logging
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from app.errors import Refused, Unavailable
from app.notify.link import CONFIRM, LEAVE, number_of
from app.operations import subscriber
from app.queries.status_public import Board
from app.queries.subscriber import page_of
from app.store import Store
from app.web import status_answer
from app.web.limit import Limit, caller
from app.web.status_gate import Gate
from app.web.status_sites import HTML, StatusSites

log = logging.getLogger(__name__)

MOST, SPAN = 10, 3600.0  # addresses that one caller may give, in seconds
ASKED = (
    "Look into your mail",
    "If it is not on our list yet, a message is on its way: follow its link to say it was you.",
)
OFTEN = "You have asked for many addresses; please try again in an hour."
UNKNOWN = "It was cut off, or you left meanwhile. Nothing was changed."
Act = Callable[[], tuple[str, str]]


class Joining:
    """`gate` keeps those out who have not given the password."""

    def __init__(self, store: Store, sites: StatusSites, gate: Gate) -> None:
        self._store, self._sites, self._gate = store, sites, gate
        self._limit = Limit(MOST, SPAN)

    def hang(self, made: APIRouter) -> None:
        """The routes, for the first page and for further ones."""

        @made.post("/status/subscribe")
        def subscribe(
            request: Request,
            email: Annotated[str, Form()] = "",
            website: Annotated[str, Form()] = "",
        ) -> Response:
            return self._subscribe(request, "", email, website)

        @made.post("/status/{name}/subscribe")
        def subscribe_to(
            request: Request, name: str, email: Annotated[str, Form()] = "",
            website: Annotated[str, Form()] = "",
        ) -> Response:  # fmt: skip
            return self._subscribe(request, name, email, website)

        @made.api_route("/status/confirm/{token}", methods=["GET", "HEAD"])
        def ask(token: str) -> Response:
            return self._question(token, CONFIRM)

        @made.post("/status/confirm/{token}")
        def confirm(token: str) -> Response:
            return self._acted(self._whose(token, CONFIRM), lambda: self._confirmed(token))

        @made.api_route("/status/leave/{token}", methods=["GET", "HEAD"])
        def ask_leave(token: str) -> Response:
            return self._question(token, LEAVE)

        @made.post("/status/leave/{token}")
        def leave(token: str) -> Response:
            return self._acted(self._whose(token, LEAVE), lambda: self._left(token))

    def _subscribe(self, request: Request, name: str, email: str, trap: str) -> Response:
        def act() -> tuple[str, str]:
            if trap:  # a field that no person sees
                return ASKED
            if not self._limit.allows(caller(request)):
                raise Refused(OFTEN)
            subscriber.subscribe(self._store, email, page=name)
            return ASKED

        try:
            board = self._board(name)
        except Unavailable:
            return status_answer.away()
        if board is None:
            return status_answer.off()
        if not self._gate.lets(request, board):
            return status_answer.asked(board, HTML)
        return self._acted(name, act)

    def _board(self, name: str) -> Board | None:
        cache = self._sites.of(name)
        return cache.board() if cache is not None else None

    def _whose(self, token: str, what: str) -> str:
        """The name of the page that a link is of; the first one's for a link that is not ours."""
        ident = number_of(self._store.vault, token, what)
        try:
            return page_of(self._store, ident) if ident is not None else ""
        except Unavailable:
            return ""

    def _confirmed(self, token: str) -> tuple[str, str]:
        done = subscriber.confirm(self._store, token)
        if done is None:
            raise Refused(UNKNOWN)
        return "Thank you", "You will be told of news, and of nothing else."

    def _left(self, token: str) -> tuple[str, str]:
        if not subscriber.leave(self._store, token):
            raise Refused(UNKNOWN)
        return "Done", "You will not hear from us again, and your address is forgotten."

    def _question(self, token: str, what: str) -> Response:
        if number_of(self._store.vault, token, what) is None:
            return self._page("", 404, "This link does not work", UNKNOWN)
        name = self._whose(token, what)
        if what == CONFIRM:
            said = "One click, and it is done."
            return self._page(name, 200, "Shall we tell you of news?", said, "Yes")
        said = "We will forget your address at once."
        return self._page(name, 200, "No more messages?", said, "No more")

    def _acted(self, name: str, act: Act) -> Response:
        try:
            return self._page(name, 200, *act())
        except Refused as fault:
            return self._page(name, 400, "This did not work", str(fault))
        except Unavailable:
            return status_answer.away()
        except Exception:
            log.exception("the status page stumbled")
            said = "It is in our log. Please try again later."
            return self._page(name, 500, "This did not work", said)

    def _page(self, name: str, code: int, title: str, said: str, button: str = "") -> Response:
        try:
            board = self._board(name) or self._board("")
        except Refused:
            return status_answer.off()
        except Unavailable:
            return status_answer.away()
        assert board is not None, "there is always a first page"
        return status_answer.notice(board, code, title, said, button)
