"""What each fault starts from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.store import open_store
from tests.faults.storm import Storm, storm
from tests.receiver import Receiver, receiving


@pytest.fixture
def long(request: pytest.FixtureRequest) -> bool:
    """Whether there is time for the long form."""
    return bool(request.config.getoption("--long"))


@pytest.fixture
def hook() -> Iterator[Receiver]:
    """Where every message goes."""
    with receiving() as receiver:
        yield receiver


@pytest.fixture(name="storm")
def _storm(database_url: str, hook: Receiver) -> Iterator[Storm]:
    """A team, and nothing has happened yet; once on each kind of database."""
    store = open_store(database_url)
    with storm(store, hook) as made:
        yield made
    store.close()
