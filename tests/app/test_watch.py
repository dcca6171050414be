"""Two programs on one database hear of each other."""

import threading
from collections.abc import Iterator

import pytest

from app.changes import Changes
from app.store import Store, open_store
from app.watch import Watch
from models.people import Person
from tests.patience import PATIENCE


class Ear:
    """Keeps what a hub said and lets a test wait for it."""

    def __init__(self, store: Store) -> None:
        self.heard: list[Changes] = []
        self._any = threading.Event()
        store.hub.subscribe(self._hear)

    def _hear(self, changes: Changes) -> None:
        self.heard.append(changes)
        self._any.set()

    def waits(self, seconds: float = PATIENCE) -> Changes:
        """The next thing it hears."""
        assert self._any.wait(seconds), "nothing was heard"
        self._any.clear()
        return self.heard[-1]


@pytest.fixture
def pair(database_url: str) -> Iterator[tuple[Store, Store]]:
    """Two stores on one database, the second with its doorbell."""
    one, two = open_store(database_url), open_store(database_url)
    watch = Watch(two)
    watch.start()
    yield one, two
    watch.stop()
    one.close()
    two.close()


def test_what_one_writes_the_other_hears(pair: tuple[Store, Store]) -> None:
    one, two = pair
    ear = Ear(two)
    for attempt in range(20):  # its doorbell may not be hung up yet
        with one.write() as session:
            session.add(Person(name=f"ana{attempt}"))
        if ear._any.wait(0.3):
            break
    changes = ear.waits()
    assert changes.touch("person")
    assert not changes.ours
    assert not changes.touch("incident")


def test_its_own_changes_are_heard_once_and_as_its_own(pair: tuple[Store, Store]) -> None:
    _, two = pair
    ear = Ear(two)
    with two.write() as session:
        session.add(Person(name="ana"))
    assert ear.waits().ours
    threading.Event().wait(0.6)
    assert [changes.ours for changes in ear.heard] == [True]
