"""A support person who is no engineer: says that something is broken, sees who has it, and tells
customers; by mouse and keyboard, and without a word that needs explaining."""

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.queries.incident_detail import detail
from app.store import open_store
from tests.journeys.program import Program, Serving
from tests.journeys.window import Desktop, comes, wait
from tests.patience import PATIENCE
from tests.screen import Screen

TEAM = """watchbill: 1
people:
  - {name: ana, full_name: Ana Ruiz, contacts: {web: "json://127.0.0.1:9"}}
  - {name: sue, full_name: Sue Park, contacts: {web: "json://127.0.0.1:9"}}
policies:
  - {name: platform, levels: [{notify: [person:ana], wait: 30m}], last_resort: [person:sue]}
services: [{name: payments, policy: platform}]
status_page: {title: Shop status}
components: [{name: Paying, service: payments}]
"""


@pytest.fixture
def serving(sqlite_url: str, tmp_path: Path) -> Iterator[Serving]:
    """The status page is on."""
    (tmp_path / "team.yaml").write_text(TEAM)
    program = Program(sqlite_url)
    program.do("apply", str(tmp_path / "team.yaml"))
    with program.serving() as serving:
        yield serving


def test_declared_seen_and_told(
    real_screen: Screen, serving: Serving, sqlite_url: str, tmp_path: Path
) -> None:
    sue, store = Desktop(real_screen, sqlite_url, "sue", tmp_path), open_store(sqlite_url)
    try:
        sue.sees("Declare")
        sue.fill()
        sue.front()
        begun = time.monotonic()
        sue.press("Declare incident", "Button", until=lambda: bool(sue.shows("", "DeclareForm")))
        sue.picture("support-1-form")
        sue.type("Customers cannot pay")
        sue.press("Service", "Picker", until=lambda: bool(sue.shows("Choices", "ChoiceList")))
        sue.type("pay")
        sue.keys("Return")
        sue.sees("Ana now")
        sue.press("Title", "LineField", until=lambda: True)
        sue.keys("Return")
        sue.sees("Nobody has it yet", "DutyStrip")
        print(f"declared after {time.monotonic() - begun:.1f} s")
        sue.picture("support-2-declared")
        understands(sue, real_screen)
        Program(sqlite_url).do("incident", "ack", "1", "--as", "ana")
        sue.sees("Ana has it", "DutyStrip")
        begun = time.monotonic()
        sue.press("Tell people", "Button", until=lambda: bool(sue.shows("", "ComposeSheet")))
        sue.press("The status page and", "Check",
                  until=lambda: bool(sue.shows("Goes to: the status page")))  # fmt: skip
        assert comes(lambda: bool(sue.shows("Nothing needs a mask")), PATIENCE)
        sue.picture("support-3-told")
        sue.press("Send", "Button", until=lambda: "Customers cannot pay" in page(serving))
        print(f"told after {time.monotonic() - begun:.1f} s")
        wait(lambda: detail(store, 1).row.owner == "ana", "Ana")
    finally:
        sue.close()
        store.close()


def understands(sue: Desktop, screen: Screen) -> None:
    """A word of the field, under the mouse; then all that can be seen, by keys."""
    left, top, width, height = sue.place("Triage, now")
    for way in range(6):  # a hand is never quite still
        screen.xdotool("mousemove", left + width // 2 + way, top + height // 2)
        if comes(lambda: bool(sue.shows("Triage: It is new")), 3):
            break
    else:
        raise AssertionError("Triage is not explained")
    sue.picture("support-2b-word")
    sue.keys("shift+F1")
    sue.sees("What the words here mean", "WordSheet")
    sue.picture("support-2c-words")
    sue.keys("Escape")
    assert comes(lambda: not sue.shows("What the words here mean", "WordSheet"), PATIENCE)


def page(serving: Serving) -> str:
    """What customers read."""
    return httpx.get(f"{serving.url}/status").text
