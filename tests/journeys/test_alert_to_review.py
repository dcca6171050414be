"""One incident of two hours on three desktops beside one `serve` on PostgreSQL: from the alert to
the review that is handed on. What one of them does, the others see; and nothing secret gets out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from app.queries.incident_detail import detail, timeline
from app.queries.review import review
from models.kinds import EventKind, ReviewState, Role, Source, Stage
from tests import talks
from tests.journeys.giver import giving
from tests.journeys.habit import command, on, show, write
from tests.journeys.room import SECRET, Room, seated
from tests.journeys.team import KEY, Town, until_paged
from tests.journeys.window import wait
from tests.printed import words_of
from tests.screen import Screen

TROUBLE = "Shop answers 500"
FINDING = "Two releases went out within a minute of each other."
MATTERS = (TROUBLE, FINDING, "Took 2.41 back", "Bo Lind", "Nobody can buy", "All is well.")


@pytest.fixture
def room(postgresql_url: str, real_screen: Screen, town: Town, tmp_path: Path) -> Iterator[Room]:
    """Everybody sits down on a quiet evening."""
    with seated(postgresql_url, real_screen, town, tmp_path) as room:
        yield room


def test_from_the_alert_to_the_review(room: Room) -> None:
    answered(room)
    shared_out(room)
    room.clock.forward(minutes=25)
    talked(room)
    merged(room)
    room.clock.forward(minutes=20)
    told(room)
    room.clock.forward(minutes=40)
    handed_over(room)
    room.clock.forward(minutes=30)
    ended(room)
    learned(room)
    row = room.now.row
    assert row.resolved_at is not None
    assert timedelta(hours=1, minutes=50) < row.resolved_at - row.created_at < timedelta(hours=2.1)


def answered(room: Room) -> None:
    """Ana's phone and her desktop ring; she has it, and the others see that."""
    said = {"summary": TROUBLE, "source": "web-1", "severity": "critical"}
    event = {"routing_key": KEY, "event_action": "trigger", "dedup_key": "shop", "payload": said}
    assert httpx.post(f"{room.serving.url}/v2/enqueue", json=event).status_code == 202
    until_paged(room.town.hook, "/ana")
    room.ana.sees(TROUBLE, "AlertCard")
    room.ana.picture("1-alert")
    room.ana.press("Acknowledge", "Button", TROUBLE, until=lambda: room.now.row.owner == "ana")
    for each in (room.bo, room.cy):
        each.sees("Ana has it", "DutyStrip")
        each.sees("Ana acknowledged", "aim")
    room.ana.sees("You have it", "DutyStrip")


def shared_out(room: Room) -> None:
    """Who does what, by keys; the playbook is begun by Bo; a task is given and done."""
    command(room.ana, "/role commander ana")
    wait(lambda: room.held == {Role.COMMANDER: "ana"}, "a commander")
    room.bo.front()
    room.bo.press("Start Shop down", "Button", until=lambda: bool(room.said(EventKind.PLAYBOOK)))
    for left in (1, 2):
        room.bo.press("Done", "Button", until=lambda n=left: len(room.steps) >= n)  # type: ignore[misc]
    room.ana.sees("2 of 2 done")
    command(room.ana, "/task Call the provider")
    wait(lambda: bool(room.now.tasks), "the task")
    room.bo.front()
    room.bo.press("Call the provider", "Check", until=lambda: bool(room.now.tasks[0].done_at))
    room.bo.picture("2-shared-out")
    room.cy.sees("1 of 1 done")


def talked(room: Room) -> None:
    """What was said in Slack meanwhile is dragged into Bo's window out of a folder."""
    export = room.folder / "slack.zip"
    ago = (room.store.now() - timedelta(minutes=9) - talks.NIGHT).total_seconds()
    export.write_bytes(talks.slack(talks.said(ago, "U1", f"the token is {SECRET}")))
    room.bo.front()
    with giving(room.bo.screen, export) as file:
        left, top, width, height = room.bo.place("Timeline", "TimelineView")
        room.bo.drag(lambda: file, lambda: (left + width // 2, top + height // 2),
                     until=lambda: on(room.bo, "Bring in", "Button"))  # fmt: skip
    room.bo.picture("3-brought-in")
    room.bo.press("Bring in", "Button", until=lambda: bool(room.said(EventKind.MESSAGE)))
    found = next(each for each in timeline(room.store, 1) if each.kind is EventKind.MESSAGE)
    assert (found.actor, found.source) == ("ana", Source.SLACK)
    room.ana.sees("the token is", "aim")


def merged(room: Room) -> None:
    """Cy logs what customers say; Ana sees that it is the same."""
    room.cy.front()
    room.cy.keys("ctrl+n")
    room.cy.sees("Declare an incident")
    room.cy.type("Nobody can buy")
    room.cy.keys("Return")
    show(room.ana, 2)
    command(room.ana, "/merge 1")
    wait(lambda: detail(room.store, 2).row.stage is Stage.MERGED, "the merge")
    show(room.ana, 1)
    for each in (room.ana, room.bo):
        each.sees("Declared: Nobody can buy", "aim")


def told(room: Room) -> None:
    """Customers read what happened, and not what slipped into the sentence."""
    show(room.cy, 1)
    write(room.cy, f"We take a release back. {SECRET} is being changed.")
    room.cy.sees("Masked:")
    room.cy.picture("4-told")
    room.cy.press("Send", "Button", until=lambda: bool(room.page["incidents"]))
    [shown] = room.page["incidents"]
    assert "We take a release back." in str(shown)
    assert room.page["components"][0]["status"] != "operational"
    for each in (room.ana, room.bo):
        each.sees("We take a release back.", "aim")


def handed_over(room: Room) -> None:
    """Ana is tired: Bo commands on, and it seems to hold."""
    command(room.ana, "/role commander bo")
    wait(lambda: room.held[Role.COMMANDER] == "bo", "the other commander")
    command(room.ana, "/stage monitoring")
    wait(lambda: room.now.row.stage is Stage.MONITORING, "the stage")
    for each in (room.bo, room.cy):
        each.sees("→ Monitoring", "aim")


def ended(room: Room) -> None:
    """It is over, for customers too."""
    room.bo.front()
    room.bo.press("Resolve…", "Button", until=lambda: on(room.bo, "", "TextPopup"))
    room.bo.type("Took 2.41 back")
    room.bo.keys("ctrl+Return")
    wait(lambda: room.now.row.stage is Stage.RESOLVED, "the end")
    room.cy.front()
    write(room.cy, "All is well.")
    room.cy.press("Send", "Button", until=lambda: room.works)
    room.ana.sees("All is well.", "aim")
    room.ana.front()
    room.ana.picture("5-ended")


def learned(room: Room) -> None:
    """A review from what is on record, completed, published, and handed on as PDF."""
    ana, bo, cy = room.ana, room.bo, room.cy
    ana.press("Reviews", until=lambda: on(ana, "Start the review", "Button"))
    ana.press("Start the review", "Button", until=lambda: room.state is ReviewState.DRAFT)
    ana.press("Write “Contributing factors”", until=lambda: on(ana, "Save", "Button"))
    ana.type(FINDING)
    ana.keys("ctrl+s")
    wait(lambda: FINDING in str(review(room.store, 1)), "what was found")
    ana.press("Ready to read", "Button", until=lambda: room.state is ReviewState.IN_REVIEW)
    ana.press("Publish", "Button", until=lambda: room.state is ReviewState.PUBLISHED)
    ana.picture("6-published")
    for each in (bo, cy):
        each.front()
        each.press("Reviews", until=lambda who=each: on(who, "Open again", "Button"))  # type: ignore[misc]
        each.sees(FINDING)
    printed(room)


def printed(room: Room) -> None:
    """On paper, and in words: everything that matters, and nothing secret."""
    paper, text = room.folder / "review.pdf", room.folder / "review.md"
    room.ana.front()
    room.ana.press("Export", "Button", until=lambda: True)
    room.ana.keys("Down", "Return")
    room.ana.sees("Save", "Button", "Export")
    room.ana.type(str(paper))
    room.ana.keys("Return")
    wait(lambda: paper.exists() and b"%%EOF" in paper.read_bytes()[-9:], "the paper")
    room.program.do("review", "export", "1", "--out", str(text))
    for said in (text.read_text(), words_of(paper.read_bytes())):
        for each in MATTERS:
            assert each in said, said
        assert SECRET not in said
