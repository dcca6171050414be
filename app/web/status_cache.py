"""What the status page looks like, written once for as long as it stays true: two hundred readers
cost one question a second. Nobody waits long for a newer one, and when the database is away, what
was known last is still shown."""

import gzip
import hashlib
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from app.errors import Refused, Unavailable
from app.queries import status_public
from app.queries.status_public import Board
from app.store import Store

log = logging.getLogger(__name__)

EVERY = 1.0  # seconds between two looks at the number
PATIENCE = 0.05  # seconds a reader waits for a newer one, before the last one must do
KEPT = 200  # documents besides the main ones
Render = Callable[[Board], str]


@dataclass(frozen=True, slots=True)
class Document:
    """A body, packed too; `tag` changes with it."""

    body: bytes
    packed: bytes
    tag: str
    kind: str


@dataclass(slots=True)
class Edition:
    """The page as it stands, and what was written of it so far."""

    board: Board
    made: dict[str, Document] = field(default_factory=dict)


class StatusCache:
    """Asked from the event loop (`quick`) and from threads (the others). `main` are the documents,
    by name with their kind, that are written as soon as anything changes; `name` is which page."""

    def __init__(self, store: Store, main: dict[str, tuple[str, Render]], name: str = "") -> None:
        self._store, self._main, self._name = store, main, name
        self._edition: Edition | None = None
        self._looked = 0.0
        self._first, self._turn = threading.Lock(), threading.Lock()

    def warm(self) -> None:
        """Writes it before the first reader comes."""
        try:
            self._current()
        except Unavailable as fault:
            log.info("the status page waits for the database: %s", fault)

    def quick(self, name: str) -> Document | None:
        """A document that was true a second ago, without asking anybody."""
        if self._edition is None or time.monotonic() - self._looked > EVERY:
            return None
        return self._edition.made.get(name) if self._edition.board.page.on else None

    def get(self, name: str, kind: str, render: Render) -> Document | None:
        """A document; None while the page is switched off. Raises Unavailable only when nothing was
        ever known."""
        edition = self._current()
        if not edition.board.page.on:
            return None
        found = edition.made.get(name)
        if found is None:
            if len(edition.made) >= KEPT:
                edition.made.clear()
            found = edition.made[name] = _document(render(edition.board), kind)
        return found

    def board(self) -> Board:
        """What stands on the page."""
        return self._current().board

    def _current(self) -> Edition:
        if self._edition is None:
            with self._first:
                if self._edition is None:
                    self._edition, self._looked = self._written(), time.monotonic()
        elif time.monotonic() - self._looked > EVERY:
            self._looked = time.monotonic()  # the others take what there is
            renewing = threading.Thread(target=self._renew, name="status page", daemon=True)
            renewing.start()
            renewing.join(PATIENCE)
        return self._edition

    def _renew(self) -> None:
        if not self._turn.acquire(blocking=False):
            return
        try:
            if self._stale():
                self._edition = self._written()
        except Refused:
            self._edition = self._gone()
        except Unavailable as fault:
            log.info("the status page stays as it was: %s", fault)
        except Exception:
            log.exception("the status page stumbled")
        finally:
            self._turn.release()

    def _stale(self) -> bool:
        known = self._edition
        if known is None or self._store.now() >= known.board.until:
            return True
        return status_public.stamp_of(self._store) != known.board.version

    def _written(self) -> Edition:
        made = Edition(status_public.board(self._store, self._name))
        for name, (kind, render) in self._main.items():
            made.made[name] = _document(render(made.board), kind)
        return made

    def _gone(self) -> Edition | None:
        """As switched off: a further page was taken out."""
        if self._edition is None:
            return None
        known = self._edition.board
        return Edition(replace(known, page=replace(known.page, on=False)))


def _document(text: str, kind: str) -> Document:
    body = text.encode()
    tag = hashlib.sha256(body).hexdigest()[:24]
    return Document(body, gzip.compress(body, 5, mtime=0), tag, kind)
