"""A small team whose levels wait for seconds, and what its members see of a night."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from tests.journeys.mailbox import Letter, Mailbox, delivering
from tests.journeys.program import Program
from tests.patience import PATIENCE
from tests.receiver import Receiver, receiving

KEY = "k" * 32
WAIT_S = 3
SLACK_S = 30  # on a busy machine; the engine itself looks every second at the latest
PLAN = """
watchbill: 1
people:
  - name: ana
    full_name: Ana Ruiz
    time_zone: Europe/Madrid
    contacts: {{mail: "{ana}", hook: "{hook}/ana"}}
  - {{name: ben, full_name: Ben Okafor, contacts: {{mail: "{ben}", hook: "{hook}/ben"}}}}
  - {{name: cy, contacts: {{hook: "{hook}/cy"}}}}
teams: [{{name: all, members: [ana, ben, cy]}}]
schedules:
  - name: primary
    time_zone: Europe/Madrid
    rotations:
      - name: always
        layer: 1
        start: 2026-01-05T09:00
        shift: {{every: 1, unit: week}}
        people: [ana]
policies:
  - name: night
    levels:
      - {{notify: ["schedule:primary"], wait: {wait}s}}
      - {{notify: ["person:ben"], wait: 10m}}
    last_resort: ["team:all"]
services: [{{name: api, policy: night}}]
integrations: [{{name: monitor, format: {format}, service: api, key: {key}}}]
"""


@dataclass(frozen=True)
class Town:
    """Where messages arrive."""

    mail: Mailbox
    hook: Receiver

    def file(self, folder: Path, format_: str = "events_v2", wait: int = WAIT_S) -> str:
        """The team's workspace file; its name."""
        file = folder / "team.yaml"
        text = PLAN.format(
            ana=self.mail.address("ana"), ben=self.mail.address("ben"),
            hook=self.hook.address(""), wait=wait, format=format_, key=KEY,
        )  # fmt: skip
        file.write_text(text)
        return str(file)


@contextmanager
def town() -> Iterator[Town]:
    """Mail and webhooks at work."""
    with delivering() as mail, receiving() as hook:
        yield Town(mail, hook)


def until_paged(hook: Receiver, path: str, seconds: float = PATIENCE) -> dict[str, str]:
    """The first message at a path."""
    with hook.changed:
        found = hook.changed.wait_for(
            lambda: path in {where for where, _ in hook.messages}, seconds
        )
    assert found, f"nothing at {path}"
    return hook.at(path)[0]


def press(link: str) -> None:
    """Looks at the link twice, as mail scanners do, then presses its button."""
    with httpx.Client() as browser:
        for _ in range(2):
            seen = browser.get(link)
            assert seen.status_code == 200
            assert "Nobody has it yet." in seen.text
        done = browser.post(link, data={"action": "acknowledge"})
        assert done.status_code == 200
        assert "You have it." in done.text


def until(true: Callable[[], object], seconds: float = PATIENCE, pause: float = 0.2) -> None:
    """Waits for something to become so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(pause)


def night(
    program: Program, town: Town, fire: Callable[[], object], over: Callable[[], object]
) -> None:
    """Ana is paged and sleeps on; ben, next, presses the link; the sender says that it is over."""
    fire()
    first = town.mail.next_of("ana")
    until_paged(town.hook, "/ana")
    second = town.mail.next_of("ben")
    until_paged(town.hook, "/ben")
    pages = program.ask("incident", "show", "1")["pages"]
    assert [(each["person"], each["contact"], each["level"]) for each in pages] == [
        ("ana", "mail", 1), ("ana", "hook", 1), ("ben", "mail", 2), ("ben", "hook", 2),
    ]  # fmt: skip
    on_time(program.ask("incident", "show", "1"), first, second)
    press(second.link)
    assert [each["owner"] for each in program.ask("incident", "list")["incidents"]] == ["ben"]
    over()
    until(lambda: program.ask("incident", "list")["incidents"] == [])
    tells_all(program)
    assert len(town.mail.letters) == len(town.hook.messages) == 2  # cy never, nobody twice


def on_time(story: dict[str, Any], first: Letter, second: Letter) -> None:
    """Levels by the clock of the incident (whole seconds), messages within a moment of them."""
    created = datetime.fromisoformat(story["created_at"])
    due = {each["person"]: datetime.fromisoformat(each["at"]) for each in story["pages"]}
    assert due == {"ana": created, "ben": created + timedelta(seconds=WAIT_S)}
    late = [
        (letter.at - at).total_seconds()
        for letter, at in zip((first, second), due.values(), strict=True)
    ]
    print(f"seconds from due to mail (up to one more than true): {late}")
    assert all(0 <= each < 1 + SLACK_S for each in late), late


def tells_all(program: Program) -> None:
    """`incident show 1` is the whole story, in order."""
    story = program.do("incident", "show", "1", "--time-zone", "UTC")
    steps = (
        "Opened by an alert", "Paging Ana Ruiz by mail, hook", "Escalated to level 2",
        "Paging Ben Okafor by mail, hook", "Acknowledged", "Alert resolved",
        "Resolved: every alert is resolved",
    )  # fmt: skip
    places = [story.find(step) for step in steps]
    assert -1 not in places, story
    assert places == sorted(places), story
    shown = program.ask("incident", "show", "1")
    assert {each["state"] for each in shown["pages"]} == {"sent"}
    assert (shown["stage"], shown["owner"]) == ("resolved", "ben")
    assert [each["state"] for each in shown["alerts"]] == ["resolved"]
