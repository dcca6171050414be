"""A real mouse and a real keyboard in real windows: two desktops on one database."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.actor import Actor
from app.operations.incident import Declaration, declare
from app.queries.incident import incident_ids, incident_rows
from app.queries.incident_detail import timeline
from app.queries.incident_filter import Filter
from app.store import Store, open_store
from app.workspace.apply import apply
from app.workspace.read import read
from models.kinds import EventKind, Source, Stage
from tests.journeys.window import Desktop, wait
from tests.screen import Screen

TEAM = b"""watchbill: 1
people:
  - {name: ana, full_name: Ana Ruiz, email: ana@example.org, time_zone: Europe/Madrid, contacts: {web: "json://127.0.0.1:9"}}
  - {name: ben, full_name: Ben Okafor, email: ben@example.org, time_zone: Europe/Madrid, contacts: {web: "json://127.0.0.1:9"}}
policies:
  - {name: platform, levels: [{notify: [person:ana], wait: 30m}], last_resort: [person:ben]}
services:
  - {name: payments, policy: platform}
"""  # noqa: E501


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    """A team of two."""
    store = open_store(sqlite_url)
    workspace = read(TEAM).workspace
    apply(store, workspace, Actor("test", Source.FILE))
    yield store
    store.close()


@pytest.fixture
def desktops(
    real_screen: Screen, store: Store, sqlite_url: str, tmp_path: Path
) -> Iterator[tuple[Desktop, Desktop]]:
    """Ana's window in front, Ben's behind."""
    ben = Desktop(real_screen, sqlite_url, "ben", tmp_path)
    ana: Desktop | None = None
    try:
        ben.sees("Declare")
        ana = Desktop(real_screen, sqlite_url, "ana", tmp_path)
        ana.sees("Declare")
        ana.front()
        yield ana, ben
    finally:
        for desktop in filter(None, (ana, ben)):
            desktop.close()


def test_declared_acknowledged_noted_and_resolved_by_hand(
    desktops: tuple[Desktop, Desktop], real_screen: Screen, store: Store
) -> None:
    ana, ben = desktops
    ana.press("Declare incident", "Button", until=lambda: bool(ana.shows("Declare an incident")))
    time.sleep(0.5)
    real_screen.xdotool("type", "--delay", "15", "Checkout fails")
    real_screen.xdotool("key", "Return")
    wait(lambda: incident_ids(store, Filter()) == [1], "the incident in the database")
    ana.sees("Checkout fails")
    ben.sees("Checkout fails")  # on the other desktop, by itself

    ana.front()
    ana.press("Acknowledge", "Button", until=lambda: stage(store) is Stage.INVESTIGATING)

    real_screen.xdotool("key", "n")
    time.sleep(0.4)
    real_screen.xdotool("type", "--delay", "15", "Provider is down")
    real_screen.xdotool("key", "ctrl+Return")
    wait(lambda: "Provider is down" in _told(store, EventKind.NOTE), "the note")

    ana.press("Resolve…", "Button", until=lambda: bool(ana.shows("", "TextPopup")))
    time.sleep(0.6)
    real_screen.xdotool("type", "--delay", "15", "Switched over")
    real_screen.xdotool("key", "ctrl+Return")
    wait(lambda: stage(store) is Stage.RESOLVED, "the end")
    assert {event.actor for event in timeline(store, 1) if event.kind is EventKind.NOTE} == {"ana"}


def test_a_page_rings_on_the_card_and_is_acknowledged_there(
    desktops: tuple[Desktop, Desktop], store: Store
) -> None:
    ana, _ = desktops
    declare(store, Declaration(title="Cards fail", service=1), Actor("ben", Source.SHELL, 2))
    ana.sees("Cards fail", "AlertCard")
    ana.press("Acknowledge", "Button", "Cards fail", until=lambda: held(store))
    said = [event for event in timeline(store, 1) if event.kind is EventKind.ACKNOWLEDGED]
    assert [(event.actor, event.source) for event in said] == [("ana", Source.CARD)]


def stage(store: Store) -> Stage:
    """Of the one incident."""
    return incident_rows(store, [1])[0].stage


def held(store: Store) -> bool:
    """Whether somebody has it."""
    return incident_rows(store, [1])[0].acknowledged


def _told(store: Store, kind: EventKind) -> str:
    return "\n".join(event.text for event in timeline(store, 1) if event.kind is kind)
