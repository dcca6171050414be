"""A store on each kind of database, with a clock that stands until a test moves it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from app.clock import SetClock
from app.store import Store, open_store


@pytest.fixture
def clock() -> SetClock:
    """Saturday night, an hour before Madrid's clocks jump."""
    return SetClock(datetime(2026, 3, 29, 0, 0, tzinfo=UTC))


@pytest.fixture
def store(database_url: str, clock: SetClock) -> Iterator[Store]:
    """Empty and migrated; the test runs once on each kind of database."""
    store = open_store(database_url, clock=clock, durable=False)
    yield store
    store.close()
