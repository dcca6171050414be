"""A quiet evening before it begins: three people at their desktops beside one `serve` on
PostgreSQL, and what can be read of their incident."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from app.queries.incident_detail import detail, timeline
from app.queries.incident_row import IncidentDetail
from app.queries.review import reviews
from app.store import Store, open_store
from models.kinds import EventKind, ReviewState, Role
from tests.journeys.fast import FastClock
from tests.journeys.program import Program, Serving
from tests.journeys.team import KEY, Town
from tests.journeys.window import Desktop
from tests.screen import Screen

SECRET = "glpat-" + "Zk3vW9xQ7rT1mN5sB8yL"  # in the shape of a token, never one
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

    @property
    def held(self) -> dict[Role, str]:
        """Who holds which part."""
        return {each.role: each.person for each in self.now.roles if each.until is None}

    @property
    def steps(self) -> list[str]:
        """Of the playbook, those that the timeline says are done."""
        told = self.said(EventKind.PLAYBOOK)
        return [each for each in told if "dashboard" in each or "back" in each]

    @property
    def works(self) -> bool:
        """What customers are told of the shop."""
        return bool(self.page["components"][0]["status"] == "operational")

    @property
    def state(self) -> ReviewState | None:
        """Of the one review."""
        return reviews(self.store)[0].state

    @property
    def page(self) -> Any:
        """What the status page says, looked through for what must not be on it."""
        answers = [httpx.get(f"{self.serving.url}/status{kind}") for kind in ("", ".atom", ".json")]
        assert [each.status_code for each in answers] == [200] * 3
        assert not [each for each in answers if SECRET in each.text]
        return answers[-1].json()


@contextmanager
def seated(url: str, screen: Screen, town: Town, folder: Path) -> Iterator[Room]:
    """Everybody sits down on a quiet evening."""
    team, plan = folder / "team.yaml", folder / "shop.md"
    team.write_text(PLAN.format(hook=town.hook.address(""), key=KEY))
    plan.write_text(PLAYBOOK)
    program, clock = Program(url), FastClock(url)
    program.do("apply", str(team))
    program.do("playbook", "save", str(plan), "--as", "cy")
    with ExitStack() as stack:
        serving = stack.enter_context(program.serving())
        desks = [Desktop(screen, url, who, folder) for who in ("cy", "bo", "ana")]
        for each in desks:
            stack.callback(each.close)
        for each in desks:
            each.sees("Declare")
            each.fill()
        store = open_store(url)
        stack.callback(store.close)
        cy, bo, ana = desks
        yield Room(ana, bo, cy, store, clock, serving, program, town, folder)
        ana.picture("7-end")
