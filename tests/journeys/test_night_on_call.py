"""A night on call where things break, told by the program's own commands: real mail, real web
hooks, on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import httpx

from tests.journeys.program import Program
from tests.journeys.team import KEY, Town, press, until, until_paged

PLAN = """
watchbill: 1
people:
  - name: ana
    full_name: Ana Ruiz
    contacts: {{phone: "{hook}/ana", mail: "{ana}"}}
    rules: {{high: [{{contact: phone, after: 0m}}, {{contact: mail, after: 1h}}]}}
  - {{name: ben, full_name: Ben Okafor, contacts: {{chat: "{hook}/ben"}}}}
  - {{name: cy, contacts: {{mail: "{cy}"}}}}
schedules:
  - name: empty
    time_zone: Europe/Madrid
    rotations:
      - {{name: r, start: 2026-01-05T09:00, shift: {{every: 1, unit: week}}, people: [nobody]}}
policies:
  - name: night
    levels:
      - {{notify: ["schedule:empty"], wait: 1h}}
      - {{notify: ["person:ana"], wait: 3s}}
      - {{notify: ["person:ben"], wait: 1h}}
      - {{notify: ["person:cy"], wait: 1h}}
    last_resort: ["person:ana"]
services: [{{name: api, policy: night}}]
integrations: [{{name: monitor, format: events_v2, service: api, key: {key}}}]
"""


def test_a_night(database_url: str, town: Town, tmp_path: Path) -> None:
    program = Program(database_url)
    file = tmp_path / "team.yaml"
    mail = {name: town.mail.address(name) for name in ("ana", "cy")}
    file.write_text(PLAN.format(hook=town.hook.address(""), key=KEY, **mail))
    program.do("apply", str(file))
    town.hook.failing.add("/ana")
    with program.serving() as serving:
        alerts(serving.url)
        letter = town.mail.next_of("ana")  # her phone failed, and an hour is not waited for
        press(link(until_paged(town.hook, "/ben")["message"]))
        late = httpx.post(letter.link, data={"action": "acknowledge"})
        assert "Ben Okafor already has it" in late.text
        program.do("incident", "escalate", "1", "--as", "ben")
        press(town.mail.next_of("cy").link)
        program.do("incident", "resolve", "1", "--as", "cy")
        until(lambda: program.ask("incident", "list")["incidents"] == [])
    answers(program)


def alerts(url: str) -> None:
    """The monitor complains."""
    said = {"summary": "db1 is down", "source": "db1", "severity": "critical"}
    event = {"routing_key": KEY, "event_action": "trigger", "payload": said}
    assert httpx.post(f"{url}/v2/enqueue", json=event).status_code == 202


def link(message: str) -> str:
    """The one in a message."""
    [found] = [word for word in message.split() if "/ack/" in word]
    return found


def answers(program: Program) -> None:
    """Why was I paged, and why not: in words, afterwards."""
    assert in_order(
        program.do("incident", "why", "1", "--person", "ana"),
        ("Ana Ruiz was paged.", "level 2 of night, which notifies Ana Ruiz", "By phone:",
         "failed", "500", "By mail (phone could not be used): sent at"),
    )  # fmt: skip
    assert in_order(
        program.do("incident", "show", "1"),
        ("Level 1 passed over: nobody on call", "Paging Ana Ruiz by phone",
         "Paging Ana Ruiz by phone: it failed", "Now by mail", "Paging Ben Okafor by chat",
         "Acknowledged", "Acknowledged as well", "Escalate now", "Paging cy by mail", "Resolved"),
    )  # fmt: skip
    states = {
        each["contact"]: each["state"] for each in contacts(program) if each["person"] == "ana"
    }
    assert states == {"phone": "failing", "mail": "proven"}


def contacts(program: Program) -> Sequence[dict[str, str]]:
    """As the readiness command says it."""
    found: Sequence[dict[str, str]] = program.ask("readiness")["contacts"]
    return found


def in_order(story: str, steps: Sequence[str]) -> bool:
    """Whether each is told, one after the other."""
    at = -1
    for step in steps:
        at = story.find(step, at + 1)
        assert at >= 0, (step, story)
    return True
