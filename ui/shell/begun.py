"""What a desktop asks of its database as it begins, on a worker."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.start import Post
    from app.store import Store


def manned(post: "Post", port: int, _store: object) -> str:
    """Runs the engine here; why nothing is served, where that is so."""
    from app import settings, start

    url = settings.load().url
    return start.manned(post, "127.0.0.1", port, kind="desktop", url=url, must=False).unserved


def has_begun(store: "Store") -> bool:
    """Whether anything was set up at all."""
    from app.queries.setup import setup

    return not setup(store).empty


def glanced(store: "Store") -> list[str]:
    """What is wrong with the database's file at a first glance."""
    from app.operations.backup import glance

    return glance(store)
