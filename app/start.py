"""Builds the parts of a running program once, in order, and closes them in the reverse order.

A `Post` is a store with its doorbell; `serve` and the desktop on an embedded database also man the
engine and the web server on it.
"""

import logging
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import Fault, OlderSchema
from app.store import Store, open_store
from app.watch import Watch
from models.session import forbid_thread_of

if TYPE_CHECKING:
    from app.duties.engine import Engine
    from app.intake.batch import Batch
    from app.web.server import Server
    from models.company import Company

log = logging.getLogger(__name__)

AGAIN = 2.0  # seconds between two looks at a database that an older engine pages from


@dataclass
class Post:
    """What runs: the store, the doorbell, and (when manned) the engine and the web server."""

    store: Store
    watch: Watch
    engine: "Engine | None" = None
    batch: "Batch | None" = None
    server: "Server | None" = None
    port: int = 0
    unserved: str = ""

    def reach_at(self, url: str) -> None:
        """The address that stands in links from now on; empty: this machine's own."""
        if self.engine is not None and (url or self.port):
            self.engine.url = url or f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        """Stops taking in first, then paging, then listening; the database goes last."""
        for part in (self.server, self.batch, self.engine, self.watch):
            if part is not None:
                part.stop()
        self.store.close()


def forbid_gui_thread() -> None:
    """From now on a database session on the main thread is a bug and raises."""
    forbid_thread_of(threading.main_thread())


def opened(url: str, *, upgrade: bool = False) -> Post:
    """A store with its doorbell: all that a desktop on a shared database needs. Raises OlderSchema
    where others may use older tables, and `upgrade` was not said."""
    store = open_store(url, upgrade=upgrade)
    watch = Watch(store)
    watch.start()
    return Post(store, watch)


def relieved(url: str, end: threading.Event, tell: "Callable[[Company], object]") -> Post | None:
    """The same for an engine, which asks nobody: older tables are brought up to date once no
    older engine lives that pages from them. Until then it waits, and tells so once; None when it
    was ended meanwhile."""
    told = False
    while not end.is_set():
        try:
            return opened(url)
        except OlderSchema as older:
            there = older.company
        if not there.engines:
            return opened(url, upgrade=True)
        if not told:
            tell(there)
            told = True
        end.wait(AGAIN)
    return None


def manned(
    post: Post, host: str, port: int, *, kind: str, url: str = "", must: bool = True
) -> Post:
    """Adds the engine and the web server. `url` is the address seen from outside.
    Without `must`, a taken port leaves a sentence in `unserved` instead of raising Refused."""
    from app.duties.engine import Engine
    from app.intake.batch import Batch
    from app.operations.feed import announce
    from app.web.app import build
    from app.web.server import Server

    public = (url or f"http://{_named(host)}:{port}").rstrip("/")
    post.engine = Engine(post.store, socket.gethostname(), kind=kind, url=public)
    post.batch = Batch(post.store, wake=post.engine.wake)
    web = build(post.store, post.batch, url=public)
    post.server = Server(web, host, port)
    try:
        post.port = post.server.start()
    except Fault as fault:
        if must:
            post.server = None
            post.close()
            raise
        post.server, post.unserved = None, str(fault)
    if not url and port == 0:
        post.engine.url = f"http://{_named(host)}:{post.port}"
    if post.server is not None:
        announce(post.store, post.engine.url)
    post.batch.start()
    post.engine.start()
    threading.Thread(target=web.state.status.warm, name="status page", daemon=True).start()
    return post


def _named(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "::", "") else f"[{host}]" if ":" in host else host
