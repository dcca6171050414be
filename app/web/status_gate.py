"""Who may look at a status page with a password: whoever gave it, kept in a signed cookie for a
week; programs give it with each request (HTTP Basic, any name)."""

import hashlib
import threading
from base64 import b64decode
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from app.domain.password import fits
from app.domain.workspace import PageSpec
from app.queries.status_public import Board
from app.store import Store
from app.web.limit import Limit, caller

KEPT = 7 * 24 * 3600  # seconds a browser need not ask again
TRIES, SPAN = 10, 600.0  # by one caller, in seconds
MOST = 200  # characters of a password
REMEMBERED = 1000  # passwords of programs that were right lately


class Gate:
    """Asked for every request to a page with a password."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._limit = Limit(TRIES, SPAN)
        self._one = threading.Semaphore(2)  # a password costs time and memory, on purpose
        self._right: set[str] = set()

    def lets(self, request: Request, board: Board) -> bool:
        """Whether whoever asks may see it."""
        if not board.word:
            return True
        return self._known(request.cookies.get(_name(board), ""), board) or self._said(
            request, board
        )

    def fits(self, request: Request, board: Board, word: str) -> bool | None:
        """Whether this is the password; None where they tried too often."""
        who = caller(request)
        if not self._limit.allows(who):
            return None
        with self._one:
            right = len(word) <= MOST and fits(word, board.word)
        if right:
            self._limit.forgive(who)
        return right

    def remember(self, request: Request, board: Board, answer: Response) -> None:
        """The browser need not ask again for a week, or until the password is another. Raises
        Refused without the key that signs it."""
        until = int(self._store.now().timestamp()) + KEPT
        mark = self._store.vault.sign(_text(board, until))
        answer.set_cookie(
            _name(board), f"{until}-{mark}", max_age=KEPT, path="/status", httponly=True,
            samesite="lax", secure=request.url.scheme == "https" or _secure(request),
        )  # fmt: skip

    def _known(self, cookie: str, board: Board) -> bool:
        until, _, mark = cookie.partition("-")
        if not (until.isascii() and until.isdigit() and len(until) <= 12):
            return False
        late = int(until) < self._store.now().timestamp()
        return not late and self._store.vault.signed(_text(board, int(until)), mark)

    def _said(self, request: Request, board: Board) -> bool:
        kind, _, said = request.headers.get("authorization", "").partition(" ")
        if kind.casefold() != "basic":
            return False
        try:
            word = b64decode(said, validate=True).decode().partition(":")[2]
        except ValueError:
            return False
        told = hashlib.sha256(f"{board.word} {word}".encode()).hexdigest()
        if told in self._right:
            return True
        right = self.fits(request, board, word) is True
        if right:
            if len(self._right) >= REMEMBERED:
                self._right.clear()
            self._right.add(told)
        return right


def hidden(board: Board) -> Board:
    """What of a page may be seen before the password: its name."""
    bare = PageSpec(title=board.page.title, time_zone=board.page.time_zone, on=board.page.on)
    return replace(
        board, page=bare, indicator="none", words="with a password", lines=(), open=(), past=(),
        under_way=(), planned=(), more=0, mail=False,
    )  # fmt: skip


def _name(board: Board) -> str:
    return f"watchbill_status_{board.ident}"


def _text(board: Board, until: int) -> str:
    kept = hashlib.sha256(board.word.encode()).hexdigest()[:16]
    return f"status page {board.ident} {kept} {until}"


def _secure(request: Request) -> bool:
    return request.headers.get("x-forwarded-proto", "") == "https"
