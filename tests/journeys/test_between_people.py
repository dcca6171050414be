"""People among themselves, with the program as it runs: reminders, a cover, the pager, a shadow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from tests.journeys.program import Program
from tests.journeys.team import KEY, Town, until

TEAM = """
watchbill: 1
people:
  - {{name: ana, full_name: Ana Ruiz, reminders: [15m], contacts: {{hook: "{hook}/ana"}}}}
  - {{name: ben, full_name: Ben Okafor, reminders: [1d, 15m], contacts: {{hook: "{hook}/ben"}}}}
  - {{name: cy, full_name: Cy Lindqvist, contacts: {{hook: "{hook}/cy"}}}}
  - {{name: dan, contacts: {{hook: "{hook}/dan"}}}}
teams: [{{name: all, members: [ana, ben, cy]}}]
schedules:
  - name: primary
    team: all
    time_zone: UTC
    rotations:
      - {{name: weekly, start: 2026-01-05T09:00, shift: {{every: 1, unit: week}}, people: [ana]}}
    overrides: [{{start: {begin}, end: {end}, cover: ben}}]
    shadows: [{{person: dan, start: 2026-01-05T09:00}}]
policies:
  - name: night
    levels: [{{notify: ["schedule:primary"], wait: 30m}}]
    last_resort: ["team:all"]
services: [{{name: api, policy: night}}]
integrations: [{{name: monitor, format: events_v2, service: api, key: {key}}}]
"""
MINUTE = timedelta(minutes=1)


def said(at: datetime) -> str:
    """As the command line takes it."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def titles(town: Town, name: str) -> list[str]:
    """What somebody got, oldest first."""
    return [each["title"] for each in town.hook.at(f"/{name}")]


def got(town: Town, name: str, begin: str) -> bool:
    """Whether somebody got a message that begins like this."""
    return any(each.startswith(begin) for each in titles(town, name))


def test_from_a_reminder_to_the_pager(program: Program, town: Town, tmp_path: Path) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    soon = now + 10 * MINUTE
    file = tmp_path / "team.yaml"
    text = TEAM.format(
        hook=town.hook.address(""), key=KEY, begin=said(soon), end=said(soon + 60 * MINUTE)
    )
    file.write_text(text)
    program.do("apply", str(file))
    with program.serving() as serving:
        until(lambda: got(town, "ana", "Your shift in primary ends"))
        until(lambda: got(town, "ben", "Your shift in primary begins"))
        begins = [each for each in town.hook.at("/ben") if " begins " in each["title"]]
        assert "Ana Ruiz hands over to you." in begins[0]["message"]

        begin, end = said(now + 48 * 60 * MINUTE), said(now + 52 * 60 * MINUTE)
        asked = ("cover", "ask", "primary", "--from", begin, "--to", end, "--who", "cy")
        program.do(*asked, "--as", "ana", "--note", "dentist")
        until(lambda: got(town, "cy", "Ana Ruiz asks you to cover primary"))
        assert "dentist" in town.hook.at("/cy")[0]["message"]
        program.do("cover", "accept", "1", "--as", "cy")
        until(lambda: got(town, "ana", "Cy Lindqvist covers primary for Ana Ruiz"))
        shifts = program.ask("oncall", "primary", "--from", begin, "--to", end)["shifts"]
        assert [each["person"] for each in shifts] == ["cy"]

        program.do("pager", "take", "primary", "--for", "30m", "--as", "cy")
        until(lambda: got(town, "ana", "Cy Lindqvist took the pager of primary until"))
        event = {
            "routing_key": KEY, "event_action": "trigger",
            "payload": {"summary": "db1 is down", "source": "db1", "severity": "critical"},
        }  # fmt: skip
        assert httpx.post(f"{serving.url}/v2/enqueue", json=event).status_code == 202
        until(lambda: got(town, "dan", "Shadow of primary: Cy Lindqvist is paged for #1"))
        until(lambda: any("db1 is down" in each for each in titles(town, "cy")))
        program.do("pager", "back", "primary", "--as", "cy")
        until(lambda: got(town, "ana", "Cy Lindqvist gave the pager of primary back"))
        until(lambda: len([each for each in titles(town, "ben") if " begins " in each]) == 3)
    pages = program.ask("incident", "show", "1")["pages"]
    assert {each["person"] for each in pages} == {"cy"}
    told = [each.partition(" (")[0] for each in titles(town, "ben") if " begins " in each]
    assert len(told) == 3, "told once, anew when the pager moved it, and when it was back"
    assert told[0] == told[2] != told[1]
