"""Every status page that is served, each with what was written of it."""

import json
import threading
from collections.abc import Callable

from app.queries.status_public import Board
from app.store import Store
from app.web import status_data, status_render
from app.web.status_cache import StatusCache
from app.web.status_render import Links

HTML, JSON = "text/html; charset=utf-8", "application/json"
ATOM = "application/atom+xml; charset=utf-8"
Write = Callable[[Board], str]


class StatusSites:
    """`url` is where this server is reached."""

    def __init__(self, store: Store, url: str) -> None:
        self._store, self.documents = store, documents(url)
        self.main = self._made("")
        self._views: dict[str, StatusCache] = {}
        self._turn = threading.Lock()

    def warm(self) -> None:
        """Writes the first page before its first reader comes."""
        self.main.warm()

    def of(self, name: str) -> StatusCache | None:
        """The page of this name; None where there is none. Raises Unavailable."""
        if not name:
            return self.main
        if name not in self.main.board().views:
            return None
        with self._turn:
            return self._views.setdefault(name, self._made(name))

    def _made(self, name: str) -> StatusCache:
        main = {doc: (kind, write) for _, doc, kind, write in self.documents}
        return StatusCache(self._store, main, name)


def documents(url: str) -> list[tuple[str, str, str, Write]]:
    """What each page has: the end of its path, a name, its kind, and what writes it."""

    def base(board: Board) -> str:
        return (board.page.url or url).rstrip("/")

    def page(board: Board) -> str:
        return status_render.page(board, Links(board.root))

    def data(board: Board) -> str:
        return json.dumps(status_data.document(board, base(board)), ensure_ascii=False)

    def atom(board: Board) -> str:
        return status_data.feed(board, base(board))

    return [
        ("", "page", HTML, page),
        (".json", "json", JSON, data),
        (".atom", "atom", ATOM, atom),
    ]
