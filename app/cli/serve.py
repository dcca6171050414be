"""`watchbill serve`: the engine without a screen."""

import signal
import sys
import threading
from typing import Annotated

import typer

from app import settings
from app.cli import desk


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
    post = start.opened(desk.address(context))
    _warn_when_locked(post)
    _warn_of_damage(post)
    _warn_of_doubts(post)
    post = start.manned(post, host, port, kind="serve", url=url or settings.load().url)
    print(f"Watchbill serves at http://{host}:{post.port} (Ctrl+C ends it)", flush=True)  # noqa: T201
    try:
        ended.wait()
    finally:
        post.close()


def _warn_when_locked(post: object) -> None:
    vault = post.store.vault  # type: ignore[attr-defined]
    if vault.locked:
        print(vault.missing, file=sys.stderr, flush=True)  # noqa: T201


def _warn_of_damage(post: object) -> None:
    """A cheap look; `watchbill db check` looks at everything."""
    from app.operations.backup import glance

    for wrong in glance(post.store):  # type: ignore[attr-defined]
        print(f"The database file is damaged: {wrong}", file=sys.stderr, flush=True)  # noqa: T201


def _warn_of_doubts(post: object) -> None:
    from app.operations.doubt import doubts

    for each in doubts(post.store):  # type: ignore[attr-defined]
        print(each, file=sys.stderr, flush=True)  # noqa: T201
