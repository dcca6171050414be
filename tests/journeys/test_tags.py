"""Tags with a real hand: typed and taken off beside an incident, by mouse and by keys alone."""

from pathlib import Path

from app.domain.actor import Actor
from app.operations.incident import Declaration, declare
from app.queries.incident_detail import detail
from app.store import Store, open_store
from models.kinds import Source
from tests import builders
from tests.journeys.window import Desktop, wait
from tests.screen import Screen

SHELL = Actor("root", Source.SHELL)


def has(store: Store, *names: str) -> bool:
    """Incident 2's."""
    return detail(store, 2).row.tags == names


def test_tags_come_and_go(real_screen: Screen, sqlite_url: str, tmp_path: Path) -> None:
    store = open_store(sqlite_url)
    builders.person(store, "ana", "Ana Ruiz")
    declare(store, Declaration("Cards fail", tags=("Checkout",)), SHELL)
    declare(store, Declaration("Search is slow"), SHELL)
    ana = Desktop(real_screen, sqlite_url, "ana", tmp_path)
    try:
        ana.sees("Add a tag")
        ana.fill()
        ana.front()
        ana.press("Add a tag", "Button", until=lambda: bool(ana.shows("Tag", "SearchField")))
        ana.type("che")
        ana.keys("Return")
        wait(lambda: has(store, "Checkout"), "the known tag")
        ana.type("eu,")
        wait(lambda: has(store, "Checkout", "eu"), "the new tag")
        ana.picture("tags-1-typed")
        ana.keys("Escape")
        ana.press("Remove the tag Checkout", "ChosenChip", until=lambda: has(store, "eu"))
        ana.press("Add a tag", "Button", until=lambda: bool(ana.shows("Tag", "SearchField")))
        ana.keys("BackSpace")
        wait(lambda: has(store), "none by the key")
        ana.keys("p", "o", "s", "Return", "Escape")
        wait(lambda: has(store, "pos"), "another by keys alone")
        ana.picture("tags-2-none")
    finally:
        ana.close()
        store.close()
