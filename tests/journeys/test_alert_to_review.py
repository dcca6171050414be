"""One incident of two hours on three desktops beside one `serve` on PostgreSQL: from the alert to
the review that is handed on. What one of them does, the others see; and nothing secret gets out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.queries.incident_detail import detail, timeline
from app.queries.incident_row import IncidentDetail
from app.queries.review import review, reviews
from app.store import Store, open_store
from models.kinds import EventKind, ReviewState, Role, Source, Stage
from tests import talks
from tests.journeys.fast import FastClock
from tests.journeys.program import Program, Serving
from tests.journeys.team import KEY, Town, until_paged
from tests.journeys.window import Desktop, comes, wait
from tests.screen import Screen

SECRET = "glpat-" + "Zk3vW9xQ7rT1mN5sB8yL"  # in the shape of a token, never one
TROUBLE = "Shop answers 500"
PLAN = """
watchbill: 1
people:
  - {{name: ana, full_name: Ana G, email: a@x.org, contacts: {{phone: "{hook}/ana"}}}}
  - {{name: bo, full_name: Bo Lind, contacts: {{phone: "{hook}/bo"}}}}
  - {{name: cy, full_name: Cy Okoro, contacts: {{phone: "{hook}/cy"}}}}
policies:
  - {{name: night, levels: [{{notify: ["person:ana"], wait: 1h}}], last_resort: ["person:bo"]}}
services: [{{name: shop, policy: night}}]
integrations: [{{name: monitor, format: events_v2, service: shop, key: {key}}}]
status_page: {{title: Shop status}}
components: [{{name: Shop, service: shop}}]
"""
PLAYBOOK = """# Shop down
Service: shop

## Do: Look at the dashboard

## Do: Take the last release back
"""
PUBLIC = "Goes to: the status page"
FINDING = "Two releases went out within a minute of each other."
GIVER = """
import sys
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QWidget

class Giver(QWidget):
    def __init__(self, file):
        super().__init__(None, Qt.WindowType.WindowStaysOnTopHint)
        self.file = file
        self.setWindowTitle("giver")
        self.setGeometry(1400, 40, 160, 90)

    def mouseMoveEvent(self, event):
        drag, mime = QDrag(self), QMimeData()
        mime.setUrls([QUrl.fromLocalFile(self.file)])
        drag.setMimeData(mime)
        drag.exec(Qt.DropAction.CopyAction)

app = QApplication([])
giver = Giver(sys.argv[1])
giver.show()
app.exec()
"""


@dataclass(frozen=True)
class Room:
    """Three people at their desktops, and what they share."""

    ana: Desktop
    bo: Desktop
    cy: Desktop
    store: Store
    clock: FastClock
    serving: Serving
    program: Program
    town: Town
    folder: Path

    @property
    def now(self) -> IncidentDetail:
        """The incident, as it is stored."""
        return detail(self.store, 1)

    def said(self, kind: EventKind) -> list[str]:
        """What the timeline tells of a kind."""
        return [each.text for each in timeline(self.store, 1) if each.kind is kind]

    def all_see(self, words: str) -> None:
        """On every desktop, by itself."""
        for each in (self.ana, self.bo, self.cy):
            each.sees(words)


@pytest.fixture
def room(postgresql_url: str, real_screen: Screen, town: Town, tmp_path: Path) -> Iterator[Room]:
    """Everybody sits down on a quiet evening."""
    team, plan = tmp_path / "team.yaml", tmp_path / "shop.md"
    team.write_text(PLAN.format(hook=town.hook.address(""), key=KEY))
    plan.write_text(PLAYBOOK)
    program, clock = Program(postgresql_url), FastClock(postgresql_url)
    program.do("apply", str(team))
    program.do("playbook", "save", str(plan), "--as", "cy")
    with ExitStack() as stack:
        serving = stack.enter_context(program.serving())
        desks = [Desktop(real_screen, postgresql_url, who, tmp_path) for who in ("cy", "bo", "ana")]
        for each in desks:
            stack.callback(each.close)
        for each in desks:
            each.sees("Declare")
            each.fill()
        store = open_store(postgresql_url)
        stack.callback(store.close)
        cy, bo, ana = desks
        yield Room(ana, bo, cy, store, clock, serving, program, town, tmp_path)
        ana.picture("7-end")


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
    wait(lambda: held(room) == {Role.COMMANDER: "ana"}, "a commander")
    room.bo.front()
    room.bo.press("Start Shop down", "Button", until=lambda: bool(room.said(EventKind.PLAYBOOK)))
    for left in (1, 2):
        room.bo.press("Done", "Button", until=lambda n=left: len(steps(room)) >= n)  # type: ignore[misc]
    room.ana.sees("2 of 2 done")
    command(room.ana, "/task Call the provider")
    wait(lambda: bool(room.now.tasks), "the task")
    room.bo.front()
    room.bo.press("Call the provider", "QCheckBox", until=lambda: bool(room.now.tasks[0].done_at))
    room.bo.picture("2-shared-out")
    room.cy.sees("1 of 1 done")


def steps(room: Room) -> list[str]:
    """Of the playbook, those that the timeline says are done."""
    return [each for each in room.said(EventKind.PLAYBOOK) if "dashboard" in each or "back" in each]


def talked(room: Room) -> None:
    """What was said in Slack meanwhile is dragged into Bo's window out of a folder."""
    export = room.folder / "slack.zip"
    ago = (room.store.now() - timedelta(minutes=9) - talks.NIGHT).total_seconds()
    export.write_bytes(talks.slack(talks.said(ago, "U1", f"the token is {SECRET}")))
    line = [sys.executable, "-c", GIVER, str(export)]
    room.bo.front()
    with subprocess.Popen(line, env=room.bo.screen.env) as giver:
        wait(lambda: shown(room.bo.screen, "giver"), "the folder")
        left, top, width, height = room.bo.place("Timeline", "TimelineView")
        room.bo.drag(lambda: (1480, 85), lambda: (left + width // 2, top + height // 2),
                     until=lambda: bool(room.bo.shows("Bring in", "Button")))  # fmt: skip
        giver.terminate()
    room.bo.picture("3-brought-in")
    room.bo.press("Bring in", "Button", until=lambda: bool(room.said(EventKind.MESSAGE)))
    found = next(each for each in timeline(room.store, 1) if each.kind is EventKind.MESSAGE)
    assert (found.actor, found.source) == ("ana", Source.SLACK)
    room.ana.sees("the token is", "aim")


def shown(screen: Screen, name: str) -> bool:
    """Whether a window of that name is there."""
    try:
        return bool(screen.xdotool("search", "--onlyvisible", "--name", f"^{name}$"))
    except subprocess.CalledProcessError:
        return False


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
    room.cy.press("Send", "Button", until=lambda: bool(page(room)["incidents"]))
    [shown] = page(room)["incidents"]
    assert "We take a release back." in str(shown)
    assert page(room)["components"][0]["status"] != "operational"
    for each in (room.ana, room.bo):
        each.sees("We take a release back.", "aim")


def write(desktop: Desktop, words: str) -> None:
    """An update, in the card beside the incident; it begins with the template of its stage."""
    desktop.press("Write an update", "Button", until=lambda: on(desktop, "", "ComposeSheet"))
    if not comes(lambda: on(desktop, PUBLIC), 1):
        desktop.press("The status page and", "QCheckBox", until=lambda: on(desktop, PUBLIC))
    desktop.press("What you say", "TextField", until=lambda: True)
    desktop.keys("ctrl+a")
    desktop.type(words)


def on(desktop: Desktop, words: str, kind: str = "") -> bool:
    """Whether it is on the screen."""
    return bool(desktop.shows(words, kind))


def handed_over(room: Room) -> None:
    """Ana is tired: Bo commands on, and it seems to hold."""
    command(room.ana, "/role commander bo")
    wait(lambda: held(room)[Role.COMMANDER] == "bo", "the other commander")
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
    room.cy.press("Send", "Button", until=lambda: works(room))
    room.ana.sees("All is well.", "aim")
    room.ana.front()
    room.ana.picture("5-ended")


def works(room: Room) -> bool:
    """What customers are told of the shop."""
    return bool(page(room)["components"][0]["status"] == "operational")


def learned(room: Room) -> None:
    """A review from what is on record, completed, published, and handed on as PDF."""
    ana, bo = room.ana, room.bo
    ana.press("Reviews", until=lambda: on(ana, "Start the review", "Button"))
    ana.press("Start the review", "Button", until=lambda: state(room) is ReviewState.DRAFT)
    ana.press("Write “Contributing factors”", until=lambda: on(ana, "Save", "Button"))
    ana.type(FINDING)
    ana.keys("ctrl+s")
    wait(lambda: FINDING in str(review(room.store, 1)), "what was found")
    ana.press("Ready to read", "Button", until=lambda: state(room) is ReviewState.IN_REVIEW)
    ana.press("Publish", "Button", until=lambda: state(room) is ReviewState.PUBLISHED)
    ana.picture("6-published")
    bo.front()
    bo.press("Reviews", until=lambda: on(bo, "Open again", "Button"))
    printed(room)


def state(room: Room) -> ReviewState | None:
    """Of the one review."""
    return reviews(room.store)[0].state


def printed(room: Room) -> None:
    """On paper, and in words: everything that matters, and nothing secret."""
    paper, text = room.folder / "review.pdf", room.folder / "review.md"
    room.ana.front()
    room.ana.press("Export", "Button", until=lambda: True)
    room.ana.keys("Down", "Return")
    room.ana.sees("Save", "Button", "Export")
    room.ana.type(str(paper))
    room.ana.keys("Return")
    wait(paper.exists, "the paper")
    assert paper.read_bytes().startswith(b"%PDF")
    room.program.do("review", "export", "1", "--out", str(text))
    said = text.read_text()
    for each in (TROUBLE, FINDING, "Took 2.41 back", "Bo Lind", "Nobody can buy", "All is well."):
        assert each in said, said
    assert SECRET not in said


def command(desktop: Desktop, words: str) -> None:
    """Typed after N, as a note is; Escape leaves whatever has the keys."""
    desktop.front()
    desktop.keys("Escape", "n")
    desktop.type(words)
    desktop.keys("Return")


def show(desktop: Desktop, number: int) -> None:
    """Another incident of the list."""
    desktop.front()
    desktop.press(f"| #{number} |", "aim", until=lambda: bool(desktop.shows(f"#{number}", "Text")))


def held(room: Room) -> dict[Role, str]:
    """Who holds which part."""
    return {each.role: each.person for each in room.now.roles if each.until is None}


def page(room: Room) -> Any:
    """What the status page says, looked through for what must not be on it."""
    answers = [httpx.get(f"{room.serving.url}/status{kind}") for kind in ("", ".atom", ".json")]
    assert [each.status_code for each in answers] == [200] * 3
    assert not [each for each in answers if SECRET in each.text]
    return answers[-1].json()
