"""`watchbill serve`: the engine without a screen."""

import signal
import sys
import threading
from typing import TYPE_CHECKING, Annotated

import typer

from app import settings
from app.cli import desk

if TYPE_CHECKING:
    from app.start import Post
    from models.company import Company


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8420,
    url: Annotated[str, typer.Option(help="This engine's address as people reach it.")] = "",
) -> None:
    """Take signals in, page people, serve feeds and the status page, until stopped."""
    from app import start

    ended = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ended.set())
    post = start.relieved(desk.address(context), ended, _say_waiting)
    if post is None:
        return
    _warn_when_locked(post)
    _warn_of_damage(post)
    _warn_of_doubts(post)
    post = start.manned(post, host, port, kind="serve", url=url or settings.load().url)
    print(f"Watchbill serves at http://{host}:{post.port} (Ctrl+C ends it)", flush=True)  # noqa: T201
    try:
        ended.wait()
    finally:
        post.close()


def _warn(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201


def _say_waiting(there: "Company") -> None:
    names = ", ".join(f"{each.name} ({each.program})" for each in there.engines)
    _warn(
        f"The database is from an older Watchbill, whose engine pages: {names}. This one waits "
        "until that one ends, then updates the database."
    )


def _warn_when_locked(post: "Post") -> None:
    if post.store.vault.locked:
        _warn(post.store.vault.missing)


def _warn_of_damage(post: "Post") -> None:
    """A cheap look; `watchbill db check` looks at everything."""
    from app.operations.backup import glance

    for wrong in glance(post.store):
        _warn(f"The database file is damaged: {wrong}")


def _warn_of_doubts(post: "Post") -> None:
    from app.operations.doubt import doubts

    for each in doubts(post.store):
        _warn(each)
