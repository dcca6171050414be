"""Files applied to a store, and what they leave."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.actor import Actor
from app.store import Store
from app.workspace.apply import apply, dump, names_outside
from app.workspace.read import read
from models.kinds import Source

Apply = Callable[..., list[str]]
ANA = Actor("ana", Source.FILE)


@pytest.fixture(scope="session")
def example() -> str:
    """The example of the interfaces, completed."""
    return (Path(__file__).parents[2] / "data" / "interfaces.yaml").read_text("utf-8")


@pytest.fixture
def put(store: Store) -> Apply:
    """Applies a file's text; returns what was changed, as it is printed."""

    def applied(text: str, *, prune: bool = False, rehearse: bool = False) -> list[str]:
        reading = read(text.encode(), names_outside(store, prune=prune))
        assert reading.problems == []
        done = apply(store, reading.workspace, ANA, prune=prune, rehearse=rehearse)
        return [str(change) for change in done.changes]

    return applied


@pytest.fixture
def dumped(store: Store) -> Callable[[], str]:
    """The store's file."""

    def text() -> str:
        said, sealed = dump(store)
        assert not sealed
        return said

    return text
